"""Counting: hand-counted examples of each kind, and properties."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls.codes import Kind
from polls.counting import mean, median, result, slots
from polls.questions import Ask, Mark, Option

A, B, C = (Option(pk, name) for pk, name in ((1, "bomen"), (2, "bankjes"), (3, "een bal")))


def counts_of(ask: Ask, *ballots: list[Mark]) -> Counter[str]:
    return Counter(slot for marks in ballots for slot in slots(ask, marks))


def lines(found) -> list[tuple[str, int, int]]:
    return [(line.option.text, line.people, line.percent) for line in found.lines]


def test_one_choice_counts_people_and_percents_of_all() -> None:
    ask = Ask(9, Kind.ONE, "Wat?", options=(A, B, C))
    found = result(ask, counts_of(ask, [Mark(1)], [Mark(1)], [Mark(2)], [Mark(1)], [Mark(2)], [Mark(3)], [Mark(1)]))
    # 4, 2 and 1 of 7: 57.1, 28.6 and 14.3 percent.
    assert lines(found) == [("bomen", 4, 57), ("bankjes", 2, 29), ("een bal", 1, 14)]
    assert found.respondents == 7
    assert [line.option for line in found.winners] == [A]
    assert [line.width for line in found.lines] == [100, 50, 25]


def test_yes_no_counts_as_one_choice() -> None:
    ask = Ask(9, Kind.YES_NO, "Ben je voor?", options=(A, B, C))
    assert lines(result(ask, counts_of(ask, [Mark(1)], [Mark(3)]))) == [
        ("bomen", 1, 50),
        ("bankjes", 0, 0),
        ("een bal", 1, 50),
    ]


def test_several_choices_are_percents_of_people_not_of_crosses() -> None:
    ask = Ask(9, Kind.SEVERAL, "Wat mist er?", options=(A, B, C))
    found = result(ask, counts_of(ask, [Mark(1), Mark(2)], [Mark(1), Mark(2), Mark(3)], [Mark(1)], [Mark(2)]))
    # Four people gave seven crosses: 3 of 4 is 75%, 1 of 4 is 25%. Together 175%.
    assert lines(found) == [("bomen", 3, 75), ("bankjes", 3, 75), ("een bal", 1, 25)]
    assert found.respondents == 4
    assert [line.option for line in found.winners] == [A, B]


def test_a_scale_has_distribution_mean_and_median() -> None:
    ask = Ask(9, Kind.SCALE, "Cijfer?", least=1, most=5)
    found = result(ask, counts_of(ask, *([Mark(number=n)] for n in (1, 4, 4, 5))))
    assert lines(found) == [("1", 1, 25), ("2", 0, 0), ("3", 0, 0), ("4", 2, 50), ("5", 1, 25)]
    assert (found.mean, found.median) == (Fraction(14, 4), 4)


def test_a_number_has_mean_median_ends_and_bands() -> None:
    ask = Ask(9, Kind.NUMBER, "Hoe lang?", least=0, most=100)
    found = result(ask, counts_of(ask, *([Mark(number=n)] for n in (0, 3, 5, 40))))
    assert (found.mean, found.median, found.lowest, found.highest) == (12, 4, 0, 40)
    # 41 numbers from 0 to 40 in at most ten bands: of five each.
    assert lines(found)[:2] == [("0–4", 2, 50), ("5–9", 1, 25)]
    assert lines(found)[-1] == ("40", 1, 25)
    assert sum(people for _name, people, _percent in lines(found)) == 4


def test_a_ranking_has_average_place_and_first_choices_best_first() -> None:
    ask = Ask(9, Kind.RANKING, "Volgorde?", options=(A, B, C))
    ballots = [(1, 2, 3), (2, 1, 3), (2, 1, 3)]
    found = result(
        ask, counts_of(ask, *([Mark(1, number=a), Mark(2, number=b), Mark(3, number=c)] for a, b, c in ballots))
    )
    assert [(line.option.text, line.people, line.mean) for line in found.lines] == [
        ("bankjes", 2, Fraction(4, 3)),
        ("bomen", 1, Fraction(5, 3)),
        ("een bal", 0, 3),
    ]
    assert [line.option for line in found.winners] == [B]


def test_a_matrix_has_a_mean_and_a_distribution_per_row() -> None:
    ask = Ask(9, Kind.MATRIX, "Wat vind je?", rows=(A, B), least=1, most=5)
    found = result(ask, counts_of(ask, [Mark(row=1, number=5), Mark(row=2, number=2)], [Mark(row=1, number=4)]))
    assert [(line.option.text, line.people, line.mean) for line in found.lines] == [
        ("bomen", 2, Fraction(9, 2)),
        ("bankjes", 1, 2),
    ]
    rows = {option.text: [line.people for line in spread] for option, spread in found.matrix}
    assert rows == {"bomen": [0, 0, 0, 1, 1], "bankjes": [0, 1, 0, 0, 0]}


@pytest.mark.parametrize("kind", [Kind.SHORT_TEXT, Kind.LONG_TEXT])
def test_a_text_counts_who_wrote_something(kind: Kind) -> None:
    ask = Ask(9, kind, "Waarom?")
    found = result(ask, counts_of(ask, [Mark(text="daarom")], [Mark(text="omdat")]))
    assert (found.respondents, found.lines) == (2, ())


def test_pictures_count_as_one_choice_and_other_words_do_not_split_their_choice() -> None:
    other = Option(4, "Anders, namelijk", is_other=True)
    ask = Ask(9, Kind.PICTURE, "Welke?", options=(A, other))
    found = result(ask, counts_of(ask, [Mark(4, text="een vijver")], [Mark(4, text="een berg")], [Mark(1)]))
    assert lines(found) == [("bomen", 1, 33), ("Anders, namelijk", 2, 67)]


def test_what_can_no_longer_be_chosen_shows_with_its_votes_and_not_without() -> None:
    gone, unused = Option(4, "weg", is_retired=True), Option(5, "nooit", is_retired=True)
    ask = Ask(9, Kind.ONE, "Wat?", options=(A, gone, unused))
    assert lines(result(ask, {"": 2, "c1": 1, "c4": 1})) == [("bomen", 1, 50), ("weg", 1, 50)]


def test_nothing_counts_as_nothing() -> None:
    for kind in Kind:
        found = result(Ask(9, kind, "Leeg?", options=(A, B), rows=(A,), least=1, most=5), {})
        assert found.respondents == 0
        assert found.winners == ()
        assert all(line.people == 0 and line.percent == 0 for line in found.lines)


numbers = st.lists(st.integers(-50, 50), min_size=1, max_size=40)


@given(numbers)
def test_mean_and_median_are_those_of_the_numbers_in_a_row(values: list[int]) -> None:
    spread = Counter(values)
    assert mean(spread) == Fraction(sum(values), len(values))
    assert median(spread) == Fraction(plain_median(values))


@given(st.lists(st.sampled_from([1, 2, 3]), max_size=60))
def test_one_choice_equals_a_plain_count_and_equal_counts_have_equal_percents(picks: list[int]) -> None:
    ask = Ask(9, Kind.ONE, "Wat?", options=(A, B, C))
    found = result(ask, counts_of(ask, *([Mark(pick)] for pick in picks)))
    assert [line.people for line in found.lines] == [picks.count(1), picks.count(2), picks.count(3)]
    # Each is right by itself: in halves of a percent, all three may be rounded the same way.
    assert abs(sum(line.percent for line in found.lines) - (100 if picks else 0)) <= 1
    for line in found.lines:
        assert picks == [] or abs(line.percent - Fraction(100 * line.people, len(picks))) <= Fraction(1, 2)
        assert {other.percent for other in found.lines if other.people == line.people} == {line.percent}


@given(st.lists(st.sets(st.sampled_from([1, 2, 3]), min_size=1), min_size=1, max_size=60))
def test_several_choices_are_never_more_than_all_people(ballots: list[set[int]]) -> None:
    ask = Ask(9, Kind.SEVERAL, "Wat?", options=(A, B, C))
    found = result(ask, counts_of(ask, *([Mark(pick) for pick in ballot] for ballot in ballots)))
    for line in found.lines:
        exact = Fraction(100 * sum(line.option.pk in ballot for ballot in ballots), len(ballots))
        assert abs(line.percent - exact) <= Fraction(1, 2)


@given(numbers)
def test_bands_lose_nobody(values: list[int]) -> None:
    ask = Ask(9, Kind.NUMBER, "Hoeveel?")
    found = result(ask, counts_of(ask, *([Mark(number=value)] for value in values)))
    assert sum(line.people for line in found.lines) == len(values)
    assert len(found.lines) <= 10
