"""The books: what lines do to a pot. Amounts in cents, sums made by hand."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.codes import LineKind
from participation.ledger import (
    STATUS_WORDS,
    Balance,
    Line,
    balance,
    balance_of_sums,
    choose_pot,
    room_for,
    sign_is_right,
    transfer_lines,
)

ALLOCATION, RESERVATION, COMMITMENT = LineKind.ALLOCATION, LineKind.RESERVATION, LineKind.COMMITMENT
PAYMENT, RELEASE, SETTLEMENT, RECOVERY = LineKind.PAYMENT, LineKind.RELEASE, LineKind.SETTLEMENT, LineKind.RECOVERY

# The subsidy budget of Oost, EUR 53,500: a plan of EUR 6,400 from proposal to settlement.
STORY = [
    (ALLOCATION, 5_350_000, (5_350_000, 0, 0, 0, 5_350_000)),
    (RESERVATION, 640_000, (5_350_000, 640_000, 0, 0, 4_710_000)),
    (RESERVATION, -640_000, (5_350_000, 0, 0, 0, 5_350_000)),
    (COMMITMENT, 640_000, (5_350_000, 0, 640_000, 0, 4_710_000)),
    (PAYMENT, 400_000, (5_350_000, 0, 240_000, 400_000, 4_710_000)),
    (SETTLEMENT, -40_000, (5_350_000, 0, 200_000, 400_000, 4_750_000)),
    (RELEASE, 150_000, (5_350_000, 0, 50_000, 400_000, 4_900_000)),
    (PAYMENT, 50_000, (5_350_000, 0, 0, 450_000, 4_900_000)),
    (RECOVERY, 30_000, (5_350_000, 0, 0, 420_000, 4_930_000)),
    (LineKind.TRANSFER, -1_000_000, (4_350_000, 0, 0, 420_000, 3_930_000)),
    (LineKind.CARRY_OVER, 7, (4_350_007, 0, 0, 420_000, 3_930_007)),
    (LineKind.EXPENSE, 4_875, (4_350_007, 0, 0, 424_875, 3_925_132)),
]


@pytest.mark.parametrize("count", range(1, len(STORY) + 1))
def test_each_line_moves_what_the_domain_says(count: int) -> None:
    found = balance(Line.of(kind, cents) for kind, cents, _sums in STORY[:count])
    budget, reserved, committed, spent, free = STORY[count - 1][2]
    assert found == Balance(budget, reserved, committed, spent)
    assert found.free_cents == free
    assert found.promised_cents == committed


def test_no_lines_is_nothing() -> None:
    assert balance([]) == Balance(0, 0, 0, 0)
    assert Balance().free_cents == 0


@pytest.mark.parametrize(
    ("kind", "cents"),
    [
        (ALLOCATION, 500),
        (LineKind.TRANSFER, -500),
        (LineKind.CARRY_OVER, 500),
        (RESERVATION, 500),
        (COMMITMENT, 500),
        (PAYMENT, 500),
        (LineKind.EXPENSE, 500),
        (RELEASE, 500),
        (SETTLEMENT, -500),
        (RECOVERY, 500),
    ],
)
def test_a_correction_takes_back_what_a_line_booked(kind: LineKind, cents: int) -> None:
    wrong = Line.of(kind, cents)
    right = Line.correcting(wrong, -cents)
    assert (right.kind, right.effect, right.amount_cents) == ("correction", kind, -cents)
    assert balance([wrong]) != Balance()
    assert balance([wrong, right]) == Balance()


def test_a_correction_of_a_part_leaves_the_rest() -> None:
    paid = Line.of(PAYMENT, 10_000)
    assert balance([paid, Line.correcting(paid, -1_000)]) == Balance(committed_cents=-9_000, spent_cents=9_000)


def test_a_correction_of_a_correction_keeps_the_effect() -> None:
    paid = Line.of(PAYMENT, 10_000)
    once = Line.correcting(paid, -10_000)
    assert balance([paid, once, Line.correcting(once, 10_000)]) == balance([paid])


def test_a_correction_needs_a_line_and_an_amount() -> None:
    with pytest.raises(ValueError, match="correction"):
        Line.of(LineKind.CORRECTION, 5)
    with pytest.raises(ValueError, match="nothing"):
        Line.correcting(Line.of(PAYMENT, 5), 0)


@pytest.mark.parametrize(
    ("kind", "is_minus_right", "is_plus_right"),
    [
        ("allocation", False, True),
        ("transfer", True, True),
        ("carry_over", True, True),
        ("reservation", True, True),
        ("commitment", False, True),
        ("payment", False, True),
        ("release", False, True),
        ("settlement", True, False),
        ("recovery", False, True),
        ("correction", True, True),
    ],
)
def test_each_kind_of_line_has_its_sign_and_none_is_zero(kind: str, is_minus_right: bool, is_plus_right: bool) -> None:
    assert sign_is_right(kind, -1) is is_minus_right
    assert sign_is_right(kind, 1) is is_plus_right
    assert not sign_is_right(kind, 0)


def test_every_kind_of_line_has_a_row_above() -> None:
    assert {kind for kind, _cents, _sums in STORY} | {"correction"} == set(LineKind)


def test_a_line_with_the_wrong_sign_is_not_made() -> None:
    with pytest.raises(ValueError, match="payment"):
        Line.of(PAYMENT, -1)


@dataclass
class Row:
    """What the database gives: effects are plain text."""

    effect: str
    amount_cents: int


def test_rows_of_the_database_and_their_sums_count_alike() -> None:
    rows = [Row("allocation", 300), Row("payment", 40), Row("commitment", 50), Row("allocation", 25)]
    assert balance(rows) == balance_of_sums({"allocation": 325, "payment": 40, "commitment": 50})
    assert balance(rows) == Balance(325, 0, 10, 40)


@pytest.mark.parametrize("effect", ["correction", "gift"])
def test_a_sum_without_effect_is_refused(effect: str) -> None:
    with pytest.raises(KeyError):
        balance_of_sums({effect: 5})


def test_two_pots_add_up() -> None:
    subsidy, hand_money = Balance(5_350_000, 1, 20, 300), Balance(825_000, 4, 50, 600)
    assert subsidy + hand_money == Balance(6_175_000, 5, 70, 900)


def room(amount_cents: int, **changes: int | bool) -> list[str]:
    given = {"consulted": False, "city_free_cents": 1_000_000, **changes}
    return room_for(Balance(budget_cents=700_000, spent_cents=200_000), amount_cents, **given)


def test_what_is_free_can_be_given_to_the_last_cent() -> None:
    assert room(500_000) == []
    assert room(500_001) == [
        "In deze pot is nog €\u00a05.000 vrij. Overleg met de teammanagers en leg dat vast, of verlaag het bedrag."
    ]


def test_over_a_wijks_pot_goes_with_consultation_and_over_the_citys_total_never() -> None:
    assert room(1_000_000, consulted=True) == []
    assert room(1_000_001, consulted=True) == [
        "Alle wijken samen hebben nog €\u00a010.000 vrij. Dit besluit kost €\u00a010.000,01, "
        "dus het kan niet doorgaan."
    ]
    assert len(room(1_000_001)) == 2


def test_what_is_reserved_for_the_decision_itself_counts_as_free() -> None:
    assert room(510_000, own_reserved_cents=10_000) == []
    assert len(room(510_001, own_reserved_cents=10_000)) == 1
    assert room(1_010_000, consulted=True, own_reserved_cents=10_000) == []
    assert len(room(1_010_001, consulted=True, own_reserved_cents=10_000)) == 1


def test_no_money_always_fits() -> None:
    assert room_for(Balance(spent_cents=900), 0, consulted=False, city_free_cents=-900) == []


@pytest.mark.parametrize(
    ("amount_cents", "free_cents", "pot"),
    [
        (200_000, 825_000, "hand_money"),
        (200_000, 200_000, "hand_money"),
        (200_000, 199_999, "subsidy"),
        (200_001, 825_000, "subsidy"),
        (1, 0, "subsidy"),
        (1, -5_000, "subsidy"),
    ],
)
def test_small_amounts_come_from_hand_money_while_it_lasts(amount_cents: int, free_cents: int, pot: str) -> None:
    assert choose_pot(amount_cents, free_cents) == pot


def test_the_bound_of_hand_money_follows_the_mandate() -> None:
    assert choose_pot(200_001, 900_000, up_to_cents=250_000) == "hand_money"
    assert choose_pot(100_001, 900_000, up_to_cents=100_000) == "subsidy"


@pytest.mark.parametrize("kind", [LineKind.TRANSFER, LineKind.CARRY_OVER])
def test_a_transfer_is_two_lines_that_sum_to_zero(kind: LineKind) -> None:
    out_of, into = transfer_lines(125_000, kind=kind)
    assert (out_of.kind, out_of.amount_cents) == (kind, -125_000)
    assert (into.kind, into.amount_cents) == (kind, 125_000)
    assert balance([out_of, into]) == Balance()


def test_a_cent_can_be_transferred() -> None:
    assert [line.amount_cents for line in transfer_lines(1)] == [-1, 1]


@pytest.mark.parametrize("cents", [0, -1])
def test_a_transfer_of_nothing_is_refused(cents: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        transfer_lines(cents)


def test_the_standings_have_plain_words() -> None:
    assert {key: str(words) for key, words in STATUS_WORDS.items()} == {
        "spent": "uitgegeven",
        "promised": "toegezegd",
        "reserved": "gereserveerd",
        "free": "nog vrij",
    }


rows_of = st.lists(
    st.builds(
        Row,
        st.sampled_from(sorted(set(LineKind) - {LineKind.CORRECTION})),
        st.integers(-(10**9), 10**9),
    ),
    max_size=40,
)


@given(rows=rows_of, shuffled=st.randoms())
def test_the_order_of_lines_does_not_matter(rows: list[Row], shuffled: object) -> None:
    mixed = list(rows)
    shuffled.shuffle(mixed)
    assert balance(mixed) == balance(rows)


@given(some=rows_of, others=rows_of)
def test_pots_together_are_their_lines_together(some: list[Row], others: list[Row]) -> None:
    assert balance(some) + balance(others) == balance(some + others)


@given(rows=rows_of)
def test_free_changes_only_by_budget_claims_and_money_back(rows: list[Row]) -> None:
    def total(*effects: str) -> int:
        return sum(row.amount_cents for row in rows if row.effect in effects)

    expected = total("allocation", "transfer", "carry_over", "release", "recovery") - total(
        "reservation", "commitment", "settlement", "expense"
    )
    assert balance(rows).free_cents == expected


@given(
    amount=st.integers(1, 10**7),
    budget=st.integers(0, 10**7),
    city=st.integers(0, 10**7),
    consulted=st.booleans(),
)
def test_a_decision_that_fits_never_overdraws_the_city(amount: int, budget: int, city: int, consulted: bool) -> None:
    if not room_for(Balance(budget_cents=budget), amount, consulted=consulted, city_free_cents=city):
        assert amount <= city
        assert consulted or amount <= budget
