"""Voting with an e-mail address: the answers wait, encrypted, until the link or the code of a mail is used."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cms import tokens
from cms.crypto import decrypt, encrypt
from cms.in_mail import NOBODY
from cms.mail import outbox
from cms.models import Purpose, Token
from polls import hashes
from polls.models import PendingVote, Poll, Voter
from polls.questions import Answers, from_json, problems, to_json
from polls.reading import asks_of
from polls.services.casting import cast, require_open
from polls.services.errors import BadAnswers

CONFIRM_WITHIN = timedelta(hours=24)
# A double click sends no second mail; who waits a minute and asks again gets a new link.
_QUIET = timedelta(minutes=1)


@transaction.atomic
def give(*, poll: Poll, email: str, answers: Answers, wijk_id: int | None, now: datetime, language: str) -> int:
    """Take in answers; they count once the mail that goes out now is answered. Returns the number of what waits.

    What happens is the same for every address, known or not: only the mail differs (fault 25).

    Raises:
        BadAnswers: when they don't fit. NotOpen: before opening and after closing.
    """
    if wrong := problems(asks_of(poll), answers):
        raise BadAnswers(wrong)
    require_open(poll)
    voter_hash = hashes.of_email(poll, email)
    voter = Voter.objects.filter(poll=poll, voter_hash=voter_hash).first()
    if voter is not None:
        _mail_again(poll, voter, email, now, language)
        return NOBODY
    payload = encrypt(json.dumps({"answers": to_json(answers), "wijk": wijk_id}))
    pending, _is_new = PendingVote.objects.update_or_create(
        poll=poll,
        voter_hash=voter_hash,
        defaults={
            "answers_encrypted": payload,
            "email_encrypted": encrypt(email.strip()),
            "language": language,
            "given_on": timezone.localdate(now),
        },
    )
    _mail_confirm(pending, email, now)
    return pending.pk


def _mail_confirm(pending: PendingVote, email: str, now: datetime) -> None:
    subject = f"vote:{pending.pk}"
    recent = Token.objects.filter(purpose=Purpose.CONFIRM_VOTE, subject=subject, created_at__gt=now - _QUIET)
    if recent.filter(used_at__isnull=True, revoked_at__isnull=True).exists():
        return
    tokens.revoke(purpose=Purpose.CONFIRM_VOTE, subject=subject, now=now)
    token = tokens.issue(purpose=Purpose.CONFIRM_VOTE, subject=subject, now=now, valid_for=CONFIRM_WITHIN)
    outbox.queue(
        template="vote_confirm",
        to=email,
        context={"pending": pending.pk, "token": token.pk},
        dedupe_key=f"vote_confirm:{token.pk}",
        now=now,
        language=pending.language,
    )


def _mail_again(poll: Poll, voter: Voter, email: str, now: datetime, language: str) -> None:
    """To who voted before: that this is so, and how to change it where that may be."""
    context = {"poll": poll.pk}
    if poll.may_change:
        context["token"] = change_link(poll, voter, now).pk
    outbox.queue(
        template="vote_already",
        to=email,
        context=context,
        dedupe_key=f"vote_already:{voter.pk}:{now:%Y%m%d%H}",
        now=now,
        language=language,
    )


def change_link(poll: Poll, voter: Voter, now: datetime) -> Token:
    """A link that changes a vote until closing."""
    lasts = max(poll.closes_at - now, timedelta(minutes=1))
    return tokens.issue(purpose=Purpose.CHANGE_VOTE, subject=f"voter:{voter.pk}", now=now, valid_for=lasts)


def pending_of(token: Token) -> PendingVote:
    """What a link confirms, ours until the transaction ends.

    Raises:
        TokenUnknown: when it is gone.
    """
    pk = token.subject.partition(":")[2]
    # Not the poll's row: everybody who votes at this moment holds on to that.
    held = PendingVote.objects.select_for_update(of=("self",)).select_related("poll")
    pending = held.filter(pk=pk).first()
    if pending is None:
        raise tokens.TokenUnknown
    return pending


@transaction.atomic
def confirm(*, token_text: str, now: datetime) -> Poll:
    """Cast the ballot that waits for this link; nothing is left of who it was but a hash among the voters.

    Raises:
        TokenError: with a sentence for the resident. Refused: when it comes too late, or was done before.
    """
    found = tokens.find(token_text, purpose=Purpose.CONFIRM_VOTE, now=now)
    tokens.redeem(token_text, purpose=Purpose.CONFIRM_VOTE, now=now)
    pending = pending_of(found)
    poll = pending.poll
    given = json.loads(decrypt(pending.answers_encrypted))
    answers = from_json(given["answers"])
    cast(poll=poll, voter_hash=pending.voter_hash, answers=answers, wijk_id=given["wijk"], is_alone=True)
    if poll.may_change:
        _mail_received(pending, now)
    pending.delete()
    return poll


def _mail_received(pending: PendingVote, now: datetime) -> None:
    """The link to change the answer, which has to be mailed: nothing else knows the voter."""
    voter = Voter.objects.get(poll=pending.poll, voter_hash=pending.voter_hash)
    token = change_link(pending.poll, voter, now)
    outbox.queue(
        template="vote_received",
        to=decrypt(pending.email_encrypted),
        context={"poll": pending.poll_id, "token": token.pk},
        dedupe_key=f"vote_received:{token.pk}",
        now=now,
        language=pending.language,
    )
