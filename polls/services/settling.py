"""What closing a poll ends: codes and addresses, votes that wait, bands between voter and ballot; and a last shuffle.

Nothing here decides whether a vote counts: that is the clock of the database, when the ballot is written. So it does
not matter when this runs (spec/polls.md: no cron job has to be right).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from polls.models import AddressCode, BallotOfVoter, PendingVote, Poll, SavedProgress
from polls.services.shuffle import shuffle


def settle_due(now: datetime) -> int:
    """Settle every poll that has closed; returns how many."""
    due = list(Poll.objects.filter(settled_at__isnull=True, closes_at__lte=Now()))
    for poll in due:
        settle(poll=poll, now=now)
    shuffle([poll for poll in due if poll.ballots.exists()], now=now)
    return len(due)


@transaction.atomic
def settle(*, poll: Poll, now: datetime) -> None:
    """End what closing ends. Of a code only its hash stays, of a voter too."""
    AddressCode.objects.filter(poll=poll).update(code_encrypted="", address_encrypted="", address_hash="")
    BallotOfVoter.objects.filter(voter__poll=poll).delete()
    PendingVote.objects.filter(poll=poll).delete()
    SavedProgress.objects.filter(poll=poll).delete()
    Poll.objects.filter(pk=poll.pk).update(settled_at=now)
