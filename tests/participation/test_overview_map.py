"""The overview as a map: the plans of the list, per wijk and by their place; nothing is fetched without a click."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import Wijk
from participation import listing
from participation.codes import State
from tests.conftest import NOW
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree
from tests.factories.plans import public_plan

pytestmark = pytest.mark.django_db
PLACE = {"latitude": "52.221000", "longitude": "5.172500", "place": "Laapersveld"}
TILES = "https://service.pdok.nl"
BUDGET = 14


@pytest.fixture
def zuid() -> Wijk:
    """Zuid with its pages, and Oost beside it."""
    wijk = make_wijk("zuid")
    make_tree(wijk)
    make_wijk("oost")
    return wijk


def rows(client: Client, **query: str) -> dict[str, tuple[int, str]]:
    """Of each wijk its number of plans on the map, and where that leads."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get("/initiatieven/", {"beeld": "kaart"} | query)
    return {row["wijk"].slug: (row["count"], row["url"]) for row in answer.context["wijken_on_map"]}


def test_each_wijk_tells_how_many_of_the_chosen_plans_it_has(zuid: Wijk, client: Client) -> None:
    oost = Wijk.objects.get(slug="oost")
    for number in range(3):
        public_plan(zuid, f"Klaar {number}", state=State.COMPLETED)
    public_plan(zuid, "Bekeken")
    public_plan(oost, "Klaar in Oost", state=State.COMPLETED)
    both = public_plan(oost, "Ook in Zuid", state=State.COMPLETED)
    both.other_wijken.add(zuid)

    assert rows(client) == {
        "oost": (2, "?beeld=kaart&wijk=oost"),
        "zuid": (5, "?beeld=kaart&wijk=zuid"),
    }
    found = rows(client, stand="klaar", wijk="oost")
    assert {slug: row[0] for slug, row in found.items()} == {"oost": 2, "zuid": 4}
    assert found["zuid"][1] == "?wijk=zuid&stand=klaar&beeld=kaart"


def test_the_map_counts_the_newest_plans_and_says_so(
    zuid: Wijk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_ON_MAP", 2)
    public_plan(Wijk.objects.get(slug="oost"), "Oud", published_at=NOW - timedelta(days=2))
    public_plan(zuid, "Nieuw")
    told = "Er zijn meer dan 2 plannen. Hier tellen we de nieuwste 2."
    assert {slug: row[0] for slug, row in rows(client).items()} == {"oost": 1, "zuid": 1}
    assertNotContains(client.get("/initiatieven/", {"beeld": "kaart"}), told)

    public_plan(zuid, "Nog nieuwer")
    assert {slug: row[0] for slug, row in rows(client).items()} == {"oost": 0, "zuid": 2}
    assertContains(client.get("/initiatieven/", {"beeld": "kaart"}), told)


def test_the_map_is_a_drawing_with_links_and_the_same_stands_in_a_list(zuid: Wijk, client: Client) -> None:
    public_plan(zuid, "Bomen")

    text = client.get("/initiatieven/", {"beeld": "kaart", "wijk": "zuid"}).text

    drawn = re.search(r'<a href="\?wijk=zuid&amp;beeld=kaart" data-wijk="zuid" aria-current="true"><path.*?</a>', text)
    assert drawn and "Zuid" in drawn[0] and ">1</tspan>" in drawn[0]
    assert '<li><a href="?wijk=zuid&amp;beeld=kaart" aria-current="true">Zuid</a>: 1</li>' in text


def test_list_and_map_show_the_same_plans(zuid: Wijk, client: Client) -> None:
    for number in range(20):
        public_plan(
            zuid, f"Plan {number}", published_at=NOW - timedelta(hours=number), text=PLACE if number % 2 else {}
        )

    def titles(**query: str) -> list[str]:
        return [card.title for card in client.get("/initiatieven/", query).context["listing"].cards]

    assert titles() == [f"Plan {number}" for number in range(15)]
    assert titles(beeld="kaart") == [f"Plan {number}" for number in range(20)]


def test_pins_wait_for_a_click_and_only_then_may_tiles_come(zuid: Wijk, client: Client, settings: Any) -> None:
    case = public_plan(zuid, 'Bomen "groen"', text=PLACE)
    public_plan(zuid, "Zonder plek")

    answer = client.get("/initiatieven/", {"beeld": "kaart"})

    assertContains(answer, f'id="plek-{case.reference.lower()}"')
    assertContains(answer, 'data-punt="52.221000 5.172500" data-naam="Bomen &quot;groen&quot;"', count=1)
    assertContains(answer, "cms/kaart-knop.js", count=1)
    assertContains(answer, 'aria-label="Kaart van plannen"')
    assert TILES in answer["Content-Security-Policy"]
    assert TILES not in re.sub(r'data-tegels="[^"]*"', "", answer.text), "no address that a browser would fetch"
    for query in ({}, {"beeld": "kaart", "stand": "klaar"}):
        other = client.get("/initiatieven/", query)
        assertNotContains(other, "kaart-knop.js")
        assert TILES not in other["Content-Security-Policy"]
    settings.MAP_TILES_URL = ""
    assertNotContains(client.get("/initiatieven/", {"beeld": "kaart"}), "kaart-knop.js")


def test_a_place_is_written_with_a_point_in_every_language(zuid: Wijk, client: Client) -> None:
    from pages.languages import sync_trees

    sync_trees("en")
    public_plan(zuid, "Bomen", text=PLACE)

    for path in ("/initiatieven/", "/en/initiatieven/"):
        assertContains(client.get(path, {"beeld": "kaart"}), 'data-punt="52.221000 5.172500"')


def test_the_map_of_a_wijk_has_no_other_wijken(zuid: Wijk, client: Client) -> None:
    public_plan(zuid, "Bomen")

    answer = client.get("/wijken/zuid/initiatieven/", {"beeld": "kaart"})

    assertNotContains(answer, "wp-mapcard")
    assertContains(answer, "Deze plannen hebben geen plek op de kaart.")


@pytest.mark.parametrize(
    "query",
    [
        {"beeld": "kaart"},
        {"volgorde": "sluit-snel"},
        {"volgorde": "meeste-steun", "geld": "tot-2000"},
        {"volgorde": "laatst-besloten", "stand": "gaat-door", "wijk": "zuid"},
        {"q": "plan", "beeld": "kaart", "wijk": "zuid"},
    ],
)
def test_every_view_and_order_costs_the_same_with_one_plan_and_with_two_hundred(
    zuid: Wijk, client: Client, query: dict[str, str]
) -> None:
    def cost() -> int:
        client.get("/initiatieven/", query)
        with CaptureQueriesContext(connection) as queries:
            client.get("/initiatieven/", query)
        return len(queries)

    def more(first: int, count: int) -> None:
        for number in range(first, first + count):
            seeks = {
                "state": State.GATHERING_SUPPORT,
                "supporters": number,
                "closes_at": NOW + timedelta(days=number + 1),
            }
            decided = {"state": State.GRANTED, "decided_at": NOW - timedelta(hours=number)}
            kind = seeks if number % 2 else decided
            public_plan(zuid, f"Plan {number}", asked_cents=1_000, text=PLACE, **kind)

    with time_machine.travel(NOW, tick=False):
        more(0, 2)
        few = cost()
        more(2, 198)
        many = cost()

    # One less once a page is full with what the order asks for: what comes after that need not be read.
    assert many <= few <= BUDGET
