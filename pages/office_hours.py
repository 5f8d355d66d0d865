"""When a spreekuur is held, and when a door is open. Pure: no database, no clock, local dates and times alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.workdays import holidays

_WEEK = timedelta(days=7)
_LAST = 0
# In which weeks of the month: the codes of OfficeHour.Pattern.
_WEEKS: dict[str, frozenset[int]] = {
    "elke": frozenset({1, 2, 3, 4, 5}),
    "1": frozenset({1}),
    "2": frozenset({2}),
    "3": frozenset({3}),
    "4": frozenset({4}),
    "laatste": frozenset({_LAST}),
    "1+3": frozenset({1, 3}),
    "2+4": frozenset({2, 4}),
}
# How far ahead a date is looked for. Past this nobody plans, and a rule that never falls due has to end somewhere.
HORIZON = timedelta(days=366)

Period = tuple[time, time]


@dataclass(frozen=True)
class Rule:
    """A spreekuur: weekday (0 is Monday), code of its pattern, first and last day, and the days it is not held."""

    weekday: int
    pattern: str = "elke"
    valid_from: date | None = None
    valid_until: date | None = None
    skipped: frozenset[date] = field(default_factory=frozenset)

    def is_held_on(self, day: date) -> bool:
        """Whether it is held on a date: never on a public holiday (Algemene termijnenwet, article 3).

        Raises:
            KeyError: when there is no such pattern.
        """
        return (
            day.weekday() == self.weekday
            and bool(_weeks_of(day) & _WEEKS[self.pattern])
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
            and day not in self.skipped
            and day not in holidays(day.year)
        )


def _weeks_of(day: date) -> frozenset[int]:
    """Which of its weekday in the month this is: its number, and `_LAST` where none comes after it."""
    number = frozenset({(day.day - 1) // 7 + 1})
    return number | {_LAST} if (day + _WEEK).month != day.month else number


def _dates(rule: Rule, start: date) -> Iterator[date]:
    day = start + timedelta(days=(rule.weekday - start.weekday()) % 7)
    while day <= start + HORIZON:
        if rule.is_held_on(day):
            yield day
        day += _WEEK


def next_dates(rule: Rule, *, start: date, count: int) -> list[date]:
    """The first `count` dates from `start` on; fewer where the rule ends, or its year is over."""
    return list(islice(_dates(rule, start), count))


def first_day(*, ends_at: time, now: datetime) -> date:
    """From which date a spreekuur that ends at a time of day can still come, at a local moment."""
    return now.date() if now.time() < ends_at else now.date() + timedelta(days=1)


def time_words(first: time, last: time) -> str:
    """From when until when: "9.00 tot 12.00 uur"."""
    shown = {name: time_format(value, pgettext("tijd kaal", "G.i")) for name, value in (("from", first), ("to", last))}
    return _("%(from)s tot %(to)s uur") % shown


def opening_words(times: Iterable[tuple[int, time, time]]) -> list[str]:
    """Opening times (weekday, from, to) in words, days with the same times together, in the order of the week.

    ["maandag en woensdag 9.00 tot 12.00 uur", "vrijdag 9.00 tot 12.00 uur en 13.00 tot 17.00 uur"]
    """
    days: dict[int, list[Period]] = {}
    for weekday, first, last in sorted(times):
        _add(days.setdefault(weekday, []), first, last)
    groups: dict[tuple[Period, ...], list[int]] = {}
    for weekday, periods in days.items():
        groups.setdefault(tuple(periods), []).append(weekday)
    return [
        f"{day_words(weekdays)} {listed([time_words(*period) for period in periods])}"
        for periods, weekdays in groups.items()
    ]


def _add(periods: list[Period], first: time, last: time) -> None:
    """Add a period that begins no earlier than those before it; one that touches the last one makes it longer."""
    if periods and first <= periods[-1][1]:
        periods[-1] = (periods[-1][0], max(last, periods[-1][1]))
    else:
        periods.append((first, last))


def day_words(weekdays: list[int]) -> str:
    """Days in words: "maandag en woensdag", and three or more in a row as "maandag tot en met vrijdag"."""
    parts: list[str] = []
    for run in _runs(weekdays):
        names = [str(WEEKDAYS[day]) for day in run]
        parts += (
            [_("%(first)s tot en met %(last)s") % {"first": names[0], "last": names[-1]}] if len(run) > 2 else names
        )
    return listed(parts)


def _runs(weekdays: list[int]) -> list[list[int]]:
    """The days, cut where one is left out."""
    runs: list[list[int]] = []
    for day in sorted(set(weekdays)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def listed(parts: Sequence[str]) -> str:
    """ "a", "a en b", "a, b en c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s en %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
