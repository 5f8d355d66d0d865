"""The calendar as a list by day, paged by key and never counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from pages.calendar.month import MOST_LONG
from pages.calendar.reading import Item, items
from pages.models import Occurrence

PER_PAGE = 50
_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,11})\.(\d{1,15})")


@dataclass(frozen=True)
class Listing:
    """Days with what begins on each, what lasts longer, and the key of the next page ("" on the last one)."""

    days: list[tuple[date, list[Item]]]
    long: list[Item]
    following: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.days or self.long)


def listing(rows: QuerySet[Occurrence], *, first: date, last: date, after: str = "", size: int = PER_PAGE) -> Listing:
    """What begins in a period, by day; what lasts more days stands on the first page alone. A wrong key is no key."""
    chosen = rows.short().between(first, last).in_order()
    key = read_key(after)
    if key:
        chosen = chosen.filter(later_than(*key))
    found = items(chosen[: size + 1])
    shown = found[:size]
    long = [] if key else items(rows.long_in(first, last).in_order()[:MOST_LONG])
    days = [(day, list(group)) for day, group in groupby(shown, key=lambda item: item.first_day)]
    return Listing(days, long, key_of(shown[-1]) if len(found) > size else "")


def key_of(item: Item) -> str:
    """Where a row is in the order: day, moment in seconds and number."""
    return f"{item.first_day}.{int(item.starts_at.timestamp())}.{item.pk}"


def read_key(text: str) -> tuple[date, datetime, int] | None:
    """The place in the order that `key_of` wrote down; None for anything else."""
    match = _KEY.fullmatch(text)
    if not match:
        return None
    try:
        return date.fromisoformat(match[1]), datetime.fromtimestamp(int(match[2]), UTC), int(match[3])
    except (ValueError, OverflowError, OSError):
        return None


def later_than(day: date, moment: datetime, pk: int) -> Q:
    """Rows that come after this place."""
    same_day = Q(first_day=day)
    return Q(first_day__gt=day) | same_day & Q(starts_at__gt=moment) | same_day & Q(starts_at=moment, pk__gt=pk)
