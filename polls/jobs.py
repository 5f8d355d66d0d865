"""What the worker repeats for polls. Each may run twice."""

from datetime import datetime, timedelta

from cms.registries import PeriodicJob
from polls.services import reconciling, settling, shuffle, telling


def settle(now: datetime) -> None:
    """End what closing ends, and mail the result to who asked for it."""
    settling.settle_due(now)
    telling.tell_due(now)
    telling.forget_sent()


def shuffle_votes(now: datetime) -> None:
    """Write voters and ballots anew, each night."""
    shuffle.shuffle_all(now)


def reconcile(now: datetime) -> None:
    """Repair what a crash between publishing and writing the rows left."""
    reconciling.reconcile()


JOBS: tuple[PeriodicJob, ...] = (
    PeriodicJob("polls_settle", timedelta(minutes=1), settle),
    PeriodicJob("polls_shuffle", timedelta(days=1), shuffle_votes),
    PeriodicJob("polls_reconcile", timedelta(hours=1), reconcile),
)
