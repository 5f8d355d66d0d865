"""The half-yearly look at the budgets: where money is over, where it is short, and what could move. Pure; cents.

The budgets per wijk are indicative; each half year the college looks at them and may move money from one wijk to
another (domain/README, Wijken and budget). What comes out of here is a proposal for people to change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """A pot at this moment: what is free in it, and what plans that wait for a decision ask of it."""

    pot: int
    free_cents: int
    asked_cents: int = 0

    @property
    def left_cents(self) -> int:
        """What would be left if all of it were granted; below zero where there is too little."""
        return self.free_cents - self.asked_cents


@dataclass(frozen=True)
class Move:
    """So much from one pot to another."""

    source: int
    target: int
    amount_cents: int


def proposals(standings: Iterable[Standing], *, most: int) -> list[Move]:
    """Moves that fill what is short from what is over: the largest of both first, and no more than `most` of them.

    No pot gives more than it has left, and none gets more than it is short.
    """
    rows = list(standings)
    over = {row.pot: row.left_cents for row in rows if row.left_cents > 0}
    short = {row.pot: -row.left_cents for row in rows if row.left_cents < 0}
    moves: list[Move] = []
    while over and short and len(moves) < most:
        source, target = max(over, key=over.__getitem__), max(short, key=short.__getitem__)
        cents = min(over[source], short[target])
        moves.append(Move(source, target, cents))
        for side, pot in ((over, source), (short, target)):
            side[pot] -= cents
            if not side[pot]:
                del side[pot]
    return moves
