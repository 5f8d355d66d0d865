"""Dated cases of the terms, each worked out by hand with a calendar; and what holds for every history of a case.

Holidays: New Year 1 January; Good Friday and Easter Monday 2026: 3 and 6 April, 2027: 26 and 29 March, 2028: 14 and
17 April, 2029: 30 March and 2 April, 2030: 19 and 22 April; King's Day 27 April; Liberation Day 5 May; Ascension 2026:
14 May, 2027: 6 May, 2028: 25 May, 2029: 10 May, 2030: 30 May; Whit Monday 2026: 25 May, 2027: 17 May, 2028: 5 June,
2029: 21 May, 2030: 10 June; Christmas 25 and 26 December.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.workdays import is_working_day
from participation.dwangsom import meter, notice_ends_on, notice_refused, shares_cents
from participation.terms import (
    TermEffect,
    TermEvent,
    after_outages,
    awb_deadline,
    dwangsom_cents,
    extension_refused,
    service_promise,
    set_aside_by,
    set_aside_refused,
)

DAY = timedelta(days=1)


EFFECTS = {"a": TermEffect.APPLY, "s": TermEffect.SUSPEND, "r": TermEffect.RESUME, "e": TermEffect.EXTEND}


def d(text: str) -> date:
    """A day, as it is written."""
    return date.fromisoformat(text)


def history(text: str) -> list[TermEvent]:
    """Events from a line: applied, suspended until, resumed, extended to: "a 26-09-07; s 26-09-14 26-09-28"."""
    events = []
    for part in text.split("; "):
        effect, on, *until = part.split()
        events.append(TermEvent(EFFECTS[effect], d(f"20{on}"), d(f"20{until[0]}") if until else None))
    return events


# (what is special, what happened, weeks, the last day to decide)
CASES = [
    # Plain: eight weeks later on the same weekday.
    ("a Monday in September", "a 26-09-07", 8, "2026-11-02"),
    ("thirteen weeks", "a 26-09-07", 13, "2026-12-07"),
    ("on a Saturday", "a 26-09-05", 8, "2026-11-02"),
    ("on a Sunday", "a 26-09-06", 8, "2026-11-02"),
    # The last day is a holiday.
    ("New Year's Day 2027, a Friday", "a 26-11-06", 8, "2027-01-04"),
    ("Christmas Day 2026, a Friday, then Boxing Day and a Sunday", "a 26-10-30", 8, "2026-12-28"),
    ("Good Friday 2026", "a 26-02-06", 8, "2026-04-07"),
    ("Easter Monday 2026", "a 26-02-09", 8, "2026-04-07"),
    ("King's Day 2026, a Monday", "a 26-03-02", 8, "2026-04-28"),
    ("Liberation Day 2026, a Tuesday", "a 26-03-10", 8, "2026-05-06"),
    ("Ascension 2026, a Thursday", "a 26-03-19", 8, "2026-05-15"),
    ("Whit Monday 2026", "a 26-03-30", 8, "2026-05-26"),
    ("Good Friday 2027", "a 27-01-29", 8, "2027-03-30"),
    ("Easter Monday 2027", "a 27-02-01", 8, "2027-03-30"),
    ("Ascension 2027", "a 27-03-11", 8, "2027-05-07"),
    ("Whit Monday 2027", "a 27-03-22", 8, "2027-05-18"),
    ("Good Friday 2028", "a 28-02-18", 8, "2028-04-18"),
    ("Ascension 2028", "a 28-03-30", 8, "2028-05-26"),
    ("Whit Monday 2028", "a 28-04-10", 8, "2028-06-06"),
    ("leap day 2028, a Tuesday", "a 28-01-04", 8, "2028-02-29"),
    ("Good Friday 2029", "a 29-02-02", 8, "2029-04-03"),
    ("Ascension 2029", "a 29-03-15", 8, "2029-05-11"),
    ("Whit Monday 2029", "a 29-03-26", 8, "2029-05-22"),
    ("Christmas 2029, a Tuesday and a Wednesday", "a 29-10-30", 8, "2029-12-27"),
    ("Good Friday 2030", "a 30-02-22", 8, "2030-04-23"),
    ("Ascension 2030", "a 30-04-04", 8, "2030-05-31"),
    ("Whit Monday 2030", "a 30-04-15", 8, "2030-06-11"),
    # Asking for more: still from the day after the question until the answer.
    ("answered after a week: 6 days", "a 26-09-07; s 26-09-14 26-09-28; r 26-09-21", 8, "2026-11-09"),
    ("answered on the last day: 13 days", "a 26-09-07; s 26-09-14 26-09-28; r 26-09-28", 8, "2026-11-16"),
    ("never answered: 14 days", "a 26-09-07; s 26-09-14 26-09-28", 8, "2026-11-16"),
    ("answered too late: 14 days", "a 26-09-07; s 26-09-14 26-09-28; r 26-11-30", 8, "2026-11-16"),
    # Over New Year: 22 December up to and including 4 January is 14 days; the term ended on Friday 15 January.
    ("over New Year", "a 26-11-20; s 26-12-21 27-01-04", 8, "2027-01-29"),
    ("over New Year, answered on 2 January: 11 days", "a 26-11-20; s 26-12-21 27-01-04; r 27-01-02", 8, "2027-01-26"),
    (
        "over New Year 2028, two questions: 7 and 3 days",
        "a 27-11-22; s 27-12-27 28-01-10; r 28-01-04; s 28-01-05 28-01-19; r 28-01-09",
        8,
        "2028-01-27",
    ),
    ("asked on the last day itself", "a 26-09-07; s 26-11-02 26-11-16", 8, "2026-11-16"),
    ("asked a day too late: nothing stands still", "a 26-09-07; s 26-11-03 26-11-17", 8, "2026-11-02"),
    # More time to answer, given while waiting.
    ("the day to answer moved by an outage", "a 26-09-07; s 26-09-14 26-09-28; s 26-09-28 26-09-29", 8, "2026-11-17"),
    # Extending.
    ("on the last day", "a 26-09-07; e 26-11-02 26-12-14", 8, "2026-12-14"),
    ("on the last day, which had moved from a Saturday", "a 26-09-12; e 26-11-09 26-12-14", 8, "2026-12-14"),
    ("a day too late: it does not hold", "a 26-09-07; e 26-11-03 26-12-14", 8, "2026-11-02"),
    ("to Christmas Day", "a 26-09-07; e 26-10-30 26-12-25", 8, "2026-12-28"),
    ("to an earlier day: nothing becomes shorter", "a 26-09-07; e 26-10-30 26-10-31", 8, "2026-11-02"),
    ("then asked: 14 days more", "a 26-09-07; e 26-10-30 26-12-14; s 26-11-30 26-12-14", 8, "2026-12-28"),
]


@pytest.mark.parametrize(("what", "line", "weeks", "last_day"), CASES, ids=[case[0] for case in CASES])
def test_the_last_day_to_decide(what: str, line: str, weeks: int, last_day: str) -> None:
    assert awb_deadline(history(line), weeks=weeks) == d(last_day)


# (received, first answer in 5 working days, outcome of the fast lane in 2)
@pytest.mark.parametrize(
    ("received_on", "first_answer", "fast"),
    [
        ("2026-04-02", "2026-04-13", "2026-04-08"),
        ("2026-12-23", "2026-12-31", "2026-12-28"),
        ("2027-05-04", "2027-05-13", "2027-05-10"),
        ("2028-04-13", "2028-04-24", "2028-04-19"),
        ("2029-12-24", "2030-01-03", "2029-12-28"),
        ("2030-04-18", "2030-04-29", "2030-04-24"),
    ],
)
def test_the_promise_counts_no_holidays(received_on: str, first_answer: str, fast: str) -> None:
    assert service_promise(d(received_on), fast_lane=False) == d(first_answer)
    assert service_promise(d(received_on), fast_lane=True) == d(fast)


@pytest.mark.parametrize(
    ("answer_by", "last_day"),
    [
        ("2026-09-28", "2026-10-26"),
        ("2026-11-27", "2026-12-28"),
        ("2026-12-04", "2027-01-04"),
        ("2027-03-01", "2027-03-30"),
    ],
)
def test_setting_aside_ends_four_weeks_after_the_day_to_answer(answer_by: str, last_day: str) -> None:
    by, last = d(answer_by), d(last_day)
    assert set_aside_by(by) == last
    assert [bool(set_aside_refused(by, on=on)) for on in (by, by + DAY, last, last + DAY)] == [
        True,
        False,
        False,
        True,
    ]


# Of a notice that came on Saturday 16 January 2027: two weeks later is a Saturday, so Monday 1 February.
@pytest.mark.parametrize(
    ("days", "cents"),
    [(0, 0), (1, 2_300), (14, 32_200), (15, 35_700), (28, 81_200), (29, 85_700), (42, 144_200), (43, 144_200)],
)
def test_the_penalty_of_a_day(days: int, cents: int) -> None:
    on = date(2027, 2, 1) + timedelta(days=days)
    found = meter(date(2027, 1, 16), on=on)
    assert (found.ends_on, found.days, found.cents) == (date(2027, 2, 1), min(days, 42), cents)
    assert found.is_running is (0 < days < 42)
    # The day on which the decision is sent costs nothing any more.
    stopped = meter(date(2027, 1, 16), on=on + 100 * DAY, decided_on=on + DAY)
    assert (stopped.cents, stopped.is_running) == (cents, False)


def test_the_two_weeks_move_from_a_holiday_and_the_42_days_do_not() -> None:
    # Two weeks after Friday 11 December is Christmas Day: Monday the 28th. Then New Year's Day counts as day 4.
    assert notice_ends_on(date(2026, 12, 11)) == date(2026, 12, 28)
    assert meter(date(2026, 12, 11), on=date(2027, 1, 1)).days == 4
    assert meter(date(2026, 12, 11), on=date(2027, 2, 8)).days == 42
    assert meter(date(2026, 12, 11), on=date(2026, 12, 1)).days == 0


def test_other_amounts_are_the_municipalitys_settings() -> None:
    found = meter(date(2027, 1, 16), on=date(2027, 3, 15), per_day=(2_500, 4_000, 5_000))
    assert found.cents == 14 * 2_500 + 14 * 4_000 + 14 * 5_000


def test_applicants_share_equally_to_the_cent() -> None:
    assert shares_cents(144_200, 3) == (48_067, 48_067, 48_066)
    assert shares_cents(0, 2) == (0, 0)
    for wrong in ((1, 0), (-1, 1)):
        with pytest.raises(ValueError, match="shared"):
            shares_cents(*wrong)


def test_a_notice_before_the_end_does_not_count() -> None:
    last, today = date(2027, 1, 15), date(2027, 1, 20)
    assert notice_refused(last, received_on=date(2027, 1, 16), today=today) == []
    assert notice_refused(last, received_on=last, today=today) == [
        "De gemeente mag beslissen tot en met 15 januari 2027. In gebreke stellen kan pas daarna."
    ]
    assert notice_refused(None, received_on=today, today=today) != []
    assert notice_refused(last, received_on=today + DAY, today=today) != []
    assert notice_refused(last, received_on=today, today=today, noticed_on=date(2027, 1, 16)) == [
        "De ingebrekestelling van 16 januari 2027 is al vastgelegd."
    ]


@pytest.mark.parametrize(
    ("day", "outages", "moved"),
    [
        ("2026-12-04", [("2026-12-04", "2026-12-04")], "2026-12-07"),
        ("2026-12-03", [("2026-12-04", "2026-12-04")], "2026-12-03"),
        ("2026-12-23", [("2026-12-22", "2026-12-24")], "2026-12-28"),
        ("2026-12-01", [("2026-12-02", "2026-12-02"), ("2026-12-01", "2026-12-01")], "2026-12-03"),
        ("2026-12-01", [], "2026-12-01"),
    ],
)
def test_a_last_day_in_an_outage_moves(day: str, outages: list[tuple[str, str]], moved: str) -> None:
    assert after_outages(d(day), [(d(first), d(last)) for first, last in outages]) == d(moved)


def test_an_application_is_extended_once_unless_the_rule_says_otherwise() -> None:
    events = history("a 26-09-07; e 26-10-30 26-12-14")
    given = {"weeks": 8, "sent_on": date(2026, 12, 1), "until": date(2027, 1, 11)}
    assert extension_refused(events, **given) == [
        "De termijn is al eens verlengd. Nog een keer kan niet: neem een besluit."
    ]
    assert extension_refused(events, most=2, **given) == []


# What holds for every history

STEPS = st.lists(
    st.tuples(
        st.sampled_from([TermEffect.SUSPEND, TermEffect.RESUME, TermEffect.EXTEND]),
        st.integers(0, 200),
        st.one_of(st.none(), st.integers(-20, 120)),
    ),
    max_size=8,
)
STARTS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def hold(start: date, weeks: int, steps: list[tuple[TermEffect, int, int | None]], notice_after: int) -> None:
    """Never before receipt, nothing shortens, later events only lengthen, and the end is a working day."""
    steps = sorted(steps, key=lambda step: step[1])
    events = [TermEvent(TermEffect.APPLY, start)]
    plain = awb_deadline(events, weeks=weeks)
    assert plain >= start + timedelta(weeks=weeks)
    decided = plain
    for effect, offset, length in steps:
        on = start + timedelta(days=offset)
        until = None if length is None else on + timedelta(days=length)
        if effect == TermEffect.RESUME:
            # An answer ends the standing still: it may come sooner than the last day to answer, never before the rest.
            events.append(TermEvent(effect, on))
            assert awb_deadline(events, weeks=weeks) >= plain
            decided = awb_deadline(events, weeks=weeks)
            continue
        events.append(TermEvent(effect, on, until))
        found = awb_deadline(events, weeks=weeks)
        if effect == TermEffect.SUSPEND and until is None:
            assert found >= plain
        else:
            assert found >= decided
        decided = found
        assert is_working_day(found)
        assert found > start
    noticed = decided + timedelta(days=1 + notice_after)
    assert is_working_day(notice_ends_on(noticed))
    sums = [meter(noticed, on=notice_ends_on(noticed) + timedelta(days=days)).cents for days in range(60)]
    assert sums[0] == 0
    assert sums[:43] == [dwangsom_cents(days) for days in range(43)]
    assert set(sums[42:]) == {144_200}


@given(STARTS, st.integers(1, 13), STEPS, st.integers(0, 30))
@settings(max_examples=60)
def test_what_holds_for_every_history(start: date, weeks: int, steps: list, notice_after: int) -> None:
    hold(start, weeks, steps, notice_after)


@pytest.mark.faults
@given(STARTS, st.integers(1, 13), STEPS, st.integers(0, 30))
@settings(max_examples=10_000)
def test_what_holds_for_ten_thousand_histories(start: date, weeks: int, steps: list, notice_after: int) -> None:
    hold(start, weeks, steps, notice_after)
