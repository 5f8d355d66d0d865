"""Reminding people of what must be done: one digest a day for a colleague, one mail a day for an initiator.

Run as often as you like, by any number of workers: a reminder is a row with a constraint on case, kind, date and
person, and the mail of the day has one key in the outbox (inbox.md section 8, fault 47).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from cms.mail import outbox
from cms.models import OutgoingMail, User
from cms.workdays import local_date
from participation.models import Applicant, Reminder
from participation.reminders import Due, is_digest_day
from participation.services.reminding import Subject, Whom, due_for_initiators, due_for_staff

DIGEST = "staff_digest"
RESIDENT = "plan_reminder"
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Sent:
    """How many mails a run queued: digests to staff, and mails to initiators."""

    digests: int
    mails: int


def send_digests(*, today: date, now: datetime) -> Sent:
    """Queue what is to be told on a local date. Each person is one transaction: a run that stops half-way goes on.

    Staff get theirs on working days alone; what fell on other days comes with the next one.
    """
    digests = 0
    if is_digest_day(today):
        staff = due_for_staff(today)
        digests = _tell_all(staff, lambda whom, found: _tell_colleague(whom, found, today=today, now=now))
    residents = due_for_initiators(today)
    mails = _tell_all(residents, lambda whom, found: _tell_initiator(whom, found, today=today, now=now))
    return Sent(digests, mails)


def _tell_all(
    due: Iterable[tuple[Whom, Subject, Due]], tell: Callable[[Whom, list[tuple[Subject, Due]]], bool]
) -> int:
    per_person: dict[Whom, list[tuple[Subject, Due]]] = defaultdict(list)
    for whom, subject, mark in due:
        per_person[whom].append((subject, mark))
    return sum(tell(whom, found) for whom, found in sorted(per_person.items()))


@transaction.atomic
def _tell_colleague(whom: Whom, found: list[tuple[Subject, Due]], *, today: date, now: datetime) -> bool:
    """Queue the digest of one colleague, unless today's went or there is nothing new in it."""
    # The person is held, so that of two workers the second one sees what the first one told.
    user = User.objects.select_for_update(no_key=True).filter(pk=whom, is_active=True).first()
    key = f"{DIGEST}:{whom}:{today.isoformat()}"
    if user is None or OutgoingMail.objects.filter(dedupe_key=key).exists():
        return False
    rows = [_row(subject, mark, today, user=user) for subject, mark in found]
    known = set(
        Reminder.objects.filter(user=user, submission__in={row.submission_id for row in rows}).values_list(*_KEY)
    )
    new = [row for row in rows if (row.submission_id, row.mark, row.on) not in known]
    if not new:
        return False
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    outbox.queue(
        template=DIGEST, to=user.email, context={"user": user.pk, "day": today.isoformat()}, dedupe_key=key, now=now
    )
    return True


@transaction.atomic
def _tell_initiator(whom: Whom, found: list[tuple[Subject, Due]], *, today: date, now: datetime) -> bool:
    """Queue the mail of one initiator about one plan, unless today's went or there is nothing new in it."""
    people = Applicant.objects.select_for_update(no_key=True, of=("self",)).select_related("submission")
    person = people.filter(pk=whom).exclude(email="").first()
    key = f"{RESIDENT}:{whom}:{today.isoformat()}"
    if person is None or OutgoingMail.objects.filter(dedupe_key=key).exists():
        return False
    rows = [_row(subject, mark, today, applicant=person) for subject, mark in found]
    known = set(Reminder.objects.filter(applicant=person).values_list(*_KEY))
    new = [row for row in rows if (row.submission_id, row.mark, row.on) not in known]
    if not new:
        return False
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    outbox.queue(
        template=RESIDENT,
        to=person.email,
        context={"submission": person.submission_id, "applicant": person.pk, "day": today.isoformat()},
        dedupe_key=key,
        now=now,
        language=person.submission.language,
    )
    return True


_KEY = ("submission_id", "mark", "on")


def _row(
    subject: Subject, mark: Due, today: date, *, user: User | None = None, applicant: Applicant | None = None
) -> Reminder:
    return Reminder(
        submission_id=subject,
        mark=mark.mark,
        on=mark.on,
        about=mark.about,
        told_on=today,
        user=user,
        applicant=applicant,
    )


def purge(now: datetime, dry_run: bool) -> int:
    """Remove what was told 90 days ago: a mark is caught up for ten days, so none of these can come back."""
    old = Reminder.objects.filter(told_on__lt=local_date(now - KEPT_FOR))
    return old.count() if dry_run else old.delete()[0]
