"""A month as a table: weeks of seven days, a few activities in each, and how many more there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from cms.models import Wijk
from pages.calendar.choice import end_of
from pages.calendar.filters import Filters
from pages.calendar.reading import Item, by_number, items

# In a cell on the screen, and on paper.
PER_DAY = 3
PER_DAY_PRINTED = 6
# What lasts longer than this stands apart: it would fill every cell.
LONGEST_IN_CELLS = 7
_DAY = timedelta(days=1)


@dataclass
class Day:
    """One cell. `more`: how many activities it has that are not among its items."""

    day: date
    is_in_month: bool
    is_today: bool
    items: list[Item] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Month:
    """The weeks of a month, and what goes on for longer than a week."""

    weeks: list[list[Day]]
    long: list[Item]
    is_empty: bool


def month_of(filters: Filters, *, month: date, today: date, per_day: int = PER_DAY, wijk: Wijk | None = None) -> Month:
    """A month of what is chosen; five queries however many rows and rules there are.

    wijk: where all of it is about one, so that nobody has to be told which.
    """
    last = end_of(month)
    days = filters.days(first=month, last=last, most=per_day)
    totals = {day: total for day, (_pks, total) in days.items()}
    rows = by_number([pk for pks, _total in days.values() for pk in pks])
    shown = items([*filters.long(first=month, last=last), *rows], wijk=wijk)
    long, found = [item for item in shown if item.is_long], [item for item in shown if not item.is_long]
    by_day: dict[date, list[Item]] = defaultdict(list)
    for item in found:
        by_day[item.first_day].append(item)
    for item in long:
        if (item.last_day - item.first_day).days < LONGEST_IN_CELLS:
            _spread(item, month, last, by_day, totals)
    apart = [item for item in long if (item.last_day - item.first_day).days >= LONGEST_IN_CELLS]
    weeks = _weeks(month, today, by_day, totals, per_day)
    return Month(weeks, apart, is_empty=not (found or long))


def _spread(item: Item, first: date, last: date, by_day: dict[date, list[Item]], totals: dict[date, int]) -> None:
    """Put what lasts some days on each of them, before what begins there."""
    day = max(item.first_day, first)
    while day <= min(item.last_day, last):
        by_day[day].insert(0, item)
        totals[day] = totals.get(day, 0) + 1
        day += _DAY


def _weeks(
    month: date, today: date, by_day: dict[date, list[Item]], totals: dict[date, int], per_day: int
) -> list[list[Day]]:
    day = month - month.weekday() * _DAY
    weeks: list[list[Day]] = []
    while day <= end_of(month):
        week = []
        for _number in range(7):
            shown = by_day.get(day, [])[:per_day]
            more = max(totals.get(day, 0) - len(shown), 0)
            week.append(Day(day, day.month == month.month, day == today, shown, more))
            day += _DAY
        weeks.append(week)
    return weeks
