"""Solving the puzzles that forms ask of a browser, as the widget does."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any


def solution(puzzle: dict[str, Any], **changes: Any) -> str:
    """What the widget hands in for a puzzle; `changes` spoil it."""
    number = next(
        number
        for number in range(puzzle["maxNumber"] + 1)
        if hashlib.sha256(f"{puzzle['salt']}{number}".encode()).hexdigest() == puzzle["challenge"]
    )
    names = ("algorithm", "challenge", "salt", "signature")
    return pack({name: puzzle[name] for name in names} | {"number": number, "took": 12} | changes)


def pack(payload: Any) -> str:
    """A payload as it goes over the line."""
    return base64.b64encode(json.dumps(payload).encode()).decode()


def unpack(text: str) -> dict[str, Any]:
    """A payload as it was made."""
    return json.loads(base64.b64decode(text))
