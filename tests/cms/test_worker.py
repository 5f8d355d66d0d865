"""`manage.py worker`: does what waits, and ends after the task in hand."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from cms import periodic
from cms.models import PeriodicRun
from cms.tasks import deliver, run_periodic

ROOT = Path(__file__).resolve().parents[2]
done: list[str] = []


@task()
def note(text: str) -> None:
    """Say that it was done."""
    done.append(text)


@task()
def note_and_stop(text: str) -> None:
    """A signal comes in the middle of the task."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0.01)
    done.append(text)


@pytest.mark.django_db
def test_mail_goes_before_all_that_nobody_waits_for_and_after_scheduled_work() -> None:
    note.enqueue("the search index of hundreds of pages")
    deliver.enqueue(1)
    run_periodic.enqueue("publish_scheduled")

    waiting = [row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.ready()]
    assert waiting == ["run_periodic", "deliver", "note"]


@task()
def fail() -> None:
    """Go wrong."""
    raise RuntimeError


@pytest.fixture(autouse=True)
def nothing_done_yet() -> None:
    done.clear()


@pytest.mark.django_db(transaction=True)
def test_once_does_all_that_waits_and_stops() -> None:
    fail.enqueue()
    for text in ("een", "twee"):
        note.enqueue(text)
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    call_command("worker", once=True)
    assert done == ["een", "twee"]
    assert periodic.last_beat() is not None
    assert set(PeriodicRun.objects.values_list("name", flat=True)) >= {"publish_scheduled", "retention"}
    assert PeriodicRun.objects.get(name="publish_scheduled").last_ok_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_signal_lets_the_task_in_hand_finish_and_begins_no_other() -> None:
    before = signal.getsignal(signal.SIGTERM)
    note_and_stop.using(priority=50).enqueue("in de hand")
    note.enqueue("de volgende")
    call_command("worker")
    assert done == ["in de hand"]
    assert DBTaskResult.objects.get(task_path__endswith="test_worker.note").status == "READY"
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker(monkeypatch) -> None:
    real, answers = periodic.tick, [OperationalError("server closed the connection"), None]

    def tick(now) -> int:
        error = answers.pop(0) if answers else None
        if error:
            note.enqueue("daarna")
            raise error
        return real(now)

    monkeypatch.setattr(periodic, "tick", tick)
    monkeypatch.setattr("cms.management.commands.worker.DATABASE_AWAY_S", 0.01)
    stop = threading.Timer(30, os.kill, (os.getpid(), signal.SIGTERM))
    stop.start()
    monkeypatch.setattr(f"{__name__}.done", _StopAfter(done))
    call_command("worker")
    stop.cancel()
    assert list(globals()["done"]) == ["daarna"]


class _StopAfter(list):
    """Ends the worker once something was noted."""

    def append(self, text: str) -> None:
        super().append(text)
        os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_with_0_on_a_signal(number: signal.Signals) -> None:
    settings = connection.settings_dict
    url = f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings_test"},
        stderr=subprocess.PIPE,
        text=True,
    )
    for _turn in range(600):
        if periodic.last_beat() is not None:
            break
        time.sleep(0.05)
    worker.send_signal(number)
    _out, errors = worker.communicate(timeout=60)
    assert worker.returncode == 0, errors
    assert periodic.last_beat() is not None
