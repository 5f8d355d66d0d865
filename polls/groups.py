"""Small groups joined, so that no number tells of one person (spec/polls.md: at least 5). Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

LEAST = 5
K = TypeVar("K", bound=Hashable)


def joined(counts: Mapping[K, int], *, least: int = LEAST) -> tuple[list[K], list[K]]:
    """Which groups may be shown by themselves, and which only together, as "overige".

    What is left over is at least `least` too: otherwise it could be worked out from the total, so that the smallest
    group that could stand alone joins it. Empty groups stand nowhere. In the order of `counts`.
    """
    filled = {key: count for key, count in counts.items() if count > 0}
    small = [key for key, count in filled.items() if count < least]
    large = [key for key, count in filled.items() if count >= least]
    if small and large and sum(filled[key] for key in small) < least:
        # Of equals the last, so that the order of the list decides and nothing else.
        smallest = min(reversed(large), key=lambda key: filled[key])
        large.remove(smallest)
        small.append(smallest)
    return large, [key for key in filled if key in small]
