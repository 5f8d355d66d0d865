"""What fits a question, and which questions somebody gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls.codes import Kind
from polls.questions import (
    Ask,
    Mark,
    Option,
    Problem,
    from_json,
    kept,
    next_page,
    previous_page,
    problem,
    problems,
    to_json,
    visible,
)

OPTIONS = (Option(1, "ja"), Option(2, "nee"), Option(3, "weg", is_retired=True), Option(4, "anders", is_other=True))
ONE = Ask(10, Kind.ONE, "Doe je mee?", options=OPTIONS)
SEVERAL = Ask(11, Kind.SEVERAL, "Wat?", options=(*OPTIONS[:2], Option(5, "x"), Option(6, "y")), least=2, most=3)
RANKING = Ask(12, Kind.RANKING, "Volgorde?", options=OPTIONS[:2])
MATRIX = Ask(13, Kind.MATRIX, "Rijen?", rows=OPTIONS[:2], least=1, most=5)
SCALE = Ask(14, Kind.SCALE, "Cijfer?", least=1, most=5)
TEXT = Ask(15, Kind.SHORT_TEXT, "Waarom?")


@pytest.mark.parametrize(
    ("ask", "marks", "wrong"),
    [
        (ONE, [Mark(1)], None),
        (ONE, [], Problem.MISSING),
        (ONE, [Mark(1), Mark(2)], Problem.TOO_MANY),
        (ONE, [Mark(99)], Problem.UNKNOWN),
        (ONE, [Mark(3)], Problem.UNKNOWN),
        (ONE, [Mark(None, number=3)], Problem.UNKNOWN),
        (ONE, [Mark(4)], Problem.OTHER_EMPTY),
        (ONE, [Mark(4, text="iets")], None),
        (ONE, [Mark(4, text="x" * 201)], Problem.TOO_LONG),
        (ONE, [Mark(1, text="stiekem")], Problem.TOO_LONG),
        (SEVERAL, [Mark(1)], Problem.TOO_FEW),
        (SEVERAL, [Mark(1), Mark(1)], Problem.TWICE),
        (SEVERAL, [Mark(1), Mark(2), Mark(5)], None),
        (SEVERAL, [Mark(1), Mark(2), Mark(5), Mark(6)], Problem.TOO_MANY),
        (RANKING, [Mark(1, number=1), Mark(2, number=2)], None),
        (RANKING, [Mark(1, number=1), Mark(2, number=1)], Problem.TWICE),
        (RANKING, [Mark(1, number=1)], Problem.TOO_FEW),
        (RANKING, [Mark(1, number=1), Mark(2, number=3)], Problem.OUT_OF_RANGE),
        (MATRIX, [Mark(row=1, number=1), Mark(row=2, number=5)], None),
        (MATRIX, [Mark(row=1, number=1)], Problem.TOO_FEW),
        (MATRIX, [Mark(row=1, number=6), Mark(row=2, number=5)], Problem.OUT_OF_RANGE),
        (MATRIX, [Mark(row=7, number=1), Mark(row=2, number=5)], Problem.UNKNOWN),
        (SCALE, [Mark(number=5)], None),
        (SCALE, [Mark(number=0)], Problem.OUT_OF_RANGE),
        (SCALE, [Mark(number=1), Mark(number=2)], Problem.TOO_MANY),
        (TEXT, [Mark(text="daarom")], None),
        (TEXT, [Mark(text="  ")], Problem.MISSING),
        (TEXT, [Mark(text="x" * 100_000)], Problem.TOO_LONG),
        (TEXT, [Mark(number=3)], Problem.UNKNOWN),
    ],
)
def test_an_answer_fits_or_says_why_not(ask: Ask, marks: list[Mark], wrong: Problem | None) -> None:
    assert problem(ask, marks) == wrong


WHY = Ask(20, Kind.SHORT_TEXT, "Waarom niet?", only_if=(10, 2), page=2)
AND_THEN = Ask(21, Kind.ONE, "En dan?", options=OPTIONS[:2], only_if=(22, 1), page=3)
DEEP = Ask(22, Kind.ONE, "Echt niet?", options=OPTIONS[:2], only_if=(10, 2), page=2)
LAST = Ask(23, Kind.SCALE, "Cijfer?", least=1, most=5, page=4)
SURVEY = (ONE, WHY, DEEP, AND_THEN, LAST)


def test_a_question_shows_only_after_the_answer_it_hangs_on() -> None:
    assert [ask.pk for ask in visible(SURVEY, {10: [Mark(1)]})] == [10, 23]
    assert [ask.pk for ask in visible(SURVEY, {10: [Mark(2)]})] == [10, 20, 22, 23]
    assert [ask.pk for ask in visible(SURVEY, {10: [Mark(2)], 22: [Mark(1)]})] == [10, 20, 22, 21, 23]


def test_an_answer_to_a_hidden_question_hides_what_hangs_on_it_and_does_not_count() -> None:
    answers = {10: [Mark(1)], 22: [Mark(1)], 21: [Mark(1)], 23: [Mark(number=2)]}
    assert set(kept(SURVEY, answers)) == {10, 23}
    assert problems(SURVEY, answers) == {}


def test_pages_without_a_question_for_this_person_are_passed_over() -> None:
    no, yes = {10: [Mark(2)]}, {10: [Mark(1)]}
    assert next_page(SURVEY, yes, 1) == 4
    assert next_page(SURVEY, no, 1) == 2
    assert previous_page(SURVEY, yes, 4) == 1
    assert next_page(SURVEY, yes, 4) is None


marks = st.builds(Mark, st.none() | st.integers(), st.none() | st.integers(), st.none() | st.integers(), st.text())


@given(st.dictionaries(st.integers(1, 10**9), st.lists(marks, max_size=4).map(tuple)))
def test_answers_survive_being_saved(answers: dict[int, tuple[Mark, ...]]) -> None:
    assert from_json(to_json(answers)) == answers
