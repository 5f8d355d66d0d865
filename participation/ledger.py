"""What a line in the books does to a pot (participation.md, Money). Pure; amounts in signed whole cents.

Lines are never changed or deleted: sums are derived from them, a mistake is put right by a correction line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.money import format_euro
from participation.codes import LineKind, PotKind

HAND_MONEY_UP_TO_CENTS = 200_000

STATUS_WORDS: dict[str, Promise] = {
    "spent": gettext_lazy("uitgegeven"),
    "promised": gettext_lazy("toegezegd"),
    "reserved": gettext_lazy("gereserveerd"),
    "free": gettext_lazy("nog vrij"),
}


class LineLike(Protocol):
    """A ledger line, of this module or of the database."""

    effect: str
    amount_cents: int


@dataclass(frozen=True)
class Line:
    """A line to be written. `effect` is the kind, except that a correction carries that of the line it corrects."""

    kind: LineKind
    amount_cents: int
    effect: LineKind

    @classmethod
    def of(cls, kind: LineKind, amount_cents: int) -> Line:
        """A line that is no correction.

        Raises:
            ValueError: when it is one, or when the amount has the wrong sign for its kind.
        """
        if kind == LineKind.CORRECTION or not sign_is_right(kind, amount_cents):
            raise ValueError(f"no such line: {kind} {amount_cents}")
        return cls(kind, amount_cents, kind)

    @classmethod
    def correcting(cls, line: LineLike, amount_cents: int) -> Line:
        """The line that adds `amount_cents` to what an earlier line booked; minus its amount takes it back whole.

        Raises:
            ValueError: when the amount is nothing.
        """
        if not amount_cents:
            raise ValueError("a correction of nothing")
        return cls(LineKind.CORRECTION, amount_cents, LineKind(line.effect))


@dataclass(frozen=True)
class Balance:
    """A pot, or several together, at one moment."""

    budget_cents: int = 0
    reserved_cents: int = 0
    committed_cents: int = 0
    spent_cents: int = 0

    @property
    def free_cents(self) -> int:
        """What nobody has a claim on; negative where more was promised than there is."""
        return self.budget_cents - self.reserved_cents - self.committed_cents - self.spent_cents

    @property
    def promised_cents(self) -> int:
        """Committed by a decision and not yet paid: "toegezegd"."""
        return self.committed_cents

    def __add__(self, other: Balance) -> Balance:
        return Balance(
            budget_cents=self.budget_cents + other.budget_cents,
            reserved_cents=self.reserved_cents + other.reserved_cents,
            committed_cents=self.committed_cents + other.committed_cents,
            spent_cents=self.spent_cents + other.spent_cents,
        )


# What one cent of each effect does to budget, reserved, committed and spent.
_MOVES: dict[str, tuple[int, int, int, int]] = {
    LineKind.ALLOCATION: (1, 0, 0, 0),
    LineKind.TRANSFER: (1, 0, 0, 0),
    LineKind.CARRY_OVER: (1, 0, 0, 0),
    LineKind.RESERVATION: (0, 1, 0, 0),
    LineKind.COMMITMENT: (0, 0, 1, 0),
    LineKind.PAYMENT: (0, 0, -1, 1),
    # Straight from hand money, without a decision that promised it.
    LineKind.EXPENSE: (0, 0, 0, 1),
    LineKind.RELEASE: (0, 0, -1, 0),
    LineKind.SETTLEMENT: (0, 0, 1, 0),
    LineKind.RECOVERY: (0, 0, 0, -1),
}


class Number(StrEnum):
    """The numbers of a thermometer, as they stand in an address."""

    BUDGET = "budget"
    RESERVED = "gereserveerd"
    COMMITTED = "toegezegd"
    SPENT = "uitgegeven"
    FREE = "vrij"


_COLUMNS = {Number.BUDGET: 0, Number.RESERVED: 1, Number.COMMITTED: 2, Number.SPENT: 3}
# Of the others, a transfer is two lines that belong together, and what lies ready or was promised follows a decision.
CORRECTABLE = frozenset(
    {
        LineKind.ALLOCATION,
        LineKind.PAYMENT,
        LineKind.EXPENSE,
        LineKind.RELEASE,
        LineKind.SETTLEMENT,
        LineKind.RECOVERY,
    }
)
_EITHER_SIGN = frozenset({LineKind.TRANSFER, LineKind.CARRY_OVER, LineKind.RESERVATION, LineKind.CORRECTION})


def balance_of_sums(sums: Mapping[str, int]) -> Balance:
    """The balance of sums per effect, as the database adds them up.

    Raises:
        KeyError: when an effect is none of the line kinds, or is "correction".
    """
    columns = ([_MOVES[effect][column] * cents for effect, cents in sums.items()] for column in range(4))
    return Balance(*(sum(column) for column in columns))


def share(effect: str, number: Number) -> int:
    """What one cent of an effect adds to a number: 1, 0 or -1.

    Raises:
        KeyError: when the effect is none of the line kinds, or is "correction".
    """
    moves = _MOVES[effect]
    if number is Number.FREE:
        return moves[0] - moves[1] - moves[2] - moves[3]
    return moves[_COLUMNS[number]]


def balance(lines: Iterable[LineLike]) -> Balance:
    """The balance of lines; their order does not matter."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.effect] = sums.get(line.effect, 0) + line.amount_cents
    return balance_of_sums(sums)


def sign_is_right(kind: str, amount_cents: int) -> bool:
    """Whether a line of this kind may carry this amount; nothing never makes a line.

    Transfer, carry-over, reservation and correction go both ways; a settlement only lowers what was committed.
    """
    if kind in _EITHER_SIGN:
        return amount_cents != 0
    return amount_cents < 0 if kind == LineKind.SETTLEMENT else amount_cents > 0


def room_for(
    balance: Balance, amount_cents: int, *, consulted: bool, city_free_cents: int, own_reserved_cents: int = 0
) -> list[str]:
    """Why a pot can't bear a decision, in Dutch sentences; empty where it can.

    The budget of a wijk is indicative: the teammanagers' consultation, recorded, lets a decision go over it.
    Nothing lets it go over the total of the city (domain/README, Mandates).

    Args:
        balance: the pot that pays.
        city_free_cents: what is free in all wijken together.
        own_reserved_cents: what is already reserved for this very decision; it counts as free.
    """
    if amount_cents <= 0:
        return []
    reasons = []
    pot_free = balance.free_cents + own_reserved_cents
    city_free = city_free_cents + own_reserved_cents
    if amount_cents > city_free:
        reasons.append(
            _("Alle wijken samen hebben nog %(free)s vrij. Dit besluit kost %(amount)s, dus het kan niet doorgaan.")
            % {"free": format_euro(city_free), "amount": format_euro(amount_cents)}
        )
    if amount_cents > pot_free and not consulted:
        reasons.append(
            _("In deze pot is nog %(free)s vrij. Overleg met de teammanagers en leg dat vast, of verlaag het bedrag.")
            % {"free": format_euro(pot_free)}
        )
    return reasons


def choose_pot(amount_cents: int, hand_money_free_cents: int, *, up_to_cents: int = HAND_MONEY_UP_TO_CENTS) -> PotKind:
    """The pot that pays unless the person who decides picks the other one.

    Up to 2,000 euro comes from hand money while it lasts, else from the subsidy budget (domain/README, Mandates).
    """
    fits = amount_cents <= up_to_cents and amount_cents <= hand_money_free_cents
    return PotKind.HAND_MONEY if fits else PotKind.SUBSIDY


def transfer_lines(amount_cents: int, *, kind: LineKind = LineKind.TRANSFER) -> tuple[Line, Line]:
    """Two lines that sum to zero: out of one pot, into another (or, as carry-over, into next year's).

    Raises:
        ValueError: when the amount is not above zero.
    """
    if amount_cents <= 0:
        raise ValueError("a transfer must be above zero")
    return Line.of(kind, -amount_cents), Line.of(kind, amount_cents)
