"""The initiator's address, and the links that open the receipt and the own page."""

from datetime import datetime, timedelta

from django.db import transaction

from cms import tokens
from cms.mail import outbox
from cms.models import Purpose, Token
from participation.models import Applicant, Event, Submission
from participation.services.people import person_hash
from participation.services.record import log
from participation.states import is_open

CONFIRM_WITHIN = timedelta(hours=24)
MY_PLAN_LASTS = timedelta(days=365)
RECEIPT_LASTS = timedelta(days=7)


def new_confirmation_link(applicant: Applicant, now: datetime) -> Token:
    """A new link to confirm the address; it ends the earlier ones."""
    tokens.revoke(purpose=Purpose.CONFIRM_EMAIL, subject=f"applicant:{applicant.pk}", now=now)
    return first_confirmation_link(applicant, now)


def first_confirmation_link(applicant: Applicant, now: datetime) -> Token:
    """The link to confirm the address of somebody who had none yet."""
    subject = f"applicant:{applicant.pk}"
    return tokens.issue(purpose=Purpose.CONFIRM_EMAIL, subject=subject, now=now, valid_for=CONFIRM_WITHIN)


@transaction.atomic
def mail_confirmation(*, applicant: Applicant, now: datetime) -> None:
    """Send a new link to confirm the address, where there is one that is not confirmed."""
    if applicant.email and not applicant.email_confirmed_at:
        token = new_confirmation_link(applicant, now)
        outbox.queue(
            template="confirm_email",
            to=applicant.email,
            context={"submission": applicant.submission_id, "applicant": applicant.pk, "token": token.pk},
            dedupe_key=f"confirm_email:{token.pk}",
            now=now,
            language=applicant.submission.language,
        )


@transaction.atomic
def confirm_email(*, token_text: str, now: datetime) -> Applicant:
    """Confirm the address of an initiator. The case itself does not change, so no colleague's form goes stale.

    Raises:
        TokenError: with a sentence for the resident.
    """
    token = tokens.redeem(token_text, purpose=Purpose.CONFIRM_EMAIL, now=now)
    applicant = _applicant(token)
    if applicant.email_confirmed_at is None:
        applicant.email_confirmed_at = now
        applicant.save(update_fields=["email_confirmed_at"])
        log(applicant.submission, Event.Action.EMAIL_CONFIRMED, origin=Event.Origin.RESIDENT, now=now)
    return applicant


def confirmation_link(applicant: Applicant, now: datetime) -> Token:
    """A link to confirm the address that lasts at least half a day more: the newest one, else a new one."""
    newest = Token.objects.filter(
        purpose=Purpose.CONFIRM_EMAIL,
        subject=f"applicant:{applicant.pk}",
        used_at__isnull=True,
        revoked_at__isnull=True,
        expires_at__gt=now + CONFIRM_WITHIN / 2,
    )
    return newest.order_by("pk").last() or new_confirmation_link(applicant, now)


def _applicant(token: Token) -> Applicant:
    """Whom a token is about; a person who was erased is unknown."""
    _kind, _colon, pk = token.subject.partition(":")
    applicant = Applicant.objects.select_related("submission").filter(pk=pk).exclude(email="").first()
    if applicant is None:
        raise tokens.TokenUnknown
    return applicant


def my_plan_token(*, applicant: Applicant, now: datetime) -> str:
    """The link to the initiator's own page, as text: the one there is while it lasts half a year, else a new one."""
    return tokens.text_of(my_plan_link(applicant, now))


def my_plan_link(applicant: Applicant, now: datetime) -> Token:
    """The token behind `my_plan_token`."""
    subject = f"applicant:{applicant.pk}"
    lasting = Token.objects.filter(
        purpose=Purpose.MY_PLAN,
        subject=subject,
        revoked_at__isnull=True,
        created_at__lte=now,
        expires_at__gt=now + MY_PLAN_LASTS / 2,
    )
    found = lasting.order_by("pk").last()
    return found or tokens.issue(purpose=Purpose.MY_PLAN, subject=subject, now=now, valid_for=MY_PLAN_LASTS)


@transaction.atomic
def mail_own_links(*, email: str, now: datetime, language: str = "nl") -> None:
    """Mail one address the own pages of its open plans, in one mail a minute at most; nothing where there are none.

    Who was invited and did not answer has the invitation, and no page yet.
    """
    people = Applicant.objects.taking_part().filter(email_hash=person_hash(email)).exclude(email_hash="")
    rows = people.select_related("submission").order_by("pk")
    found = [person for person in rows if is_open(person.submission.state)]
    if found:
        outbox.queue(
            template="plan_links",
            to=found[0].email,
            context={"applicants": [person.pk for person in found]},
            dedupe_key=f"plan_links:{found[0].pk}:{now:%Y%m%d%H%M}",
            now=now,
            language=language,
        )


def receipt_token(*, submission: Submission, now: datetime) -> str:
    """The text of the link to the receipt."""
    token = tokens.issue(
        purpose=Purpose.RECEIPT, subject=f"submission:{submission.pk}", now=now, valid_for=RECEIPT_LASTS
    )
    return tokens.text_of(token)


def applicant_of(*, token_text: str, now: datetime) -> Applicant:
    """The initiator whose own page a link opens. Changes nothing.

    Raises:
        TokenError: with a sentence for the resident.
    """
    return _applicant(tokens.find(token_text, purpose=Purpose.MY_PLAN, now=now))
