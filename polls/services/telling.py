"""Mailing the result to who asked for that; the address goes as soon as the mail has gone.

It is one mail, once, so nobody has to confirm or to stop anything. What somebody sees is the same for every address.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from cms.crypto import decrypt, encrypt
from cms.mail import outbox
from cms.models import MailStatus, OutgoingMail
from polls import hashes
from polls.models import Poll, ResultRequest

TEMPLATE = "poll_result"
# Of one transaction, so that no poll holds up the worker.
_MOST_AT_ONCE = 500
# Of a poll that is off the site there is no result to mail.
TERM = timedelta(days=30)


def ask(*, poll: Poll, email: str, language: str) -> None:
    """Remember that somebody wants the result; twice is once."""
    ResultRequest.objects.get_or_create(
        poll=poll,
        person_hash=hashes.of_request(poll, email),
        defaults={"email_encrypted": encrypt(email.strip()), "language": language},
    )


def tell_due(now: datetime) -> int:
    """Queue the mails of polls that closed, and forget who asked; returns how many."""
    told = 0
    while batch := _tell_some(now):
        told += batch
    return told


@transaction.atomic
def _tell_some(now: datetime) -> int:
    due = ResultRequest.objects.filter(poll__closes_at__lte=Now(), poll__is_live=True)
    rows = list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:_MOST_AT_ONCE])
    for row in rows:
        outbox.queue(
            template=TEMPLATE,
            to=decrypt(row.email_encrypted),
            context={"poll": row.poll_id},
            dedupe_key=f"{TEMPLATE}:{row.pk}",
            now=now,
            language=row.language,
        )
    ResultRequest.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def forget_sent() -> int:
    """Remove mails that have gone, with their address: other mails are kept for a month, these not a day."""
    return OutgoingMail.objects.filter(template=TEMPLATE, status=MailStatus.SENT).delete()[0]


def purge(now: datetime, dry_run: bool) -> int:
    """Remove who asked for the result of a poll that closed a month ago and is off the site."""
    rows = ResultRequest.objects.filter(poll__closes_at__lt=now - TERM)
    return rows.count() if dry_run else rows.delete()[0]


def _of(email: str) -> list[ResultRequest]:
    keys = {hashes.of_request(poll, email) for poll in Poll.objects.filter(result_requests__isnull=False).distinct()}
    return list(ResultRequest.objects.filter(person_hash__in=keys))


def inspect(email: str) -> list[dict[str, Any]]:
    """Of which polls this address waits for the result."""
    return [{"peiling": row.poll_id, "e-mail": decrypt(row.email_encrypted)} for row in _of(email)]


def erase(email: str, now: datetime) -> int:
    """Forget that this address waits for results."""
    return ResultRequest.objects.filter(pk__in=[row.pk for row in _of(email)]).delete()[0]
