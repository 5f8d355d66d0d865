"""What is kept of who signed up, how long, and how it goes (AVG art. 5, 15 and 17)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from cms.crypto import decrypt
from cms.registries import DataClass
from pages.calendar.signups import move_up, person_hash
from pages.models import SignUp

UNCONFIRMED_TERM = timedelta(days=7)
TERM = timedelta(days=30)


def purge(now: datetime, dry_run: bool) -> int:
    """Remove who did not confirm within 7 days, and everybody 30 days after the date."""
    rows = SignUp.objects.filter(
        Q(confirmed_at__isnull=True, given_at__lt=now - UNCONFIRMED_TERM)
        | Q(occurrence__ends_at__lt=now - TERM)
        | Q(cancelled_at__lt=now - TERM)
    )
    return rows.count() if dry_run else rows.delete()[0]


def inspect(email: str) -> list[dict[str, Any]]:
    """What somebody signed up for."""
    rows = SignUp.objects.filter(person_hash=person_hash(email)).select_related("occurrence").order_by("pk")
    return [
        {
            "keer": row.occurrence.starts_at.isoformat(),
            "naam": row.name,
            "e-mail": decrypt(row.email_encrypted) if row.email_encrypted else "",
            "aantal": row.people,
            "ingevuld": row.given_at.isoformat(),
            "bevestigd": row.confirmed_at.isoformat() if row.confirmed_at else None,
            "plaats": row.seated_at.isoformat() if row.seated_at else None,
            "afgemeld": row.cancelled_at.isoformat() if row.cancelled_at else None,
        }
        for row in rows
    ]


def erase(email: str, now: datetime) -> int:
    """Remove all that somebody signed up for; a seat that comes free goes to who waits."""
    rows = list(SignUp.objects.filter(person_hash=person_hash(email)).select_related("occurrence__activity"))
    count = SignUp.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]
    for row in rows:
        if row.seated_at and row.occurrence.starts_at > now:
            move_up(row.occurrence, now=now)
    return count


SIGN_UPS = DataClass(
    "aanmeldingen voor activiteiten",
    ("pages.SignUp",),
    term="tot 30 dagen na de activiteit; wie niet bevestigt 7 dagen",
    purge=purge,
    inspect=inspect,
    erase=erase,
)
