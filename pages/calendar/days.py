"""How many activities begin on each day, and the first few of them: kept when rows are written, read by the month.

Who writes rows of the calendar takes hold of it first (`hold`) and says afterwards which days changed (`refresh`), in
the same transaction: then no two editors can each count without the other's rows. A daily job counts all days again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, DateField, F, IntegerField, QuerySet, Window
from django.db.models.functions import RowNumber

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from pages.models import AgendaDay, Occurrence

# As many as paper shows of a wijk.
MOST_FIRST = 6
_STEP = 500

# By day: the numbers of the first few, and how many there are.
Days = dict[date, tuple[list[int], int]]


def hold() -> None:
    """Let nobody else count until the end of this transaction. Before any row of the calendar is taken hold of."""
    # Not against who only points to a wijk, as each new page does.
    list(Wijk.objects.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def ranked(rows: QuerySet[Occurrence], most: int) -> QuerySet:
    """Of these rows the first `most` of each day, with how many begin that day; it reads all of them."""
    shown = rows.short().annotate(
        rank=Window(RowNumber(), partition_by=F("first_day"), order_by=["starts_at", "pk"]),
        total=Window(Count("pk"), partition_by=F("first_day")),
    )
    return shown.filter(rank__lte=most).order_by("first_day", "rank").values_list("first_day", "pk", "total")


def by_day(rows: Iterable[tuple[date, int, int]]) -> Days:
    """The rows of `ranked` by day."""
    found: Days = {}
    for day, pk, total in rows:
        found.setdefault(day, ([], total))[0].append(pk)
    return found


def kept(wijk: int | None, *, first: date, last: date, most: int) -> Days:
    """The same of a wijk (its number) or of the city, as it is kept; one query of a row a day."""
    rows = (_OF_WIJK if wijk else _OF_CITY).rows(first=first, last=last, wijk=wijk)
    return {day: (pks[:most], total) for day, pks, total in rows}


def _between() -> QuerySet[AgendaDay]:
    rows = AgendaDay.objects.filter(day__gte=Slot("first", DateField()), day__lte=Slot("last", DateField()))
    return rows.values_list("day", "first", "total")


_OF_CITY = Prepared(lambda: _between().filter(wijk__isnull=True))
_OF_WIJK = Prepared(lambda: _between().filter(wijk=Slot("wijk", IntegerField())))


def refresh(days: Collection[date], *, wijken: Iterable[Wijk]) -> None:
    """Count these days again, for the city and for these wijken; its caller holds the calendar."""
    if days:
        for wijk in (None, *wijken):
            _write(wijk, days)


@transaction.atomic
def rebuild(now: datetime) -> int:
    """The daily job: count all days again, and return how many were not right."""
    hold()
    return sum(_write(wijk, None) for wijk in (None, *Wijk.objects.in_order()))


def _write(wijk: Wijk | None, days: Collection[date] | None) -> int:
    """Count some days, or all of them, and write those that differ; returns how many."""
    rows, stored = Occurrence.objects.live().of_wijk(wijk), AgendaDay.objects.filter(wijk=wijk)
    if days is not None:
        rows, stored = rows.filter(first_day__in=days), stored.filter(day__in=days)
    wanted = by_day(ranked(rows, MOST_FIRST))
    known = {row.day: row for row in stored}
    made = [
        AgendaDay(wijk=wijk, day=day, first=first, total=total)
        for day, (first, total) in wanted.items()
        if day not in known
    ]
    gone = [row.pk for day, row in known.items() if day not in wanted]
    changed = []
    for day, row in known.items():
        if day in wanted and (row.first, row.total) != wanted[day]:
            row.first, row.total = wanted[day]
            changed.append(row)
    AgendaDay.objects.bulk_create(made, batch_size=_STEP)
    AgendaDay.objects.bulk_update(changed, ["first", "total"], batch_size=_STEP)
    AgendaDay.objects.filter(pk__in=gone).delete()
    return len(made) + len(changed) + len(gone)
