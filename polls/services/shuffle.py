"""Writing voters and ballots anew in random order, so that their place in the file ties no vote to a voter.

Rows that were written together stand together, and on PostgreSQL carry the number of one transaction (`xmin`). After a
shuffle all rows of a poll carry one number, and stand in the order of their random keys. On SQLite rows lie in the
order of their keys to begin with.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from polls.models import Answer, Ballot, Poll, Voter

_TABLES = (Voter, Ballot, Answer)


def shuffle_all(now: datetime) -> int:
    """Shuffle each poll that may have got votes since the last time; returns how many."""
    running = [poll for poll in Poll.objects.filter(settled_at__isnull=True) if poll.ballots.exists()]
    shuffle(running, now=now)
    return len(running)


def shuffle(polls: Iterable[Poll], *, now: datetime) -> None:
    """Shuffle these polls. What a crash in between leaves, the next night does again."""
    for poll in polls:
        _rewrite(poll)
    if polls:
        _lay_out()
    Poll.objects.filter(pk__in=[poll.pk for poll in polls]).update(shuffled_at=now)


@transaction.atomic
def _rewrite(poll: Poll) -> None:
    """Write every row again in one transaction, and so with one number."""
    Voter.objects.filter(poll=poll).update(voter_hash=F("voter_hash"))
    Ballot.objects.filter(poll=poll).update(channel=F("channel"))
    Answer.objects.filter(ballot__poll=poll).update(review=F("review"))


def _lay_out() -> None:
    """On PostgreSQL, write the tables in the order of their random keys, and drop what they looked like before.

    It can't be part of the transaction that wrote the rows: that still needs the old ones.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        for model in _TABLES:
            table = model._meta.db_table
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")
