"""The account of a grant: told by the initiators with receipts, and checked by staff."""

from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.uploads import CleanFile
from cms.workdays import local_date, next_working_day
from participation.models import AccountLine, Applicant, Buurtdeal, Decision, Event, GrantAccount, Submission
from participation.services.attachments import not_stored
from participation.services.errors import Forbidden, Refused
from participation.services.record import claim, log, require_handler
from participation.services.settlement import needs_account

DESCRIPTION_LENGTH = 120
MOST_LINES = 60
# Awb 4:44, first paragraph: the application to settle comes within so long after the activities; by our own measure.
WEEKS_AFTER_THE_END = 13
# Without a last day in the deal the plan is taken to be done in a year.
PLAN_LASTS = timedelta(days=365)
_Check = AccountLine.Check


def open_account(case: Submission, decision: Decision, *, deal: Buurtdeal | None, now: datetime) -> None:
    """Note until when the initiators may account for their grant; in the deciding transaction.

    What is settled at once (EUR 0 too) has no account.
    """
    if decision.pot is None or not needs_account(decision):
        return
    last_day = deal.ends_on if deal and deal.ends_on else local_date(now) + PLAN_LASTS
    due_on = next_working_day(last_day + timedelta(weeks=WEEKS_AFTER_THE_END))
    GrantAccount.objects.update_or_create(submission=case, defaults={"due_on": due_on})


@transaction.atomic
def add_line(
    *,
    applicant: Applicant,
    side: str,
    description: str,
    amount_cents: int,
    receipt: CleanFile | None,
    now: datetime,
) -> AccountLine:
    """Take in one cost with its receipt, or money that flowed in, from the own page. Whole cents, above zero.

    Raises:
        Forbidden: without a confirmed address. UploadError: when the receipt can't be stored.
        Refused: when the account was handed in, a cost has no receipt, or there are sixty lines.
    """
    case, found = _claimed(applicant)
    reasons = []
    words = description.strip()
    if not words or len(words) > DESCRIPTION_LENGTH:
        reasons.append(_("Schrijf in hoogstens 120 tekens waar het voor was."))
    if amount_cents <= 0:
        reasons.append(_("Vul een bedrag in dat hoger is dan 0."))
    if side == AccountLine.Side.COST and receipt is None:
        reasons.append(_("Voeg een foto of PDF van de bon toe."))
    if found.lines.count() >= MOST_LINES:
        reasons.append(_("Je kunt hoogstens 60 regels doorgeven. Tel kleine bonnen bij elkaar op."))
    if reasons:
        raise Refused(reasons)
    line = AccountLine(account=found, side=side, description=words, amount_cents=amount_cents, added_at=now)
    if receipt is not None:
        line.extension, line.is_quarantined = receipt.extension, receipt.is_quarantined
        try:
            line.file.save("bon", ContentFile(receipt.bytes), save=False)
        except OSError:
            raise not_stored() from None
    line.save()
    log(case, Event.Action.ACCOUNT_LINE_ADDED, origin=Event.Origin.RESIDENT, data={"account_line": line.pk}, now=now)
    return line


@transaction.atomic
def remove_line(*, applicant: Applicant, line: int, now: datetime) -> None:
    """Take a line back before the account is handed in; its receipt goes too. line: its number (pk).

    Raises:
        Forbidden: without a confirmed address. Refused: when the account was handed in, or it is gone.
    """
    _case, found = _claimed(applicant)
    row = found.lines.filter(pk=line).first()
    if row is None:
        raise Refused([_("Deze regel is er niet meer. Open de pagina opnieuw.")])
    if row.file:
        storage, name = row.file.storage, row.file.name
        transaction.on_commit(lambda: storage.delete(name))
    row.delete()


@transaction.atomic
def hand_in(*, applicant: Applicant, now: datetime) -> GrantAccount:
    """Hand the account in: from here staff check it, and nothing changes any more.

    Raises:
        Forbidden: without a confirmed address. Refused: without a line, or when it was handed in before.
    """
    case, found = _claimed(applicant)
    if not found.lines.exists():
        raise Refused([_("Voeg eerst toe wat je plan heeft gekost.")])
    found.handed_in_at = now
    found.save(update_fields=["handed_in_at"])
    log(case, Event.Action.ACCOUNT_HANDED_IN, origin=Event.Origin.RESIDENT, now=now)
    if case.unread_at is None:
        Submission.objects.filter(pk=case.pk).update(unread_at=now)
    return found


def _claimed(applicant: Applicant) -> tuple[Submission, GrantAccount]:
    """The case, held, with its account that is still open."""
    if applicant.email_confirmed_at is None:
        raise Forbidden
    case = claim(applicant.submission, None)
    found = GrantAccount.objects.filter(submission=case).first()
    if found is None:
        raise Refused([_("Bij dit plan hoort geen verantwoording.")])
    if found.handed_in_at is not None:
        raise Refused([_("Je hebt de verantwoording al ingeleverd. Klopt er iets niet? Schrijf je wijkregisseur.")])
    return case, found


@transaction.atomic
def check_line(
    *,
    submission: Submission,
    line: int,
    is_ok: bool,
    note: str = "",
    by: User,
    expected_version: int,
    now: datetime,
) -> AccountLine:
    """Take a line over, or not with a reason; the initiator reads it. line: its number (pk).

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when it is gone, not handed in yet, settled, or a no has no reason.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    found = GrantAccount.objects.filter(submission=case).first()
    row = found.lines.filter(pk=line).first() if found else None
    if found is None or row is None:
        raise Refused([_("Deze regel is er niet meer. Open de pagina opnieuw.")])
    if found.handed_in_at is None:
        raise Refused([_("De indiener heeft de verantwoording nog niet ingeleverd.")])
    if found.settled_at is not None:
        raise Refused([_("Dit plan is al vastgesteld. De verantwoording ligt vast.")])
    if not is_ok and not note.strip():
        raise Refused([_("Schrijf waarom deze regel niet meetelt.")])
    row.check_state, row.note = (_Check.OK, "") if is_ok else (_Check.NOT_OK, note.strip()[:200])
    row.save(update_fields=["check_state", "note"])
    if not found.lines.filter(check_state=_Check.NEW).exists():
        found.checked_at, found.checked_by = now, by
        found.save(update_fields=["checked_at", "checked_by"])
    data = {"account_line": row.pk, "state": row.check_state}
    log(case, Event.Action.ACCOUNT_CHECKED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    return row


@transaction.atomic
def move_due_day(
    *, submission: Submission, due_on: date, by: User, expected_version: int, now: datetime
) -> GrantAccount:
    """Give another day to account by (local).

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when it was handed in, or the day has passed.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    found = GrantAccount.objects.filter(submission=case, handed_in_at__isnull=True).first()
    if found is None:
        raise Refused([_("Er is geen verantwoording die nog moet komen.")])
    if due_on < local_date(now):
        raise Refused([_("Kies een dag die nog komt.")])
    found.due_on = due_on
    found.save(update_fields=["due_on"])
    return found
