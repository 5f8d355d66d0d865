"""What a process remembers for a short while, so that who comes next need not ask for it again."""

from __future__ import annotations

import time
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values in the memory of this process, each for so many seconds at most. Safe with threads.

    For what decides nothing, or whose key says which version it is: another process does not hear of a change.
    """

    def __init__(self, seconds: float, most: int = 200) -> None:
        self._seconds, self._most = seconds, most
        self._known: dict[Hashable, tuple[float, Value]] = {}

    def get(self, key: Hashable) -> Value | None:
        """The value; None where there is none, or no longer."""
        until, value = self._known.get(key, (0.0, None))
        return value if time.monotonic() < until else None

    def put(self, key: Hashable, value: Value) -> Value:
        """Remember a value, and give it back. Where there are too many, all others are dropped."""
        if len(self._known) >= self._most:
            self.clear()
        self._known[key] = time.monotonic() + self._seconds, value
        return value

    def clear(self) -> None:
        """Begin anew."""
        self._known = {}

    def __len__(self) -> int:
        return len(self._known)
