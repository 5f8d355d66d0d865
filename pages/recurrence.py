"""On which days an activity is held, from a rule in words an editor chooses. Pure: no database, no clock, local dates.

The dates come from dateutil; a test counts them day by day. What a rule means is RFC 5545's: a month without a 31st
has no date, 29 February comes in leap years alone, weeks begin on Monday, and a number of times counts dates that are
later skipped. A rule begins at the first date that fits it, on or after its first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, YEARLY, rrule
from dateutil.rrule import weekdays as _WEEKDAYS

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from cms.workdays import holidays

_DAY = timedelta(days=1)
LAST = -1
# How far ahead dates are made (spec: 18 months), and from which year on we keep a calendar.
HORIZON = timedelta(days=549)
FIRST_YEAR = 2000
# More than anybody plans: a daily activity for more than two and a half years.
MOST_DATES = 1000
MOST_INTERVAL = 52
# Where a rule has no end, it has to find its first dates within this: 29 February comes once in eight years at worst,
# and every fifty-two of these in four centuries.
SEARCHED = timedelta(days=366 * 12)


class Repeat(TextChoices):
    """How an activity comes back."""

    ONCE = "eenmalig", _("één keer")
    DAILY = "dag", _("elke dag")
    WEEKLY = "week", _("elke week, op vaste dagen")
    MONTH_DAY = "maanddag", _("elke maand, op dezelfde datum")
    MONTH_END = "maandeinde", _("elke maand, op de laatste dag")
    MONTH_WEEKDAY = "maandweekdag", _("elke maand, op een vaste weekdag")
    YEARLY = "jaar", _("elk jaar, op dezelfde datum")


@dataclass(frozen=True)
class Rule:
    """When an activity comes back; weekdays from 0, Monday.

    weekdays: of a weekly rule, and of a monthly one by weekday; without any that of the first day.
    positions: which of these weekdays in the month, `LAST` for the last one.
    until: the last day it may be held, itself included. count: how many times, skipped ones included.
    """

    first: date
    repeat: Repeat = Repeat.ONCE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None
    skips_holidays: bool = False

    @property
    def days_of_week(self) -> tuple[int, ...]:
        """The weekdays that hold, in the order of the week."""
        return tuple(sorted(set(self.weekdays))) or (self.first.weekday(),)

    @property
    def has_end(self) -> bool:
        """Whether there is a last date."""
        return self.repeat == Repeat.ONCE or self.until is not None or self.count is not None

    def to_data(self) -> dict[str, Any]:
        """The rule as JSON, as the database keeps it."""
        return {
            "first": self.first.isoformat(),
            "repeat": self.repeat.value,
            "interval": self.interval,
            "weekdays": list(self.weekdays),
            "positions": list(self.positions),
            "until": self.until.isoformat() if self.until else None,
            "count": self.count,
            "skips_holidays": self.skips_holidays,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Rule:
        """The rule of `to_data`."""
        return cls(
            first=date.fromisoformat(data["first"]),
            repeat=Repeat(data["repeat"]),
            interval=data["interval"],
            weekdays=tuple(data["weekdays"]),
            positions=tuple(data["positions"]),
            until=date.fromisoformat(data["until"]) if data["until"] else None,
            count=data["count"],
            skips_holidays=data["skips_holidays"],
        )


def all_dates(rule: Rule, *, end: date) -> Iterator[date]:
    """The dates of a rule up to and including `end`, in order, those on public holidays too."""
    if rule.repeat == Repeat.ONCE:
        yield from (day for day in [rule.first] if day <= end)
        return
    last = min(end, rule.until) if rule.until else end
    if last < rule.first:
        return
    found = rrule(
        dtstart=datetime.combine(rule.first, time()),
        until=datetime.combine(last, time()),
        interval=rule.interval,
        wkst=MO,
        cache=False,
        **_parts(rule),
    )
    yield from (moment.date() for moment in islice(found, rule.count))


def _parts(rule: Rule) -> dict[str, Any]:
    """A rule in the words of dateutil."""
    if rule.repeat == Repeat.DAILY:
        return {"freq": DAILY}
    if rule.repeat == Repeat.WEEKLY:
        return {"freq": WEEKLY, "byweekday": rule.days_of_week}
    if rule.repeat == Repeat.MONTH_DAY:
        return {"freq": MONTHLY, "bymonthday": rule.first.day}
    if rule.repeat == Repeat.MONTH_END:
        return {"freq": MONTHLY, "bymonthday": LAST}
    if rule.repeat == Repeat.MONTH_WEEKDAY:
        places = rule.positions or (position_of(rule.first),)
        days = [_WEEKDAYS[day](place) for day in rule.days_of_week for place in places]
        return {"freq": MONTHLY, "byweekday": days}
    return {"freq": YEARLY, "bymonth": rule.first.month, "bymonthday": rule.first.day}


def position_of(day: date) -> int:
    """Which of its weekday in the month a date is: 1 to 4, or the last one."""
    return LAST if (day + 7 * _DAY).month != day.month else (day.day - 1) // 7 + 1


def is_holiday(day: date) -> bool:
    """Whether a date is a public holiday (Algemene termijnenwet, article 3)."""
    return day in holidays(day.year)


def dates(rule: Rule, *, end: date) -> Iterator[date]:
    """The dates of a rule up to and including `end`, without the public holidays where it skips these."""
    for day in all_dates(rule, end=end):
        if not (rule.skips_holidays and is_holiday(day)):
            yield day


def skipped_holidays(rule: Rule, *, end: date) -> list[date]:
    """The dates up to and including `end` that a rule would have, were they no public holidays."""
    if not rule.skips_holidays:
        return []
    return [day for day in all_dates(rule, end=end) if is_holiday(day)]


def first_date(rule: Rule) -> date | None:
    """The first date of a rule, a public holiday or not; None where there is none within twelve years."""
    return next(all_dates(rule, end=rule.first + SEARCHED), None)


def has_too_many(rule: Rule, *, today: date) -> bool:
    """Whether a rule has more dates than anybody plans, up to its end or else to the horizon of today."""
    end = rule.until if rule.until else max(today, rule.first) + HORIZON
    if rule.count is not None:
        return rule.count > MOST_DATES
    return sum(1 for _day in islice(all_dates(rule, end=end), MOST_DATES + 1)) > MOST_DATES


def most_at_once(days: Iterable[tuple[date, date]]) -> int:
    """How many of some periods, first and last day, share a day at most."""
    steps: dict[date, int] = {}
    for first, last in days:
        steps[first] = steps.get(first, 0) + 1
        steps[last + _DAY] = steps.get(last + _DAY, 0) - 1
    most = now = 0
    for day in sorted(steps):
        now += steps[day]
        most = max(most, now)
    return most


@dataclass(frozen=True)
class Times:
    """When on its day an activity begins and ends, on the clock of the municipality; without a start, the whole day.

    days_later: how many days after its first day it ends. Without an end we know the beginning alone.
    """

    starts_at: time | None = None
    ends_at: time | None = None
    days_later: int = 0

    @property
    def is_all_day(self) -> bool:
        """Whether it has no time of day."""
        return self.starts_at is None

    def to_data(self) -> dict[str, Any]:
        """The times as JSON."""
        return {
            "starts_at": self.starts_at.isoformat("minutes") if self.starts_at else None,
            "ends_at": self.ends_at.isoformat("minutes") if self.ends_at else None,
            "days_later": self.days_later,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Times:
        """The times of `to_data`."""
        read = {name: time.fromisoformat(data[name]) if data[name] else None for name in ("starts_at", "ends_at")}
        return cls(**read, days_later=data["days_later"])


@dataclass(frozen=True)
class Change:
    """What is different on one day.

    id: of the editor's block. day: the date of the rule that is skipped or moved; None for an extra date. to: the
    date it is held on instead; None where it is not held. times: where they differ from the usual ones. is_hidden: of
    a date that is off, that nobody has to see.
    """

    id: str
    day: date | None
    to: date | None
    times: Times | None = None
    note: str = ""
    is_hidden: bool = False

    @property
    def key(self) -> str:
        """The key of the date it is about, the same as long as the editor's block is there."""
        return self.day.isoformat() if self.day else f"+{self.id}"


@dataclass(frozen=True)
class Timetable:
    """All there is to know of when an activity is held."""

    rule: Rule
    times: Times = field(default_factory=Times)
    changes: tuple[Change, ...] = ()
