"""Every order of the inbox, paged by key: each case once, what has no value last, the id as second key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
import time_machine

from cms.models import User
from participation.codes import State
from participation.inbox import Filters, listing
from participation.inbox_sorts import SORTS, Cursor, Order
from participation.models import Event, Submission, SupportCampaign
from participation.states import STATE_ORDER
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_wijk

EVERYTHING = Filters(state=tuple(State.values))
MOST = 7


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader(db: None) -> User:
    """The administrator, who sees 60 cases with and without all that a list sorts by; many values are equal."""
    pick = Random(5)
    wijken = [make_wijk(slug, "1214") for slug in ("zuid", "oost", "noord")]
    for number in range(60):
        case = Submission.objects.create(
            reference=f"WP-2026-{pick.randrange(10**6):06}",
            wijk=pick.choice([*wijken, None]),
            state=pick.choice(State.values),
            state_since_at=NOW,
            received_at=NOW - timedelta(days=pick.randrange(6)),
            answer_due_on=date(2026, 11, 20) + timedelta(days=pick.randrange(4)),
            answered_at=pick.choice([None, NOW]),
            asked_cents=pick.choice([None, 0, 100_000, 250_000]),
            granted_cents=pick.choice([None, None, 90_000]),
        )
        if pick.random() < 0.6:
            event = Event.objects.create(submission=case, at=NOW, action="submitted", origin="resident")
            Submission.objects.filter(pk=case.pk).update(last_event=event.pk)
        if number % 3:
            numbers = {"supporters": pick.choice([0, 8, 25]), "inside_count": pick.randrange(30), "pc6": 2}
            SupportCampaign.objects.create(submission=case, scope="buurt", opened_at=NOW, closes_at=NOW, **numbers)
    return UserFactory(is_superuser=True)


def value_of(case: Submission, key: str) -> object:
    """What a case sorts by, worked out here from the row; None where it has none."""
    undecided = {
        *("received", "reopened", "in_review", "gathering_support", "advice", "referred", "to_decide"),
    }
    campaign = getattr(case, "campaign", None)
    return {
        "termijn": case.answer_due_on if case.state in undecided and case.answered_at is None else None,
        "leeftijd": -case.received_at.timestamp(),
        "ontvangen": case.received_at.timestamp(),
        "laatste": case.last_event_id,
        "bedrag": case.asked_cents if case.granted_cents is None else case.granted_cents,
        "draagvlak": campaign
        and (100 if campaign.supporters == 0 else campaign.inside_count * 100 // campaign.supporters),
        "wijk": case.wijk and case.wijk.position,
        "status": STATE_ORDER.index(State(case.state)),
        "nummer": case.reference,
    }[key]


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("key", SORTS)
def test_every_order_shows_every_case_once_with_empty_values_last(reader: User, key: str, sign: str) -> None:
    cases = list(Submission.objects.select_related("campaign", "wijk"))
    full = [case for case in cases if value_of(case, key) is not None]
    empty = [case for case in cases if value_of(case, key) is None]
    # Age runs against the field that it is read from, and so does its second key.
    down, turned = sign == "-", key == "leeftijd"
    full.sort(key=lambda case: (value_of(case, key), -case.pk if turned else case.pk), reverse=down)
    empty.sort(key=lambda case: case.pk, reverse=down)
    wanted = [case.pk for case in (*full, *empty)]

    seen: list[int] = []
    order, after = Order.parse(sign + key), None
    while True:
        page = listing(reader, EVERYTHING, order, after=after, limit=MOST)
        seen += [case.pk for case in page.cases]
        if page.next_cursor is None:
            break
        # As it comes back from an address.
        after = Cursor.parse(str(page.next_cursor), order)
        assert after == page.next_cursor
    assert seen == wanted


@pytest.mark.parametrize("text", ["", "titel", "applicants__email", "--bedrag", "-", "bedrag,-id"])
def test_an_order_that_is_none_is_the_usual_one(text: str) -> None:
    assert str(Order.parse(text)) == "termijn"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("bedrag", "9" * 30 + ".1"),
        ("bedrag", "1e5.1"),
        ("ontvangen", "9" * 18 + ".1"),
        ("ontvangen", "leeg.1"),
        ("nummer", "WP'--.1"),
        ("nummer", ".1"),
        ("status", "٣.1"),
        ("wijk", "1.٣"),
    ],
)
def test_a_cursor_that_fits_no_order_is_none(key: str, text: str) -> None:
    assert Cursor.parse(text, Order.parse(key)) is None
