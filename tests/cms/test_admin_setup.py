"""An administrator sets up a town from an empty database; nobody else comes near (inbox.md section 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from django.test import Client

from cms.models import Buurt, Cluster, PostcodeArea, Role, User, Wijk, WijkRole, WijkTheme
from cms.postcodes import Found, find_wijk
from pages.languages import sync_trees
from participation.books import balances
from participation.models import Category, DraagvlakRule, LedgerLine, MandateRule, Outage, TermRule
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_buurt, make_wijk, staff
from tests.factories.pages import make_tree

SCREENS = [
    *("clusters", "wijken", "buurten", "postcodes", "wijkthemas", "rollen"),
    *("onderwerpen", "labels", "eigenaren", "uitvoer", "antwoorden", "draagvlakregels", "mandaten"),
    *("termijnen", "storingen", "brieven"),
]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    """A browser in which the administrator is signed in."""
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    return client


def add(admin: Client, screen: str, **data: Any) -> Any:
    """Fill in the screen that makes a new row."""
    return admin.post(f"/beheer/{screen}/new/", data)


def test_a_town_is_laid_out_on_the_screens_alone(admin: Client) -> None:
    assert add(admin, "clusters", name="Zuid", slug="zuid-west").status_code == 302
    cluster = Cluster.objects.get()
    wijk_data = {"name": "Zuid", "slug": "zuid", "cluster": cluster.pk, "tile": "zuid", "position": 1}
    assert add(admin, "wijken", **wijk_data).status_code == 302
    wijk = Wijk.objects.get()
    assert add(admin, "buurten", wijk=wijk.pk, name="Bosdrift").status_code == 302
    assert add(admin, "postcodes", wijk=wijk.pk, first="1213 la", last="1213zz").status_code == 302
    assert add(admin, "postcodes", wijk=wijk.pk, buurt=Buurt.objects.get().pk, first="1214").status_code == 302
    assert add(admin, "wijkthemas", wijk=wijk.pk, name="Groen").status_code == 302

    assert list(PostcodeArea.objects.values_list("first", "last")) == [("1213LA", "1213ZZ"), ("1214AA", "1214ZZ")]
    assert find_wijk("1214 ab").wijk == wijk
    assert find_wijk("1213 aa").found is Found.UNKNOWN
    assert WijkTheme.objects.get().name == "Groen"


def test_a_colleague_is_made_by_email_address_and_given_a_role(admin: Client) -> None:
    wijk = make_wijk()
    person = {
        "email": "samira@example.org",
        "first_name": "Samira",
        "last_name": "Verhoef",
        "phone": "035 123 45 67",
        "password1": "een-lang-wachtwoord-7",
        "password2": "een-lang-wachtwoord-7",
    }
    assert admin.post("/beheer/users/new/", person).status_code == 302
    samira = User.objects.get(email="samira@example.org")
    assert (samira.phone, str(samira)) == ("035 123 45 67", "Samira Verhoef")
    assert add(admin, "rollen", user=samira.pk, role="wijkregisseur", wijk=wijk.pk).status_code == 302

    browser = Client()
    assert browser.login(username="Samira@Example.org", password="een-lang-wachtwoord-7")
    assert browser.get("/beheer/te-behandelen/").status_code == 200


def test_the_form_of_a_colleague_shows_name_email_and_phone_and_no_user_name(admin: Client) -> None:
    person = UserFactory(phone="035 123 45 67")
    for address in ("/beheer/users/new/", f"/beheer/users/edit/{person.pk}/"):
        page = admin.get(address).content.decode()
        names = set(re.findall(r'name="(\w+)"', page.split("<main")[1]))
        assert {"email", "first_name", "last_name", "phone"} <= names
        assert "username" not in names
    data = {"email": person.email, "first_name": "An", "last_name": "Bos", "phone": "035 7", "is_active": "on"}
    assert admin.post(f"/beheer/users/edit/{person.pk}/", data).status_code == 302
    person.refresh_from_db()
    assert (person.phone, person.first_name) == ("035 7", "An")


def test_one_address_is_one_account_capitals_or_not(admin: Client) -> None:
    UserFactory(email="samira@example.org")
    data = {"email": "SAMIRA@example.org", "first_name": "S", "last_name": "V"}
    response = admin.post("/beheer/users/new/", data | {"password1": "een-lang-wachtwoord-7", "password2": "x"})
    assert "Er is al een medewerker met dit e-mailadres." in response.content.decode()
    assert User.objects.filter(email__iexact="samira@example.org").count() == 1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("", "", "Vul dit nog in: Van postcode"),
        ("straat", "", "Vul postcodes in"),
        ("1214ZZ", "1214AA", "De laagste eerst"),
        ("1214 MM", "", "horen al bij Oost"),
        ("1213", "1215", "horen al bij Oost"),
    ],
)
def test_postcodes_that_can_not_be_are_refused(admin: Client, first: str, last: str, words: str) -> None:
    make_wijk("oost", "1214")
    zuid = make_wijk("zuid", "1217")
    response = add(admin, "postcodes", wijk=zuid.pk, first=first, last=last)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert PostcodeArea.objects.filter(wijk=zuid).count() == 1


def test_a_buurt_of_another_wijk_is_refused_with_its_postcodes(admin: Client) -> None:
    elsewhere = make_buurt(make_wijk("oost", "1221"), "Liebergen")
    zuid = make_wijk("zuid", "1217")
    response = add(admin, "postcodes", wijk=zuid.pk, buurt=elsewhere.pk, first="1216")
    assert "Deze buurt ligt in een andere wijk." in response.content.decode()


def test_a_role_has_the_place_that_belongs_to_it(admin: Client) -> None:
    wijk, person = make_wijk(), UserFactory()
    cluster = wijk.cluster

    def refused(**data: Any) -> str:
        response = add(admin, "rollen", user=person.pk, **data)
        assert response.status_code == 200
        return response.content.decode()

    assert "Kies de wijk van deze rol." in refused(role="wijkregisseur")
    assert "Kies het cluster van deze rol." in refused(role="voorzitter")
    assert "Deze rol geldt niet voor één wijk." in refused(role="auditor", wijk=wijk.pk)
    assert "Deze rol geldt niet voor een cluster." in refused(role="wijkregisseur", wijk=wijk.pk, cluster=cluster.pk)
    late = {"valid_from": "2026-12-02", "valid_until": "2026-12-01"}
    assert "De laatste dag ligt voor de eerste dag." in refused(role="auditor", **late)
    assert WijkRole.objects.count() == 0
    assert add(admin, "rollen", user=person.pk, role="voorzitter", cluster=cluster.pk).status_code == 302
    assert add(admin, "rollen", user=person.pk, role="auditor").status_code == 302


def test_a_deputy_stands_in_for_one_role_with_dates(admin: Client) -> None:
    zuid, oost = make_wijk(), make_wijk("oost", "1221")
    staff(Role.WIJKREGISSEUR, zuid)
    absent, person = WijkRole.objects.get(), UserFactory()
    data = {"user": person.pk, "role": "wijkregisseur", "deputy_for": absent.pk}

    no_dates = add(admin, "rollen", wijk=zuid.pk, **data)
    assert "Vul van een vervanger beide datums in." in no_dates.content.decode()
    data |= {"valid_from": "2026-12-01", "valid_until": "2026-12-24"}
    wrong_place = add(admin, "rollen", wijk=oost.pk, **data)
    assert "Geef een vervanger dezelfde rol en plaats" in wrong_place.content.decode()
    assert add(admin, "rollen", wijk=zuid.pk, **data).status_code == 302
    assert WijkRole.objects.get(user=person).valid_until == date(2026, 12, 24)


def test_a_subject_has_a_name_in_each_language_of_the_site(admin: Client) -> None:
    make_tree()
    sync_trees()
    given = {"name": "Groen", "slug": "groen", "position": 1}

    assert add(admin, "onderwerpen", **given, name_en="Green spaces", name_ar="not a language here").status_code == 302
    subject = Category.objects.get()
    assert subject.names == {"en": "Green spaces"}
    edit = f"/beheer/onderwerpen/edit/{subject.pk}/"
    assert 'value="Green spaces"' in admin.get(edit).content.decode()
    assert admin.post(edit, given | {"name_en": ""}).status_code == 302
    subject.refresh_from_db()
    assert subject.names == {}


def test_the_rules_of_the_municipality_are_kept_in_euros_and_roles(admin: Client) -> None:
    assert add(admin, "onderwerpen", name="Groen", slug="groen", position=1).status_code == 302
    rule = {"kind": "initiative", "scope": "buurt", "valid_from": "2026-01-01", "supporters": 25, "pc6": 5}
    rule |= {"max_share_percent": 60, "concern_talk_percent": 25, "period_weeks": 6}
    assert add(admin, "draagvlakregels", **rule | {"max_share_percent": 101}).status_code == 200
    assert add(admin, "draagvlakregels", **rule | {"pc6": 26}).status_code == 200
    assert add(admin, "draagvlakregels", **rule).status_code == 302

    mandate = {"kind": "initiative", "above_cents": "2.000", "up_to_cents": "€ 10.000,00", "form": "buurtdeal"}
    mandate |= {"first": "wijkregisseur", "second": "wijkwethouder", "valid_from": "2026-01-01", "number": "M-1"}
    assert add(admin, "mandaten", **mandate | {"second": "wijkregisseur"}).status_code == 200
    assert add(admin, "mandaten", **mandate | {"up_to_cents": "2000"}).status_code == 200
    assert add(admin, "mandaten", **mandate | {"above_cents": "veel"}).status_code == 200
    assert add(admin, "mandaten", **mandate).status_code == 302

    stored = MandateRule.objects.get()
    assert (stored.above_cents, stored.up_to_cents) == (200_000, 1_000_000)
    assert stored.roles == ["wijkregisseur", "wijkwethouder"]
    assert "boven €\u00a02.000, tot en met €\u00a010.000" in admin.get("/beheer/mandaten/").content.decode()
    page = admin.get(f"/beheer/mandaten/edit/{stored.pk}/").content.decode()
    assert 'value="10000"' in page
    assert '<option value="wijkwethouder" selected>' in page
    assert (Category.objects.count(), DraagvlakRule.objects.count()) == (1, 1)


def test_longer_than_eight_weeks_needs_an_article_and_an_outage_an_end(admin: Client) -> None:
    rule = {"valid_from": "2026-01-01", "decide_weeks": 13, "extensions_max": 1, "splitting_days": 365}
    cents = {"dwangsom_first_cents": "23", "dwangsom_second_cents": "35", "dwangsom_third_cents": "45,50"}
    assert add(admin, "termijnen", **rule, **cents, article="").status_code == 200
    assert add(admin, "termijnen", **rule, **cents, article="artikel 5 van de subsidieverordening").status_code == 302
    stored = TermRule.objects.get()
    assert (stored.decide_weeks, stored.dwangsom_third_cents) == (13, 4_550)

    outage = {"from_at": "2026-11-20 10:00", "what": "Onderhoud"}
    assert add(admin, "storingen", **outage, until_at="2026-11-20 10:00").status_code == 200
    assert add(admin, "storingen", **outage, until_at="2026-11-20 12:00").status_code == 302
    assert Outage.objects.get().from_at == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_every_screen_opens_with_rows_in_it(admin: Client) -> None:
    wijk = make_wijk()
    make_buurt(wijk, "Bosdrift")
    staff(Role.WIJKREGISSEUR, wijk)
    WijkTheme.objects.create(wijk=wijk, name="Groen")
    for screen in SCREENS:
        for address in (f"/beheer/{screen}/", f"/beheer/{screen}/new/"):
            assert admin.get(address).status_code == 200, address


def test_a_wijk_that_is_in_use_is_not_deleted(admin: Client) -> None:
    wijk = make_wijk()
    staff(Role.WIJKREGISSEUR, wijk)
    assert admin.post(f"/beheer/wijken/delete/{wijk.pk}/").status_code in (200, 302)
    assert Wijk.objects.filter(pk=wijk.pk).exists()


def test_the_budget_of_a_year_is_allocated_and_never_twice(admin: Client) -> None:
    wijk = make_wijk()
    assert admin.get("/beheer/budget/?jaar=2027")["Location"] == "/beheer/budget/2027/"
    page = admin.get("/beheer/budget/2027/").content.decode()
    last = re.search(r'name="last_line" value="(\d+)"', page)[1]
    data = {"last_line": last, "reason": "A21-182", f"subsidy_{wijk.pk}": "53.500", "wijkkansen": "75000"}

    assert admin.post("/beheer/budget/2027/", data).status_code == 302
    again = admin.post("/beheer/budget/2027/", data)
    assert again.status_code == 422
    assert "Er is intussen geboekt." in again.content.decode()
    assert 'value="53.500"' in again.content.decode()

    books = balances(year=2027)
    assert books[(wijk.pk, "subsidy")].budget_cents == 5_350_000
    assert books[(None, "wijkkansen")].budget_cents == 7_500_000
    assert list(LedgerLine.objects.values_list("kind", "reason")) == [("allocation", "A21-182")] * 2


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"wijkkansen": "veel"},
        {"wijkkansen": "0"},
        {"wijkkansen": "-5"},
        {"wijkkansen": "5", "reason": "besluit ‘x’"},
    ],
)
def test_a_budget_that_can_not_be_is_refused(admin: Client, data: dict[str, str]) -> None:
    assert admin.post("/beheer/budget/2027/", {"last_line": "0", **data}).status_code == 422
    assert not LedgerLine.objects.exists()


@pytest.mark.parametrize("year", ["1800", "99999", "twintig", "2027x"])
def test_a_year_that_can_not_be_is_asked_again(admin: Client, year: str) -> None:
    response = admin.get("/beheer/budget/", {"jaar": year})
    assert response.status_code == 200
    assert "Vul een jaar in van 2015 tot en met 2099." in response.content.decode()
    assert admin.get("/beheer/budget/1800/").status_code == 404


@pytest.mark.parametrize("role", [Role.WIJKREGISSEUR, Role.TEAMMANAGER, Role.TECHNIEK])
def test_nobody_but_an_administrator_sets_anything_up(client: Client, db: None, role: str) -> None:
    wijk = make_wijk()
    person = staff(role, wijk if role == Role.WIJKREGISSEUR else None)
    client.force_login(person)
    for screen in SCREENS:
        assert client.get(f"/beheer/{screen}/").status_code in (302, 404), screen
        assert client.post(f"/beheer/{screen}/new/", {"name": "x", "slug": "x"}).status_code in (302, 404), screen
    assert client.get("/beheer/budget/").status_code == 404
    assert client.post("/beheer/budget/2027/", {"last_line": 0, "wijkkansen": "5"}).status_code == 404
    assert client.get("/beheer/users/").status_code == 302
    assert (Cluster.objects.count(), Category.objects.count(), LedgerLine.objects.count()) == (1, 0, 0)
    menu = client.get("/beheer/").content.decode()
    for words in ("Wijken en rollen", "Regels", "Jaarbudget", "Rapporten"):
        assert words not in menu, words


def test_no_group_can_be_given_the_rights_of_an_administrator(admin: Client) -> None:
    page = admin.get("/beheer/groups/new/").content.decode()
    assert "wijkrole" not in page.lower()
    assert "mandaterule" not in page.lower()


def test_the_sign_in_page_and_the_admin_bear_the_name_of_wijkplein(client: Client, admin: Client) -> None:
    sign_in = Client().get("/beheer/login/").content.decode()
    assert "Log in bij Wijkplein beheer" in sign_in
    assert "Wijkplein beheer</title>" in sign_in
    assert "Wachtwoord" in sign_in
    front = admin.get("/beheer/").content.decode()
    assert "Wijkplein beheer</title>" in front
    assert "cms/wijkplein-beheer.css" in front
    assert 'fill="#f5b92e"' in front
