"""Choosing in the overview: filters that hold together, words, chips and the heading; and nothing that is hidden."""

from __future__ import annotations

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.core.management import call_command
from django.test import Client, RequestFactory

from cms.models import Wijk
from cms.pagecache import key_of
from participation.codes import State
from participation.models import Category, Submission
from tests.conftest import NOW
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree
from tests.factories.plans import public_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def zuid() -> Wijk:
    """Zuid with its pages, and Oost beside it."""
    wijk = make_wijk("zuid")
    make_tree(wijk)
    make_wijk("oost")
    return wijk


def read(client: Client, path: str = "/initiatieven/", **query: str) -> dict:
    """The context of a page of the overview."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.context


def titles(client: Client, **query: str) -> set[str]:
    """Titles of the plans that are found."""
    return {card.title for card in read(client, **query)["listing"].cards}


def test_a_limit_belongs_to_the_band_below_it_to_the_cent(zuid: Wijk, client: Client) -> None:
    for cents in (0, 1, 200_000, 200_001, 1_000_000, 1_000_001, 2_500_000, 2_500_001):
        public_plan(zuid, str(cents), asked_cents=cents)
    public_plan(zuid, "niemand weet het")

    found = {key: titles(client, geld=key) for key in ("geen", "tot-2000", "2000-10000", "10000-25000", "boven-25000")}

    assert found == {
        "geen": {"0"},
        "tot-2000": {"1", "200000"},
        "2000-10000": {"200001", "1000000"},
        "10000-25000": {"1000001", "2500000"},
        "boven-25000": {"2500001"},
    }


def test_what_was_granted_counts_before_what_was_asked(zuid: Wijk, client: Client) -> None:
    public_plan(zuid, "Kreeg minder", asked_cents=500_000, granted_cents=150_000)
    public_plan(zuid, "Kreeg niets", asked_cents=500_000, granted_cents=0)
    public_plan(zuid, "Afgewezen", asked_cents=500_000, state=State.REJECTED)
    public_plan(zuid, "Kreeg wat nooit gevraagd was", granted_cents=100)

    assert titles(client, geld="tot-2000") == {"Kreeg minder", "Kreeg wat nooit gevraagd was"}
    assert titles(client, geld="geen") == {"Kreeg niets"}
    assert titles(client, geld="2000-10000") == {"Afgewezen"}


def test_all_filters_hold_together_and_the_heading_says_so(zuid: Wijk, client: Client) -> None:
    groen = Category.objects.create(name="Groen", slug="groen")
    seeks = {"state": State.GATHERING_SUPPORT, "asked_cents": 100_000}
    public_plan(zuid, "Bomen", category=groen, supporters=1, **seeks)
    public_plan(zuid, "Feest", supporters=1, **seeks)
    public_plan(Wijk.objects.get(slug="oost"), "Bomen in Oost", category=groen, supporters=1, **seeks)
    public_plan(zuid, "Bomen, klaar", category=groen, state=State.COMPLETED, asked_cents=100_000)
    public_plan(zuid, "Dure bomen", category=groen, supporters=1, state=State.GATHERING_SUPPORT, asked_cents=900_000)

    page = read(client, wijk="zuid", onderwerp="groen", stand="zoekt-steun", geld="tot-2000")

    assert [card.title for card in page["listing"].cards] == ["Bomen"]
    heading = page["heading"].replace("\u00a0", " ")
    assert heading == "Plannen in Zuid over Groen die steun zoeken (Tot en met € 2.000)"
    assert read(client)["heading"] == "Alle plannen"


def test_each_filter_can_be_taken_away_by_itself(zuid: Wijk, client: Client) -> None:
    page = read(client, wijk="zuid", stand="klaar", volgorde="sluit-snel", beeld="kaart")

    assert page["chips"] == [
        {"text": "Zuid", "url": "?stand=klaar&volgorde=sluit-snel&beeld=kaart"},
        {"text": "Klaar", "url": "?wijk=zuid&volgorde=sluit-snel&beeld=kaart"},
    ]
    assert (page["list_url"], page["map_url"]) == (
        "?wijk=zuid&stand=klaar&volgorde=sluit-snel",
        "?wijk=zuid&stand=klaar&volgorde=sluit-snel&beeld=kaart",
    )
    assertContains(client.get("/initiatieven/", {"stand": "klaar"}), '<span class="wp-sr">Wis filter: </span>Klaar')


def test_words_are_sought_in_the_public_text_and_hold_with_the_filters(zuid: Wijk, client: Client) -> None:
    public_plan(zuid, "Wandelen door Zuid", text={"body": "Elke week een wandeling."})
    public_plan(zuid, "Samen wandelen, klaar", state=State.COMPLETED)
    public_plan(zuid, "Koken", text={"summary": "Met buren."})
    hidden = public_plan(zuid, "Wandelen, weggehaald")
    call_command("update_index", verbosity=0)
    hidden.public_version.is_public = False
    hidden.public_version.save()

    assert titles(client, q="wandelingen") == {"Wandelen door Zuid", "Samen wandelen, klaar"}
    assert titles(client, q="wandelingen", stand="klaar") == {"Samen wandelen, klaar"}
    assert titles(client, q=Submission.objects.get(public_version__title="Koken").reference) == {"Koken"}
    assert read(client, q="wandelingen")["heading"] == "Plannen met ‘wandelingen’"
    assertContains(client.get("/initiatieven/", {"q": "zeilboot"}), "Probeer een ander woord, of wis een filter.")


@pytest.mark.parametrize(
    "words", ["x" * 100_000, "a b " * 25_000, "\x00", "' OR 1=1 --", '* - ( ) " NEAR', "%_%", "\u202e"]
)
def test_hostile_words_find_nothing_and_break_nothing(zuid: Wijk, client: Client, words: str) -> None:
    public_plan(zuid, "Bomen")
    call_command("update_index", verbosity=0)

    with time_machine.travel(NOW, tick=False):
        answer = client.get("/initiatieven/", {"q": words})

    assert answer.status_code == 200
    assert len(answer.context["words"]) <= 100
    assert len(answer.content) < 60_000


def test_words_come_back_as_text(zuid: Wijk, client: Client) -> None:
    answer = client.get("/initiatieven/", {"q": '"><script>alert(1)</script>'})

    assertNotContains(answer, "<script>alert(1)")
    assertContains(answer, "&quot;&gt;&lt;script&gt;alert(1)")


@pytest.mark.parametrize("name", ["stand", "onderwerp", "geld", "wijk", "beeld", "is_public", "applicants__email"])
def test_a_value_that_is_not_a_choice_chooses_nothing(zuid: Wijk, client: Client, name: str) -> None:
    public_plan(zuid, "Bomen", asked_cents=100)

    page = read(client, **{name: "fatima@example.org' --"})

    assert [card.title for card in page["listing"].cards] == ["Bomen"]
    assert (page["is_filtered"], page["chips"], page["choice"].asked) == (False, [], {})


def test_the_overview_is_the_same_for_everybody_and_may_be_kept(zuid: Wijk, client: Client) -> None:
    answer = client.get("/initiatieven/", {"stand": "klaar", "volgorde": "meeste-steun", "beeld": "kaart"})

    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert not answer.cookies
    assertNotContains(answer, "csrfmiddlewaretoken")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("query", "is_kept"),
    [
        ("stand=klaar&geld=tot-2000&volgorde=meeste-steun&beeld=kaart", True),
        ("wijk=zuid&onderwerp=groen&na=wp-2026-xxxxx", True),
        ("stand=klaar&utm=1", False),
        ("q=wandelen", False),
        ("volgorde=" + "x" * 80, False),
    ],
)
def test_memory_keeps_what_is_chosen_and_never_what_is_typed(query: str, is_kept: bool) -> None:
    request = RequestFactory().get(f"/initiatieven/?{query}", HTTP_HOST="testserver")

    assert (key_of(request) is not None) is is_kept
