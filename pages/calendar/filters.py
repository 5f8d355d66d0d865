"""Asking the rows of a calendar that somebody chose. Each combination of filters has its SQL written once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, IntegerField, Q, QuerySet

from cms.prepared import Prepared, Slot
from pages.calendar import days
from pages.calendar.days import Days
from pages.calendar.reading import Row, read
from pages.models import Occurrence

# Of what lasts more days, as many are shown.
MOST_LONG = 20
# The place of a row in the order of the calendar: day, moment and number.
Key = tuple[date, datetime, int]
_WIJK = Slot("wijk", IntegerField())
_PERIOD = (Slot("first", DateField()), Slot("last", DateField()))
_AFTER = (Slot("day", DateField()), Slot("moment", DateTimeField()), Slot("pk", IntegerField()))


@dataclass(frozen=True)
class Filters:
    """What is chosen, by name: wijk and place (numbers), kind and audience (codes)."""

    chosen: dict[str, Any]

    def short(self, *, first: date, last: date, after: Key | None = None, most: int) -> list[Row]:
        """What begins in a period and is listed on one day, in order; one query, by index. after: where to go on."""
        key = dict(zip(("day", "moment", "pk"), after, strict=True)) if after else {}
        asked = _prepared(frozenset(self.chosen), _after if after else _short, most)
        return asked.rows(first=first, last=last, **key, **self.chosen)

    def long(self, *, first: date, last: date) -> list[Row]:
        """What lasts more days and goes on in a period, in order; one query."""
        return _prepared(frozenset(self.chosen), _long, MOST_LONG).rows(first=first, last=last, **self.chosen)

    def days(self, *, first: date, last: date, most: int) -> Days:
        """The first few of each day of a period, and how many begin; one query.

        Of a wijk and of the city that is kept; of anything else all rows of the period are read.
        """
        if self.chosen.keys() <= {"wijk"}:
            return days.kept(self.chosen.get("wijk"), first=first, last=last, most=most)
        rows = _prepared(frozenset(self.chosen), _ranked, most).rows(first=first, last=last, **self.chosen)
        return days.by_day(rows)


def _short(rows: QuerySet[Occurrence], most: int) -> QuerySet:
    return read(rows.short().between(*_PERIOD).in_order())[:most]


def _after(rows: QuerySet[Occurrence], most: int) -> QuerySet:
    return read(rows.short().between(*_PERIOD).filter(later_than(*_AFTER)).in_order())[:most]


def _long(rows: QuerySet[Occurrence], most: int) -> QuerySet:
    return read(rows.long_in(*_PERIOD).in_order())[:most]


def later_than(day: Any, moment: Any, pk: Any) -> Q:
    """Rows that come after this place in the order of the calendar."""
    same_day = Q(first_day=day)
    return Q(first_day__gt=day) | same_day & Q(starts_at__gt=moment) | same_day & Q(starts_at=moment, pk__gt=pk)


def _ranked(rows: QuerySet[Occurrence], most: int) -> QuerySet:
    return days.ranked(rows.between(*_PERIOD), most)


@cache
def _prepared(names: frozenset[str], shape: Callable[[QuerySet[Occurrence], int], QuerySet], most: int) -> Prepared:
    return Prepared(partial(_build, names, shape, most))


def _build(names: frozenset[str], shape: Callable[[QuerySet[Occurrence], int], QuerySet], most: int) -> QuerySet:
    rows = Occurrence.objects.live().of_wijk(_WIJK if "wijk" in names else None)
    if "kind" in names:
        rows = rows.filter(kind=Slot("kind", CharField()))
    if "audience" in names:
        rows = rows.filter(activity__audience=Slot("audience", CharField()))
    if "place" in names:
        rows = rows.filter(activity__place=Slot("place", IntegerField()))
    return shape(rows, most)
