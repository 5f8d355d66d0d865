"""`manage.py worker`: mail, tasks and periodic jobs. Any number may run; each does one task at a time."""

import logging
import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from cms import periodic

logger = logging.getLogger(__name__)

IDLE_S = 1.0
DATABASE_AWAY_S = 5.0


class Command(BaseCommand):
    """Repeat: see which periodic jobs are due, do one task, rest when there is none."""

    help = "Verstuurt mail, doet taken en draait wat terugkeert. Stoppen: Ctrl-C, na de taak die loopt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only whether to stop by itself."""
        parser.add_argument("--once", action="store_true", help="Doe wat er nu ligt en stop.")

    def handle(self, *args: object, **options: object) -> None:
        """Work until a signal comes; the task in hand is finished first."""
        self.stopping = threading.Event()
        self.worker_id = get_random_string(32)
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        # One line for each task is enough, and django-tasks writes that itself.
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        try:
            self._work(is_once=bool(options["once"]))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _work(self, *, is_once: bool) -> None:
        is_synced = False
        while not self.stopping.is_set():
            rest_s = IDLE_S
            try:
                close_old_connections()
                now = timezone.now()
                if not is_synced:
                    periodic.sync(now)
                    is_synced = True
                periodic.beat(now)
                periodic.tick(now)
                if self._do_one():
                    continue
            except (OperationalError, InterfaceError) as error:
                logger.warning("the database does not answer: %s", type(error).__name__)
                connection.close()
                rest_s = DATABASE_AWAY_S
            if is_once:
                return
            self.stopping.wait(rest_s)

    def _do_one(self) -> bool:
        """Do the first task that is ready; False when there is none."""
        if not DBTaskResult.objects.ready().exists():
            return False
        Worker(
            queue_names=["*"],
            interval=0.1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self.worker_id,
            excluded_queue_names=[],
        ).run()
        return True
