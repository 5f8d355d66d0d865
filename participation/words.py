"""The words of a plan as they stand now: what was sent first, with what its initiators answered later. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Protocol, TypeVar


@dataclass(frozen=True)
class Words:
    """The answers of an initiator. The names are those of `Initiative` and of `Supplement.Field`."""

    title: str = ""
    what: str = ""
    for_whom: str = ""
    when_text: str = ""
    goal: str = ""
    place_text: str = ""
    postcode: str = ""
    house_number: str = ""
    own_effort: str = ""
    other_funding: str = ""


class Later(Protocol):
    """A later answer: which field, and its text ("" empties the field)."""

    field: str
    text: str


class Line(Protocol):
    """A line of an estimate, in a round; the amount in cents."""

    round: int
    description: str
    amount_cents: int


NAMES: tuple[str, ...] = tuple(field.name for field in fields(Words))
AnyLine = TypeVar("AnyLine", bound=Line)


def current(sent: object | None, later: Iterable[Later]) -> Words:
    """The newest answer per field, else the first one.

    Args:
        sent: the `Initiative` as it was sent; None where there is none.
        later: the later answers, oldest first. One of a field that is not known here is left out.
    """
    found = {name: str(getattr(sent, name, "")) for name in NAMES}
    found |= {answer.field: answer.text for answer in later if answer.field in found}
    return Words(**found)


def last_round(lines: Iterable[AnyLine]) -> list[AnyLine]:
    """The estimate that holds: the lines of the newest round, in the order given.

    A line of nothing for nothing is no line: it stands for an estimate that was emptied.
    """
    lines = list(lines)
    newest = max((line.round for line in lines), default=0)
    return [line for line in lines if line.round == newest and (line.description or line.amount_cents)]
