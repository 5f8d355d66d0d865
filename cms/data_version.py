"""Has anything in the database changed? A version that differs as soon as any process committed anything.

Asked of the database itself, so nothing has to bump it and nothing can forget to: pages, pictures, rights, support,
decisions and bookings, written by services, by the worker, by Wagtail or by hand. The price is that it also changes
for what no page shows, such as a session. A counter row of our own would cost each writer a turn in one queue, and
the latest moments of the logs would miss what is changed without a line in a log.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path

from django.db import Error, connection

FRESH_S = 1.0


class DataVersion:
    """The version, read at most once a second by each process. Safe with threads.

    clock: seconds that only go up.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: Hashable | None = None
        self._read_at = float("-inf")
        self._sqlite = _SqliteFile()

    def current(self) -> Hashable | None:
        """The version of at most a second ago; None where there is none to be had, so that nothing may be kept."""
        if self._clock() - self._read_at < FRESH_S:
            return self._known
        with self._lock:
            asked_at = self._clock()
            if asked_at - self._read_at >= FRESH_S:
                self._known, self._read_at = self._read(), asked_at
        return self._known

    def forget(self) -> None:
        """Read it anew the next time: this process may have changed something itself."""
        self._read_at = float("-inf")

    def _read(self) -> Hashable | None:
        try:
            if connection.vendor == "postgresql":
                return _snapshot()
            return self._sqlite.version(str(connection.settings_dict["NAME"]))
        except (Error, sqlite3.Error, OSError):
            return None


def _snapshot() -> str:
    """Which transactions one sees at this moment; equal snapshots see equal data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]


class _SqliteFile:
    """A connection of its own, since SQLite counts only what *other* connections commit. It never writes."""

    def __init__(self) -> None:
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, str, int] | None = None
        self._turn = 0

    def version(self, name: str) -> Hashable | None:
        """The count of commits on this file as our connection sees it; None for a database in memory.

        Raises:
            OSError, sqlite3.Error: when there is no such file, or it is no database.
        """
        if ":memory:" in name or "mode=memory" in name:
            return None
        # A forked process may not use its parent's connection, and a file put back is another file.
        now = (os.getpid(), name, Path(name).stat().st_ino)
        found = self._connection
        if found is None or now != self._opened:
            found = self._open(name)
            self._connection, self._opened = found, now
        with closing(found.execute("PRAGMA data_version")) as cursor:
            return (self._turn, cursor.fetchone()[0])

    def _open(self, name: str) -> sqlite3.Connection:
        if self._connection is not None and self._opened is not None and self._opened[0] == os.getpid():
            self._connection.close()
        self._turn += 1
        uri = f"{Path(name).resolve().as_uri()}?mode=ro"
        return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=1)
