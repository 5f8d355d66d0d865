"""A server on this machine that answers as PDOK's Locatieserver would, or as it never should."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

BOSDRIFT = {
    "straatnaam": "Bosdrift",
    "woonplaatsnaam": "Hilversum",
    "gemeentenaam": "Hilversum",
    "postcode": "1215AA",
    "huisnummer": 12,
    "centroide_ll": "POINT(5.17012345 52.21498765)",
}


@dataclass
class Locatieserver:
    """Where it answers, what it was asked (path and parameters), and whether somebody hung up on it."""

    url: str = ""
    asked: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)


def found(*rows: dict[str, Any]) -> bytes:
    """The body of an answer with these addresses."""
    return json.dumps({"response": {"numFound": len(rows), "docs": rows}}).encode()


def say(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler, Locatieserver], None]:
    """A way to answer: with this body."""

    def answer(handler: BaseHTTPRequestHandler, _server: Locatieserver) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hang(handler: BaseHTTPRequestHandler, server: Locatieserver) -> None:
    """A way to answer: say nothing for 30 seconds. That the other side leaves before is written down."""
    handler.connection.settimeout(30)
    if handler.connection.recv(1) == b"":
        server.hung_up.set()


def drip(handler: BaseHTTPRequestHandler, server: Locatieserver) -> None:
    """A way to answer: a good beginning, and then one byte now and then, for 30 seconds."""
    handler.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    for _turn in range(300):
        try:
            handler.connection.sendall(b" ")
        except OSError:
            server.hung_up.set()
            return
        threading.Event().wait(0.1)


@contextmanager
def running(answer: Callable[[BaseHTTPRequestHandler, Locatieserver], None]) -> Iterator[Locatieserver]:
    """The server, on a thread of its own, for as long as the block lasts."""
    state = Locatieserver()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            state.asked.append((parts.path, parse_qsl(parts.query)))
            answer(self, state)

        def log_message(self, *_args: object) -> None:
            """Say nothing of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}/free"
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
