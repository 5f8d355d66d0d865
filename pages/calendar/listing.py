"""The calendar as a list by day, paged by key and never counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from cms.models import Wijk
from pages.calendar.filters import Filters, Key
from pages.calendar.reading import Item, items, place_of

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


def listing(
    filters: Filters, *, first: date, last: date, after: str = "", size: int = PER_PAGE, wijk: Wijk | None = None
) -> Listing:
    """What begins in a period, by day; what lasts more days stands on the first page alone. A wrong key is no key.

    wijk: where all of it is about one, so that nobody has to be told which. Four queries.
    """
    key = read_key(after)
    rows = filters.short(first=first, last=last, after=key, most=size + 1)
    long_rows = [] if key else filters.long(first=first, last=last)
    all_items = items([*long_rows, *rows[:size]], wijk=wijk)
    long, shown = [item for item in all_items if item.is_long], [item for item in all_items if not item.is_long]
    days = [(day, list(group)) for day, group in groupby(shown, key=lambda item: item.first_day)]
    # The key of a row, not of an item: the last one may not be for everybody.
    return Listing(days, long, key_of(*place_of(rows[size - 1])) if len(rows) > size else "")


def key_of(first_day: date, starts_at: datetime, pk: int) -> str:
    """Where a row is in the order: day, moment in seconds and number."""
    return f"{first_day}.{int(starts_at.timestamp())}.{pk}"


def read_key(text: str) -> Key | None:
    """The place in the order that `key_of` wrote down; None for anything else."""
    match = _KEY.fullmatch(text)
    if not match:
        return None
    try:
        return date.fromisoformat(match[1]), datetime.fromtimestamp(int(match[2]), UTC), int(match[3])
    except (ValueError, OverflowError, OSError):
        return None
