"""Casting a ballot: exactly one for each voter, by a constraint; in time, by the clock of the database.

On PostgreSQL all of it is one statement, which is as much as a voter at a busy moment may cost (performance.md). On
SQLite, where one writer at a time holds the database anyway, the same rows are written one after the other.
"""

from __future__ import annotations

from contextlib import nullcontext

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, transaction
from django.db.models.functions import Now

from cms.prepared import planned_once
from polls.codes import Channel, Review
from polls.models import Answer, Ballot, BallotOfVoter, Poll, Voter
from polls.models.voting import random_key
from polls.questions import Answers, Ask, kept, problems
from polls.reading import asks_of
from polls.services import tallies
from polls.services.errors import AlreadyVoted, BadAnswers, NotOpen

# The poll is there only while it is open, so without it nothing is written. Counts in the order of their keys, so that
# no two voters wait for each other.
_CAST = """
WITH poll AS (
    SELECT id FROM polls_poll
    WHERE id = %s::bigint AND is_live AND opens_at <= STATEMENT_TIMESTAMP() AND closes_at > STATEMENT_TIMESTAMP()
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
    INSERT INTO polls_tally (question_id, slot, place, channel, people)
    SELECT given.question, given.slot, %s::integer, %s::text, 1 FROM poll, (VALUES {tallies}) AS given (question, slot)
    ORDER BY 1, 2
    ON CONFLICT (question_id, slot, place, channel) DO UPDATE SET people = polls_tally.people + 1
), turnout AS (
    INSERT INTO polls_turnout (poll_id, place, channel, people) SELECT poll.id, %s::integer, %s::text, 1 FROM poll
    ON CONFLICT (poll_id, place, channel) DO UPDATE SET people = polls_turnout.people + 1
)
SELECT count(*) FROM poll
"""
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
) -> None:
    """Write one ballot. It gives nothing back: nobody has to know which one it is.

    is_alone: the caller's transaction goes with it when it fails; that saves a point to go back to.

    Raises:
        BadAnswers: when they don't fit the questions. NotOpen: before opening and after closing.
        AlreadyVoted: when this voter has a ballot.
    """
    asks = asks_of(poll)
    if wrong := problems(asks, answers):
        raise BadAnswers(wrong)
    given = kept(asks, answers)
    voter = Voter(poll_id=poll.pk, voter_hash=voter_hash)
    ballot = Ballot(poll_id=poll.pk, wijk_id=wijk_id, channel=channel)
    rows = rows_of(ballot, asks, given)
    keys = tallies.keys_of({ask.pk: ask for ask in asks}, given)
    is_at_once = connection.vendor == "postgresql" and bool(rows)
    write = _write_at_once if is_at_once else _write_in_turn
    # One statement is a transaction by itself; within another it needs a point to go back to.
    needs_none = is_alone or (is_at_once and not connection.in_atomic_block)
    try:
        with nullcontext() if needs_none else transaction.atomic():
            write(poll, voter, ballot, rows, keys)
    except IntegrityError as error:
        if _is_second_ballot(error):
            raise AlreadyVoted from None
        raise


def _is_second_ballot(error: IntegrityError) -> bool:
    """Whether it was the constraint on voters that refused; PostgreSQL names it, SQLite its columns."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", "") == ONE_BALLOT or "polls_voter.voter_hash" in str(error)


def _write_at_once(poll: Poll, voter: Voter, ballot: Ballot, rows: list[Answer], keys: list[tallies.Key]) -> None:
    place, channel = ballot.wijk_id or 0, ballot.channel
    params = [poll.pk, voter.pk, voter.voter_hash, ballot.pk, channel, ballot.wijk_id]
    params += [random_key(), voter.pk, ballot.pk, poll.may_change, ballot.pk]
    for row in rows:
        params += [row.pk, row.question_id, row.choice_id, row.row_id, row.number, row.text, row.review]
    params += [place, channel, *(value for key in keys for value in key), place, channel]
    sql = _CAST.format(answers=", ".join([_ANSWER] * len(rows)), tallies=", ".join([_TALLY] * len(keys)))
    # Planned once for each number of answers: that takes the database as long as writing the rows.
    with planned_once(connections[DEFAULT_DB_ALIAS]), connection.cursor() as cursor:
        cursor.execute(sql, params)
        if not cursor.fetchone()[0]:
            raise NotOpen


def _write_in_turn(poll: Poll, voter: Voter, ballot: Ballot, rows: list[Answer], keys: list[tallies.Key]) -> None:
    """The voter first: who is second waits there and finds out. Then the clock, right before the ballot."""
    voter.save(force_insert=True)
    require_open(poll)
    ballot.save(force_insert=True)
    Answer.objects.bulk_create(rows)
    if poll.may_change:
        BallotOfVoter.objects.create(voter=voter, ballot=ballot)
    tallies.add(keys, ballot.wijk_id or 0, ballot.channel)
    tallies.add_ballot(poll.pk, ballot.wijk_id or 0, ballot.channel)


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
