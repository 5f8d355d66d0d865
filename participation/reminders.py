"""When somebody is reminded of what must be done (inbox.md section 8). Pure: dates in, marks out; days are local.

A mark is a reminder on its day. What a missed day leaves is caught up for ten days, so that a worker that stood still
for three days tells the same as one that ran; older marks are passed over, since they would only be noise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cms.workdays import add_working_days, is_working_day, working_days_between

CAUGHT_UP_DAYS = 10
_BEFORE_END_WORKING_DAYS = 3
_PARTS = ((50, "term_half"), (75, "term_75"), (90, "term_90"))
_WAITING_LAST_DAYS = 2
ACCOUNT_DAYS = 14
COMMITMENT_DAYS = 14


class Mark(StrEnum):
    """What a reminder is about. The values stand in the database."""

    TERM_HALF = "term_half"
    TERM_75 = "term_75"
    TERM_90 = "term_90"
    TERM_SOON = "term_soon"
    TERM_END = "term_end"
    LATE = "late"
    ANSWER_HALF = "answer_half"
    ANSWER_SOON = "answer_soon"
    ACCOUNT_BEFORE = "account_before"
    ACCOUNT_DAY = "account_day"
    ACCOUNT_LATE = "account_late"
    COMMITMENT_BEFORE = "commitment_before"
    COMMITMENT_DAY = "commitment_day"
    COMMITMENT_LATE = "commitment_late"


ANSWER_MARKS = frozenset({Mark.ANSWER_HALF, Mark.ANSWER_SOON})
ACCOUNT_MARKS = frozenset({Mark.ACCOUNT_BEFORE, Mark.ACCOUNT_DAY, Mark.ACCOUNT_LATE})
COMMITMENT_MARKS = frozenset({Mark.COMMITMENT_BEFORE, Mark.COMMITMENT_DAY, Mark.COMMITMENT_LATE})


@dataclass(frozen=True)
class Due:
    """One reminder: what about, on which day, and the day that it counts to."""

    mark: Mark
    on: date
    about: date


def term_marks(begins_on: date, last_day: date) -> list[Due]:
    """Of a term of the municipality: half way, at 75 and 90 percent, three working days before the end, and that day.

    Parts are of calendar days, rounded down. Of a short term some lie before it began or after another: a mark on or
    before the first day, or after the last, is none.
    """
    days = (last_day - begins_on).days
    marks = [Due(Mark(name), begins_on + timedelta(days=days * part // 100), last_day) for part, name in _PARTS]
    marks.append(Due(Mark.TERM_SOON, _working_days_before(last_day, _BEFORE_END_WORKING_DAYS), last_day))
    marks.append(Due(Mark.TERM_END, last_day, last_day))
    return [due for due in marks if begins_on < due.on <= last_day]


def late_mark(last_day: date, *, today: date) -> list[Due]:
    """Of a term that has passed: once a day, for the digest of the team lead."""
    return [Due(Mark.LATE, today, last_day)] if last_day < today else []


def waiting_marks(asked_on: date, answer_by: date) -> list[Due]:
    """Of the time in which an initiator may answer: half way, and two days before it ends."""
    half = asked_on + timedelta(days=(answer_by - asked_on).days // 2)
    soon = answer_by - timedelta(days=_WAITING_LAST_DAYS)
    marks = [Due(Mark.ANSWER_HALF, half, answer_by), Due(Mark.ANSWER_SOON, soon, answer_by)]
    return [due for due in marks if asked_on < due.on]


def account_marks(due_on: date) -> list[Due]:
    """Of the account of a grant: two weeks before, on the day, and two weeks after it."""
    return _around(due_on, ACCOUNT_DAYS, (Mark.ACCOUNT_BEFORE, Mark.ACCOUNT_DAY, Mark.ACCOUNT_LATE))


def commitment_marks(due_on: date) -> list[Due]:
    """Of a date in a buurtdeal (work, upkeep, a yearly evaluation): the same days as of an account."""
    return _around(due_on, COMMITMENT_DAYS, (Mark.COMMITMENT_BEFORE, Mark.COMMITMENT_DAY, Mark.COMMITMENT_LATE))


def due_now(marks: Iterable[Due], *, today: date) -> list[Due]:
    """The marks whose day has come, and not longer ago than is caught up; the oldest first."""
    earliest = today - timedelta(days=CAUGHT_UP_DAYS)
    return sorted((due for due in marks if earliest <= due.on <= today), key=lambda due: (due.on, due.mark))


def is_digest_day(day: date) -> bool:
    """Whether staff get their digest: on working days. What falls on others waits for the next one."""
    return is_working_day(day)


def _around(day: date, days: int, names: tuple[Mark, Mark, Mark]) -> list[Due]:
    before, on, after = names
    span = timedelta(days=days)
    return [Due(before, day - span, day), Due(on, day, day), Due(after, day + span, day)]


def _working_days_before(day: date, count: int) -> date:
    """The last day from which `day` is still `count` working days away."""
    start = day - timedelta(days=count + 14)
    return add_working_days(start, working_days_between(start, day) - count)
