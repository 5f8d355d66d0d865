"""Bands of money to choose plans by: nothing, and up to each limit of the mandate table (domain, Table 2). Pure.

Amounts are in cents. A limit belongs to the band below it: 2,000.00 euro is "up to 2,000", one cent more is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cms.money import format_euro
from participation import mandates


@dataclass(frozen=True)
class Band:
    """Amounts above `above_cents` (None: nothing at all), up to and including `up_to_cents` (None: no end)."""

    key: str
    above_cents: int | None
    up_to_cents: int | None

    @property
    def label(self) -> str:
        """The band as a choice: "Boven € 2.000, tot en met € 10.000"."""
        if self.above_cents is None:
            return _("Geen geld")
        if self.up_to_cents is None:
            return _("Boven %(least)s") % {"least": format_euro(self.above_cents)}
        most = format_euro(self.up_to_cents)
        if not self.above_cents:
            return _("Tot en met %(most)s") % {"most": most}
        return _("Boven %(least)s, tot en met %(most)s") % {"least": format_euro(self.above_cents), "most": most}


def bands(table: Iterable[mandates.MandateRow], *, on: date) -> tuple[Band, ...]:
    """The bands of a mandate table on a local date, the lowest first; those of Table 2 where the table is empty."""
    rows = mandates.in_force(table, on=on) or mandates.default_table()
    limits = sorted({row.up_to_cents for row in rows if row.kind == mandates.INITIATIVE and row.up_to_cents})
    found, above = [Band("geen", None, 0)], 0
    for limit in limits:
        key = f"{_euros(above)}-{_euros(limit)}" if above else f"tot-{_euros(limit)}"
        found.append(Band(key, above, limit))
        above = limit
    return (*found, Band(f"boven-{_euros(above)}", above, None))


def _euros(cents: int) -> str:
    """An amount in an address: "2000", or "2000.50"."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
