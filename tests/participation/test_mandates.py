"""Who decides and who signs. Amounts in cents; the table of domain/README was copied by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.models import Role
from participation.mandates import (
    MandateMissing,
    MandateRow,
    SignOffNeed,
    default_table,
    in_force,
    level,
    may_sign,
    sign_offs,
)

TODAY = date(2026, 11, 20)
TABLE = default_table()
ALONE = ("wijkregisseur",)
TWO = ("wijkregisseur", "wijkwethouder")
TEAM = ("voorzitter", "wijkwethouder")
COLLEGE = ("college",)
ALDERMAN = ("wethouder",)

SAMIRA, HASSAN, INGE = 1, 2, 3


def roles(amount_cents: int, **facts: object) -> tuple[str, ...]:
    return level(TABLE, amount_cents=amount_cents, on=TODAY, **facts).roles


@pytest.mark.parametrize(
    ("amount_cents", "expected"),
    [
        (0, ALONE),
        (1, ALONE),
        (199_999, ALONE),
        (200_000, ALONE),
        (200_001, TWO),
        (999_999, TWO),
        (1_000_000, TWO),
        (1_000_001, TEAM),
        (2_499_999, TEAM),
        (2_500_000, TEAM),
        (2_500_001, COLLEGE),
        (1_000_000_000, COLLEGE),
    ],
)
def test_the_level_changes_at_the_cent(amount_cents: int, expected: tuple[str, ...]) -> None:
    assert roles(amount_cents) == expected


@pytest.mark.parametrize(
    ("amount_cents", "earlier_cents", "expected"),
    [
        (190_000, 0, ALONE),
        (190_000, 10_000, ALONE),
        (190_000, 10_001, TWO),
        (190_000, 380_000, TWO),
        (1, 1_000_000, TEAM),
        (0, 5_000_000, ALONE),
    ],
)
def test_earlier_grants_count_along(amount_cents: int, earlier_cents: int, expected: tuple[str, ...]) -> None:
    assert roles(amount_cents, earlier_cents=earlier_cents) == expected


@pytest.mark.parametrize("amount_cents", [0, 1, 200_000, 840_000, 3_000_000])
def test_doubt_on_criterion_4_and_investments_go_to_the_college_at_any_amount(amount_cents: int) -> None:
    assert roles(amount_cents, criterion4_doubt=True) == COLLEGE
    investment = level(TABLE, amount_cents=amount_cents, on=TODAY, is_investment=True)
    assert (investment.kind, investment.roles) == ("investering", COLLEGE)


@pytest.mark.parametrize(
    ("amount_cents", "expected"),
    [(0, ALONE), (1, ALDERMAN), (7_500_000, ALDERMAN), (7_500_001, COLLEGE)],
)
def test_the_alderman_decides_on_wijkkansen(amount_cents: int, expected: tuple[str, ...]) -> None:
    assert roles(amount_cents, kind="wijkkansen") == expected


def test_doubt_on_criterion_4_takes_wijkkansen_to_the_college_too() -> None:
    assert roles(50_000, kind="wijkkansen", criterion4_doubt=True) == COLLEGE


def test_the_default_table_is_that_of_the_domain() -> None:
    assert [(row.kind, row.above_cents, row.up_to_cents, row.roles, row.form, row.ceiling_cents) for row in TABLE] == [
        ("initiative", 0, 200_000, ALONE, "commitment", None),
        ("initiative", 200_000, 1_000_000, TWO, "buurtdeal_beschikking", 1_000_000),
        ("initiative", 1_000_000, 2_500_000, TEAM, "buurtdeal_beschikking", 2_500_000),
        ("initiative", 2_500_000, None, COLLEGE, "collegebesluit", None),
        ("wijkkansen", 0, 7_500_000, ALDERMAN, "buurtdeal_beschikking", 7_500_000),
        ("investering", 0, None, COLLEGE, "collegebesluit", None),
    ]
    assert {row.number for row in TABLE} == {"Buurten 3.0, tabel 2"}


def test_every_signer_is_a_role_of_the_product() -> None:
    assert {need.signer_role for row in TABLE for need in sign_offs(row)} <= set(Role.values)


def newer(valid_from: date) -> tuple[MandateRow, ...]:
    """Another table altogether: other bounds, roles, form and number."""
    return (
        MandateRow("initiative", 0, 100_000, ("wethouder",), "brief", None, "M-2", valid_from),
        MandateRow("initiative", 100_000, 300_000, ("wijkwethouder", "voorzitter"), "akte", None, "M-2", valid_from),
        MandateRow("initiative", 300_000, None, ("griffie",), "akte", None, "M-2", valid_from),
        MandateRow("investering", 0, None, ("teammanager",), "akte", None, "M-2", valid_from),
    )


def test_another_table_is_obeyed_in_every_number_and_role() -> None:
    table = newer(date(2020, 1, 1))

    def decided_by(amount_cents: int, **facts: object) -> tuple[str, ...]:
        row = level(table, amount_cents=amount_cents, on=TODAY, **facts)
        assert row.number == "M-2"
        return row.roles

    assert decided_by(0) == decided_by(100_000) == ("wethouder",)
    assert decided_by(100_001) == decided_by(300_000) == ("wijkwethouder", "voorzitter")
    assert decided_by(300_001) == decided_by(5, criterion4_doubt=True) == ("griffie",)
    assert decided_by(5, is_investment=True) == ("teammanager",)
    needs = sign_offs(table[1])
    assert [(need.role, need.order, need.is_last) for need in needs] == [
        ("wijkwethouder", 1, False),
        ("voorzitter", 2, True),
    ]


def test_a_newer_table_holds_from_its_first_day() -> None:
    table = (*TABLE, *newer(date(2027, 1, 1)))
    assert level(table, amount_cents=150_000, on=date(2026, 12, 31)).roles == ALONE
    assert level(table, amount_cents=150_000, on=date(2027, 1, 1)).roles == ("wijkwethouder", "voorzitter")
    assert level(table, amount_cents=150_000, kind="wijkkansen", on=date(2027, 1, 1)).roles == ALDERMAN
    assert [row.number for row in in_force(table, on=date(2027, 1, 1)) if row.kind == "initiative"] == ["M-2"] * 3


def test_a_level_has_its_bounds_to_the_cent() -> None:
    lowest, middle, *_others = TABLE
    assert [lowest.covers(cents) for cents in (0, 1, 200_000, 200_001)] == [True, True, True, False]
    assert [middle.covers(cents) for cents in (0, 200_000, 200_001, 1_000_000, 1_000_001)] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_the_default_table_holds_from_2020() -> None:
    assert level(TABLE, amount_cents=1, on=date(2020, 1, 1)).valid_from == date(2020, 1, 1)


def test_before_the_first_table_nobody_has_a_mandate() -> None:
    with pytest.raises(MandateMissing, match="Vul de tabel aan"):
        level(TABLE, amount_cents=1, on=date(2019, 12, 31))
    with pytest.raises(MandateMissing):
        level((), amount_cents=0, criterion4_doubt=True, on=TODAY)
    with pytest.raises(MandateMissing):
        level(TABLE[:1], amount_cents=200_001, on=TODAY)


@pytest.mark.parametrize(("amount_cents", "earlier_cents"), [(-1, 0), (0, -1)])
def test_negative_amounts_are_a_fault_of_the_caller(amount_cents: int, earlier_cents: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        level(TABLE, amount_cents=amount_cents, earlier_cents=earlier_cents, on=TODAY)


@given(less=st.integers(0, 5_000_000), more=st.integers(0, 5_000_000), earlier=st.integers(0, 3_000_000))
def test_more_money_never_means_a_lower_level(less: int, more: int, earlier: int) -> None:
    less, more = sorted((less, more))
    low = level(TABLE, amount_cents=less, earlier_cents=earlier, on=TODAY)
    high = level(TABLE, amount_cents=more, earlier_cents=earlier, on=TODAY)
    assert low.above_cents <= high.above_cents
    assert level(TABLE, amount_cents=less, on=TODAY).above_cents <= low.above_cents


def needs_of(amount_cents: int) -> tuple[SignOffNeed, ...]:
    return sign_offs(level(TABLE, amount_cents=amount_cents, on=TODAY))


def reasons(
    need: SignOffNeed, user_id: int, role: str, *previous: int, handler: int | None = SAMIRA, **facts: object
) -> list[str]:
    return may_sign(
        need,
        user_id=user_id,
        role=role,
        previous_signers=previous,
        handler_id=handler,
        **{"conflicted": False, **facts},
    )


def test_up_to_2000_the_wijkregisseur_decides_on_the_own_case() -> None:
    (only,) = needs_of(200_000)
    assert (only.role, only.order, only.is_last, only.is_proposal) == ("wijkregisseur", 1, True, False)
    assert reasons(only, SAMIRA, "wijkregisseur") == []
    assert reasons(only, SAMIRA, "wijkregisseur", proposer_id=SAMIRA) == []


def test_up_to_10000_proposing_is_the_first_signature() -> None:
    first, second = needs_of(640_000)
    assert (first.is_proposal, second.is_proposal) == (True, False)
    assert reasons(first, SAMIRA, "wijkregisseur") == []
    assert reasons(second, HASSAN, "wijkwethouder", SAMIRA) == []


def test_two_signatures_are_two_people() -> None:
    second = needs_of(640_000)[1]
    assert reasons(second, HASSAN, "wijkwethouder", HASSAN) == [
        "Je hebt al getekend. Twee handtekeningen zijn van twee mensen: laat je vervanger tekenen."
    ]


def test_who_handles_or_proposes_does_not_sign_last() -> None:
    last = needs_of(640_000)[1]
    sentence = ["Je behandelt deze zaak of stelde het besluit voor. Iemand anders tekent als laatste."]
    assert reasons(last, HASSAN, "wijkwethouder", INGE, handler=HASSAN) == sentence
    assert reasons(last, HASSAN, "wijkwethouder", INGE, proposer_id=HASSAN) == sentence


def test_a_voorzitter_never_signs_for_the_own_case() -> None:
    first = needs_of(1_250_000)[0]
    assert reasons(first, SAMIRA, "voorzitter") == [
        "Je behandelt deze zaak zelf. Je collega van het cluster tekent als voorzitter."
    ]
    assert reasons(first, INGE, "voorzitter") == []
    assert reasons(first, INGE, "voorzitter", handler=None) == []


def test_what_the_college_decided_is_recorded_by_the_griffie() -> None:
    (only,) = needs_of(5_000_000)
    assert (only.role, only.signer_role) == ("college", "griffie")
    assert reasons(only, INGE, "griffie") == []
    assert reasons(only, INGE, "wijkwethouder") == ["Alleen de griffie legt dit besluit vast."]
    assert len(reasons(only, SAMIRA, "griffie")) == 1


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"wijkwethouder"}))
def test_nobody_signs_in_another_role(role: str) -> None:
    assert reasons(needs_of(640_000)[1], HASSAN, role, SAMIRA) == ["Hier tekent de wijkwethouder."]


def test_nobody_signs_for_a_plan_of_his_or_her_own() -> None:
    (only,) = needs_of(100_000)
    assert reasons(only, SAMIRA, "wijkregisseur", conflicted=True) == [
        "Je bent zelf betrokken bij dit plan. Laat je vervanger tekenen."
    ]


def test_signatures_come_in_order_and_once() -> None:
    first, second = needs_of(640_000)
    assert reasons(second, HASSAN, "wijkwethouder") == ["Eerst moet iemand anders tekenen."]
    assert reasons(first, INGE, "wijkregisseur", SAMIRA) == ["Deze handtekening staat er al."]
    assert reasons(second, INGE, "wijkwethouder", SAMIRA, HASSAN) == ["Deze handtekening staat er al."]


def test_all_reasons_are_given_at_once() -> None:
    last = needs_of(640_000)[1]
    assert reasons(last, SAMIRA, "voorzitter", SAMIRA, conflicted=True) == [
        "Hier tekent de wijkwethouder.",
        "Je bent zelf betrokken bij dit plan. Laat je vervanger tekenen.",
        "Je hebt al getekend. Twee handtekeningen zijn van twee mensen: laat je vervanger tekenen.",
        "Je behandelt deze zaak of stelde het besluit voor. Iemand anders tekent als laatste.",
    ]


@given(amount=st.integers(0, 5_000_000), people=st.lists(st.integers(1, 4), min_size=2, max_size=2))
def test_a_decision_above_the_lowest_level_takes_somebody_who_does_not_handle_it(
    amount: int, people: list[int]
) -> None:
    needs = needs_of(amount)
    signed: list[int] = []
    for need, person in zip(needs, people, strict=False):
        if reasons(need, person, need.signer_role, *signed):
            break
        signed.append(person)
    if len(signed) == len(needs) and amount > 200_000:
        assert signed[-1] != SAMIRA
        assert len(set(signed)) == len(needs)


def test_a_need_above_the_lowest_level_is_marked_by_its_row() -> None:
    assert [need.is_lowest_level for need in needs_of(200_000)] == [True]
    assert [need.is_lowest_level for need in needs_of(200_001)] == [False, False]
    assert not replace(TABLE[0], kind="wijkkansen").is_lowest
