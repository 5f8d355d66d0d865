"""The half-yearly review and the carry-over: proposals that add up, a decision that is booked whole or not at all."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from django.test import Client

from cms.models import User, Wijk
from participation.books import balances
from participation.models import BudgetDecision, LedgerLine, Pot
from participation.review import Move, Standing, proposals
from participation.services import review_budget
from participation.services.audit_books import audit_books
from participation.services.errors import Refused
from tests.conftest import NOW
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree
from tests.factories.participation import fill_pots, in_review, make_house

REVIEW, CARRY_OVER = "/beheer/budget/2026/herverdelen/", "/beheer/budget/2026/overloop/"
COLLEGE = {"decided_on": "2026-07-01", "number": "B&W 26-114".replace("&", ""), "why": "In Oost ligt meer klaar."}


@pytest.mark.parametrize(
    ("standings", "moves"),
    [
        ([], []),
        ([Standing(1, 500), Standing(2, 300)], []),
        ([Standing(1, 100, 300)], []),
        # 200 short, 400 over.
        ([Standing(1, 100, 300), Standing(2, 400)], [Move(2, 1, 200)]),
        # 500 short, of which the largest gives 400 and the next 100.
        ([Standing(1, 0, 500), Standing(2, 400), Standing(3, 300, 100)], [Move(2, 1, 400), Move(3, 1, 100)]),
        # Not enough to fill both: the one that is most short gets it.
        ([Standing(1, 0, 100), Standing(2, 0, 300), Standing(3, 250)], [Move(3, 2, 250)]),
        # A pot that is overdrawn is short as well.
        ([Standing(1, -50), Standing(2, 80)], [Move(2, 1, 50)]),
    ],
)
def test_what_is_short_is_filled_from_what_is_over(standings: list[Standing], moves: list[Move]) -> None:
    assert proposals(standings, most=8) == moves


_STANDINGS = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(0, 1000)), max_size=8)


@given(_STANDINGS)
def test_no_pot_gives_what_it_lacks_and_all_that_can_be_filled_is(pairs: list[tuple[int, int]]) -> None:
    rows = [Standing(pot, free, asked) for pot, (free, asked) in enumerate(pairs)]
    left = {row.pot: row.left_cents for row in rows}
    moves = proposals(rows, most=99)

    for move in moves:
        assert move.amount_cents > 0
        assert left[move.source] - move.amount_cents >= 0 > left[move.target]
        left[move.source] -= move.amount_cents
        left[move.target] += move.amount_cents
        assert left[move.target] <= 0
    over, short = (sum(max(0, sign * row.left_cents) for row in rows) for sign in (1, -1))
    assert sum(move.amount_cents for move in moves) == min(over, short)


@given(_STANDINGS, st.integers(0, 3))
def test_there_are_never_more_moves_than_lines_on_the_form(pairs: list[tuple[int, int]], most: int) -> None:
    assert len(proposals((Standing(n, *pair) for n, pair in enumerate(pairs)), most=most)) <= most


@pytest.fixture
def oost(db: None) -> Wijk:
    """A second wijk, with EUR 53,500 and 8,250 (Table 1)."""
    wijk = make_wijk("oost", "1221")
    fill_pots(wijk, 5_350_000, 825_000)
    return wijk


@pytest.fixture
def zuid(db: None) -> Wijk:
    """Zuid with EUR 10,000 and 1,000, and a plan that asks EUR 12,000: EUR 2,000 more than there is."""
    house = make_house(subsidy_cents=1_000_000, hand_money_cents=100_000)
    in_review(house, email="a@example.org", asked_cents=1_200_000)
    return house.wijk


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    """An administrator on 1 December 2026."""
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=NOW.tzinfo), tick=False):
        client.force_login(User.objects.create_superuser("beheer@example.org"))
        yield client


def pot(wijk: Wijk, kind: str = "subsidy", year: int = 2026) -> Pot:
    return Pot.objects.get(wijk=wijk, kind=kind, year__year=year)


def free(wijk: Wijk, kind: str = "subsidy", year: int = 2026) -> int:
    return balances(year=year)[(wijk.pk, kind)].free_cents


def last_line(client: Client, address: str) -> dict[str, str]:
    return {"last_line": re.search(r'name="last_line" value="(\d+)"', client.get(address).text)[1]}


def test_the_screen_proposes_what_is_short(zuid: Wijk, oost: Wijk, admin: Client) -> None:
    page = admin.get(REVIEW)

    assert page.status_code == 200
    line = page.context["form"].lines()[0]
    assert [field.value() for field in line] == [pot(oost).pk, pot(zuid).pk, "2000"]
    assertContains(page, 'name="cents_1" value="2000"')
    assertContains(page, "\N{MINUS SIGN}\u00a0€\u00a02.000")


def test_a_decision_of_the_college_is_booked_and_read_on_the_thermometer(
    zuid: Wijk, oost: Wijk, admin: Client
) -> None:
    make_tree(zuid)
    given = {"from_1": pot(oost).pk, "to_1": pot(zuid).pk, "cents_1": "2.000"}
    given |= {"from_2": pot(oost, "hand_money").pk, "to_2": pot(zuid).pk, "cents_2": "250,50"}

    answer = admin.post(REVIEW, COLLEGE | given | last_line(admin, REVIEW))

    assert (answer.status_code, answer["Location"]) == (302, "/beheer/budget/2026/")
    # 10,000 + 2,000 + 250.50; 53,500 - 2,000; 8,250 - 250.50
    assert (free(zuid), free(oost), free(oost, "hand_money")) == (1_225_050, 5_150_000, 799_950)
    decision = BudgetDecision.objects.get()
    assert (decision.kind, decision.decided_on, decision.recorded_by.email) == (
        "review",
        date(2026, 7, 1),
        "beheer@example.org",
    )
    assert set(LedgerLine.objects.filter(kind="transfer").values_list("reason", flat=True)) == {COLLEGE["number"]}
    assert audit_books().faults == ()
    page = admin.get("/wijken/zuid/wijkthermometer/?jaar=2026&boekingen=ja")
    assertContains(page, f"Besluit {COLLEGE['number']} van 1 juli 2026: In Oost ligt meer klaar.", count=2)


def test_sent_twice_it_is_booked_once_and_what_was_typed_stays(zuid: Wijk, oost: Wijk, admin: Client) -> None:
    given = COLLEGE | {"from_1": pot(oost).pk, "to_1": pot(zuid).pk, "cents_1": "2.000"} | last_line(admin, REVIEW)

    assert admin.post(REVIEW, given).status_code == 302
    again = admin.post(REVIEW, given)

    assert again.status_code == 422
    assertContains(again, "Er is intussen geboekt. Kijk de bedragen na en verstuur het dan opnieuw.", status_code=422)
    assertContains(again, 'name="cents_1" value="2.000"', status_code=422)
    assert LedgerLine.objects.filter(kind="transfer").count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cents_1": ""}, "Vul het bedrag in dat verschuift."),
        ({"from_1": ""}, "Kies de pot waar het geld uit gaat."),
        ({"to_1": ""}, "Kies de pot waar het geld naartoe gaat."),
        ({"to_1": "same"}, "Kies twee verschillende potten."),
        ({"to_1": "999999"}, "Kies een pot uit de lijst."),
        ({"cents_1": "veel"}, "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ({"cents_1": "0"}, "Vul een bedrag in van minstens"),
        ({"cents_1": "53.500,01"}, "In Subsidiebudget Oost is nog €\u00a053.500 vrij. Kies een lager bedrag."),
        ({"decided_on": ""}, "Vul de datum in waarop het college besloot."),
        ({"decided_on": "2026-12-02"}, "De datum van het besluit ligt nog voor ons."),
        ({"number": ""}, "Vul het nummer van het besluit in."),
        ({"number": "besluit ‘x’"}, "Gebruik alleen letters, cijfers, spaties, punten en streepjes."),
        ({"why": ""}, "Schrijf in een of twee zinnen waarom het geld verschuift."),
        ({"from_1": "", "to_1": "", "cents_1": ""}, "Vul minstens één bedrag in dat hoger is dan 0."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_booked(
    zuid: Wijk, oost: Wijk, admin: Client, changes: dict[str, str], sentence: str
) -> None:
    given = COLLEGE | {"from_1": pot(oost).pk, "to_1": pot(zuid).pk, "cents_1": "2.000"} | last_line(admin, REVIEW)
    before = LedgerLine.objects.count()

    changed = {name: pot(oost).pk if value == "same" else value for name, value in changes.items()}
    answer = admin.post(REVIEW, given | changed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert (LedgerLine.objects.count(), BudgetDecision.objects.count()) == (before, 0)


def test_two_lines_together_never_take_more_than_a_pot_has(zuid: Wijk, oost: Wijk, admin: Client) -> None:
    line = {"from": pot(oost).pk, "to": pot(zuid).pk, "cents": "30.000"}
    twice = {f"{name}_{number}": value for number in (1, 2) for name, value in line.items()}

    answer = admin.post(REVIEW, COLLEGE | twice | last_line(admin, REVIEW))

    assertContains(answer, "In Subsidiebudget Oost is nog €\u00a053.500 vrij.", status_code=422)
    assert not LedgerLine.objects.filter(kind="transfer").exists()


def test_the_service_itself_refuses_what_a_pot_does_not_have(zuid: Wijk, oost: Wijk, now: datetime) -> None:
    given = {"year": 2026, "kind": "review", "number": "26-114", "why": "x", "by": None, "now": now}
    moves = [Move(pot(oost).pk, pot(zuid).pk, 100), Move(pot(zuid).pk, pot(oost).pk, 1_000_101)]

    with pytest.raises(Refused) as refused:
        review_budget.record(moves=moves, decided_on=date(2026, 7, 1), **given)

    assert refused.value.reasons == ["Subsidiebudget Zuid: In deze pot is nog €\u00a010.001 vrij."]
    assert not BudgetDecision.objects.exists()


def test_what_is_left_goes_along_to_the_next_year(zuid: Wijk, oost: Wijk, admin: Client) -> None:
    given = COLLEGE | {f"pot_{pot(oost).pk}": "3.500", f"pot_{pot(zuid, 'hand_money').pk}": "1.000"}

    answer = admin.post(CARRY_OVER, given | last_line(admin, CARRY_OVER))

    assert answer.status_code == 302
    assert (free(oost), free(oost, year=2027)) == (5_000_000, 350_000)
    assert (free(zuid, "hand_money"), free(zuid, "hand_money", 2027)) == (0, 100_000)
    assert BudgetDecision.objects.get().kind == "carry_over"
    assert audit_books().faults == ()
    # A pot with nothing left has no field any more.
    assert f"pot_{pot(zuid, 'hand_money').pk}" not in admin.get(CARRY_OVER).text


def test_more_than_is_left_does_not_go_along_and_no_year_is_begun(zuid: Wijk, oost: Wijk, admin: Client) -> None:
    answer = admin.post(CARRY_OVER, COLLEGE | {f"pot_{pot(oost).pk}": "53.500,01"} | last_line(admin, CARRY_OVER))

    assertContains(answer, "Er is nog €\u00a053.500 vrij. Kies een lager bedrag.", status_code=422)
    assert not Pot.objects.filter(year__year=2027).exists()


def test_a_year_without_books_has_no_screens(admin: Client) -> None:
    assert admin.get(REVIEW).status_code == 404
    assert admin.post(CARRY_OVER, COLLEGE).status_code == 404


def test_a_wijkregisseur_moves_no_money(zuid: Wijk, client: Client) -> None:
    person = User.objects.filter(wijk_roles__wijk=zuid, wijk_roles__role="wijkregisseur").get()
    client.force_login(person)
    assert [client.get(path).status_code for path in (REVIEW, CARRY_OVER)] == [404, 404]
    assert [client.post(path, COLLEGE).status_code for path in (REVIEW, CARRY_OVER)] == [404, 404]
