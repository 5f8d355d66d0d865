"""Signs of abuse for a person to weigh: thresholds on both sides, an end, and nothing that is done by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from participation.models import Submission, Support
from participation.services import support, support_entry
from participation.support_signals import signals_of
from participation.warnings import LOOKS_BACK, Seen, Signal, signals
from tests.conftest import NOW
from tests.factories.participation import confirm_support, gathering, give, make_house

AGO = NOW - timedelta(hours=2)
MINUTE = timedelta(minutes=1)


def keys(seen: Seen, now: datetime = NOW) -> list[str]:
    return [signal.key for signal in signals(seen, now=now)]


def at(*minutes: int, count: int = 1) -> dict[datetime, int]:
    return {AGO + minute * MINUTE: count for minute in minutes}


def test_nothing_stands_out_of_nothing() -> None:
    assert signals(Seen(confirmed={}), now=NOW) == []


@pytest.mark.parametrize(
    ("confirmed", "found"),
    [
        # Ten in five minutes: minutes 0 to 4, two each, from as many postcodes.
        ({f"1214A{letter}": at(n, count=2) for n, letter in enumerate("ABCDE")}, ["burst"]),
        ({f"1214A{letter}": at(n, count=2) for n, letter in enumerate("ABCD")}, []),
        # The last two fall in the sixth minute: eight in any five.
        ({f"1214A{letter}": at(n, count=2) for n, letter in zip((0, 1, 2, 3, 5), "ABCDE", strict=True)}, []),
        ({"1214AA": at(0, count=1), "1214AB": at(0, count=9)}, ["burst", "postcode"]),
        # Eight from one postcode, one each seven minutes: 49 minutes. Each eight and a half minutes is an hour.
        ({"1214AA": at(*range(0, 56, 7))}, ["postcode"]),
        ({"1214AA": at(0, 9, 18, 27, 36, 45, 54, 60)}, []),
        ({"1214AA": at(0, 8, 16, 24, 32, 40, 48, 59)}, ["postcode"]),
        ({"1214AA": at(*range(0, 28, 7)), "1214AB": at(*range(0, 28, 7))}, []),
    ],
)
def test_many_at_once_stand_out(confirmed: dict[str, dict[datetime, int]], found: list[str]) -> None:
    assert keys(Seen(confirmed=confirmed)) == found


@pytest.mark.parametrize(
    ("unconfirmed", "given", "found"),
    [(10, 19, ["unconfirmed"]), (10, 20, []), (9, 9, []), (30, 30, ["unconfirmed"]), (0, 0, [])],
)
def test_more_than_half_unconfirmed_stands_out_from_ten_on(unconfirmed: int, given: int, found: list[str]) -> None:
    assert keys(Seen(confirmed={}, given=given, unconfirmed=unconfirmed, unconfirmed_at=AGO)) == found


@pytest.mark.parametrize(
    ("withdrawn", "given", "found"), [(5, 24, ["withdrawn"]), (5, 25, []), (4, 4, []), (20, 30, ["withdrawn"])]
)
def test_more_than_a_fifth_withdrawn_stands_out_from_five_on(withdrawn: int, given: int, found: list[str]) -> None:
    assert keys(Seen(confirmed={}, given=given, withdrawn=withdrawn, withdrawn_at=AGO)) == found


def test_a_sign_ends_fourteen_days_after_the_last_of_it() -> None:
    seen = Seen(confirmed={"1214AA": at(0, 3, count=10)})
    ends = AGO + 3 * MINUTE + LOOKS_BACK
    assert {signal.expires_at for signal in signals(seen, now=NOW)} == {ends}
    assert keys(seen, ends - MINUTE) == ["burst", "postcode"]
    assert keys(seen, ends) == []


def test_a_sign_is_a_sentence_with_a_figure_and_no_person() -> None:
    seen = Seen(
        confirmed={"1214AA": at(0, count=12)},
        given=20,
        unconfirmed=11,
        unconfirmed_at=AGO,
        withdrawn=6,
        withdrawn_at=AGO,
    )
    assert [signal.words for signal in signals(seen, now=NOW)] == [
        "In vijf minuten bevestigden 12 mensen hun steun. Vraag de indiener of er toen iets te doen was.",
        "In een uur bevestigden 12 mensen uit één postcode hun steun. Een postcode telt zo'n twintig adressen.",
        "11 van 20 mensen bevestigden hun steun niet. Misschien vulde iemand adressen van anderen in.",
        "6 mensen trokken hun steun in. Vraag de indiener of er iets veranderde.",
    ]


# Read from the database


def seen_now(case: Submission, now: datetime) -> list[Signal]:
    return signals_of(case.campaign, now=now)


@pytest.mark.django_db
def test_the_signs_of_a_plan_are_read_from_its_support_by_mail(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    for number in range(10):
        confirm_support(give(case, f"buur{number}@example.org", f"1214A{'ABCDE'[number % 5]}"))
    assert [signal.key for signal in seen_now(case, now)] == ["burst"]
    # Nothing is refused or counted otherwise.
    assert support.report(submission=case).inside_count == 10
    assert seen_now(case, now + timedelta(days=14)) == []


@pytest.mark.django_db
def test_a_stack_of_cards_is_no_sign_and_neither_are_concerns(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    for number in range(12):
        support_entry.enter(
            submission=case,
            by=house.wijkregisseur,
            channel="paper",
            postcode="1214AA",
            house_number=str(number + 1),
            initials="A",
            now=now,
        )
        confirm_support(give(case, f"buur{number}@example.org", "1214AA", stance="concern", text="Te druk"))
    assert seen_now(case, now) == []


@pytest.mark.django_db
def test_links_that_died_and_support_that_went_are_counted(now: datetime) -> None:
    case = gathering(make_house())
    for number in range(11):
        give(case, f"nooit{number}@example.org")
    assert seen_now(case, now + timedelta(hours=23)) == []
    dead = seen_now(case, now + timedelta(hours=25))
    assert [signal.key for signal in dead] == ["unconfirmed"]

    Support.objects.update(confirmed_at=now - timedelta(days=3))
    Support.objects.filter(pk__in=Support.objects.values("pk")[:5]).update(withdrawn_at=now)
    assert [signal.key for signal in seen_now(case, now + timedelta(hours=25))] == ["burst", "postcode", "withdrawn"]
