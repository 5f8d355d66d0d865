"""`manage.py start` prepares what is still to be done, and runs site and worker as one."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cms.management.commands import start

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 120
# `make test-faults` kills more than once: what goes wrong here may go wrong one time in five.
ROUNDS = 5 if os.environ.get("FAULTS") == "long" else 1


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> list[str]:
    """The commands that `start` calls, in order; nothing is really called."""
    names: list[str] = []
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    monkeypatch.setattr(start, "call_command", lambda name, **options: names.append(name))
    return names


def unfinished(settings) -> list[Path]:
    return list(settings.VAR_DIR.glob("demo-unfinished-*"))


@pytest.mark.django_db
def test_a_database_in_use_gets_no_demo(calls: list[str], settings) -> None:
    start.Command()._prepare_database(with_demo=True)

    assert calls == []


class NewDatabase(start.MigrationExecutor):
    """Looks at the database as if nothing was ever applied to it."""

    def __init__(self, connection: object) -> None:
        super().__init__(connection)
        self.loader.applied_migrations = {}


@pytest.mark.django_db
def test_a_new_database_is_migrated_and_gets_the_demo(calls: list[str], settings, monkeypatch) -> None:
    monkeypatch.setattr(start, "MigrationExecutor", NewDatabase)

    start.Command()._prepare_database(with_demo=True)

    assert calls == ["migrate", "demo"]
    assert unfinished(settings) == []


@pytest.mark.django_db
def test_a_new_database_stays_empty_without_demo(calls: list[str], settings, monkeypatch) -> None:
    monkeypatch.setattr(start, "MigrationExecutor", NewDatabase)

    start.Command()._prepare_database(with_demo=False)

    assert calls == ["migrate"]


@pytest.mark.django_db
def test_a_demo_that_was_broken_off_is_resumed(calls: list[str], settings, monkeypatch) -> None:
    def broken(name: str, **options: object) -> None:
        if name == "demo":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(start, "MigrationExecutor", NewDatabase)
        patch.setattr(start, "call_command", broken)
        with pytest.raises(KeyboardInterrupt):
            start.Command()._prepare_database(with_demo=True)
    assert len(unfinished(settings)) == 1

    start.Command()._prepare_database(with_demo=True)

    assert calls == ["demo"]
    assert unfinished(settings) == []


def test_static_files_are_collected_once_until_one_changes(calls: list[str], settings, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "site.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [own]

    start.Command()._collect_static()
    start.Command()._collect_static()
    assert calls == ["collectstatic"]

    (own / "site.css").write_text("a { color: blue }")
    start.Command()._collect_static()
    assert calls == ["collectstatic"] * 2

    settings.STATIC_ROOT.rmdir()
    start.Command()._collect_static()
    assert calls == ["collectstatic"] * 3


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project of its own, with an empty SQLite database."""
    folder = tmp_path_factory.mktemp("start") / "wijkplein"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache"))
    return folder


class Running:
    """`manage.py start` in the copy, answering on a port of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "manage.py", "start", "--no-demo", "--port", str(self.port)],
            cwd=folder,
            env=kept | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.wait_until(self.answers)
        self.site, self.worker = self.children()

    def answers(self) -> bool:
        """Whether the site is there."""
        assert self.process.poll() is None, self.process.communicate()[0]
        try:
            return bool(urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).read())
        except OSError:
            return False

    def children(self) -> list[int]:
        """Ids of the processes that `start` started, oldest first."""
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def wait_until(self, is_true: Callable[[], bool]) -> None:
        """Look until it is true, for a while."""
        until = time.monotonic() + PATIENCE_S
        while not is_true():
            assert time.monotonic() < until, "it took too long"
            time.sleep(0.1)

    def all_gone(self) -> bool:
        """Whether site and worker ended."""
        return not any(self.is_alive(pid) for pid in (self.site, self.worker))

    def is_alive(self, pid: int) -> bool:
        """Whether a process runs; one that only waits to be counted does not."""
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False

    def end(self) -> tuple[int, str]:
        """Exit code and all that was printed."""
        printed = self.process.communicate(timeout=PATIENCE_S)[0]
        return self.process.returncode, printed


@pytest.fixture
def running(copy: Path) -> Iterator[Running]:
    """Site and worker, running; ended afterwards, whatever the test did."""
    running = Running(copy)
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.end()
    for pid in filter(running.is_alive, (running.site, running.worker)):
        os.kill(pid, signal.SIGTERM)


@pytest.mark.faults
@pytest.mark.parametrize("turn", range(ROUNDS))
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_site_and_worker_and_more_do_no_harm(
    running: Running, number: signal.Signals, turn: int
) -> None:
    for _ in range(3):
        running.process.send_signal(number)
        time.sleep(0.05)

    code, printed = running.end()
    assert code == 0
    assert f"http://127.0.0.1:{running.port}/" in printed
    assert "Stoppen: Ctrl-C" in printed
    assert printed.rstrip().endswith("Wijkplein is gestopt.")
    assert running.all_gone()


@pytest.mark.faults
@pytest.mark.parametrize("turn", range(ROUNDS))
@pytest.mark.parametrize("fallen", ["site", "worker"])
def test_when_one_falls_the_other_is_ended_and_the_exit_code_says_so(running: Running, fallen: str, turn: int) -> None:
    os.kill(getattr(running, fallen), signal.SIGKILL)

    code, printed = running.end()
    assert code == 1
    assert f"Vanzelf gestopt: {fallen} (code -9)" in printed
    assert running.all_gone()


@pytest.mark.faults
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_nothing_runs_on_when_start_itself_is_killed(running: Running, turn: int) -> None:
    running.process.kill()

    running.wait_until(running.all_gone)


@pytest.mark.faults
def test_a_taken_port_is_told_before_anything_is_done(running: Running, copy: Path) -> None:
    second = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "manage.py", "start", "--port", str(running.port)], cwd=copy, capture_output=True, text=True
    )

    assert second.returncode == 1
    assert f"Poort {running.port} is al bezet" in second.stderr
    assert running.answers()
