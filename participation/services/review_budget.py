"""Recording what the college decided about the pots: moves between wijken, and what goes along to the next year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from cms.models import User
from cms.workdays import local_date
from participation.books import balances
from participation.codes import PotKind, State
from participation.models import BudgetDecision, BudgetMove, BudgetYear, Decision, Pot, Submission
from participation.review import Move, Standing
from participation.services import account
from participation.services.errors import Refused

# A plan in one of these asks for money that nobody has set aside yet.
_WAITING = (
    *(State.RECEIVED, State.IN_REVIEW, State.WAITING_INITIATOR, State.GATHERING_SUPPORT),
    *(State.ADVICE, State.TO_DECIDE, State.REOPENED),
)


def standings(year: int) -> list[tuple[Pot, Standing]]:
    """The pots of the wijken of a year, with what is free and what waiting plans ask; three queries.

    What plans ask is counted with the subsidy budget: hand money goes out within days.
    """
    pots = Pot.objects.filter(year__year=year, wijk__isnull=False).select_related("wijk", "year")
    books = balances(year=year)
    set_aside = Decision.objects.filter(status=Decision.Status.PROPOSED).values("submission")
    waiting = Submission.objects.filter(state__in=_WAITING, wijk__isnull=False).exclude(pk__in=set_aside)
    asked = dict(waiting.order_by().values_list("wijk").annotate(sum=Sum("asked_cents")))
    found = []
    for pot in pots:
        balance = books.get((pot.wijk_id, pot.kind))
        cents = (asked.get(pot.wijk_id) or 0) if pot.kind == PotKind.SUBSIDY else 0
        found.append((pot, Standing(pot.pk, balance.free_cents if balance else 0, cents)))
    return found


@transaction.atomic
def record(
    *, year: int, kind: str, moves: Sequence[Move], decided_on: date, number: str, why: str, by: User, now: datetime
) -> BudgetDecision:
    """Book all moves of one decision, or none. Lines are booked on the day that it is recorded.

    kind: a `BudgetDecision.Kind`. With CARRY_OVER the pots of `moves` are of this year and the next.

    Raises:
        Refused: without moves, with a day that is still to come, or where a pot has too little.
    """
    if not moves:
        raise Refused([_("Vul minstens één verschuiving in.")])
    if decided_on > local_date(now):
        raise Refused([_("De datum van het besluit ligt nog voor ons. Leg het vast als het genomen is.")])
    act = account.carry_over if kind == BudgetDecision.Kind.CARRY_OVER else account.transfer
    decision = BudgetDecision.objects.create(
        year=BudgetYear.objects.get(year=year),
        kind=kind,
        decided_on=decided_on,
        number=number,
        why=why,
        recorded_by=by,
        recorded_at=now,
    )
    pots = Pot.objects.select_related("year", "wijk").in_bulk(
        {pk for move in moves for pk in (move.source, move.target)}
    )
    for move in moves:
        source, target = pots[move.source], pots[move.target]
        given = {"amount_cents": move.amount_cents, "by": by, "reason": number, "now": now}
        try:
            out, _into = act(source=source, target=target, **given)
        except Refused as refusal:
            raise Refused([f"{source.words}: {reason}" for reason in refusal.reasons]) from refusal
        BudgetMove.objects.create(decision=decision, transfer=out.transfer)
    return decision


@transaction.atomic
def next_pot(pot: Pot) -> Pot:
    """The pot of the same kind and wijk in the year after; made where it is missing."""
    year, _is_new = BudgetYear.objects.get_or_create(year=pot.year.year + 1)
    return Pot.objects.get_or_create(year=year, kind=pot.kind, wijk=pot.wijk)[0]
