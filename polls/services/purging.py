"""Removing what is past its term, and finding and removing one person. Counts stay what they were."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from cms.models import Purpose, Token
from polls import hashes
from polls.codes import Kind, Review
from polls.models import AddressCode, Answer, BallotOfVoter, PendingVote, Poll, Voter
from polls.services.saving import purge as purge_saved

__all__ = ["erase", "inspect", "purge_codes", "purge_saved", "purge_texts", "purge_voters"]

VOTER_TERM = timedelta(days=30)
TEXT_TERM = timedelta(days=365)
PENDING_TERM = timedelta(days=1)


def purge_texts(now: datetime, dry_run: bool) -> int:
    """Empty what people wrote, a year after closing; what a moderator put on the site stays there."""
    rows = Answer.objects.filter(ballot__poll__closes_at__lt=now - TEXT_TERM).exclude(text="")
    # A point on the map, to about 100 metres, was not written by anybody, and is counted.
    rows = rows.exclude(question__kind=Kind.PLACE)
    rows = rows.exclude(review=Review.SHOWN)
    return rows.count() if dry_run else rows.update(text="", review=Review.NONE, public_text="")


def purge_voters(now: datetime, dry_run: bool) -> int:
    """Remove who voted, 30 days after closing, and votes that nobody confirmed."""
    voters = Voter.objects.filter(poll__closes_at__lt=now - VOTER_TERM)
    waiting = PendingVote.objects.filter(given_on__lt=timezone.localdate(now - PENDING_TERM))
    if dry_run:
        return voters.count() + waiting.count()
    return voters.delete()[0] + waiting.delete()[0]


def purge_codes(now: datetime, dry_run: bool) -> int:
    """Remove what is left of codes, 30 days after closing."""
    rows = AddressCode.objects.filter(poll__closes_at__lt=now - VOTER_TERM)
    return rows.count() if dry_run else rows.delete()[0]


def _hashes(email: str) -> dict[int, str]:
    """The key of this person in each poll that still knows its voters."""
    return {poll.pk: hashes.of_email(poll, email) for poll in Poll.objects.all()}


def inspect(email: str) -> list[dict[str, Any]]:
    """In which polls this address voted, or is about to. What was voted can't be found: that is the secret."""
    found = []
    for poll_pk, voter_hash in _hashes(email).items():
        poll = Poll.objects.get(pk=poll_pk)
        if Voter.objects.filter(poll=poll, voter_hash=voter_hash).exists():
            found.append({"peiling": poll.title, "gestemd": "ja"})
        if PendingVote.objects.filter(poll=poll, voter_hash=voter_hash).exists():
            found.append({"peiling": poll.title, "gestemd": "wacht op bevestiging"})
    return found


def erase(email: str, now: datetime) -> int:
    """Remove this address among those who voted; in a running poll that would make room for a second vote.

    There the key stays until closing, but its band to a ballot goes, and so do votes that wait.
    """
    removed = 0
    for poll in Poll.objects.all():
        own = {"poll": poll, "voter_hash": hashes.of_email(poll, email)}
        pending = PendingVote.objects.filter(**own)
        Token.objects.filter(
            purpose=Purpose.CONFIRM_VOTE, subject__in=[f"vote:{pk}" for pk in pending.values_list("pk", flat=True)]
        ).delete()
        removed += pending.delete()[0]
        removed += BallotOfVoter.objects.filter(voter__poll=poll, voter__voter_hash=own["voter_hash"]).delete()[0]
        if poll.closes_at <= now:
            removed += Voter.objects.filter(**own).delete()[0]
    return removed
