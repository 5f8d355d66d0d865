"""`manage.py start`: all that `make run` needs, in one start-up of Django.

It prepares the database, the demo and the static files where that is still to be done, then runs
site and worker as two children. They are forked rather than started anew: Django is loaded once.
"""

import ctypes
import hashlib
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

from gunicorn.app.base import BaseApplication

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from cms.demo import PASSWORD, address
from cms.models import User

HOST = "127.0.0.1"
# SQLite lets one process write at a time, so more processes would only wait for each other.
THREADS = 4
REQUEST_GRACE_S = 10
STOP_GRACE_S = 30
LOOK_EVERY_S = 0.2
PR_SET_PDEATHSIG = 1


class Site(BaseApplication):
    """The website: gunicorn, with its settings in code."""

    def __init__(self, port: int, when_ready: Callable[[object], None]) -> None:
        self.options = {
            "bind": [f"{HOST}:{port}"],
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
            "graceful_timeout": REQUEST_GRACE_S,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": when_ready,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Give the application, in gunicorn's worker."""
        from cms.wsgi import application

        return application


def _as_child(run: Callable[[], object]) -> None:
    """Run something as a child that ends only by its parent's word, or with its parent.

    In a process group of its own a child does not hear Ctrl-C in the terminal. On Linux the kernel
    ends it with its parent, also where that one was killed.
    """
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    run()


def _work() -> None:
    """Run the worker, without a line for each task: the terminal is for the address, the mails and what goes wrong."""
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    call_command("worker")


class Command(BaseCommand):
    """Prepare what is needed and run site and worker until Ctrl-C."""

    help = "Zet database, demo en statische bestanden klaar en start de site en de worker."
    requires_system_checks = []  # `make lint` runs them; here they would cost every start a second

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Port and demo."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--no-demo", action="store_true", help="Laat een nieuwe database leeg.")

    def handle(self, *args: object, **options: object) -> None:
        """Prepare, then serve.

        Raises:
            CommandError: when the port is taken, or site or worker ended by itself.
        """
        port = int(str(options["port"]))
        self._refuse_taken_port(port)
        try:
            self._prepare_database(with_demo=not options["no_demo"])
            self._collect_static()
        except KeyboardInterrupt:
            raise CommandError("Gestopt. De volgende start gaat verder waar deze bleef.", returncode=130) from None
        banner = self._banner(port)
        connections.close_all()
        self._serve(
            {
                "site": lambda: Site(port, lambda arbiter: self._say(banner)).run(),
                "worker": _work,
            }
        )

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _refuse_taken_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                raise CommandError(f"Poort {port} is al bezet. Kies een andere: PORT={port + 10} make run") from error

    def _prepare_database(self, *, with_demo: bool) -> None:
        """Migrate where needed; load the demo into a new database, and never into one that was in use.

        A demo that was broken off is resumed at the next start: a note under `var/` says so.
        """
        name = hashlib.sha256(repr([connection.settings_dict[key] for key in ("HOST", "PORT", "NAME")]).encode())
        note = settings.VAR_DIR / f"demo-unfinished-{name.hexdigest()[:12]}"
        executor = MigrationExecutor(connection)
        if with_demo and not executor.loader.applied_migrations:
            note.parent.mkdir(parents=True, exist_ok=True)
            note.touch()
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Wijkplein zet de database klaar. De eerste keer duurt dat ongeveer een minuut.")
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        if with_demo and note.exists():
            self._say("Wijkplein laadt de demo. Dat duurt ongeveer een minuut.")
            call_command("demo")
            note.unlink()

    def _collect_static(self) -> None:
        """Collect the static files when one of them is new, changed or gone."""
        digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
        for finder in get_finders():
            for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
                stat = os.stat(storage.path(path))
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
        note = Path(settings.VAR_DIR) / "static-collected"
        if Path(settings.STATIC_ROOT).is_dir() and note.exists() and note.read_text() == digest.hexdigest():
            return
        self._say("Wijkplein verzamelt de stijlen en scripts.")
        note.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, skip_checks=True)
        note.write_text(digest.hexdigest())

    def _banner(self, port: int) -> str:
        """Where the site is, who can sign in and how to stop."""
        lines = ["", f"Wijkplein staat op http://{HOST}:{port}/", f"Het beheer staat op http://{HOST}:{port}/beheer/"]
        people = User.objects.filter(email__endswith=address(""), is_active=True).order_by("email")
        people = people.prefetch_related("wijk_roles__wijk", "wijk_roles__cluster")
        if people:
            lines += ["", f"Accounts van de demo, wachtwoord {PASSWORD}:"]
            width = max(len(person.email) for person in people)
            lines += [f"  {person.email:<{width}}  {self._position(person)}" for person in people]
        else:
            lines += ["", "Er is geen demo geladen. Dat kan alsnog: .venv/bin/python manage.py demo"]
        return "\n".join([*lines, "", "Stoppen: Ctrl-C", ""])

    def _position(self, person: User) -> str:
        """What a person of the demo is, in words."""
        if person.is_superuser:
            return "beheerder"
        roles = {f"{role}{' (vervanger)' if role.deputy_for_id else ''}" for role in person.wijk_roles.all()}
        return ", ".join(sorted(roles)) or "redacteur"

    def _serve(self, jobs: dict[str, Callable[[], object]]) -> None:
        """Run the jobs as children until a signal comes or one of them ends; then end them all.

        Raises:
            CommandError: when a job ended by itself, or did not end in time.
        """
        stopped: list[int] = []

        def stop(number: int, frame: FrameType | None) -> None:
            stopped.append(number)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        fork = multiprocessing.get_context("fork")
        children = {name: fork.Process(target=_as_child, args=(run,), name=name) for name, run in jobs.items()}
        for child in children.values():
            child.start()
        while not stopped and all(child.is_alive() for child in children.values()):
            time.sleep(LOOK_EVERY_S)
        fallen = [f"{name} (code {child.exitcode})" for name, child in children.items() if not child.is_alive()]
        stubborn = self._end(children)
        if fallen and not stopped:
            raise CommandError(f"Vanzelf gestopt: {', '.join(fallen)}. Kijk hierboven waarom.")
        if stubborn:
            raise CommandError(f"Niet op tijd klaar en afgebroken: {', '.join(stubborn)}.")
        self._say("Wijkplein is gestopt.")

    def _end(self, children: dict[str, ForkProcess]) -> list[str]:
        """End the children, each after the work in hand; give the names of those that had to be killed."""
        for child in children.values():
            child.terminate()
        stubborn = []
        for name, child in children.items():
            child.join(STOP_GRACE_S)
            if child.is_alive():
                child.kill()
                child.join()
                stubborn.append(name)
        return stubborn
