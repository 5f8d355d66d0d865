"""The lines behind the numbers of a wijkthermometer, as a resident may read them. Two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cms.models import Wijk
from cms.templatetags.notation import datum_jaar
from participation.codes import LineKind, PotKind, State
from participation.ledger import Number, share
from participation.models import BudgetMove, LedgerLine

# A case in one of these states is never shown, whatever its switch says.
HIDDEN_STATES = (State.SPAM, State.MERGED)


@dataclass(frozen=True)
class Booking:
    """One line of the books: when (local day), what for, of which kind and pot, how much in cents (signed)."""

    booked_on: date
    what: str
    kind: str
    pot: str
    amount_cents: int


def bookings(*, wijk: Wijk | None, year: int, on: date | None = None, number: Number | None = None) -> list[Booking]:
    """The lines of a year, oldest first, up to and including `on`; of the city-wide pots where `wijk` is None.

    number: only the lines that make it up, with what each adds to it: together they are that number.
    """
    lines = LedgerLine.objects.filter(pot__year__year=year, pot__wijk=wijk)
    if on:
        lines = lines.filter(booked_on__lte=on)
    shares = {kind.value: share(kind, number) if number else 1 for kind in LineKind if kind != LineKind.CORRECTION}
    lines = lines.filter(effect__in=[effect for effect, part in shares.items() if part])
    rows = lines.order_by("booked_on", "pk").values_list(
        "booked_on",
        "kind",
        "effect",
        "pot__kind",
        "amount_cents",
        "submission_id",
        "submission__state",
        "submission__public_version__is_public",
        "submission__public_version__title",
        "transfer",
        "expense__what",
        "corrects__expense__what",
    )
    decided = _decisions(year)
    found = []
    for booked_on, kind, effect, pot, cents, *about, transfer, bought, taken_back in rows:
        found.append(
            Booking(
                booked_on=booked_on,
                what=decided.get(transfer) or bought or taken_back or _what(*about),
                kind=str(LineKind(kind).label),
                pot=str(PotKind(pot).label),
                amount_cents=cents * shares[effect],
            )
        )
    return found


def _decisions(year: int) -> dict[UUID | None, str]:
    """By the transfer that it made: which decision moved money out of this year's pots or into them, and why."""
    moves = BudgetMove.objects.filter(decision__year__year__in=(year - 1, year)).select_related("decision")
    return {
        move.transfer: _("Besluit %(number)s van %(day)s: %(why)s")
        % {
            "number": move.decision.number,
            "day": datum_jaar(move.decision.decided_on),
            "why": move.decision.why,
        }
        for move in moves
    }


def _what(submission_id: int | None, state: str | None, is_public: bool | None, title: str | None) -> str:
    if submission_id is None:
        return _("Budget van het jaar")
    is_shown = is_public and title and state not in HIDDEN_STATES
    return title if is_shown and title else _("Plan zonder openbare tekst")
