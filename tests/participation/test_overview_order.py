"""The orders of the overview: each plan once, in the order that was asked, at page borders and with ties too."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from django.test import Client

from cms.models import Wijk
from participation import listing
from participation.codes import State
from participation.models import PublicVersion, Submission, SupportCampaign
from tests.conftest import NOW
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree
from tests.factories.plans import public_plan

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ago(days: int) -> datetime:
    """So many days before now."""
    return NOW - days * DAY


@pytest.fixture
def zuid() -> Wijk:
    """Zuid with its pages, and ten plans with ties in all that can be sorted on."""
    wijk = make_wijk("zuid")
    make_tree(wijk)
    seeks = {"state": State.GATHERING_SUPPORT}
    public_plan(wijk, "A zoekt", published_at=ago(9), supporters=3, closes_at=NOW + 2 * DAY, **seeks)
    public_plan(wijk, "B zoekt", published_at=ago(8), supporters=40, closes_at=NOW + DAY, **seeks)
    public_plan(wijk, "C zoekt", published_at=ago(8), supporters=3, closes_at=NOW + DAY, **seeks)
    public_plan(wijk, "D zoekt", published_at=ago(7), supporters=0, closes_at=NOW + 9 * DAY, **seeks)
    # Its time is over, and the job that closes it did not come by yet.
    public_plan(wijk, "E te laat", published_at=ago(6), supporters=7, closes_at=NOW - timedelta(minutes=1), **seeks)
    public_plan(wijk, "F bekeken", published_at=ago(5))
    public_plan(wijk, "G bekeken", published_at=ago(5))
    public_plan(wijk, "H besloten", published_at=ago(30), state=State.EXECUTING, supporters=40, decided_at=ago(3))
    public_plan(wijk, "I besloten", published_at=ago(20), state=State.COMPLETED, decided_at=ago(3))
    public_plan(wijk, "J besloten", published_at=ago(10), state=State.GRANTED, decided_at=ago(4))
    return wijk


# Worked out by hand from the rows above. What ties on the key: the newest row first, or for closing the oldest.
NEWEST = "G F E D C B A J I H"
ORDERS = {
    "": NEWEST,
    "sluit-snel": "B C A D G F E J I H",
    "meeste-steun": "H B E C A D G F J I",
    "laatst-besloten": "I H J G F E D C B A",
}


def read(client: Client, **query: str) -> tuple[list[str], str]:
    """The letters of the plans on a page, and the address of the next one."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get("/initiatieven/", query)
    return [card.title[0] for card in answer.context["listing"].cards], answer.context["next_page"]


def follow(client: Client, address: str) -> list[list[str]]:
    """The letters page by page, from an address on."""
    pages = []
    while address:
        with time_machine.travel(NOW, tick=False):
            answer = client.get(f"/initiatieven/{address}")
        pages.append([card.title[0] for card in answer.context["listing"].cards])
        address = answer.context["next_page"]
        assert len(pages) < 20, "no page leads back"
    return pages


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_shows_every_plan_once(zuid: Wijk, client: Client, order: str) -> None:
    assert read(client, volgorde=order) == (ORDERS[order].split(), "")


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7])
@pytest.mark.parametrize("order", ORDERS)
def test_each_order_goes_on_over_any_page_border(
    zuid: Wijk, client: Client, monkeypatch: pytest.MonkeyPatch, order: str, size: int
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", size)
    expected = ORDERS[order].split()

    pages = follow(client, f"?volgorde={order}")

    assert pages == [expected[first : first + size] for first in range(0, len(expected), size)]


def test_a_filter_and_an_order_hold_together_on_every_page(
    zuid: Wijk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 2)

    pages = follow(client, "?stand=zoekt-steun&volgorde=meeste-steun&wijk=zuid")

    assert pages == [["B", "E"], ["C", "A"], ["D"]]


def test_support_that_comes_in_meanwhile_repeats_no_plan_further_on(
    zuid: Wijk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 3)
    first, address = read(client, volgorde="meeste-steun")
    SupportCampaign.objects.filter(submission__public_version__title="A zoekt").update(inside_count=50)

    assert first == ["H", "B", "E"]
    assert follow(client, address) == [["C", "D", "G"], ["F", "J", "I"]], "A went up to a page that was read"


def test_a_page_goes_on_after_a_plan_that_has_just_left_the_filter(
    zuid: Wijk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 3)
    first, address = read(client, stand="zoekt-steun")
    Submission.objects.filter(public_version__title="C zoekt").update(state=State.IN_REVIEW)

    assert first == ["E", "D", "C"]
    assert follow(client, address) == [["B", "A"]]


def test_a_page_after_a_plan_that_is_taken_off_begins_at_the_first(zuid: Wijk, client: Client) -> None:
    gone = Submission.objects.get(public_version__title="C zoekt")
    PublicVersion.objects.filter(submission=gone).update(is_public=False)

    for order in ORDERS:
        found, _next = read(client, volgorde=order, na=gone.reference)
        assert found == [letter for letter in ORDERS[order].split() if letter != "C"]


@pytest.mark.parametrize(
    "order", ["applicants__email", "-asked_cents", "reference", "?", "nieuwste; DROP TABLE", "\x00"]
)
def test_an_order_that_does_not_exist_is_the_newest_first(zuid: Wijk, client: Client, order: str) -> None:
    assert read(client, volgorde=order) == (NEWEST.split(), "")
