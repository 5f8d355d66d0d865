"""On which days somebody is reminded: worked out by hand, and for any dates (inbox.md section 8)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.workdays import is_working_day, working_days_between
from participation.reminders import (
    CAUGHT_UP_DAYS,
    Mark,
    account_marks,
    due_now,
    is_digest_day,
    late_mark,
    term_marks,
    waiting_marks,
)

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def test_a_term_of_eight_weeks_has_five_marks() -> None:
    # From Monday 2 November to Monday 28 December: 56 days. Christmas falls on a Friday and a Saturday.
    marks = term_marks(date(2026, 11, 2), date(2026, 12, 28))
    assert [(due.mark, due.on) for due in marks] == [
        (Mark.TERM_HALF, date(2026, 11, 30)),
        (Mark.TERM_75, date(2026, 12, 14)),
        (Mark.TERM_90, date(2026, 12, 22)),
        (Mark.TERM_SOON, date(2026, 12, 22)),
        (Mark.TERM_END, date(2026, 12, 28)),
    ]
    assert {due.about for due in marks} == {date(2026, 12, 28)}


def test_a_promise_of_two_working_days_has_no_mark_before_it_began() -> None:
    # Friday to Tuesday: three working days before Tuesday is Thursday, and that is too early.
    marks = term_marks(date(2026, 11, 20), date(2026, 11, 24))
    assert [(due.mark, due.on.day) for due in marks] == [
        (Mark.TERM_HALF, 22),
        (Mark.TERM_75, 23),
        (Mark.TERM_90, 23),
        (Mark.TERM_END, 24),
    ]


def test_an_initiator_hears_half_way_and_two_days_before_the_end() -> None:
    marks = waiting_marks(date(2026, 11, 2), date(2026, 11, 16))
    assert [(due.mark, due.on.day) for due in marks] == [(Mark.ANSWER_HALF, 9), (Mark.ANSWER_SOON, 14)]
    assert [due.mark for due in waiting_marks(date(2026, 11, 2), date(2026, 11, 4))] == [Mark.ANSWER_HALF]


def test_an_account_is_asked_for_two_weeks_before_on_the_day_and_after() -> None:
    assert [due.on for due in account_marks(date(2026, 3, 1))] == [
        date(2026, 2, 15),
        date(2026, 3, 1),
        date(2026, 3, 15),
    ]


def test_only_what_is_past_its_day_is_late() -> None:
    day = date(2026, 11, 20)
    assert late_mark(day, today=day) == []
    assert [due.on for due in late_mark(day, today=date(2026, 11, 21))] == [date(2026, 11, 21)]


def test_a_digest_comes_on_working_days() -> None:
    assert is_digest_day(date(2026, 11, 20))
    assert not is_digest_day(date(2026, 11, 21))
    assert not is_digest_day(date(2026, 12, 25))


@given(DAYS, st.integers(min_value=0, max_value=200))
def test_every_mark_lies_within_its_term(begins_on: date, days: int) -> None:
    last_day = begins_on + timedelta(days=days)
    marks = term_marks(begins_on, last_day)
    assert all(begins_on < due.on <= last_day for due in marks)
    assert (Mark.TERM_END in {due.mark for due in marks}) == (days > 0)
    soon = [due.on for due in marks if due.mark == Mark.TERM_SOON]
    assert all(is_working_day(day) and working_days_between(day, last_day) == 3 for day in soon)


@given(DAYS, st.integers(min_value=1, max_value=120), st.integers(min_value=1, max_value=CAUGHT_UP_DAYS))
def test_a_worker_that_stood_still_finds_what_a_running_one_found(begins_on: date, days: int, still: int) -> None:
    marks = term_marks(begins_on, begins_on + timedelta(days=days))
    back = begins_on + timedelta(days=days)
    each_day = {due for turn in range(still + 1) for due in due_now(marks, today=back - timedelta(days=turn))}
    assert each_day >= set(due_now(marks, today=back))
    assert {due for due in each_day if due.on > back - timedelta(days=still)} <= set(due_now(marks, today=back))
