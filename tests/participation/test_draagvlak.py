"""Draagvlak: the check and the breakdown. Figures were worked out by hand."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.draagvlak import (
    DEFAULT_RULES,
    Area,
    BreakdownRow,
    Report,
    Requirement,
    Rule,
    Scope,
    Voice,
    breakdown,
    evaluate,
)

STRAAT, BUURT, WIJK = (DEFAULT_RULES[scope] for scope in (Scope.STRAAT, Scope.BUURT, Scope.WIJK))
OOST = Area.of("1221", "1223")
ELSEWHERE = "1211AA"


def report(rule: Rule, tallies: dict[str, int], *, concerns: int = 0, parties: tuple[Voice, ...] = ()) -> Report:
    return evaluate(rule, tallies=tallies, concerns=concerns, area=OOST, parties=parties)


def line(found: Report, key: str) -> Requirement:
    return next(requirement for requirement in found.requirements if requirement.key == key)


def spread(total: int, postcodes: int) -> dict[str, int]:
    """So many supports, as even as can be over so many postcodes of Oost."""
    return dict(Counter(f"1221A{chr(65 + number % postcodes)}" for number in range(total)))


def test_the_defaults_are_those_of_the_domain() -> None:
    assert Rule(8, 2, None, None, 6, 0.25) == STRAAT
    assert Rule(25, 5, None, 0.6, 6, 0.25) == BUURT
    assert Rule(75, 12, 2, 0.6, 6, 0.25) == WIJK


def test_a_buurt_with_enough_spread_support_has_draagvlak() -> None:
    found = report(BUURT, {"1221AA": 15, "1221AB": 4, "1221AC": 3, "1223XY": 2, "1223XZ": 1, ELSEWHERE: 3})
    assert found.is_met
    assert (found.inside_count, found.outside_count, found.missing_count) == (25, 3, 0)
    assert (found.pc6_count, found.largest_share_percent) == (5, 60)
    assert [(row.key, row.figure, row.norm, row.is_met) for row in found.requirements] == [
        ("supporters", 25, 25, True),
        ("pc6", 5, 5, True),
        ("parties", 1, None, True),
        ("share", 60, 60, True),
    ]
    assert [row.words for row in found.requirements] == [
        "25 steunbetuigingen. Nodig: 25.",
        "De steun komt uit 5 postcodes. Nodig: 5.",
        "Soorten partijen: bewoners. Dit is ter informatie.",
        "60% van de steun komt uit één postcode. Hoogstens 60% mag.",
    ]


def test_one_supporter_short_is_not_met() -> None:
    found = report(BUURT, spread(24, 6))
    assert not found.is_met
    assert found.missing_count == 1
    assert line(found, "supporters").words == "24 van 25 steunbetuigingen. Nog 1 nodig."


def test_one_postcode_short_is_not_met() -> None:
    found = report(BUURT, spread(40, 4))
    assert [row.key for row in found.requirements if not row.is_met] == ["pc6"]


def test_more_than_60_percent_from_one_postcode_is_not_met_and_is_rounded_up() -> None:
    tallies = {"1221AA": 601, **{f"1223B{letter}": 57 for letter in "ABCDEFG"}}
    found = report(BUURT, tallies)
    assert found.inside_count == 1000
    assert [row.key for row in found.requirements if not row.is_met] == ["share"]
    assert line(found, "share").figure == 61
    assert report(BUURT, {**tallies, "1221AA": 598}).is_met


def test_a_street_has_no_limit_per_postcode() -> None:
    found = report(STRAAT, {"1221AA": 7, "1221AB": 1})
    assert found.is_met
    assert [row.key for row in found.requirements] == ["supporters", "pc6", "parties"]
    assert not report(STRAAT, {"1221AA": 8}).is_met


def test_no_support_at_all_is_said_in_words() -> None:
    found = report(BUURT, {})
    assert not found.is_met
    assert [row.words for row in found.requirements] == [
        "0 van 25 steunbetuigingen. Nog 25 nodig.",
        "De steun komt uit 0 postcodes. Nodig: 5.",
        "Soorten partijen: nog geen. Dit is ter informatie.",
        "Er is nog geen steun. Hoogstens 60% mag uit één postcode komen.",
    ]
    assert [(row.figure, row.is_met) for row in found.requirements] == [(0, False), (0, False), (0, True), (0, False)]
    assert found.largest_share_percent == 0


def test_a_postcode_without_support_is_none() -> None:
    assert report(STRAAT, {"1221AA": 8, "1221AB": 0}).pc6_count == 1


def test_only_outsiders_is_no_support() -> None:
    found = report(STRAAT, {ELSEWHERE: 200, "1222ZZ": 50})
    assert (found.inside_count, found.outside_count, found.pc6_count, found.missing_count) == (0, 250, 0, 8)
    assert not found.is_met


def school(postcode: str = "1221AA", *, checked: bool = True) -> Voice:
    return Voice(postcode, "email", party="school", party_checked=checked)


@pytest.mark.parametrize(
    ("parties", "kinds"),
    [
        ((), ("bewoners",)),
        ((school(),), ("bewoners", "school")),
        ((school(), school("1223XY")), ("bewoners", "school")),
        ((school(checked=False),), ("bewoners",)),
        ((Voice("1221AA", party="school"),), ("bewoners",)),
        ((school(ELSEWHERE),), ("bewoners",)),
        ((school(), Voice("1221AB", "paper", "ondernemer", True)), ("bewoners", "ondernemer", "school")),
    ],
)
def test_a_kind_of_party_counts_once_it_is_checked_and_from_the_area(
    parties: tuple[Voice, ...], kinds: tuple[str, ...]
) -> None:
    found = report(WIJK, spread(80, 12), parties=parties)
    assert found.party_kinds == kinds
    assert line(found, "parties").is_met is (len(kinds) >= 2)
    assert found.is_met is (len(kinds) >= 2)


def test_kinds_of_party_are_named_in_words() -> None:
    found = report(WIJK, spread(80, 12), parties=(school(), Voice("1221AB", "email", "corporatie", True)))
    assert line(found, "parties").words == "Soorten partijen: bewoners, woningcorporatie, school. Nodig: 2."


def test_organisations_alone_are_no_residents() -> None:
    found = report(STRAAT, {"1221AA": 2}, parties=(school(), school()))
    assert found.party_kinds == ("school",)
    assert report(STRAAT, {"1221AA": 3}, parties=(school(), school())).party_kinds == ("bewoners", "school")


@pytest.mark.parametrize(
    ("support", "concerns", "is_needed"),
    [(0, 0, False), (0, 1, True), (40, 10, False), (40, 11, True), (4, 1, False), (3, 1, True)],
)
def test_more_concerns_than_a_quarter_of_the_support_ask_for_a_talk(
    support: int, concerns: int, is_needed: bool
) -> None:
    found = report(BUURT, {"1221AA": support, ELSEWHERE: 500}, concerns=concerns)
    assert found.is_talk_needed is is_needed
    assert found.concern_count == concerns


def test_concerns_never_refuse() -> None:
    assert report(BUURT, spread(25, 5), concerns=1000).is_met


def test_channels_and_other_proof_stand_beside_the_figures() -> None:
    found = evaluate(
        BUURT,
        tallies={"1221AA": 3},
        concerns=0,
        area=OOST,
        channels={"email": 2, "paper": 1},
        other_proof=("gesprek",),
    )
    assert found.channels == {"email": 2, "paper": 1}
    assert found.other_proof == ("gesprek",)
    assert not found.is_met


def test_a_municipalitys_own_numbers_are_obeyed() -> None:
    own = Rule(supporters=3, pc6=1, parties=3, max_share_one_pc6=1.0, concern_talk_share=0.5)
    assert not report(own, {"1221AA": 3}, parties=(school(),)).is_met
    met = report(replace(own, parties=2), {"1221AA": 3}, concerns=1, parties=(school(),))
    assert met.is_met
    assert not met.is_talk_needed


@pytest.mark.parametrize(
    ("postcode", "is_inside"),
    [
        ("1213KZ", False),
        ("1213LA", True),
        ("1213ZZ", True),
        ("1214AA", True),
        ("1214ZZ", True),
        ("1215AA", False),
        ("1221AB", True),
        ("1221AC", False),
        ("1214", False),
        ("", False),
    ],
)
def test_an_area_holds_its_ranges_both_ends_included(postcode: str, is_inside: bool) -> None:
    assert Area.of("1214", "1213LA-1213ZZ", "1221AB").contains(postcode) is is_inside


def test_an_area_of_nothing_holds_nobody() -> None:
    assert not Area(()).contains("1221AB")


def test_no_postcode_makes_no_area() -> None:
    with pytest.raises(ValueError, match="postcode"):
        Area.of("Hilversum")


pc6 = st.builds(
    lambda digits, letters: f"{digits}{letters}", st.integers(1220, 1224), st.sampled_from(["AA", "BB", "CC"])
)
tallies_of = st.dictionaries(pc6, st.integers(0, 60), max_size=15)
rules = st.sampled_from([STRAAT, BUURT, WIJK])
concern_counts = st.integers(0, 100)


@given(rule=rules, tallies=tallies_of, one_more=pc6)
def test_one_more_support_never_undoes_number_spread_or_parties(
    rule: Rule, tallies: dict[str, int], one_more: str
) -> None:
    before = report(rule, tallies)
    after = report(rule, {**tallies, one_more: tallies.get(one_more, 0) + 1})
    for key in ("supporters", "pc6", "parties"):
        assert line(after, key).figure >= line(before, key).figure
        assert line(after, key).is_met or not line(before, key).is_met
    assert after.missing_count <= before.missing_count


@given(rule=rules, tallies=tallies_of, concerns=concern_counts, shuffled=st.randoms())
def test_the_order_does_not_matter(rule: Rule, tallies: dict[str, int], concerns: int, shuffled: object) -> None:
    items = list(tallies.items())
    shuffled.shuffle(items)
    assert report(rule, dict(items), concerns=concerns) == report(rule, tallies, concerns=concerns)


@given(rule=rules, tallies=tallies_of, concerns=concern_counts, outsiders=st.integers(1, 10_000))
def test_outsiders_never_count(rule: Rule, tallies: dict[str, int], concerns: int, outsiders: int) -> None:
    without = report(rule, tallies, concerns=concerns)
    crowded = report(rule, {**tallies, ELSEWHERE: outsiders}, concerns=concerns)
    assert crowded == replace(without, outside_count=without.outside_count + outsiders)


@given(rule=rules, tallies=tallies_of)
def test_everybody_is_counted_once(rule: Rule, tallies: dict[str, int]) -> None:
    found = report(rule, tallies)
    assert found.inside_count + found.outside_count == sum(tallies.values())


@pytest.mark.parametrize(
    ("tallies", "rows"),
    [
        ({}, []),
        ({"A": 12}, [("A", 12)]),
        ({"A": 4}, []),
        ({"A": 2, "B": 2}, []),
        ({"A": 3, "B": 2}, [(None, 5)]),
        ({"A": 12, "B": 8, "C": 5}, [("A", 12), ("B", 8), ("C", 5)]),
        ({"A": 12, "B": 8, "C": 4, "D": 3}, [("A", 12), ("B", 8), (None, 7)]),
        ({"A": 12, "B": 8, "C": 4}, [("A", 12), (None, 12)]),
        ({"A": 12, "B": 3, "C": 2}, [("A", 12), (None, 5)]),
        ({"A": 12, "B": 8, "C": 1, "D": 1}, [("A", 12), (None, 10)]),
        ({"A": 12, "C": 4}, [(None, 16)]),
        ({"A": 12, "B": 0}, [("A", 12)]),
        ({"B": 6, "A": 6, "C": 7}, [("C", 7), ("A", 6), ("B", 6)]),
    ],
)
def test_a_breakdown_hides_small_groups(tallies: dict[str, int], rows: list[tuple[str | None, int]]) -> None:
    assert breakdown(tallies) == [BreakdownRow(key, count) for key, count in rows]


def test_open_data_has_a_higher_floor() -> None:
    assert breakdown({"A": 12, "B": 8, "C": 4}, floor=10) == [BreakdownRow("A", 12), BreakdownRow(None, 12)]


@given(
    tallies=st.dictionaries(st.text("ABCDEF", min_size=1, max_size=2), st.integers(0, 30), max_size=20),
    floor=st.integers(2, 10),
)
def test_no_small_group_is_shown_or_can_be_worked_out(tallies: dict[str, int], floor: int) -> None:
    rows = breakdown(tallies, floor=floor)
    named = {row.key for row in rows if row.key is not None}
    hidden = [count for key, count in tallies.items() if count and key not in named]
    assert all(row.count >= floor for row in rows)
    assert all(row.count == tallies[row.key] for row in rows if row.key is not None)
    if rows:
        assert sum(row.count for row in rows) == sum(tallies.values())
        assert len(hidden) != 1
    else:
        assert sum(tallies.values()) < floor
