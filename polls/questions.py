"""What a questionnaire asks, which of it somebody gets to see, and whether an answer fits. Pure: no ORM, no clock.

An answer is a row of marks: one for each thing that was picked, ranked, rated or written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from polls.codes import OTHER_LIMIT, PICKS, TEXT_LIMITS, TEXTS, Kind

# Of a place: degrees north and east (WGS 84) with three decimals, which is to about 100 metres.
POINT = re.compile(r"(-?\d{1,2}\.\d{3}),(-?\d{1,3}\.\d{3})", re.ASCII)


@dataclass(frozen=True)
class Mark:
    """One cross on a ballot: of a choice, a row of a matrix, a number (rate, place or amount), words.

    The words of a place are a point on the map ("52.223,5.176").
    """

    choice: int | None = None
    row: int | None = None
    number: int | None = None
    text: str = ""


Answers = Mapping[int, Sequence[Mark]]


@dataclass(frozen=True)
class Option:
    """Something to pick, rank or rate. picture: number of the picture, None without one."""

    pk: int
    text: str
    is_other: bool = False
    is_retired: bool = False
    picture: int | None = None
    text_before: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether it is not (quite) what the first people chose from."""
        return self.is_retired or bool(self.text_before)


@dataclass(frozen=True)
class Ask:
    """One question. least and most: how many to pick, the ends of a scale, or the lowest and highest number.

    only_if: the question and the choice that it hangs on; None for a question that all get.
    """

    pk: int
    kind: Kind
    text: str
    help_text: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    is_required: bool = True
    is_confidential: bool = False
    is_retired: bool = False
    least: int | None = None
    most: int | None = None
    low: str = ""
    high: str = ""
    unit: str = ""
    page: int = 1
    page_title: str = ""
    only_if: tuple[int, int] | None = None
    text_before: str = ""
    key: str = field(default="", compare=False)

    @property
    def open_options(self) -> tuple[Option, ...]:
        """What can be chosen now."""
        return tuple(option for option in self.options if not option.is_retired)

    @property
    def open_rows(self) -> tuple[Option, ...]:
        """What can be rated now."""
        return tuple(row for row in self.rows if not row.is_retired)


class Problem(StrEnum):
    """Why an answer can't be taken."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TWICE = "twice"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    OTHER_EMPTY = "other_empty"


def visible(asks: Iterable[Ask], answers: Answers) -> list[Ask]:
    """The questions that somebody with these answers gets. A question that hangs on a hidden one is hidden too."""
    shown: dict[int, Ask] = {}
    for ask in asks:
        if ask.is_retired:
            continue
        if ask.only_if is not None:
            question, choice = ask.only_if
            if question not in shown or not any(mark.choice == choice for mark in answers.get(question, ())):
                continue
        shown[ask.pk] = ask
    return list(shown.values())


def kept(asks: Iterable[Ask], answers: Answers) -> dict[int, tuple[Mark, ...]]:
    """The answers that count: those to visible questions, without the empty ones."""
    return {ask.pk: tuple(answers[ask.pk]) for ask in visible(asks, answers) if answers.get(ask.pk)}


def problems(asks: Iterable[Ask], answers: Answers) -> dict[int, Problem]:
    """What is wrong with the answers, by question; visible ones alone. Empty where the ballot can be cast."""
    found = {ask.pk: problem(ask, answers.get(ask.pk, ())) for ask in visible(asks, answers)}
    return {pk: wrong for pk, wrong in found.items() if wrong is not None}


def problem(ask: Ask, marks: Sequence[Mark]) -> Problem | None:
    """What is wrong with one answer; None where it fits."""
    if not marks:
        return Problem.MISSING if ask.is_required else None
    if ask.kind in PICKS:
        return _picks(ask, marks)
    if ask.kind == Kind.RANKING:
        return _ranking(ask, marks)
    if ask.kind == Kind.MATRIX:
        return _matrix(ask, marks)
    if ask.kind == Kind.PLACE:
        return _place(ask, marks)
    if len(marks) > 1:
        return Problem.TOO_MANY
    if ask.kind in TEXTS:
        return _text(ask, marks[0])
    return _number(ask, marks[0])


def _picks(ask: Ask, marks: Sequence[Mark]) -> Problem | None:
    options = {option.pk: option for option in ask.open_options}
    picked = [mark.choice for mark in marks]
    if any(mark.choice not in options or mark.row is not None or mark.number is not None for mark in marks):
        return Problem.UNKNOWN
    if len(set(picked)) < len(picked):
        return Problem.TWICE
    several = ask.kind == Kind.SEVERAL
    if len(picked) > ((ask.most or len(options)) if several else 1):
        return Problem.TOO_MANY
    if several and len(picked) < (ask.least or 1):
        return Problem.TOO_FEW
    for mark in marks:
        is_other = options[mark.choice].is_other
        if is_other and not mark.text.strip():
            return Problem.OTHER_EMPTY
        if len(mark.text) > (OTHER_LIMIT if is_other else 0):
            return Problem.TOO_LONG
    return None


def _ranking(ask: Ask, marks: Sequence[Mark]) -> Problem | None:
    options = {option.pk for option in ask.open_options}
    if any(mark.choice not in options or mark.row is not None or mark.text for mark in marks):
        return Problem.UNKNOWN
    places = [mark.number for mark in marks]
    if len({mark.choice for mark in marks}) < len(marks) or len(set(places)) < len(places):
        return Problem.TWICE
    if len(marks) < len(options):
        return Problem.TOO_FEW
    return None if sorted(place or 0 for place in places) == list(range(1, len(options) + 1)) else Problem.OUT_OF_RANGE


def _matrix(ask: Ask, marks: Sequence[Mark]) -> Problem | None:
    rows = {row.pk for row in ask.open_rows}
    if any(mark.row not in rows or mark.choice is not None or mark.text for mark in marks):
        return Problem.UNKNOWN
    if len({mark.row for mark in marks}) < len(marks):
        return Problem.TWICE
    if any(_number(ask, mark, is_row=True) for mark in marks):
        return Problem.OUT_OF_RANGE
    return Problem.TOO_FEW if ask.is_required and len(marks) < len(rows) else None


def _place(ask: Ask, marks: Sequence[Mark]) -> Problem | None:
    if len(marks) > 1:
        return Problem.TOO_MANY
    mark = marks[0]
    if mark.choice is None and POINT.fullmatch(mark.text):
        # A point by itself says not in which part of town it lies.
        return Problem.MISSING
    if (
        mark.choice not in {option.pk for option in ask.open_options}
        or mark.row is not None
        or mark.number is not None
    ):
        return Problem.UNKNOWN
    return Problem.UNKNOWN if mark.text and not POINT.fullmatch(mark.text) else None


def _number(ask: Ask, mark: Mark, *, is_row: bool = False) -> Problem | None:
    if mark.choice is not None or mark.text or (mark.row is not None and not is_row):
        return Problem.UNKNOWN
    is_in = mark.number is not None and (ask.least is None or mark.number >= ask.least)
    return None if is_in and (ask.most is None or mark.number <= ask.most) else Problem.OUT_OF_RANGE


def _text(ask: Ask, mark: Mark) -> Problem | None:
    if mark.choice is not None or mark.row is not None or mark.number is not None:
        return Problem.UNKNOWN
    if not mark.text.strip():
        return Problem.MISSING if ask.is_required else Problem.UNKNOWN
    return Problem.TOO_LONG if len(mark.text) > TEXT_LIMITS[ask.kind] else None


def pages_of(asks: Iterable[Ask]) -> list[int]:
    """The numbers of the pages that hold questions, in order."""
    return sorted({ask.page for ask in asks if not ask.is_retired})


def next_page(asks: Sequence[Ask], answers: Answers, after: int) -> int | None:
    """The next page with something to ask of somebody with these answers; None at the end."""
    return next((page for page in pages_of(visible(asks, answers)) if page > after), None)


def previous_page(asks: Sequence[Ask], answers: Answers, before: int) -> int | None:
    """The page before, with something that was asked; None at the beginning."""
    return next((page for page in reversed(pages_of(visible(asks, answers))) if page < before), None)


def to_json(answers: Answers) -> dict[str, list[list[Any]]]:
    """Answers as JSON keeps them."""
    return {str(pk): [[m.choice, m.row, m.number, m.text] for m in marks] for pk, marks in answers.items()}


def from_json(data: Mapping[str, Iterable[Sequence[Any]]]) -> dict[int, tuple[Mark, ...]]:
    """Answers as `to_json` wrote them."""
    return {int(pk): tuple(Mark(*mark) for mark in marks) for pk, marks in data.items()}
