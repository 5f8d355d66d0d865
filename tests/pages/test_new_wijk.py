"""A wijk with all its parts, made in one go in the admin; and by hand, row by row, as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client

from wagtail.models import Collection, Locale, Page

from cms.models import AuditEvent, Buurt, Cluster, PostcodeArea, Role, User, Wijk
from cms.postcodes import find_wijk
from cms.registries import DemoContext
from cms.town import read_town
from pages.languages import sync_trees
from pages.models import ContactPage, WijkPage
from pages.new_wijk import Leads, make_wijk, read_areas
from pages.services import give_editors_rights, give_editors_rights_everywhere
from participation.codes import PotKind
from participation.services.account import allocate
from participation.town import build_rules
from tests.conftest import NOW
from tests.factories.cms import ClusterFactory, UserFactory, staff
from tests.factories.cms import make_wijk as make_wijk_row
from tests.factories.pages import Tree, make_tree

pytestmark = pytest.mark.django_db
PARTS = ["agenda", "contact", "initiatieven", "nieuws", "peilingen", "uitdagen", "wijkkrant", "wijkthermometer"]
FILLED_IN = {
    "name": "Monnikenberg",
    "slug": "",
    "tile": "ruit",
    "areas": "1225\n\n1226 aa – 1226 mz",
    "lead": "Tussen bos en hei.",
    "lead_en": "Between woods and heath.",
    "about": "Een nieuwe wijk.",
    "about_en": "A new wijk.",
}


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    """It is Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tree() -> Tree:
    """A site with one wijk, in two languages."""
    build_rules(DemoContext(now=NOW, data={"town": read_town()}))
    made = make_tree(make_wijk_row("zuid", "1214"))
    sync_trees("en")
    return made


@pytest.fixture
def editor(tree: Tree, client: Client) -> Client:
    """A browser in which an editor of the whole city is signed in."""
    person = UserFactory(email="redactie@example.org")
    person.groups.add(give_editors_rights_everywhere(tree.home))
    client.force_login(person)
    return client


def filled_in(**changes: object) -> dict[str, object]:
    """The form as an editor sends it."""
    return FILLED_IN | {"cluster": Cluster.objects.first().pk} | changes


def made(**changes: object) -> WijkPage:
    """Monnikenberg, by the service."""
    given: dict[str, object] = {
        "name": "Monnikenberg",
        "slug": "monnikenberg",
        "cluster": ClusterFactory(slug="oost"),
        "tile": "ruit",
        "areas": [("1225AA", "1225ZZ")],
        "leads": Leads(lead="Tussen bos en hei.", lead_en="Between woods and heath."),
        "by": None,
        "now": NOW,
    }
    return make_wijk(**given | changes)


def test_a_wijk_comes_with_all_its_pages_in_both_languages(tree: Tree) -> None:
    page = made()

    english = page.get_translation(Locale.objects.get(language_code="en"))
    for top in (page, english):
        below = top.get_children()
        assert sorted(below.values_list("slug", flat=True)) == PARTS
        assert all(below.values_list("live", flat=True)) and top.live
    assert (page.lead, english.lead) == ("Tussen bos en hei.", "Between woods and heath.")
    assert page.wijk == english.wijk
    assert english.alias_of_id is None
    assert english.get_children().get(slug="initiatieven").title == "Initiatives"
    assert not english.get_children().filter(alias_of__isnull=False).exists()


def test_a_wijk_comes_with_postcodes_a_place_in_line_and_a_group_of_editors(tree: Tree) -> None:
    page = made(areas=[("1225AA", "1225ZZ"), ("1226AA", "1226MZ")])

    wijk = page.wijk
    assert (wijk.name, wijk.tile, wijk.cluster.slug) == ("Monnikenberg", "ruit", "oost")
    assert list(Wijk.objects.in_order())[-1] == wijk
    assert find_wijk("1226 LK").wijk == wijk
    person = UserFactory()
    person.groups.add(Group.objects.get(name="Redactie Monnikenberg"))
    person = User.objects.get(pk=person.pk)
    assert Collection.objects.filter(name="Monnikenberg").exists()
    for top in page.get_translations(inclusive=True):
        assert top.permissions_for_user(person).can_publish()
    assert not tree.wijk_pages["zuid"].permissions_for_user(person).can_edit()
    assert AuditEvent.objects.get(action="wijk.made").object_id == str(wijk.pk)


def test_a_language_without_translations_shows_the_pages_until_they_are_translated(tree: Tree) -> None:
    sync_trees("tr")

    page = made()

    turkish = page.get_translation(Locale.objects.get(language_code="tr"))
    assert turkish.alias_of_id == page.pk and turkish.live
    assert sorted(turkish.get_children().values_list("slug", flat=True)) == PARTS


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "zuid"}, "name"),
        ({"slug": "zuid"}, "slug"),
        ({"areas": [("1225AA", "1225ZZ"), ("1214MM", "1214MM")]}, "areas"),
    ],
)
def test_what_is_taken_makes_nothing_at_all(tree: Tree, changes: dict[str, object], field: str) -> None:
    before = (Page.objects.count(), Wijk.objects.count(), PostcodeArea.objects.count(), Group.objects.count())

    with pytest.raises(ValidationError) as refused:
        made(**changes)

    assert list(refused.value.message_dict) == [field]
    assert before == (Page.objects.count(), Wijk.objects.count(), PostcodeArea.objects.count(), Group.objects.count())


def test_a_failure_half_way_leaves_nothing(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("pages.new_wijk.copy_to_all_languages", broken)
    with pytest.raises(RuntimeError):
        made()

    assert not Wijk.objects.filter(slug="monnikenberg").exists()
    assert not Page.objects.filter(slug="monnikenberg").exists()


def test_ranges_are_read_as_people_write_them() -> None:
    assert read_areas("1221\n 1213 la - 1213zz \n\n1225 AB") == [
        ("1221AA", "1221ZZ"),
        ("1213LA", "1213ZZ"),
        ("1225AB", "1225AB"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1221\nstraat", "Regel 2, ‘straat’: dit is geen postcodegebied. Schrijf 1221 of 1213 LA - 1213 ZZ."),
        ("1213 ZZ - 1213 AA", "Regel 1, ‘1213 ZZ - 1213 AA’: dit is geen postcodegebied."),
        ("1221\n1222\n1221 AB", "Regel 3, ‘1221 AB’, staat er al. Haal hem weg."),
    ],
)
def test_a_line_that_is_no_range_is_named(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_areas(text)

    assert refused.value.messages[0].startswith(message)


def test_an_editor_makes_a_wijk_by_clicks_and_everything_about_it_works(editor: Client) -> None:
    shown = editor.get("/beheer/redactie/maak-een-wijk/").content.decode()
    assert "Maak een wijk" in shown and "ruiten, oker" in shown and "twee schalen, rood" not in shown

    response = editor.post("/beheer/redactie/maak-een-wijk/", filled_in())

    assert response["Location"] == "/beheer/redactie/maak-een-wijk/monnikenberg/"
    visitor = Client()
    for path, words in {
        "/wijken/monnikenberg/": "Tussen bos en hei.",
        "/en/wijken/monnikenberg/": "Between woods and heath.",
        "/": "Monnikenberg",
        "/en/": "Monnikenberg",
        "/wijken/": "Monnikenberg",
        "/wijken/monnikenberg/initiatieven/": "Monnikenberg",
        "/wijken/monnikenberg/initiatieven/indienen/": "Hoe heet je plan?",
        "/wijken/monnikenberg/wijkthermometer/": "Monnikenberg",
        "/en/wijken/monnikenberg/wijkthermometer/": "Monnikenberg",
        "/wijken/monnikenberg/contact/": "Contact",
        "/en/wijken/monnikenberg/nieuws/": "News",
    }.items():
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert words in answer.content.decode(), path
    assert visitor.get("/vind-je-wijk/?postcode=1226LK")["Location"] == "/wijken/monnikenberg/"
    assert visitor.get("/en/vind-je-wijk/?postcode=1225")["Location"] == "/en/wijken/monnikenberg/"


def test_afterwards_the_screen_says_what_is_still_to_be_done(tree: Tree, client: Client) -> None:
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    response = client.post("/beheer/redactie/maak-een-wijk/", filled_in(), follow=True)
    state = response.content.decode()

    assert "De wijk Monnikenberg staat op de site." in state
    for words in ("Geef de wijk een wijkregisseur.", "Boek het budget van 2026.", "Vul de buurten in.", "Vertaal"):
        assert words in state
    assert (state.count("Nog doen"), state.count("Klaar")) == (4, 1)

    wijk = Wijk.objects.get(slug="monnikenberg")
    staff(Role.WIJKREGISSEUR, wijk)
    staff(Role.WIJKWETHOUDER, wijk)
    Buurt.objects.create(wijk=wijk, name="Het Bos")
    allocate(
        year=2026,
        kind=PotKind.SUBSIDY,
        wijk=wijk,
        amount_cents=100_000,
        booked_on=NOW.date(),
        reason="tabel-1",
        now=NOW,
    )
    state = client.get("/beheer/redactie/maak-een-wijk/monnikenberg/").content.decode()
    assert (state.count("Nog doen"), state.count("Klaar")) == (0, 5)


def test_what_is_wrong_stands_above_the_form_and_what_was_typed_stays(editor: Client) -> None:
    response = editor.post(
        "/beheer/redactie/maak-een-wijk/",
        filled_in(name="Zuid", tile="", areas="1214 AB", lead="Nieuw en groen.", about_en=""),
    )

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Fout: Maak een wijk" in shown
    for words in (
        "Er is al een wijk met deze naam. Kies een andere naam.",
        "Dit adres is al in gebruik. Kies een ander adres.",
        "Vul dit nog in: Tegel en kleur.",
        "De postcodes 1214 AA - 1214 ZZ horen al bij Zuid. Pas dat gebied eerst aan.",
        "Vul deze tekst in beide talen in, of laat hem in beide leeg.",
    ):
        assert words in shown
    assert 'href="#id_areas"' in shown
    assert "Nieuw en groen." in shown
    assert Wijk.objects.count() == 1


def test_without_an_overview_of_wijken_there_is_nothing_to_make_one_below(client: Client) -> None:
    client.force_login(User.objects.create_superuser("beheer@example.org"))

    assert client.get("/beheer/redactie/maak-een-wijk/")["Location"] == "/beheer/"


def test_editors_of_one_wijk_and_caseworkers_make_no_wijk(tree: Tree, client: Client) -> None:
    person = UserFactory()
    person.groups.add(give_editors_rights(tree.wijk_pages["zuid"]))
    for somebody in (person, staff(Role.WIJKREGISSEUR, Wijk.objects.get())):
        client.force_login(somebody)
        assert client.get("/beheer/redactie/maak-een-wijk/")["Location"] == "/beheer/"
        assert client.post("/beheer/redactie/maak-een-wijk/", filled_in())["Location"] == "/beheer/"
        assert "Maak een wijk" not in client.get("/beheer/").content.decode()
    assert Wijk.objects.count() == 1


def test_an_administrator_makes_a_wijk_by_hand_too(tree: Tree, client: Client) -> None:
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    row = {"name": "Monnikenberg", "slug": "monnikenberg", "cluster": Cluster.objects.first().pk, "tile": "ruit"}
    assert client.post("/beheer/wijken/new/", row | {"position": 9}).status_code == 302
    wijk = Wijk.objects.get(slug="monnikenberg")
    page = {"title": "Monnikenberg", "slug": "monnikenberg", "lead": "Bos en hei.", "wijk": wijk.pk}
    body = {"about_body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}

    url = f"/beheer/pages/add/pages/wijkpage/{tree.wijken.pk}/"
    response = client.post(url, page | body | {"action-publish": "1"})

    assert response.status_code == 302, response.content.decode()
    visitor = Client()
    assert "Bos en hei." in visitor.get("/wijken/monnikenberg/").content.decode()
    assert visitor.get("/en/wijken/monnikenberg/").status_code == 200
    assert Group.objects.filter(name="Redactie Monnikenberg").exists()
    assert not ContactPage.objects.exists()
