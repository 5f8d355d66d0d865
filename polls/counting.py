"""From counts to results, for each kind of question. Pure; what it says is worked out by hand in its tests.

Counts come in as slots: what somebody marked, and how many did. Percentages are of the people who answered the
question, so that those of "several choices" may add up to more than 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cms.meters import share
from polls.codes import COUNTED, TEXTS, Kind
from polls.questions import Ask, Mark, Option

# The slot that counts who answered at all.
ANSWERED = ""


def slots(ask: Ask, marks: Iterable[Mark]) -> Iterator[str]:
    """The slots in which an answer counts: one for answering, and one for each mark that is not just words."""
    yield ANSWERED
    for mark in marks:
        if ask.kind in COUNTED:
            yield f"c{mark.choice}"
            if ask.kind == Kind.PLACE and mark.text:
                yield f"c{mark.choice}@{mark.text}"
        elif ask.kind == Kind.RANKING:
            yield f"c{mark.choice}={mark.number}"
        elif ask.kind == Kind.MATRIX:
            yield f"r{mark.row}={mark.number}"
        elif ask.kind not in TEXTS:
            yield f"n{mark.number}"


@dataclass(frozen=True)
class Line:
    """A row of a result: how many people, and in percents of those who answered.

    width: of its bar, against the longest, in percents. mean: average place or rate, where the row has one.
    """

    option: Option
    people: int
    percent: int
    width: float
    is_first: bool = False
    mean: Fraction | None = None
    median: Fraction | None = None


@dataclass(frozen=True)
class Point:
    """A place that people pointed at, to about 100 metres; degrees (WGS 84) as text. option: the part of town."""

    option: Option
    latitude: str
    longitude: str
    people: int


@dataclass(frozen=True)
class Result:
    """What came of one question. `respondents`: the people who answered it."""

    ask: Ask
    respondents: int
    lines: tuple[Line, ...] = ()
    mean: Fraction | None = None
    median: Fraction | None = None
    lowest: int | None = None
    highest: int | None = None
    matrix: tuple[tuple[Option, tuple[Line, ...]], ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def winners(self) -> tuple[Line, ...]:
        """The rows at the top; several where they are equal, none where nobody answered."""
        return tuple(line for line in self.lines if line.is_first)


Counts = Mapping[str, int]


def result(ask: Ask, counts: Counts) -> Result:
    """The result of a question. counts: people by slot."""
    respondents = counts.get(ANSWERED, 0)
    if ask.kind in COUNTED:
        return Result(ask, respondents, _picked(ask, counts, respondents), points=_points(ask, counts))
    if ask.kind == Kind.RANKING:
        return Result(ask, respondents, _ranked(ask, counts, respondents))
    if ask.kind == Kind.MATRIX:
        rows = [(row, _spread(counts, f"r{row.pk}=")) for row in _shown(ask.rows, counts, "r")]
        means = tuple(_mean_line(row, spread) for row, spread in rows)
        table = tuple((row, _scale(ask, spread)) for row, spread in rows)
        return Result(ask, respondents, means, matrix=table)
    if ask.kind in TEXTS:
        return Result(ask, respondents)
    spread = _spread(counts, "n")
    lines = _scale(ask, spread) if ask.kind == Kind.SCALE else _bands(spread)
    return Result(
        ask, respondents, lines, mean(spread), median(spread), min(spread, default=None), max(spread, default=None)
    )


def _shown(options: Iterable[Option], counts: Counts, letter: str) -> list[Option]:
    """What can be chosen, and what was chosen while it could."""
    return [
        option
        for option in options
        if not option.is_retired
        or any(slot == f"{letter}{option.pk}" or slot.startswith(f"{letter}{option.pk}=") for slot in counts)
    ]


def _picked(ask: Ask, counts: Counts, respondents: int) -> tuple[Line, ...]:
    options = _shown(ask.options, counts, "c")
    people = [counts.get(f"c{option.pk}", 0) for option in options]
    most = max(people, default=0)
    is_one = ask.kind != Kind.SEVERAL
    percents = percents_of(people) if is_one else [_percent(number, respondents) for number in people]
    return tuple(
        Line(option, number, percent, share(number, most), is_first=0 < number == most)
        for option, number, percent in zip(options, people, percents, strict=True)
    )


def _points(ask: Ask, counts: Counts) -> tuple[Point, ...]:
    """From most to fewest people, and then from north to south."""
    options = {f"c{option.pk}": option for option in ask.options}
    found = []
    for slot, people in counts.items():
        place, _at, text = slot.partition("@")
        if text and people > 0 and place in options:
            latitude, _comma, longitude = text.partition(",")
            found.append(Point(options[place], latitude, longitude, people))
    return tuple(sorted(found, key=lambda point: (-point.people, -float(point.latitude), float(point.longitude))))


def _ranked(ask: Ask, counts: Counts, respondents: int) -> tuple[Line, ...]:
    """The best average place first; `people` put it in the first place."""
    options = _shown(ask.options, counts, "c")
    spreads = {option: _spread(counts, f"c{option.pk}=") for option in options}
    means = {option: mean(spread) for option, spread in spreads.items()}
    best = min((value for value in means.values() if value is not None), default=None)
    firsts = [spreads[option].get(1, 0) for option in options]
    most = max(firsts, default=0)
    lines = [
        Line(
            option,
            number,
            _percent(number, respondents),
            share(number, most),
            is_first=best is not None and means[option] == best,
            mean=means[option],
        )
        for option, number in zip(options, firsts, strict=True)
    ]
    # Python's sort keeps the order of the editor among equals.
    return tuple(sorted(lines, key=lambda line: (line.mean is None, line.mean or 0)))


def _scale(ask: Ask, spread: Mapping[int, int]) -> tuple[Line, ...]:
    """One row for each step of the scale, from low to high."""
    steps = list(range(ask.least or 1, (ask.most or 5) + 1))
    people = [spread.get(step, 0) for step in steps]
    most = max(people, default=0)
    return tuple(
        Line(Option(step, str(step)), number, percent, share(number, most), is_first=0 < number == most)
        for step, number, percent in zip(steps, people, percents_of(people), strict=True)
    )


_MOST_BANDS = 10


def _bands(spread: Mapping[int, int]) -> tuple[Line, ...]:
    """Numbers in at most ten bands of the same width; each number by itself where there are few."""
    if not spread:
        return ()
    low, high = min(spread), max(spread)
    width = -(-(high - low + 1) // _MOST_BANDS)
    starts = list(range(low, high + 1, width))
    people = [sum(number for value, number in spread.items() if start <= value < start + width) for start in starts]
    most = max(people)
    ends = [min(start + width - 1, high) for start in starts]
    names = [str(low) if low == end else f"{low}–{end}" for low, end in zip(starts, ends, strict=True)]
    return tuple(
        Line(Option(start, name), number, percent, share(number, most), is_first=0 < number == most)
        for start, name, number, percent in zip(starts, names, people, percents_of(people), strict=True)
    )


def _mean_line(row: Option, spread: Mapping[int, int]) -> Line:
    people = sum(spread.values())
    return Line(row, people, 0, 0, mean=mean(spread), median=median(spread))


def _spread(counts: Counts, start: str) -> dict[int, int]:
    """How many people marked each number, in slots that begin so."""
    found = {int(slot[len(start) :]): people for slot, people in counts.items() if slot.startswith(start)}
    return {number: people for number, people in sorted(found.items()) if people > 0}


def mean(spread: Mapping[int, int]) -> Fraction | None:
    """The average of numbers, each so many times; None of nothing."""
    people = sum(spread.values())
    return Fraction(sum(number * times for number, times in spread.items()), people) if people else None


def median(spread: Mapping[int, int]) -> Fraction | None:
    """The number in the middle, or half-way between the two in the middle; None of nothing."""
    people = sum(spread.values())
    if not people:
        return None
    return Fraction(_at(spread, (people - 1) // 2) + _at(spread, people // 2), 2)


def _at(spread: Mapping[int, int], place: int) -> int:
    """The number at a place (from 0) when all stand in a row."""
    for number in sorted(spread):
        place -= spread[number]
        if place < 0:
            return number
    raise IndexError(place)


def percents_of(people: Sequence[int]) -> list[int]:
    """Each part in whole percents of all, halves up: equal parts get equal percents, so that they may add up to 99."""
    whole = sum(people)
    return [_percent(part, whole) for part in people]


def _percent(part: int, whole: int) -> int:
    """Part of whole in whole percents, halves up."""
    return (200 * part + whole) // (2 * whole) if whole > 0 else 0
