"""The sums behind meters and thermometers: shares in percents. Pure; amounts are whole euro cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Balance(Protocol):
    """What a thermometer shows. All in cents; `free_cents` is below 0 where too much was promised."""

    budget_cents: int
    spent_cents: int
    committed_cents: int
    reserved_cents: int
    free_cents: int


@dataclass(frozen=True)
class Segment:
    """A part of a thermometer: its key, its amount in cents, its place and width in percents of the whole bar."""

    key: str
    cents: int
    start: str
    width: str
    percent: int


def share(part: int, whole: int) -> float:
    """Give part of whole in percents with two decimals, from 0 to 100; 0 where there is no whole."""
    if whole <= 0:
        return 0.0
    return round(min(max(part / whole, 0), 1) * 100, 2)


def whole_percents(parts: Sequence[int]) -> list[int]:
    """Round shares to whole percents that add up to 100 (largest remainder); all 0 where the sum is 0 or less.

    Negative parts count as 0.
    """
    parts = [max(part, 0) for part in parts]
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    percents = [part * 100 // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: -(parts[index] * 100 % whole))
    for index in by_remainder[: 100 - sum(percents)]:
        percents[index] += 1
    return percents


def attribute(number: float) -> str:
    """Write a percentage for an SVG attribute: "68%", "30.7%". Never a decimal comma."""
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"


def segments(balance: Balance) -> list[Segment]:
    """Split a balance in spent, promised, reserved and free, from left to right.

    The bar stands for the budget, or for what was spent and promised where that is more.
    """
    parts = {
        "spent": balance.spent_cents,
        "promised": balance.committed_cents,
        "reserved": balance.reserved_cents,
        "free": balance.free_cents,
    }
    whole = sum(max(cents, 0) for cents in parts.values())
    percents = whole_percents(list(parts.values()))
    found, start = [], 0
    for (key, cents), percent in zip(parts.items(), percents, strict=True):
        width = share(cents, whole)
        found.append(Segment(key, cents, attribute(share(start, whole)), attribute(width), percent))
        start += max(cents, 0)
    return found
