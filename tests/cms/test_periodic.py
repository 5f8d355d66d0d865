"""Periodic jobs: once each turn however many workers, missed turns once, and what was left behind taken back (47)."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from django.utils import timezone

from cms import periodic
from cms.models import Heartbeat, PeriodicRun
from cms.registries import PeriodicJob, periodic_jobs

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def job(db: None, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """One job, each minute, that notes its turns."""
    turns: list[datetime] = []
    monkeypatch.setattr(periodic_jobs, "_items", {"proef": PeriodicJob("proef", MINUTE, turns.append)})
    return turns


def test_a_job_is_handed_out_once_each_turn(job, now: datetime) -> None:
    periodic.sync(now)
    assert periodic.tick(now) == 1
    assert periodic.tick(now) == 0
    assert periodic.tick(now + timedelta(seconds=59)) == 0
    assert periodic.tick(now + MINUTE) == 1
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [["proef"], ["proef"]]


def test_turns_that_were_missed_are_caught_up_once_and_keep_their_rhythm(job, now: datetime) -> None:
    periodic.sync(now)
    periodic.tick(now)
    later = now + 3 * DAY + timedelta(seconds=20)
    assert periodic.tick(later) == 1
    assert periodic.tick(later) == 0
    assert PeriodicRun.objects.get().due_at == now + 3 * DAY + MINUTE


def test_of_two_workers_that_see_the_same_turn_one_gets_it(job, now: datetime, monkeypatch) -> None:
    periodic.sync(now)
    seen = list(PeriodicRun.objects.all())
    assert periodic.tick(now) == 1
    monkeypatch.setattr(PeriodicRun.objects, "filter", _first_stale(seen, PeriodicRun.objects.filter))
    assert periodic.tick(now) == 0


def _first_stale(seen: list[PeriodicRun], real):
    """The first read gives what the other worker saw before; the compare-and-set is real."""

    def stale(**lookups):
        return seen if "due_at__lte" in lookups else real(**lookups)

    return stale


def test_a_turn_is_noted_and_a_failure_by_its_name_alone(job, now: datetime, monkeypatch) -> None:
    periodic.sync(now)
    periodic.run("proef", now=now)
    row = PeriodicRun.objects.get()
    assert (job, row.last_started_at, row.last_ok_at, row.last_error) == ([now], now, now, "")

    def fail(now: datetime) -> None:
        raise ValueError("jan@example.org")

    monkeypatch.setattr(periodic_jobs, "_items", {"proef": PeriodicJob("proef", MINUTE, fail)})
    with pytest.raises(ValueError, match="jan"):
        periodic.run("proef", now=now + MINUTE)
    row.refresh_from_db()
    assert (row.last_started_at, row.last_ok_at, row.last_error) == (now + MINUTE, now, "ValueError")


def test_a_daily_job_begins_in_the_night_and_a_changed_interval_is_followed(db, monkeypatch, now: datetime) -> None:
    items = {"nacht": PeriodicJob("nacht", DAY, lambda now: None)}
    monkeypatch.setattr(periodic_jobs, "_items", items)
    periodic.sync(now)
    assert PeriodicRun.objects.get().due_at == datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    items["nacht"] = PeriodicJob("nacht", timedelta(hours=6), lambda now: None)
    periodic.sync(now)
    row = PeriodicRun.objects.get()
    assert (row.every_s, row.due_at) == (21_600, now)


def test_a_job_that_is_registered_no_longer_is_left_alone(job, now: datetime) -> None:
    PeriodicRun.objects.create(name="oud", every_s=60, due_at=now)
    assert periodic.tick(now) == 0


def test_the_sign_of_life_is_one_row(db: None, now: datetime) -> None:
    assert periodic.last_beat() is None
    periodic.beat(now)
    periodic.beat(now + MINUTE)
    assert periodic.last_beat() == now + MINUTE
    assert Heartbeat.objects.count() == 1


def _running(started_at: datetime, worker_ids: list[str]) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=started_at,
        worker_ids=worker_ids,
        args_kwargs={"args": [1], "kwargs": {}},
        task_path="cms.tasks.deliver",
        backend_name="default",
        run_after=started_at,
        exception_class_path="",
        traceback="",
    )


def test_a_task_of_a_killed_worker_is_taken_back_three_times_at_most(db: None, now: datetime) -> None:
    hour = timedelta(hours=1)
    fresh = _running(now - hour + MINUTE, ["a"])
    lost = _running(now - hour - MINUTE, ["a", "b"])
    hopeless = _running(now - hour - MINUTE, ["a", "b", "c"])
    periodic.reap(now)
    for row in (fresh, lost, hopeless):
        row.refresh_from_db()
    assert [row.status for row in (fresh, lost, hopeless)] == ["RUNNING", "READY", "FAILED"]


def test_tidying_removes_results_of_tasks_after_two_weeks(db: None) -> None:
    old = _running(timezone.now(), ["a"])
    DBTaskResult.objects.filter(pk=old.pk).update(status="SUCCESSFUL", finished_at=timezone.now() - 15 * DAY)
    kept = _running(timezone.now(), ["a"])
    periodic.tidy(timezone.now())
    assert list(DBTaskResult.objects.all()) == [kept]


def test_the_jobs_of_the_ground_floor_are_registered() -> None:
    wanted = {"publish_scheduled": 60, "mail_sweep": 900, "reap_tasks": 900, "throttle_tidy": 3600, "tidy": 86_400}
    wanted["retention"] = 86_400
    found = {job.name: int(job.every.total_seconds()) for job in periodic_jobs}
    assert wanted.items() <= found.items()


@pytest.mark.parametrize(
    "name", ["publish_scheduled", "mail_sweep", "reap_tasks", "throttle_tidy", "tidy", "retention"]
)
def test_each_job_of_the_ground_floor_may_run_twice(db: None, now: datetime, name: str) -> None:
    periodic.sync(now)
    for _turn in range(2):
        periodic.run(name, now=now)
    assert PeriodicRun.objects.get(name=name).last_ok_at == now
