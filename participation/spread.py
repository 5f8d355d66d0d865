"""Where support comes from, without telling who gave it (participation.md, "Support"). Pure: counts in, rows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class BreakdownRow:
    """A group that may be shown; `key` None is all small ones together ("andere postcodes")."""

    key: str | None
    count: int


def breakdown(tallies: Mapping[str, int], *, floor: int = SMALLEST_GROUP) -> list[BreakdownRow]:
    """Support per group, largest first, none below the floor (participation.md: 5 on pages, 10 in open data).

    The total is public, so one hidden group could be worked out: at least two are joined, and more until together
    they reach the floor. Where that can't be done there is no breakdown at all.
    """
    groups = sorted(
        ((count, key) for key, count in tallies.items() if count > 0), key=lambda group: (-group[0], group[1])
    )
    shown = [group for group in groups if group[0] >= floor]
    joined = groups[len(shown) :]
    while joined and shown and (len(joined) < 2 or sum(count for count, _key in joined) < floor):
        joined.append(shown.pop())
    rows = [BreakdownRow(key=key, count=count) for count, key in shown]
    rest = sum(count for count, _key in joined)
    return [*rows, BreakdownRow(key=None, count=rest)] if rest >= floor else rows


def per_street(tallies: Mapping[str, int], streets: Mapping[str, str]) -> Counter[str]:
    """Supporters per street where the PC6 has one in `streets`, else per PC6."""
    found: Counter[str] = Counter()
    for pc6, count in tallies.items():
        found[streets.get(pc6) or pc6] += count
    return found
