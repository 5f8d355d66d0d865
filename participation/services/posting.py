"""Putting lines into the books: every line under the lock of its year, so that two can't take the same euro.

PostgreSQL locks the row of the year; on SQLite a transaction that writes has the whole database to itself.
"""

import re
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from cms.models import User, Wijk
from cms.workdays import local_date
from participation import ledger
from participation.codes import LineKind, PotKind
from participation.models import BudgetYear, Decision, LedgerLine, Pot
from participation.services.errors import Refused

WIJK_POTS = (PotKind.SUBSIDY, PotKind.HAND_MONEY)
# A code or the number of a decision ("tabel-1", "amendement A21-182"); never words about a person.
_BASIS = re.compile(r"[A-Za-z0-9_.:/ -]{0,40}", re.ASCII)


def lock_years(*years: int) -> None:
    """Hold the books of these years until the transaction ends; always in order, so that nobody waits in a ring.

    Raises:
        Refused: when a year has no books.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("books are locked inside a transaction")
    rows = BudgetYear.objects.select_for_update().filter(year__in=years).order_by("year")
    missing = set(years) - {row.year for row in rows}
    if missing:
        raise Refused([_("Voor %(year)s staat er nog geen budget in de boeken.") % {"year": min(missing)}])


def has_books(year: int) -> bool:
    """Whether a decision of this year belongs in the books: those of before the first year are on record without
    money (domain/hilversum.json: "Initiatives before 2021 have no ledger lines")."""
    first = BudgetYear.objects.order_by("year").values_list("year", flat=True).first()
    return first is None or year >= first


def pot_of(*, year: int, kind: str, wijk: Wijk | None) -> Pot:
    """The pot of a wijk (subsidy, hand money) or of the city.

    Raises:
        Refused: when there is none.
    """
    owner = wijk if kind in WIJK_POTS else None
    pot = Pot.objects.select_related("year").filter(year__year=year, kind=kind, wijk=owner).first()
    if pot is None:
        raise Refused([_("Deze pot is er niet in %(year)s. Kies een andere pot.") % {"year": year}])
    return pot


def post(
    pot: Pot,
    line: ledger.Line,
    *,
    now: datetime,
    by: User | None = None,
    decision: Decision | None = None,
    corrects: LedgerLine | None = None,
    transfer: UUID | None = None,
    reason: str = "",
    booked_on: date | None = None,
) -> LedgerLine:
    """Write one line; the lock of the year must be held. Booked on the local date of `now` unless given.

    Raises:
        ValueError: when `reason` is more than a code or a number.
    """
    if not _BASIS.fullmatch(reason):
        raise ValueError("the basis of a line is a code or a number, no free text")
    return LedgerLine.objects.create(
        pot=pot,
        kind=line.kind,
        effect=line.effect,
        amount_cents=line.amount_cents,
        submission_id=decision.submission_id if decision else None,
        decision=decision,
        corrects=corrects,
        transfer=transfer,
        booked_on=booked_on or local_date(now),
        written_at=now,
        actor_id=by.pk if by else None,
        reason=reason,
    )


def balance_of(**lines: object) -> ledger.Balance:
    """The balance of the lines that a filter on LedgerLine selects."""
    sums = LedgerLine.objects.filter(**lines).values_list("effect").annotate(sum=Sum("amount_cents")).order_by()
    return ledger.balance_of_sums(dict(sums))


def city_free_cents(year: int) -> int:
    """What is free in the pots of all wijken of a year together."""
    return balance_of(pot__year__year=year, pot__kind__in=WIJK_POTS).free_cents


def require_room(pot: Pot, amount_cents: int, *, is_consulted: bool, own_reserved_cents: int = 0) -> None:
    """Let an amount be promised from a pot: over a wijk's pot only after consultation, over the city's total never.

    Raises:
        Refused: with the sentences of `ledger.room_for`.
    """
    balance = balance_of(pot=pot)
    is_of_wijk = pot.kind in WIJK_POTS
    reasons = ledger.room_for(
        balance,
        amount_cents,
        consulted=is_consulted,
        city_free_cents=city_free_cents(pot.year.year) if is_of_wijk else balance.free_cents,
        own_reserved_cents=own_reserved_cents,
    )
    if reasons:
        raise Refused(reasons)


def reserve(decision: Decision, *, by: User | None, now: datetime) -> None:
    """Set the amount of a proposal aside, where it costs anything.

    Raises:
        Refused: when the pot or the city can't bear it.
    """
    due = due_cents(decision)
    if decision.pot is None or due <= 0:
        return
    lock_years(decision.pot.year.year)
    require_room(decision.pot, due, is_consulted=decision.is_consulted)
    post(decision.pot, ledger.Line.of(LineKind.RESERVATION, due), decision=decision, by=by, now=now)


def due_cents(decision: Decision) -> int:
    """What is still to be promised: the amount, less what earlier decisions on this plan paid already."""
    paid = balance_of(submission_id=decision.submission_id).spent_cents - balance_of(decision=decision).spent_cents
    return decision.amount_cents - paid


def lift(decision: Decision, *, by: User | None, now: datetime) -> None:
    """Give back what is reserved for a decision."""
    if decision.pot is None:
        return
    lock_years(decision.pot.year.year)
    reserved = balance_of(decision=decision).reserved_cents
    if reserved:
        post(decision.pot, ledger.Line.of(LineKind.RESERVATION, -reserved), decision=decision, by=by, now=now)


def commit(decision: Decision, *, by: User | None, now: datetime) -> None:
    """Turn the reservation of a decision into a commitment.

    Raises:
        Refused: when the pot or the city can't bear it any more.
    """
    due = due_cents(decision)
    if decision.pot is None or due <= 0:
        return
    lock_years(decision.pot.year.year)
    reserved = balance_of(decision=decision).reserved_cents
    require_room(decision.pot, due, is_consulted=decision.is_consulted, own_reserved_cents=reserved)
    lift(decision, by=by, now=now)
    post(decision.pot, ledger.Line.of(LineKind.COMMITMENT, due), decision=decision, by=by, now=now)


def let_go(decision: Decision, *, by: User | None, now: datetime, reason: str) -> None:
    """Release what was promised by a decision and not yet paid: the plan was withdrawn or decided anew."""
    if decision.pot is None:
        return
    lock_years(decision.pot.year.year)
    promised = balance_of(decision=decision).promised_cents
    if promised > 0:
        line = ledger.Line.of(LineKind.RELEASE, promised)
        post(decision.pot, line, decision=decision, by=by, now=now, reason=reason)
