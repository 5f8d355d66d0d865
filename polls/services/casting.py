"""Casting a ballot: exactly one for each voter, by a constraint; in time, by the clock of the database.

The voter's row comes first: who is second waits for it there, and then finds out. Then the clock is read, right before
the ballot is written. Counts move last, in one order for everybody, so that nobody waits long and no two wait for each
other.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from polls.codes import Channel, Review
from polls.models import Answer, Ballot, BallotOfVoter, Poll, Voter
from polls.questions import Answers, Ask, kept, problems
from polls.reading import asks_of
from polls.services import tallies
from polls.services.errors import AlreadyVoted, BadAnswers, NotOpen


def cast(
    *,
    poll: Poll,
    voter_hash: str,
    answers: Answers,
    wijk_id: int | None = None,
    channel: Channel = Channel.ONLINE,
) -> None:
    """Write one ballot. It gives nothing back: nobody has to know which one it is.

    Raises:
        BadAnswers: when they don't fit the questions. NotOpen: before opening and after closing.
        AlreadyVoted: when this voter has a ballot.
    """
    asks = asks_of(poll)
    if wrong := problems(asks, answers):
        raise BadAnswers(wrong)
    is_first = False
    try:
        with transaction.atomic():
            voter = Voter.objects.create(poll_id=poll.pk, voter_hash=voter_hash)
            is_first = True
            require_open(poll)
            ballot = Ballot.objects.create(poll_id=poll.pk, wijk_id=wijk_id, channel=channel)
            given = kept(asks, answers)
            Answer.objects.bulk_create(rows_of(ballot, asks, given))
            if poll.may_change:
                BallotOfVoter.objects.create(voter=voter, ballot=ballot)
            keys = tallies.keys_of({ask.pk: ask for ask in asks}, given)
            tallies.add(keys, wijk_id or 0, channel)
            tallies.add_ballot(poll.pk, wijk_id or 0, channel)
    except IntegrityError:
        if is_first:
            raise
        raise AlreadyVoted from None


def require_open(poll: Poll) -> None:
    """See to it that a poll is open now, by the clock of the database.

    Raises:
        NotOpen: when it is not.
    """
    open_now = Poll.objects.filter(pk=poll.pk, is_live=True, opens_at__lte=Now(), closes_at__gt=Now())
    if not open_now.exists():
        raise NotOpen


def rows_of(ballot: Ballot, asks: tuple[Ask, ...], answers: Answers) -> list[Answer]:
    """The rows of the marks on a ballot, not written yet."""
    confidential = {ask.pk for ask in asks if ask.is_confidential}
    return [
        Answer(
            ballot_id=ballot.pk,
            question_id=pk,
            choice_id=mark.choice,
            row_id=mark.row,
            number=mark.number,
            text=mark.text,
            review=Review.WAITING if mark.text and pk not in confidential else Review.NONE,
        )
        for pk, marks in answers.items()
        for mark in marks
    ]
