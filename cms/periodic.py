"""Periodic jobs: due in the database, claimed by compare-and-set, run by any worker (ARCHITECTURE rule 11)."""

import logging
from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from django.core.management import call_command
from django.db import transaction

from cms.models import Heartbeat, PeriodicRun
from cms.registries import periodic_jobs

logger = logging.getLogger(__name__)

WORKER = "worker"
BEAT_EVERY = timedelta(seconds=10)
NIGHT_HOUR_UTC = 2
ABANDONED_AFTER = timedelta(hours=1)
MAX_RUNS = 3


def _first_turn(every: timedelta, now: datetime) -> datetime:
    """Short jobs begin at once; daily ones in the coming night."""
    if every < timedelta(days=1):
        return now
    night = now.replace(hour=NIGHT_HOUR_UTC, minute=0, second=0, microsecond=0)
    return night if night > now else night + timedelta(days=1)


def sync(now: datetime) -> None:
    """Give every registered job its row, and follow a changed interval. The worker does this when it starts."""
    for job in periodic_jobs:
        every_s = int(job.every.total_seconds())
        run, _is_new = PeriodicRun.objects.get_or_create(
            name=job.name, defaults={"every_s": every_s, "due_at": _first_turn(job.every, now)}
        )
        if run.every_s != every_s:
            PeriodicRun.objects.filter(pk=run.pk).update(every_s=every_s, due_at=_first_turn(job.every, now))


def tick(now: datetime) -> int:
    """Hand every job that is due to the task queue, once however many workers tick; returns how many.

    Turns that were missed are caught up once.
    """
    from cms.tasks import run_periodic

    started = 0
    for run in PeriodicRun.objects.filter(due_at__lte=now, name__in=periodic_jobs.names()):
        step = timedelta(seconds=run.every_s)
        following = run.due_at + step * ((now - run.due_at) // step + 1)
        with transaction.atomic():
            if PeriodicRun.objects.filter(pk=run.pk, due_at=run.due_at).update(due_at=following):
                run_periodic.enqueue(run.name)
                started += 1
    return started


def run(name: str, *, now: datetime) -> None:
    """Run one turn and note how it went, by the error's name alone.

    Raises:
        LookupError: when the job is registered no longer.
    """
    row = PeriodicRun.objects.filter(name=name)
    row.update(last_started_at=now)
    try:
        periodic_jobs.get(name).run(now)
    except Exception as error:
        row.update(last_error=type(error).__name__[:80])
        raise
    row.update(last_ok_at=now, last_error="")


def beat(now: datetime) -> None:
    """The worker's sign of life; written now and then, since kept pages last until something is (cms.data_version)."""
    if not Heartbeat.objects.filter(name=WORKER, beat_at__range=(now - BEAT_EVERY, now)).exists():
        Heartbeat.objects.update_or_create(name=WORKER, defaults={"beat_at": now})


def last_beat() -> datetime | None:
    """When a worker was last seen, None for never."""
    return Heartbeat.objects.filter(name=WORKER).values_list("beat_at", flat=True).first()


def reap(now: datetime) -> None:
    """Take back tasks whose worker was killed, three times at most: such a task is RUNNING for ever otherwise."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - ABANDONED_AFTER)
    for result in lost:
        mine = DBTaskResult.objects.filter(pk=result.pk, status=result.status, started_at=result.started_at)
        if len(result.worker_ids) < MAX_RUNS:
            mine.update(status="READY")
        else:
            mine.update(status="FAILED", finished_at=now, exception_class_path="cms.periodic.Abandoned", traceback="")
        logger.warning("task %s (%s) was left behind by its worker", result.pk, result.task_path)


def publish_scheduled(now: datetime) -> None:
    """Publish and unpublish the pages whose time has come."""
    call_command("publish_scheduled")


def tidy(now: datetime) -> None:
    """Remove sessions that have ended and results of tasks that are over (14 days)."""
    call_command("clearsessions")
    call_command("prune_db_task_results", queue_name="*", verbosity=0)
