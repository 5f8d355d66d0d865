"""Working days and public holidays of the Netherlands. All dates are local (Europe/Amsterdam)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


@lru_cache(maxsize=128)
def holidays(year: int) -> frozenset[date]:
    """The days on which no term ends: Algemene termijnenwet, article 3, first and second paragraph.

    Koningsdag is 27 April, or 26 April where the 27th is a Sunday. Liberation day counts every year.
    """
    easter_sunday = easter(year)
    kings_day = date(year, 4, 27)
    return frozenset(
        {
            date(year, 1, 1),
            easter_sunday - timedelta(days=2),
            easter_sunday + timedelta(days=1),
            kings_day - _DAY if kings_day.weekday() == _SUNDAY else kings_day,
            date(year, 5, 5),
            easter_sunday + timedelta(days=39),
            easter_sunday + timedelta(days=50),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def is_working_day(day: date) -> bool:
    """Whether a local date is no Saturday, Sunday or public holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself where it is a working day, else the first one after it (Algemene termijnenwet, article 1)."""
    while not is_working_day(day):
        day += _DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that comes `count` working days after `day`; the day itself does not count.

    Raises:
        ValueError: when `count` is negative.
    """
    if count < 0:
        raise ValueError("count must not be negative")
    for _step in range(count):
        day = next_working_day(day + _DAY)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after `first`, up to and including `last`; negative where `last` lies before it.

    The inverse of `add_working_days`: "nog 3 dagen" is 3, "2 dagen te laat" is -2.
    """
    if last < first:
        return -working_days_between(last, first)
    off = sum(first < day <= last for year in range(first.year, last.year + 1) for day in _weekday_holidays(year))
    return _weekdays_to(last) - _weekdays_to(first) - off


def _weekdays_to(day: date) -> int:
    """How many Mondays to Fridays there were up to and including a date, since the first day of the calendar."""
    weeks, rest = divmod(day.toordinal(), 7)
    # Day 1 of the calendar was a Monday, so a week of ordinals ends on Sunday.
    return weeks * _SATURDAY + min(rest, _SATURDAY)


@lru_cache(maxsize=128)
def _weekday_holidays(year: int) -> tuple[date, ...]:
    """The public holidays of a year that fall on Monday to Friday."""
    return tuple(day for day in holidays(year) if day.weekday() < _SATURDAY)


def local_date(moment: datetime) -> date:
    """The date in Amsterdam of an aware moment.

    Raises:
        ValueError: when the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return moment.astimezone(AMSTERDAM).date()
