"""Writing in the household book (participation.md, Money). Lines are never changed: a mistake gets a correction."""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import User, Wijk
from cms.money import format_euro
from cms.workdays import local_date
from participation import ledger
from participation.codes import LineKind
from participation.models import BudgetYear, Decision, Event, LedgerLine, Pot
from participation.services.errors import Refused
from participation.services.posting import WIJK_POTS, balance_of, city_free_cents, lock_years, post
from participation.services.record import log, require_handler


@transaction.atomic
def allocate(
    *,
    year: int,
    kind: str,
    wijk: Wijk | None = None,
    amount_cents: int,
    by: User | None = None,
    reason: str = "",
    booked_on: date | None = None,
    now: datetime,
) -> LedgerLine:
    """Give a pot its money; makes the year and the pot where they are missing.

    kind: a `PotKind`; subsidy and hand money are of a wijk, the others of the city. reason: a code or number.

    Raises:
        Refused: when the amount is not above zero.
    """
    _above_zero(amount_cents)
    BudgetYear.objects.get_or_create(year=year)
    lock_years(year)
    owner = wijk if kind in WIJK_POTS else None
    pot, _is_new = Pot.objects.get_or_create(year=BudgetYear.objects.get(year=year), kind=kind, wijk=owner)
    line = ledger.Line.of(LineKind.ALLOCATION, amount_cents)
    return post(pot, line, by=by, reason=reason, booked_on=booked_on, now=now)


@transaction.atomic
def transfer(
    *, source: Pot, target: Pot, amount_cents: int, by: User | None, reason: str, now: datetime
) -> tuple[LedgerLine, LedgerLine]:
    """Move free money between two pots of one year (college, half-yearly): two lines that sum to zero.

    Raises:
        Refused: when the source has less than that free, or the pots do not differ or are of other years.
    """
    if source.year_id != target.year_id:
        raise Refused([_("Overhevelen kan alleen binnen één jaar. Kies overloop naar het volgende jaar.")])
    return _move(source, target, LineKind.TRANSFER, amount_cents, by=by, reason=reason, now=now)


@transaction.atomic
def carry_over(
    *, source: Pot, target: Pot, amount_cents: int, by: User | None, reason: str, now: datetime
) -> tuple[LedgerLine, LedgerLine]:
    """Move free money to a pot of the next year: two lines that sum to zero.

    Raises:
        Refused: when the source has less than that free, or the target is not of the next year.
    """
    if target.year.year != source.year.year + 1:
        raise Refused([_("Overloop gaat naar het volgende jaar. Kies een pot van dat jaar.")])
    return _move(source, target, LineKind.CARRY_OVER, amount_cents, by=by, reason=reason, now=now)


def _move(
    source: Pot, target: Pot, kind: LineKind, amount_cents: int, *, by: User | None, reason: str, now: datetime
) -> tuple[LedgerLine, LedgerLine]:
    if source.pk == target.pk:
        raise Refused([_("Kies twee verschillende potten.")])
    _above_zero(amount_cents)
    lock_years(*{source.year.year, target.year.year})
    _at_most(amount_cents, balance_of(pot=source).free_cents, _("In deze pot is nog %(most)s vrij."))
    out, into = ledger.transfer_lines(amount_cents, kind=kind)
    both = {"transfer": uuid4(), "by": by, "reason": reason, "now": now}
    return post(source, out, **both), post(target, into, **both)


@transaction.atomic
def pay(*, decision: Decision, amount_cents: int, by: User | None, now: datetime) -> LedgerLine:
    """Pay (a part of) what was promised.

    Raises:
        Refused: when less than that is promised and unpaid. Forbidden: when `by` does not handle the case.
    """
    require_handler(by, decision.submission)
    return pay_approved(decision=decision, amount_cents=amount_cents, by=by, now=now)


@transaction.atomic
def pay_approved(*, decision: Decision, amount_cents: int, by: User | None, now: datetime) -> LedgerLine:
    """Book a payment that somebody said yes to; who may say it is for `payments`.

    Raises:
        Refused: when less than that is promised and unpaid.
    """
    balance = _books_of(decision, amount_cents)
    _at_most(amount_cents, balance.promised_cents, _("Er is nog %(most)s toegezegd en niet betaald."))
    line = _post(decision, LineKind.PAYMENT, amount_cents, by=by, now=now)
    log(decision.submission, Event.Action.PAID, by=by, now=now, data={"line": line.pk, "cents": amount_cents})
    return line


@transaction.atomic
def release(*, decision: Decision, amount_cents: int, by: User | None, reason: str, now: datetime) -> LedgerLine:
    """Let go of money that was promised and turned out not to be needed.

    Raises:
        Refused: when less than that is promised and unpaid. Forbidden: when `by` does not handle the case.
    """
    balance = _opened(decision, amount_cents, by)
    _at_most(amount_cents, balance.promised_cents, _("Er is nog %(most)s toegezegd en niet betaald."))
    line = _post(decision, LineKind.RELEASE, amount_cents, by=by, now=now, reason=reason)
    log(decision.submission, Event.Action.SETTLED, by=by, now=now, data={"line": line.pk, "released": amount_cents})
    return line


@transaction.atomic
def settle(*, decision: Decision, spent_cents: int, by: User | None, now: datetime) -> LedgerLine | None:
    """Lay down what the plan really cost (vaststelling); what was promised beyond that is free again.

    Where more was paid than it cost, the rest is to be asked back: see `recover`. Returns the settlement line,
    None where nothing is left over.

    Raises:
        Refused: when it is more than was granted. Forbidden: when `by` does not handle the case.
    """
    balance = _opened(decision, None, by)
    if spent_cents < 0:
        raise Refused([_("Een bedrag is nooit kleiner dan 0.")])
    granted = balance.promised_cents + balance.spent_cents
    _at_most(spent_cents, granted, _("Er is %(most)s toegekend. Vaststellen op meer kan niet."))
    left = balance.promised_cents - max(0, spent_cents - balance.spent_cents)
    line = _post(decision, LineKind.SETTLEMENT, -left, by=by, now=now) if left else None
    log(decision.submission, Event.Action.SETTLED, by=by, now=now, data={"cents": spent_cents})
    return line


@transaction.atomic
def recover(*, decision: Decision, amount_cents: int, by: User | None, now: datetime) -> LedgerLine:
    """Book money that flowed back from the initiators.

    Raises:
        Refused: when less than that was paid. Forbidden: when `by` does not handle the case.
    """
    balance = _opened(decision, amount_cents, by)
    _at_most(amount_cents, balance.spent_cents, _("Er is %(most)s betaald. Meer kan er niet terugkomen."))
    line = _post(decision, LineKind.RECOVERY, amount_cents, by=by, now=now)
    log(decision.submission, Event.Action.SETTLED, by=by, now=now, data={"line": line.pk, "recovered": amount_cents})
    return line


@transaction.atomic
def correct(*, line: LedgerLine, amount_cents: int, by: User | None, reason: str, now: datetime) -> LedgerLine:
    """Add `amount_cents` (signed) to what an earlier line booked; minus its amount takes it back whole.

    Raises:
        Refused: when nothing is corrected, when the line can't be put right this way, or when the books would no
            longer add up: the city's total overdrawn, or more paid for a plan than was promised.
    """
    if not amount_cents:
        raise Refused([_("Vul het bedrag van de correctie in. Dat is niet 0.")])
    if line.effect not in ledger.CORRECTABLE:
        raise Refused([_("Deze boeking zet je op een andere manier recht: met een nieuw besluit.")])
    year = line.pot.year.year
    lock_years(year)
    correction = ledger.Line.correcting(line, amount_cents)
    # Never before the line itself: on a day in between there would be less than nothing.
    day = max(local_date(now), line.booked_on)
    made = post(
        line.pot, correction, corrects=line, decision=line.decision, by=by, reason=reason, booked_on=day, now=now
    )
    is_of_wijk = line.pot.kind in WIJK_POTS
    free = city_free_cents(year) if is_of_wijk else balance_of(pot=line.pot).free_cents
    if free < 0:
        raise Refused([_("Met deze correctie gaat de stad over het totaal. Dat kan niet.")])
    if line.decision:
        of_plan = balance_of(decision=line.decision)
        if of_plan.committed_cents < 0 or of_plan.spent_cents < 0:
            raise Refused([_("Voor dit plan is dan meer betaald of terugbetaald dan kan. Kijk het bedrag na.")])
    return made


def _opened(decision: Decision, amount_cents: int | None, by: User | None) -> ledger.Balance:
    """The books of one decision, for who handles the case."""
    require_handler(by, decision.submission)
    return _books_of(decision, amount_cents)


def _books_of(decision: Decision, amount_cents: int | None) -> ledger.Balance:
    """The books of one decision, locked, where money can move for it."""
    if decision.status != Decision.Status.DECIDED or decision.pot is None:
        raise Refused([_("Voor dit plan is geen geld toegekend.")])
    if amount_cents is not None:
        _above_zero(amount_cents)
    lock_years(decision.pot.year.year)
    return balance_of(decision=decision)


def _post(
    decision: Decision, kind: LineKind, amount_cents: int, *, by: User | None, now: datetime, reason: str = ""
) -> LedgerLine:
    line = ledger.Line.of(kind, amount_cents)
    return post(decision.pot, line, decision=decision, by=by, reason=reason, now=now)


def _above_zero(amount_cents: int) -> None:
    if amount_cents <= 0:
        raise Refused([_("Vul een bedrag in dat hoger is dan 0.")])


def _at_most(amount_cents: int, most_cents: int, sentence: str) -> None:
    if amount_cents > most_cents:
        raise Refused([sentence % {"most": format_euro(most_cents)}])
