"""What is measured, and how: CPU of the application, CPU of the database, queries and bytes of one request."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

REQUESTS_A_ROUND = 20
# A cached page and a bare view take so little that fewer would measure the clock.
QUICK_REQUESTS_A_ROUND = 400


def ask(handler: WSGIHandler, address: str) -> tuple[str, dict[str, str], bytes]:
    """One request as a server hands it over, without cookies; status, headers and body of the answer.

    Without Django's test client, which would cost a cached page and a bare view as much as they cost themselves.
    """
    path, _mark, query = address.partition("?")
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1", "wsgi.input": BytesIO()}
    environ |= {"HTTPS": "on", "wsgi.url_scheme": "https", "SERVER_PORT": "443"}
    setup_testing_defaults(environ)
    head: list = []
    response = handler(environ, lambda status, headers: head.extend((status, dict(headers))))
    body = b"".join(response)
    response.close()
    return head[0], head[1], body


@dataclass
class Subject:
    """One thing to measure: an address, and what holds while it is asked for."""

    name: str
    address: str
    setting: Callable[[], AbstractContextManager[None]]
    requests: int = REQUESTS_A_ROUND
    expected: str = "200"
    query_count: int = 0
    body: bytes = b""
    cpu_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)

    def once(self, handler: WSGIHandler) -> tuple[str, dict[str, str], bytes]:
        """One request; status, headers and body of the answer."""
        return ask(handler, self.address)

    def prepare(self) -> None:
        """Ask some times, so that templates are read and SQL is written, and count the queries of the last time.

        Raises:
            RuntimeError: when the answer has another status than expected.
        """
        with self.setting():
            handler = WSGIHandler()
            for _ in range(3):
                self.once(handler)
            with CaptureQueriesContext(connection) as queries:
                status, _headers, self.body = self.once(handler)
            self.query_count = len(queries)
        if not status.startswith(self.expected):
            raise RuntimeError(f"{self.address} answers {status}")

    def measure(self) -> None:
        """Ask some times, and note the CPU of one request, here and in the database."""
        with self.setting():
            handler = WSGIHandler()
            self.once(handler)
            database_s, begun = database_cpu_s(), time.process_time()
            for _ in range(self.requests):
                self.once(handler)
            self.cpu_ms.append((time.process_time() - begun) * 1000 / self.requests)
            self.database_ms.append((database_cpu_s() - database_s) * 1000 / self.requests)

    @property
    def cpu(self) -> float:
        """The median of the CPU of a request, in milliseconds."""
        return statistics.median(self.cpu_ms)

    @property
    def database(self) -> float:
        """The median of the CPU of a request in PostgreSQL, in milliseconds."""
        return statistics.median(self.database_ms)


def beside_floors(pages: dict[str, str], *, requests: int, rounds: int) -> list[Subject]:
    """Measure pages (addresses by name), and before them the bare view and the bare page, in turns."""
    from tests.bench import floors

    measured = [
        Subject("kale view", "/", floors.bare_view),
        Subject("kale pagina", floors.BARE_PAGE_PATH, floors.bare_page),
        *(Subject(name, address, floors.uncached, requests) for name, address in pages.items()),
    ]
    for subject in measured:
        subject.prepare()
    for _turn in range(rounds):
        for subject in measured:
            subject.measure()
    return measured


def database_cpu_s() -> float:
    """The CPU that our connection's own process in PostgreSQL used so far, in seconds.

    0 on SQLite, which works inside this process, and where the database's process is not on this machine.
    """
    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0
    with suppress(OSError):
        schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
        return int(schedule.split()[0]) / 1e9
    return 0.0
