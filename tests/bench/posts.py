"""What sending a form costs: as a browser sends it, each time by somebody else, so that no throttle stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from urllib.parse import urlencode
from uuid import uuid4
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler

from tests.bench.subjects import Subject

_TOKEN = "b" * 32


def send(handler: WSGIHandler, address: str, fields: dict[str, str], number: int) -> tuple[str, dict[str, str], bytes]:
    """One form, from the connection with this number; status, headers and body of the answer."""
    body = urlencode(fields | {"csrfmiddlewaretoken": _TOKEN}).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": f"csrftoken={_TOKEN}",
        "HTTP_ORIGIN": "https://127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "HTTPS": "on",
        "wsgi.url_scheme": "https",
        "SERVER_PORT": "443",
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(environ)
    head: list = []
    response = handler(environ, lambda status, headers: head.extend((status, dict(headers))))
    answer = b"".join(response)
    response.close()
    return head[0], head[1], answer


@dataclass
class PostSubject(Subject):
    """A form to measure; `fields` makes what somebody fills in, from a number and a word that nobody had before."""

    fields: Callable[[int, str], dict[str, str]] = lambda number, word: {}
    expected: str = "302"
    _numbers: Iterator[int] = field(default_factory=count)

    def once(self, handler: WSGIHandler) -> tuple[str, dict[str, str], bytes]:
        """Send it once."""
        number = next(self._numbers)
        return send(handler, self.address, self.fields(number, uuid4().hex), number)
