"""The moments at which an activity is held: its rule, its times and what differs on some days. Pure, no clock.

An activity keeps its time on the wall through both clock changes. A time that the clock jumps over (2.30 uur in the
night of the change in spring) is the moment the old clock would have shown it, so 3.30 uur on the new one; a time that
comes twice in autumn is the first of the two. That is what RFC 5545 says, and what calendars of others do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cms.workdays import AMSTERDAM
from pages.recurrence import Change, Times, Timetable, dates

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """One time that an activity is held, or would have been.

    key: the same as long as its date of the rule is there, whatever happens to its time. starts_at, ends_at: aware
    UTC; both the same where the end is not known. first_day, last_day: the local dates it is listed on; a night that
    ends within 24 hours is listed on the day it began. original_day: of the rule, None for an extra date.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    first_day: date
    last_day: date
    is_all_day: bool
    is_cancelled: bool = False
    original_day: date | None = None
    note: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another date than the rule says."""
        return self.original_day is not None and self.original_day != self.first_day


def moment(day: date, at: time) -> datetime:
    """A wall-clock time on a date, as aware UTC."""
    return datetime.combine(day, at, tzinfo=AMSTERDAM).astimezone(UTC)


def wall_length(times: Times) -> timedelta:
    """How long an activity lasts on the clock on the wall; nothing where its end is not known."""
    if times.is_all_day:
        return (times.days_later + 1) * _DAY
    if times.ends_at is None:
        return times.days_later * _DAY
    start = datetime.combine(date.min, times.starts_at)
    return datetime.combine(date.min + times.days_later * _DAY, times.ends_at) - start


def span(day: date, times: Times) -> tuple[datetime, datetime, date]:
    """Beginning and end as aware UTC, and the last local date it is listed on."""
    length = wall_length(times)
    starts_at = moment(day, times.starts_at or time())
    ends = datetime.combine(day, times.starts_at or time()) + length
    ends_at = ends.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    if ends_at < starts_at:
        # The clock jumped over its beginning, not over its end.
        ends_at = starts_at + length
    last_day = day if length < _DAY else (ends - timedelta(microseconds=1)).date()
    return starts_at, ends_at, last_day


def planned(day: date, times: Times, **more: object) -> Planned:
    """One time an activity is held, from its date and times."""
    starts_at, ends_at, last_day = span(day, times)
    return Planned(
        starts_at=starts_at, ends_at=ends_at, first_day=day, last_day=last_day, is_all_day=times.is_all_day, **more
    )


def expand(timetable: Timetable, *, end: date) -> list[Planned]:
    """All times an activity is held whose date, by the rule or as an extra one, is not after `end`; by time."""
    changes = {change.key: change for change in timetable.changes}
    hidden = {change.key for change in timetable.changes if change.is_hidden}
    days = dates(timetable.rule, end=end)
    # A date that an editor moved is held, also where the rule skips the public holiday it was on.
    keys = {day.isoformat(): day for day in days} | {
        change.key: change.day for change in timetable.changes if change.day and change.to and change.day <= end
    }
    found = [_of_rule(day, changes.get(key), timetable.times) for key, day in keys.items() if key not in hidden]
    found += [
        planned(change.to, change.times or timetable.times, key=change.key, note=change.note)
        for change in timetable.changes
        if change.day is None and change.to and change.to <= end
    ]
    return sorted(found, key=lambda row: (row.starts_at, row.key))


def _of_rule(day: date, change: Change | None, times: Times) -> Planned:
    if change is None:
        return planned(day, times, key=day.isoformat(), original_day=day)
    held, now = change.to or day, change.times or times
    return planned(held, now, key=day.isoformat(), original_day=day, is_cancelled=change.to is None, note=change.note)


def upcoming(timetable: Timetable, *, start: date, end: date, count: int) -> list[Planned]:
    """The first `count` times that it is held from a local date on; those that are off do not count."""
    rows = expand(timetable, end=end)
    return [row for row in rows if row.last_day >= start and not row.is_cancelled][:count]
