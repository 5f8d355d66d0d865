"""Laying down what a grant came to (vaststelling): at once below a set amount, else on the account (Awb 4:42-4:47)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from cms.models import User
from cms.workdays import local_date
from participation.models import AccountLine, Decision, GrantAccount, Submission
from participation.services import account
from participation.services.errors import Refused
from participation.services.posting import balance_of
from participation.services.record import claim, require_handler

_Check = AccountLine.Check


@dataclass(frozen=True)
class Settlement:
    """What the account leads to (cents): what the plan cost of the grant, what is free again, what is asked back.

    is_at_once: settled on the amount of the grant, without an account. missing: what must be done before, in Dutch.
    """

    spent_cents: int
    free_cents: int
    back_cents: int
    is_at_once: bool
    missing: tuple[str, ...] = ()


def needs_account(decision: Decision) -> bool:
    """Whether this grant is settled on an account: above the set amount (setting SETTLE_AT_ONCE_EUR)."""
    return decision.amount_cents > settings.SETTLE_AT_ONCE_EUR * 100


def counted_cents(lines: QuerySet[AccountLine]) -> int:
    """Costs minus income of the lines that staff took over."""
    sums = dict(lines.filter(check_state=_Check.OK).values_list("side").annotate(total=Sum("amount_cents")))
    return sums.get(AccountLine.Side.COST, 0) - sums.get(AccountLine.Side.INCOME, 0)


def settlement_of(case: Submission, decision: Decision, *, today: date) -> Settlement:
    """What to settle on: at once below the set amount, else on the account, never more than was granted.

    Where nothing was handed in when the time had passed, staff may lay it down themselves (Awb 4:47).
    """
    books = balance_of(decision=decision)
    granted = books.promised_cents + books.spent_cents
    found = GrantAccount.objects.filter(submission=case).first()
    if not needs_account(decision) and (found is None or found.handed_in_at is None):
        return _settlement(granted, granted, books.spent_cents, is_at_once=True)
    missing = _missing(found, today)
    spent = max(0, min(counted_cents(found.lines.all()), granted)) if found else granted
    return _settlement(spent, granted, books.spent_cents, is_at_once=False, missing=missing)


def _settlement(spent: int, granted: int, paid: int, *, is_at_once: bool, missing: tuple[str, ...] = ()) -> Settlement:
    return Settlement(spent, max(0, granted - max(spent, paid)), max(0, paid - spent), is_at_once, missing)


def _missing(found: GrantAccount | None, today: date) -> tuple[str, ...]:
    if found is None or (found.handed_in_at is None and today > found.due_on):
        return ()
    if found.handed_in_at is None:
        return (_("De indiener heeft de verantwoording nog niet ingeleverd."),)
    if found.lines.filter(check_state=_Check.NEW).exists():
        return (_("Kijk eerst alle regels van de verantwoording na."),)
    return ()


@transaction.atomic
def settle(
    *, submission: Submission, decision: Decision, spent_cents: int, by: User, expected_version: int, now: datetime
) -> Settlement:
    """Lay down what the plan cost, in the books of `account`; above the set amount only on a checked account.

    Returns what is asked back from the initiators, among others.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: with what must be done before, or when it is more than was granted.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    proposal = settlement_of(case, decision, today=local_date(now))
    if proposal.missing:
        raise Refused(list(proposal.missing))
    paid = balance_of(decision=decision).spent_cents
    account.settle(decision=decision, spent_cents=spent_cents, by=by, now=now)
    GrantAccount.objects.filter(submission=case).update(settled_at=now)
    return _settlement(spent_cents, spent_cents, paid, is_at_once=proposal.is_at_once)
