"""“Leg dit getal uit”: what a number of a wijkthermometer means, and what it is made of (participation.md, Money)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Wijk
from participation.bookings import Booking, bookings
from participation.ledger import Balance, Number

NAMES: dict[Number, Promise] = {
    Number.BUDGET: gettext_lazy("Budget"),
    Number.SPENT: gettext_lazy("Uitgegeven"),
    Number.COMMITTED: gettext_lazy("Toegezegd"),
    Number.RESERVED: gettext_lazy("Gereserveerd"),
    Number.FREE: gettext_lazy("Nog vrij"),
}
_MEANINGS: dict[Number, Promise] = {
    Number.BUDGET: gettext_lazy(
        "Zoveel is er dit jaar voor de wijk. Het college kan elk half jaar geld verplaatsen naar een andere wijk."
    ),
    Number.SPENT: gettext_lazy("Dit is betaald aan plannen en kleine uitgaven. Wat terugkwam, is eraf."),
    Number.COMMITTED: gettext_lazy("Hierover is besloten, maar het is nog niet betaald."),
    Number.RESERVED: gettext_lazy("Dit ligt klaar voor plannen waarover nog wordt besloten."),
    Number.FREE: gettext_lazy("Dit is over voor nieuwe plannen."),
}


@dataclass(frozen=True)
class Part:
    """A sort of line, or another number, and how much of the number it is, in signed cents."""

    name: str
    cents: int


@dataclass(frozen=True)
class Explanation:
    """A number with its meaning, its parts, and the lines behind it; none for what is left."""

    name: str
    meaning: str
    cents: int
    parts: tuple[Part, ...]
    bookings: tuple[Booking, ...] = ()


def asked_number(text: str) -> Number | None:
    """The number that an address names, if any."""
    return next((number for number in Number if number.value == text), None)


def explain(number: Number, balance: Balance, *, wijk: Wijk, year: int, on: date | None = None) -> Explanation:
    """How a number of a wijk came about; two queries, none for what is left.

    balance: that of the wijk, of the same year and day.
    """
    name, meaning = str(NAMES[number]), str(_MEANINGS[number])
    if number is Number.FREE:
        return Explanation(name, meaning, balance.free_cents, _what_is_left(balance))
    found = bookings(wijk=wijk, year=year, on=on, number=number)
    sums: dict[str, int] = {}
    for booking in found:
        sums[booking.kind] = sums.get(booking.kind, 0) + booking.amount_cents
    parts = tuple(Part(kind.capitalize(), cents) for kind, cents in sums.items())
    return Explanation(name, meaning, sum(sums.values()), parts, tuple(found))


def _what_is_left(balance: Balance) -> tuple[Part, ...]:
    return (
        Part(str(NAMES[Number.BUDGET]), balance.budget_cents),
        Part(_("Min wat is uitgegeven"), -balance.spent_cents),
        Part(_("Min wat is toegezegd"), -balance.committed_cents),
        Part(_("Min wat is gereserveerd"), -balance.reserved_cents),
    )
