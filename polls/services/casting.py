"""Casting a ballot: exactly one for each voter, by a constraint; in time, by the clock of the database.

On PostgreSQL all of it is one statement, which is as much as a voter at a busy moment may cost (performance.md). On
SQLite, where one writer at a time holds the database anyway, the same rows are written one after the other.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, transaction
from django.db.models.functions import Now

from cms.prepared import planned_once
from cms.throttle import COUNT, Limit
from polls.codes import Channel, Kind, Review
from polls.models import Answer, Ballot, BallotOfVoter, Poll, Voter
from polls.models.voting import random_key
from polls.questions import Answers, Ask, kept, problems
from polls.reading import asks_of
from polls.services import tallies
from polls.services.errors import AlreadyVoted, BadAnswers, NotOpen, TooMany

# The poll is there only while it is open, and for who does not vote too often: without it nothing is written. Counts
# in the order of their keys, so that no two voters wait for each other.
_CAST = """
WITH throttle AS ({throttle}), poll AS (
    SELECT id FROM polls_poll
    WHERE id = %s::bigint AND version = COALESCE(%s::bigint, version) AND is_live
        AND opens_at <= STATEMENT_TIMESTAMP() AND closes_at > STATEMENT_TIMESTAMP()
        AND (SELECT hit_count FROM throttle) <= %s::integer
), voter AS (
    INSERT INTO polls_voter (id, poll_id, voter_hash) SELECT %s::bigint, poll.id, %s::text FROM poll
), ballot AS (
    INSERT INTO polls_ballot (id, poll_id, channel, wijk_id) SELECT %s::bigint, poll.id, %s::text, %s::bigint FROM poll
), band AS (
    INSERT INTO polls_ballotofvoter (id, voter_id, ballot_id)
    SELECT %s::bigint, %s::bigint, %s::bigint FROM poll WHERE %s::boolean
), answers AS (
    INSERT INTO polls_answer (id, ballot_id, question_id, choice_id, row_id, number, text, review, public_text)
    SELECT given.id, %s::bigint, given.question, given.choice, given.row, given.number, given.text, given.review, ''
    FROM poll, (VALUES {answers}) AS given (id, question, choice, row, number, text, review)
), tallies AS (
    INSERT INTO polls_tally (question_id, slot, place, channel, shard, people)
    SELECT given.question, given.slot, %s::integer, %s::text, %s::smallint, 1
    FROM poll, (VALUES {tallies}) AS given (question, slot)
    ORDER BY 1, 2
    ON CONFLICT (question_id, slot, place, channel, shard) DO UPDATE SET people = polls_tally.people + 1
), turnout AS (
    INSERT INTO polls_turnout (poll_id, place, channel, shard, people)
    SELECT poll.id, %s::integer, %s::text, %s::smallint, 1 FROM poll
    ON CONFLICT (poll_id, place, channel, shard) DO UPDATE SET people = polls_turnout.people + 1
)
SELECT hit_count, (SELECT count(*) FROM poll) FROM throttle
"""
_UNCOUNTED = "SELECT 0 AS hit_count"
ONE_BALLOT = "one_ballot_per_voter"
_ANSWER = "(%s::bigint, %s::bigint, %s::bigint, %s::bigint, %s::integer, %s::text, %s::text)"
_TALLY = "(%s::bigint, %s::text)"


def cast(
    *,
    poll: Poll,
    voter_hash: str,
    answers: Answers,
    wijk_id: int | None = None,
    channel: Channel = Channel.ONLINE,
    is_alone: bool = False,
    limit: Limit | None = None,
    is_kept: bool = False,
) -> None:
    """Write one ballot. It gives nothing back: nobody has to know which one it is.

    is_alone: the caller's transaction goes with it when it fails; that saves a point to go back to.
    limit: counted along with it. is_kept: the poll was read a while ago, so that it may have changed since.

    Raises:
        BadAnswers: when they don't fit the questions. NotOpen: before opening, after closing, and for another version
        of the poll where it was kept. AlreadyVoted: when this voter has a ballot. TooMany: over the limit.
    """
    asks = asks_of(poll)
    if wrong := problems(asks, answers):
        raise BadAnswers(wrong)
    given = kept(asks, answers)
    ballot = Ballot(poll_id=poll.pk, wijk_id=wijk_id, channel=channel)
    vote = _Vote(
        poll=poll,
        version=poll.version if is_kept else None,
        limit=limit,
        voter=Voter(poll_id=poll.pk, voter_hash=voter_hash),
        ballot=ballot,
        rows=rows_of(ballot, asks, given),
        keys=tallies.keys_of({ask.pk: ask for ask in asks}, given),
    )
    is_at_once = connection.vendor == "postgresql" and bool(vote.rows)
    # One statement is a transaction by itself; within another it needs a point to go back to.
    needs_none = is_alone or (is_at_once and not connection.in_atomic_block)
    try:
        with nullcontext() if needs_none else transaction.atomic():
            vote.write_at_once() if is_at_once else vote.write_in_turn()
    except IntegrityError as error:
        if _is_second_ballot(error):
            raise AlreadyVoted from None
        raise


def _is_second_ballot(error: IntegrityError) -> bool:
    """Whether it was the constraint on voters that refused; PostgreSQL names it, SQLite its columns."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", "") == ONE_BALLOT or "polls_voter.voter_hash" in str(error)


@dataclass(frozen=True)
class _Vote:
    """All that is written when somebody votes. version: which the poll must have; None for any."""

    poll: Poll
    version: int | None
    limit: Limit | None
    voter: Voter
    ballot: Ballot
    rows: list[Answer]
    keys: list[tallies.Key]

    def write_at_once(self) -> None:
        """In one statement, on PostgreSQL. For a ballot with answers."""
        limit, ballot, rows, keys = self.limit, self.ballot, self.rows, self.keys
        place, channel = ballot.wijk_id or 0, ballot.channel
        params = [*limit.params] if limit else []
        params += [self.poll.pk, self.version, limit.most if limit else 0]
        params += [self.voter.pk, self.voter.voter_hash, ballot.pk, channel, ballot.wijk_id]
        params += [random_key(), self.voter.pk, ballot.pk, self.poll.may_change, ballot.pk]
        for row in rows:
            params += [row.pk, row.question_id, row.choice_id, row.row_id, row.number, row.text, row.review]
        counted = [place, channel, tallies.any_shard()]
        params += [*counted, *(value for key in keys for value in key), *counted]
        sql = _statement(limit is not None, len(rows), len(keys))
        # Planned once for each number of answers: that takes the database as long as writing the rows.
        with planned_once(connections[DEFAULT_DB_ALIAS]), connection.cursor() as cursor:
            cursor.execute(sql, params)
            hit_count, is_written = cursor.fetchone()
        if not is_written:
            raise TooMany if limit and hit_count > limit.most else NotOpen

    def write_in_turn(self) -> None:
        """The voter first: who is second waits there and finds out. Then the clock, right before the ballot."""
        if self.limit and not self.limit.hit():
            raise TooMany
        self.voter.save(force_insert=True)
        require_open(self.poll, version=self.version)
        self.ballot.save(force_insert=True)
        Answer.objects.bulk_create(self.rows)
        if self.poll.may_change:
            BallotOfVoter.objects.create(voter=self.voter, ballot=self.ballot)
        place, channel = self.ballot.wijk_id or 0, self.ballot.channel
        tallies.add(self.keys, place, channel)
        tallies.add_ballot(self.poll.pk, place, channel)


@lru_cache(maxsize=200)
def _statement(is_counted: bool, answers: int, tallied: int) -> str:
    return _CAST.format(
        throttle=COUNT if is_counted else _UNCOUNTED,
        answers=", ".join([_ANSWER] * answers),
        tallies=", ".join([_TALLY] * tallied),
    )


def require_open(poll: Poll, *, version: int | None = None) -> None:
    """See to it that a poll is open now, by the clock of the database; and that it has this version, if one is given.

    Raises:
        NotOpen: when it is not.
    """
    open_now = Poll.objects.filter(pk=poll.pk, is_live=True, opens_at__lte=Now(), closes_at__gt=Now())
    if version is not None:
        open_now = open_now.filter(version=version)
    if not open_now.exists():
        raise NotOpen


def rows_of(ballot: Ballot, asks: tuple[Ask, ...], answers: Answers) -> list[Answer]:
    """The rows of the marks on a ballot, not written yet."""
    unread = {ask.pk for ask in asks if ask.is_confidential or ask.kind == Kind.PLACE}
    return [
        Answer(
            ballot_id=ballot.pk,
            question_id=pk,
            choice_id=mark.choice,
            row_id=mark.row,
            number=mark.number,
            text=mark.text,
            review=Review.WAITING if mark.text and pk not in unread else Review.NONE,
        )
        for pk, marks in answers.items()
        for mark in marks
    ]
