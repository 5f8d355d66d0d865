"""The outbox: queue a mail in the transaction of what it tells, deliver it later, once per dedupe key.

Delivery is at least once: a crash between the mail server's yes and our own note of it sends the mail again.
"""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.validators import validate_email
from django.db import transaction

from cms.audit import require_codes
from cms.crypto import decrypt, encrypt, keyed_hash, normalise_email
from cms.mail.rendering import message
from cms.models import MailStatus, OutgoingMail
from cms.registries import mail_templates
from cms.rows import insert_new

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
KEPT_FOR = timedelta(days=30)
# A task is normally there within seconds; a mail still waiting after this lost its task.
ORPHANED_AFTER = timedelta(minutes=5)
_HASH = "mail.to"
_history_before: ContextVar[datetime | None] = ContextVar("history_before", default=None)


@contextmanager
def history(before: datetime) -> Iterator[None]:
    """While a past is being written (the demo): mails of before this moment count as sent long ago, and stay here."""
    token = _history_before.set(before)
    try:
        yield
    finally:
        _history_before.reset(token)


def queue(
    *, template: str, to: str, context: dict[str, Any], dedupe_key: str, now: datetime, language: str = "nl"
) -> OutgoingMail:
    """Queue one mail to one person; a second call with the same dedupe key gives the first mail back.

    context: ids and codes only; the registered builder looks the rest up at the time of sending.

    Raises:
        LookupError: when no builder is registered for the template.
        ValidationError: when `to` is no e-mail address.
        ValueError: when the context holds free text.
    """
    mail_templates.get(template)
    validate_email(to)
    require_codes(context)
    before = _history_before.get()
    is_history = before is not None and now < before
    mail = OutgoingMail(
        dedupe_key=dedupe_key,
        to_encrypted=encrypt(to),
        to_hash=keyed_hash(_HASH, normalise_email(to)),
        template=template,
        context=context,
        language=language,
        next_attempt_at=now,
        created_at=now,
        status=MailStatus.SENT if is_history else MailStatus.QUEUED,
        sent_at=now if is_history else None,
    )
    with transaction.atomic(savepoint=False):
        if not insert_new(mail):
            return OutgoingMail.objects.get(dedupe_key=dedupe_key)
        # In the same transaction: the worker sees both or neither.
        if not is_history:
            _enqueue(mail.pk, None)
    return mail


def _enqueue(mail_id: int, run_after: datetime | None) -> None:
    from cms.tasks import deliver as task

    task.using(run_after=run_after).enqueue(mail_id)


def _claim(mail_id: int, now: datetime) -> OutgoingMail | None:
    """Take the mail for one attempt, and book that attempt as failed in advance; None where another has it.

    So a worker that is killed half-way leaves a mail that is tried again after the usual wait.
    """
    mail = OutgoingMail.objects.filter(pk=mail_id, status=MailStatus.QUEUED, next_attempt_at__lte=now).first()
    if mail is None:
        return None
    attempts = mail.attempt_count
    mail.attempt_count = attempts + 1
    mail.next_attempt_at = now + timedelta(minutes=2**attempts)
    waiting = OutgoingMail.objects.filter(pk=mail_id, status=MailStatus.QUEUED, attempt_count=attempts)
    claimed = waiting.update(attempt_count=mail.attempt_count, next_attempt_at=mail.next_attempt_at)
    return mail if claimed else None


def _is_allowed(to: str) -> bool:
    """Whether this installation may mail this person: a copy of the site never mails residents (fault 46)."""
    address = normalise_email(to)
    return any(
        rule == "*" or address == normalise_email(rule) or (rule.startswith("@") and address.endswith(rule.casefold()))
        for rule in settings.MAIL_ALLOW_LIST
    )


def deliver(mail_id: int, *, now: datetime) -> bool:
    """Try to send one mail now; True when it went. Safe to call any number of times and from several workers."""
    mail = _claim(mail_id, now)
    if mail is None:
        return False
    row = OutgoingMail.objects.filter(pk=mail.pk, status=MailStatus.QUEUED)
    try:
        if not _is_allowed(decrypt(mail.to_encrypted)):
            row.update(status=MailStatus.FAILED, last_error="not_on_allow_list")
            return False
        message(mail, now=now).send()
    except ObjectDoesNotExist:
        row.update(status=MailStatus.FAILED, last_error="subject_is_gone")
        return False
    except Exception as error:  # noqa: BLE001 (whatever the mail server or a template does, the mail is kept)
        _failed(mail, error)
        return False
    row.update(status=MailStatus.SENT, sent_at=now, last_error="")
    return True


def _failed(mail: OutgoingMail, error: Exception) -> None:
    """Note the failure, by the error's name alone: its text may hold the address."""
    code = type(error).__name__[:80]
    is_over = mail.attempt_count >= MAX_ATTEMPTS or _is_refused_for_good(error)
    status = MailStatus.FAILED if is_over else MailStatus.QUEUED
    OutgoingMail.objects.filter(pk=mail.pk, status=MailStatus.QUEUED).update(status=status, last_error=code)
    logger.warning("mail %s: attempt %s failed: %s", mail.pk, mail.attempt_count, code)
    if not is_over:
        _enqueue(mail.pk, mail.next_attempt_at)


def _is_refused_for_good(error: Exception) -> bool:
    """Whether the mail server said that this mailbox does not exist (a 5xx answer to the recipient)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= answer[0] < 600 for answer in error.recipients.values())


def sweep(now: datetime) -> None:
    """Give mails that lost their task a new one."""
    lost = OutgoingMail.objects.filter(status=MailStatus.QUEUED, next_attempt_at__lte=now - ORPHANED_AFTER)
    for mail_id in lost.order_by("pk").values_list("pk", flat=True).iterator():
        _enqueue(mail_id, None)


def waiting_too_long(now: datetime, *, after: timedelta) -> int:
    """How many mails should have gone longer ago than this."""
    return OutgoingMail.objects.filter(status=MailStatus.QUEUED, next_attempt_at__lte=now - after).count()


def purge(now: datetime, dry_run: bool) -> int:
    """Remove mails 30 days after sending, or after they were queued when they never went."""
    old = OutgoingMail.objects.filter(status=MailStatus.SENT, sent_at__lt=now - KEPT_FOR)
    old |= OutgoingMail.objects.filter(status=MailStatus.FAILED, created_at__lt=now - KEPT_FOR)
    return old.count() if dry_run else old.delete()[0]


def _of_person(email: str) -> Any:
    return OutgoingMail.objects.filter(to_hash=keyed_hash(_HASH, normalise_email(email)))


def inspect(email: str) -> list[dict[str, Any]]:
    """What the outbox holds about a person."""
    return [
        {
            "mail": mail.template,
            "aan": decrypt(mail.to_encrypted),
            "status": mail.status,
            "gemaakt": mail.created_at.isoformat(),
            "verstuurd": mail.sent_at.isoformat() if mail.sent_at else None,
        }
        for mail in _of_person(email).order_by("pk")
    ]


def erase(email: str, now: datetime) -> int:
    """Remove every mail to a person, also those not sent yet."""
    return _of_person(email).delete()[0]
