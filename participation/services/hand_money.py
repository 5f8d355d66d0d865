"""Paying small things from the hand money of a wijk, each with its receipt (participation.md, Money)."""

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User, Wijk
from cms.money import format_euro
from cms.roles import roles_today
from cms.uploads import CleanFile
from cms.workdays import local_date
from participation import ledger
from participation.codes import LineKind, PotKind, Reason
from participation.models import HandMoneyExpense, LedgerLine
from participation.services.account import correct
from participation.services.attachments import not_stored
from participation.services.errors import Forbidden, Refused
from participation.services.posting import balance_of, lock_years, post, pot_of


def may_spend(user: User, wijk: Wijk) -> bool:
    """Whether the hand money of this wijk is this person's to spend: its wijkregisseur, or the administrator."""
    if user.is_superuser:
        return True
    return any(role.role == Role.WIJKREGISSEUR and role.wijk_id == wijk.pk for role in roles_today(user))


@transaction.atomic
def spend(
    *,
    wijk: Wijk,
    sort: str,
    what: str,
    amount_cents: int,
    spent_on: date,
    receipt: CleanFile,
    by: User,
    now: datetime,
) -> HandMoneyExpense:
    """Book one expense in the year in which it was made. spent_on: a local date; what: for everybody to read.

    Raises:
        Forbidden: when it is not this person's hand money.
        Refused: when the pot has less than that free, it is more than a wijkregisseur decides on alone (domain:
            2,000 euro), or the day is still to come.
        UploadError: when the receipt can't be stored.
    """
    if not may_spend(by, wijk):
        raise Forbidden
    if amount_cents <= 0:
        raise Refused([_("Vul een bedrag in dat hoger is dan 0.")])
    if amount_cents > ledger.HAND_MONEY_UP_TO_CENTS:
        most = format_euro(ledger.HAND_MONEY_UP_TO_CENTS)
        raise Refused(
            [_("Uit handgeld betaal je hoogstens %(most)s per keer. Maak er anders een plan van.") % {"most": most}]
        )
    if spent_on > local_date(now):
        raise Refused([_("Deze dag is nog niet geweest. Vul de dag in die op de bon staat.")])
    lock_years(spent_on.year)
    pot = pot_of(year=spent_on.year, kind=PotKind.HAND_MONEY, wijk=wijk)
    free = balance_of(pot=pot).free_cents
    if amount_cents > free:
        raise Refused(
            [_("In het handgeld van %(wijk)s is nog %(free)s vrij.") % {"wijk": wijk, "free": format_euro(free)}]
        )
    line = post(
        pot, ledger.Line.of(LineKind.EXPENSE, amount_cents), by=by, now=now, booked_on=_book_day(spent_on, now)
    )
    expense = HandMoneyExpense(
        line=line,
        sort=sort,
        what=what.strip(),
        spent_on=spent_on,
        extension=receipt.extension,
        is_quarantined=receipt.is_quarantined,
        recorded_by=by,
        recorded_at=now,
    )
    try:
        expense.file.save("bon", ContentFile(receipt.bytes))
    except OSError:
        raise not_stored() from None
    return expense


def _book_day(spent_on: date, now: datetime) -> date:
    """Today, so that the thermometer of a day gone by stays as it was shown.

    A receipt of another year, that came in late, goes on the last day of that year: its pot is of that year.
    """
    today = local_date(now)
    return today if spent_on.year == today.year else date(spent_on.year, 12, 31)


@transaction.atomic
def take_back(*, expense: HandMoneyExpense, by: User, now: datetime) -> LedgerLine:
    """Book an expense back that was a mistake. It stays in the books, with the correction below it.

    Raises:
        Forbidden: when it is not this person's hand money.
        Refused: when it was booked back before.
    """
    line = LedgerLine.objects.select_related("pot__wijk", "pot__year").get(pk=expense.line_id)
    if not may_spend(by, line.pot.wijk):
        raise Forbidden
    lock_years(line.pot.year.year)
    if line.corrections.exists():
        raise Refused([_("Deze uitgave is al teruggeboekt.")])
    return correct(line=line, amount_cents=-line.amount_cents, by=by, reason=Reason.OTHER, now=now)
