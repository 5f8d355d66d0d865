"""The contact pages: of a wijk, and of the city."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client
from django.utils import translation

from cms.models import PostcodeArea, Role, Wijk
from pages.coming_office_hours import coming
from pages.models import OfficeHour, Organisation, OrganisationText, SkippedOfficeHour
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.pages import Tree, make_tree
from tests.factories.social_base import (
    POINT,
    locale,
    make_contact_page,
    make_office_hour,
    make_organisation,
    make_person,
    open_on,
)
from tests.policies import policy_of

pytestmark = pytest.mark.django_db
WIJK, CITY = "/wijken/oost/contact/", "/contact/"
BUDGET = 12
TILES = "https://kaart.example.org"


@pytest.fixture
def oost() -> Wijk:
    """Oost, with its postcodes."""
    return make_wijk("oost", "1221", "1223")


@pytest.fixture
def tree(oost: Wijk) -> Tree:
    """The pages of Oost and Zuid, and a contact page below home and below Oost."""
    tree = make_tree(oost, make_wijk("zuid", "1214"))
    for parent in (tree.home, tree.wijk_pages["oost"]):
        make_contact_page(parent, lead="Bel, mail of loop binnen.")
    return tree


def fill(wijk: Wijk, count: int) -> None:
    """So many of everything."""
    for number in range(count):
        place = make_organisation(f"Plek {number:03}", wijk, point=POINT, summary="Koffie.")
        open_on(place, number % 7, 9, 12)
        person = make_person(f"Mens {number:03}", wijk, role="vrijwilliger")
        hour = make_office_hour(wijk, place, people=(person,), partners=(place,))
        SkippedOfficeHour.objects.create(office_hour=hour, day=date(2027, 1, 7))
        staff(Role.WIJKREGISSEUR, wijk, user=UserFactory())


@pytest.mark.parametrize("path", [WIJK, CITY])
def test_a_contact_page_costs_as_much_with_200_of_everything_as_with_one(
    tree: Tree, oost: Wijk, client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(oost, 1)
    client.get(path)
    with django_assert_num_queries(BUDGET, exact=False) as one:
        client.get(path)
    queries = len(one)  # the next answer empties the list
    Organisation.objects.all().update(is_active=False)
    OfficeHour.objects.all().delete()
    Organisation.objects.all().delete()
    fill(oost, 200)
    client.get(path)  # what is kept for ten seconds may be over by now
    with django_assert_num_queries(queries, exact=True):
        assert client.get(path).status_code == 200


def test_who_serves_the_wijk_or_the_whole_city_is_shown_and_nobody_else(
    tree: Tree, oost: Wijk, client: Client
) -> None:
    make_person("Bram van Oost", oost, role="opbouwwerker", organisation=make_organisation("Versa", oost))
    make_person("Fatima van Overal", is_citywide=True)
    make_person("Ada van Zuid", Wijk.objects.get(slug="zuid"))
    make_person("Ed is weg", oost, is_active=False)
    make_organisation("Voedselbank", is_citywide=True)
    make_organisation("Club van Zuid", Wijk.objects.get(slug="zuid"))
    make_organisation("Gesloten huis", oost, is_active=False)

    answer = client.get(WIJK)

    for shown in ("Bram van Oost", "opbouwwerker, Versa", "Fatima van Overal", "Voedselbank"):
        assertContains(answer, shown)
    for hidden in ("Ada van Zuid", "Ed is weg", "Club van Zuid", "Gesloten huis"):
        assertNotContains(answer, hidden)


def test_the_page_of_a_wijk_is_named_after_it(tree: Tree, client: Client) -> None:
    answer = client.get(WIJK)

    assertContains(answer, "<h1>Contact in Oost</h1>", html=True)
    assertContains(answer, "<title>Contact in Oost | ")
    assertContains(answer, "Bel, mail of loop binnen.")
    assertContains(answer, 'action="/vind-je-wijk/" method="get"')


def test_an_account_is_enriched_by_its_profile_and_stands_there_once(tree: Tree, oost: Wijk, client: Client) -> None:
    user = staff(Role.WIJKREGISSEUR, oost, user=UserFactory(first_name="Samira", last_name="Verhoef"))
    user.wijk_roles.get().areas.add(PostcodeArea.objects.get(first="1223AA"))
    profile = make_person("Samira Verhoef", user=user, phone="06 1234 5678")
    profile.texts.create(locale=locale(), text="Voor de Driften.", availability="dinsdag tot en met vrijdag")
    profile.save()

    answer = client.get(WIJK)

    assertContains(answer, "<h3>Samira Verhoef</h3>", count=1, html=True)
    for shown in ("Wijkregisseur Oost 1223", "Voor de Driften.", "dinsdag tot en met vrijdag", "06 1234 5678"):
        assertContains(answer, shown)


def test_a_profile_that_is_off_the_site_adds_nothing(tree: Tree, oost: Wijk, client: Client) -> None:
    user = staff(Role.WIJKREGISSEUR, oost, user=UserFactory())
    profile = make_person("Oud", user=user, is_active=False)
    profile.texts.create(locale=locale(), text="Oude tekst.", availability="nooit")
    profile.save()

    answer = client.get(WIJK)

    assertContains(answer, "Je eerste aanspreekpunt")
    assertNotContains(answer, "Oude tekst.")
    assertNotContains(answer, "nooit")


def test_spreekuren_stand_in_order_with_place_and_people(tree: Tree, oost: Wijk, client: Client) -> None:
    place = make_organisation("De Geus", oost)
    make_office_hour(oost, place, pattern="1", people=(make_person("Zus"), make_person("Weg", is_active=False)))
    make_office_hour(
        oost, place, weekday=1, starts_at=time(10), ends_at=time(11), partners=(make_organisation("Abel"),)
    )

    with time_machine.travel(NOW, tick=False):
        answer = client.get(WIJK)

    rows = answer.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    days = [part.split("</th>")[0] for part in rows.split('role="rowheader">')[1:]]
    assert days[:3] == ["Dinsdag 24 november", "Dinsdag 1 december", "Donderdag 3 december"]
    assert "19.00 tot 20.30 uur" in rows and ">Zus<" in rows and ">Abel<" in rows
    assertNotContains(answer, "Weg")


def test_a_spreekuur_is_told_until_it_is_over_and_not_on_a_skipped_day(oost: Wijk) -> None:
    hour = make_office_hour(oost, make_organisation(), partners=(make_organisation("B"),), people=(make_person("Z"),))
    SkippedOfficeHour.objects.create(office_hour=hour, day=date(2026, 12, 3))
    make_office_hour(make_wijk("zuid"), make_organisation("Elders"))
    thursday = datetime(2026, 11, 26, 20, 29, tzinfo=ZoneInfo("Europe/Amsterdam"))

    before, after = (coming(oost, count=2, now=moment) for moment in (thursday, thursday.replace(minute=30)))

    assert [held.day for held in before] == [date(2026, 11, 26), date(2026, 12, 10)]
    assert [held.day for held in after] == [date(2026, 12, 10), date(2026, 12, 17)]
    assert before[0].who == ("Z", "B")
    assert (before[0].day_words, before[0].who_words) == ("donderdag 26 november", "Z en B")


def test_the_wijk_page_tells_the_first_spreekuur_and_links_the_contact_page(
    tree: Tree, oost: Wijk, client: Client
) -> None:
    make_office_hour(oost, make_organisation("De Geus", oost), people=(make_person("Joost"), make_person("Mo")))

    with time_machine.travel(NOW, tick=False):
        answer = client.get("/wijken/oost/")

    assertContains(answer, "Spreekuur: donderdag 26 november, 19.00 tot 20.30 uur")
    assertContains(answer, "De Geus. Je treft er: Joost en Mo.")
    assertContains(answer, 'href="/wijken/oost/contact/"')
    assertNotContains(client.get("/wijken/zuid/"), "Spreekuur:")


def test_a_place_is_shown_with_all_there_is_and_nothing_that_is_not(tree: Tree, oost: Wijk, client: Client) -> None:
    full = make_organisation(
        "De Geus", oost, summary="Koffie en cursussen.", street="Plein 1", postcode="1221ab", phone="035 1",
        email="geus@example.org", website="https://geus.example.org/",
    )  # fmt: skip
    open_on(full, 0, 9, 12)
    open_on(full, 2, 9, 12)

    answer = client.get(WIJK)

    for shown in (
        "Koffie en cursussen.",
        "Plein 1, 1221 AB",
        "maandag en woensdag 9.00 tot 12.00 uur",
        '<a href="tel:0351">035 1</a>',
        '<a href="mailto:geus@example.org">',
        '<a href="https://geus.example.org/">Website van De Geus</a>',
        "Wijkcentrum of ontmoetingsplek",
        f'id="plek-{full.pk}"',
    ):
        assertContains(answer, shown)
    Organisation.objects.update(phone="", email="", website="", street="", postcode="")
    assertNotContains(client.get(WIJK), "mailto:geus")


def test_texts_are_in_the_language_of_the_page_else_in_dutch_and_marked(tree: Tree, oost: Wijk) -> None:
    from pages import social_base

    both = make_organisation("Beide", oost, summary="Koffie.")
    OrganisationText.objects.create(organisation=both, locale=locale("en"), summary="Coffee.")
    make_organisation("Alleen Nederlands", oost, summary="Thee.")
    make_organisation("Zonder tekst", oost)

    def told() -> list[tuple[str, str, str]]:
        return [(card.name, card.summary, card.marks) for card in social_base.organisations(oost)]

    assert told() == [("Alleen Nederlands", "Thee.", ""), ("Beide", "Koffie.", ""), ("Zonder tekst", "", "")]
    with translation.override("en"):
        assert [row[:2] for row in told()] == [
            ("Alleen Nederlands", "Thee."),
            ("Beide", "Coffee."),
            ("Zonder tekst", ""),
        ]
        assert [row[2] for row in told()][:2] == [' lang="nl"', ' lang="en"']


def test_the_way_to_report_what_is_broken(tree: Tree, client: Client, settings: Any) -> None:
    settings.MELDING_URL = "https://meldingen.example.org/"
    for path in (WIJK, CITY):
        assertContains(client.get(path), '<a href="https://meldingen.example.org/">Doe een melding</a>', html=True)
    settings.MELDING_URL = ""
    assertNotContains(client.get(WIJK), "Doe een melding")
    assertContains(client.get(WIJK), "Is er iets kapot of vuil op straat?")


def names_on(answer: object) -> list[str]:
    """The organisations on the page of the city, in order."""
    return [card.name for card in answer.context_data["organisations"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Abel", "Bouw", "Club"]),
        ("?wijk=oost", ["Abel", "Club"]),
        ("?soort=wonen", ["Bouw"]),
        ("?wijk=zuid&soort=wonen", ["Bouw"]),
        ("?wijk=oost&soort=wonen", []),
        ("?wijk=nergens&soort=niets&x=1", ["Abel", "Bouw", "Club"]),
        ("?na=Abel", ["Bouw", "Club"]),
    ],
)
def test_the_city_shows_what_the_query_asks(
    tree: Tree, oost: Wijk, client: Client, query: str, names: list[str]
) -> None:
    zuid = Wijk.objects.get(slug="zuid")
    make_organisation("Abel", oost)
    make_organisation("Bouw", zuid, kind=Organisation.Kind.HOUSING)
    make_organisation("Club", is_citywide=True, kind=Organisation.Kind.SPORT)

    answer = client.get(f"{CITY}{query}")

    assert names_on(answer) == names
    assert answer["Cache-Control"].startswith("public") and not answer.cookies
    assert ('name="robots" content="noindex"' in answer.content.decode()) == (
        query not in ("", "?wijk=nergens&soort=niets&x=1")
    )
    assert ("Niets gevonden" in answer.content.decode()) == (not names)


def test_the_city_shows_sixty_at_a_time_and_leads_on(tree: Tree, oost: Wijk, client: Client) -> None:
    for number in range(61):
        make_organisation(f"Plek {number:02} & zo", oost)

    first = client.get(f"{CITY}?wijk=oost")
    assertContains(first, 'href="?wijk=oost&amp;na=Plek+59+%26+zo" rel="next"')
    second = client.get(f"{CITY}?wijk=oost&na=Plek+59+%26+zo")

    assert (len(names_on(first)), names_on(second)) == (60, ["Plek 60 & zo"])
    assertContains(second, 'href="?wijk=oost"')
    assertNotContains(second, 'rel="next"')


def test_the_city_names_the_wijkregisseurs_of_all_wijken_in_order(tree: Tree, oost: Wijk, client: Client) -> None:
    zuid = Wijk.objects.get(slug="zuid")
    staff(Role.WIJKREGISSEUR, zuid, user=UserFactory(first_name="Yasmina", last_name="Benali"))
    staff(Role.WIJKREGISSEUR, oost, user=UserFactory(first_name="Joost", last_name="Bakker"))
    staff(Role.WIJKWETHOUDER, oost, user=UserFactory(first_name="Marleen", last_name="Kuipers"))
    Wijk.objects.filter(pk=zuid.pk).update(position=9999)

    html = client.get(CITY).content.decode()

    assert html.index("Joost Bakker") < html.index("Yasmina Benali")
    assert "Marleen Kuipers" not in html


@pytest.mark.parametrize("path", [WIJK, CITY])
def test_the_tiles_host_stands_in_the_policy_of_a_page_with_a_map_alone(
    tree: Tree, oost: Wijk, client: Client, settings: Any, path: str
) -> None:
    settings.MAP_TILES_URL, settings.MAP_TILES_HOST = f"{TILES}/{{z}}/{{x}}/{{y}}.png", TILES

    def images(address: str) -> list[str]:
        return policy_of(client.get(address))["img-src"]

    make_organisation("Zonder plek", oost)
    assert images(path) == ["'self'"]
    assertNotContains(client.get(path), "kaart-knop.js")
    make_organisation("Met plek", oost, point=POINT)
    assert images(path) == ["'self'", TILES]
    assertContains(client.get(path), 'data-punt="52.223600 5.176300"', count=1)
    assertContains(client.get(path), "cms/kaart-knop.js", count=1)
    assert images("/wijken/oost/") == ["'self'"]
    settings.MAP_TILES_URL = ""
    assert images(path) == ["'self'"]
    assertNotContains(client.get(path), "Toon op de kaart")


def test_without_javascript_there_is_no_button_for_the_map(tree: Tree, oost: Wijk, client: Client) -> None:
    make_organisation("Met plek", oost, point=POINT)

    button = client.get(WIJK).content.decode().split("data-kaart-knop")[1].split(">")[0]
    assert button.endswith(" hidden")
