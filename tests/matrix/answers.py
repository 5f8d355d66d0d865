"""Asking for an address as somebody, and saying in one short word what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.factories.personas import ANONYMOUS
from tests.matrix.canaries import found_in
from tests.matrix.world import World

LOGIN = "L"
CLOSED = "X"
ELSEWHERE = ">"
# What "X" in a table stands for: sent back to the dashboard with a message, forbidden, not there, or not like this.
CLOSED_CODES = frozenset({CLOSED, "403", "404", "405"})


@dataclass(frozen=True)
class Answer:
    """A response in short: a code ("200", "L", "X", ">"), and the canaries in its body and its address."""

    code: str
    leaks: frozenset[tuple[str, str]]
    location: str = ""

    def fits(self, expected: str) -> bool:
        """Whether this is what the table says; "X" allows every way of being closed."""
        return self.code in CLOSED_CODES if expected == CLOSED else self.code == expected


def body_of(response: HttpResponseBase) -> bytes:
    """The whole body, of a streamed file too."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def code_of(response: HttpResponseBase) -> str:
    """L: to the sign-in page. X: back to the dashboard, which is how Wagtail says no. >: redirected elsewhere."""
    if response.status_code not in (301, 302, 303, 307, 308):
        return str(response.status_code)
    location = response["Location"]
    if location.startswith("/beheer/login/"):
        return LOGIN
    return CLOSED if location == "/beheer/" else ELSEWHERE


class Visitor:
    """Somebody at the door. Every question is undone in the database, and begins with the same cookies."""

    def __init__(self, world: World, persona: str) -> None:
        self.client = Client(raise_request_exception=False)
        if persona != ANONYMOUS:
            self.client.force_login(world.people[persona])
        self._cookies = deepcopy(self.client.cookies)

    def ask(self, path: str, method: str = "get", body: Mapping[str, Any] | None = None, **headers: Any) -> Answer:
        """Ask, and give the answer in short."""
        response, content = self.response(path, method, body, **headers)
        text = content.decode("utf-8", "replace") + response.get("Location", "")
        return Answer(code_of(response), frozenset(found_in(text)), response.get("Location", ""))

    def response(
        self, path: str, method: str = "get", body: Mapping[str, Any] | None = None, **headers: Any
    ) -> tuple[HttpResponseBase, bytes]:
        """Ask, and give the response with its body."""
        self.client.cookies = deepcopy(self._cookies)
        with transaction.atomic():
            response = getattr(self.client, method)(path, body or {}, **headers)
            content = body_of(response)
            transaction.set_rollback(True)
        return response, content


def table_of(deviations: list[tuple[str, ...]], head: tuple[str, ...]) -> str:
    """Deviations in columns, for the failure of a test."""
    rows = [head, *deviations]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    ]
    return f"{len(deviations)} deviations\n" + "\n".join(lines)
