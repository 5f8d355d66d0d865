"""What somebody filled in of a survey so far: kept encrypted, for a month at most, without saying who it is."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.utils import timezone

from cms.crypto import decrypt, encrypt
from polls.models import Poll, SavedProgress
from polls.questions import Answers, Mark, from_json, to_json

KEPT_FOR = timedelta(days=30)


def save(*, poll: Poll, saved: SavedProgress | None, answers: Answers, now: datetime) -> SavedProgress:
    """Keep these answers in the place of those before."""
    saved = saved or SavedProgress(poll=poll)
    saved.answers_encrypted = encrypt(json.dumps(to_json(answers)))
    saved.saved_on = timezone.localdate(now)
    saved.save()
    return saved


def answers_of(saved: SavedProgress) -> dict[int, tuple[Mark, ...]]:
    """What was kept."""
    return from_json(json.loads(decrypt(saved.answers_encrypted)))


def purge(now: datetime, dry_run: bool) -> int:
    """Remove what was not touched for a month."""
    rows = SavedProgress.objects.filter(saved_on__lt=timezone.localdate(now - KEPT_FOR))
    return rows.count() if dry_run else rows.delete()[0]
