"""Writing in the books: every kind of line, and what it never lets through."""

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.models import Role
from participation.codes import PotKind
from participation.ledger import Balance
from participation.models import Event, LedgerLine, Pot
from participation.services import account
from participation.services.errors import Forbidden, Refused
from participation.services.posting import balance_of, city_free_cents
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import fill_pots, granted, make_house

pytestmark = pytest.mark.django_db


def pot(wijk: object, kind: str = PotKind.SUBSIDY, year: int = 2026) -> Pot:
    return Pot.objects.get(wijk=wijk, kind=kind, year__year=year)


def test_money_is_given_to_a_pot_that_is_made_for_it(now: datetime) -> None:
    wijk = make_wijk()
    line = account.allocate(
        year=2021,
        kind="subsidy",
        wijk=wijk,
        amount_cents=5_350_000,
        booked_on=date(2021, 1, 1),
        reason="tabel-1",
        now=now,
    )
    account.allocate(year=2021, kind="subsidy", wijk=wijk, amount_cents=1, now=now)
    assert (line.kind, line.effect, line.amount_cents, line.booked_on) == (
        "allocation",
        "allocation",
        5_350_000,
        date(2021, 1, 1),
    )
    assert balance_of(pot=pot(wijk, year=2021)) == Balance(budget_cents=5_350_001)
    # Without a date it is booked on the local day: half past eleven at night in winter is the next day.
    late = account.allocate(year=2026, kind="wijkkansen", amount_cents=5, now=datetime(2026, 1, 5, 23, 30, tzinfo=UTC))
    assert (late.booked_on, late.pot.wijk) == (date(2026, 1, 6), None)


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_is_not_given(cents: int, now: datetime) -> None:
    with pytest.raises(Refused):
        account.allocate(year=2026, kind="subsidy", wijk=make_wijk(), amount_cents=cents, now=now)


@pytest.mark.parametrize("reason", ["Voor Jan de Vries!", "jan@example.org", "x" * 41])
def test_the_basis_is_a_code_and_never_words_about_a_person(reason: str, now: datetime) -> None:
    with pytest.raises(ValueError, match="basis"):
        account.allocate(year=2026, kind="subsidy", wijk=make_wijk(), amount_cents=1, reason=reason, now=now)
    assert not LedgerLine.objects.exists()


def test_moving_money_makes_two_lines_that_sum_to_zero(now: datetime) -> None:
    zuid, oost = make_wijk("zuid"), make_wijk("oost", "1221")
    fill_pots(zuid, 1_000, 0)
    fill_pots(oost, 1, 0)
    move = {"source": pot(zuid), "target": pot(oost), "by": None, "reason": "college-2026-7", "now": now}
    with pytest.raises(Refused):
        account.transfer(**move, amount_cents=1_001)
    out, into = account.transfer(**move, amount_cents=400)
    assert (out.amount_cents, into.amount_cents, out.transfer) == (-400, 400, into.transfer)
    assert balance_of(pot=pot(zuid)).free_cents == 600
    assert balance_of(pot=pot(oost)).free_cents == 401
    with pytest.raises(Refused):
        account.transfer(**(move | {"target": pot(zuid)}), amount_cents=1)


def test_carrying_over_goes_to_the_next_year_alone(now: datetime) -> None:
    wijk = make_wijk()
    for year in (2026, 2027, 2028):
        account.allocate(year=year, kind="subsidy", wijk=wijk, amount_cents=100, now=now)
    act = {"source": pot(wijk), "amount_cents": 60, "by": None, "reason": "jaareinde", "now": now}
    with pytest.raises(Refused):
        account.carry_over(**act, target=pot(wijk, year=2028))
    account.carry_over(**act, target=pot(wijk, year=2027))
    assert balance_of(pot=pot(wijk, year=2026)).free_cents == 40
    assert balance_of(pot=pot(wijk, year=2027)).budget_cents == 160
    with pytest.raises(Refused):
        account.transfer(**act, target=pot(wijk, year=2027))


def test_paying_lowering_and_recovering_one_grant(now: datetime) -> None:
    house = make_house()
    decision = granted(house, asked_cents=480_000)
    act = {"decision": decision, "by": house.wijkregisseur, "now": now}

    account.pay(**act, amount_cents=300_000)
    assert balance_of(decision=decision) == Balance(committed_cents=180_000, spent_cents=300_000)
    account.release(**act, amount_cents=30_000, reason="goedkoper")
    assert balance_of(decision=decision) == Balance(committed_cents=150_000, spent_cents=300_000)
    # It cost 4,200 euro: 1,200 is still to be paid, 300 is free again.
    line = account.settle(**act, spent_cents=420_000)
    assert line is not None
    assert line.amount_cents == -30_000
    assert balance_of(decision=decision) == Balance(committed_cents=120_000, spent_cents=300_000)
    account.pay(**act, amount_cents=120_000)
    account.recover(**act, amount_cents=8_000)
    assert balance_of(decision=decision) == Balance(spent_cents=412_000)
    # 53,500 euro less 4,120.
    assert balance_of(pot=decision.pot).free_cents == 5_350_000 - 412_000
    actions = [event.action for event in decision.submission.events.filter(action__in=["paid", "settled"])]
    assert actions == ["paid", "settled", "settled", "paid", "settled"]


def test_settling_below_what_was_paid_leaves_nothing_promised(now: datetime) -> None:
    house = make_house()
    decision = granted(house, asked_cents=480_000)
    act = {"decision": decision, "by": house.wijkregisseur, "now": now}
    account.pay(**act, amount_cents=300_000)
    account.settle(**act, spent_cents=250_000)
    assert balance_of(decision=decision) == Balance(spent_cents=300_000)
    account.recover(**act, amount_cents=50_000)
    assert balance_of(decision=decision) == Balance(spent_cents=250_000)
    assert account.settle(**act, spent_cents=250_000) is None


def test_more_than_there_is_can_not_move(now: datetime) -> None:
    house = make_house()
    decision = granted(house, asked_cents=480_000)
    act = {"decision": decision, "by": house.wijkregisseur, "now": now}
    attempts = [
        lambda: account.pay(**act, amount_cents=480_001),
        lambda: account.pay(**act, amount_cents=0),
        lambda: account.release(**act, amount_cents=480_001, reason=""),
        lambda: account.recover(**act, amount_cents=1),
        lambda: account.settle(**act, spent_cents=480_001),
        lambda: account.settle(**act, spent_cents=-1),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert balance_of(decision=decision) == Balance(committed_cents=480_000)


def test_only_who_handles_the_case_pays(now: datetime) -> None:
    decision = granted(make_house())
    for stranger in (staff(Role.WIJKREGISSEUR, make_wijk("oost", "1221")), staff(Role.AUDITOR)):
        with pytest.raises(Forbidden):
            account.pay(decision=decision, amount_cents=1, by=stranger, now=now)


def test_a_grant_of_nothing_has_no_lines_and_nothing_to_pay(now: datetime) -> None:
    house = make_house()
    decision = granted(house, asked_cents=0)
    assert (decision.status, decision.pot) == ("decided", None)
    assert not LedgerLine.objects.filter(decision=decision).exists()
    with pytest.raises(Refused):
        account.pay(decision=decision, amount_cents=1, by=house.wijkregisseur, now=now)


def test_a_correction_keeps_the_effect_of_the_line_it_corrects(now: datetime) -> None:
    house = make_house()
    decision = granted(house, asked_cents=480_000)
    line = account.pay(decision=decision, amount_cents=300_000, by=house.wijkregisseur, now=now)
    made = account.correct(line=line, amount_cents=-300_000, by=None, reason="typefout", now=now)
    assert (made.kind, made.effect, made.corrects, made.submission) == (
        "correction",
        "payment",
        line,
        decision.submission,
    )
    assert balance_of(decision=decision) == Balance(committed_cents=480_000)
    again = account.correct(line=made, amount_cents=100, by=None, reason="typefout", now=now)
    assert again.effect == "payment"


def test_a_correction_never_overdraws_the_city(now: datetime) -> None:
    house = make_house(subsidy_cents=500_000, hand_money_cents=0)
    granted(house, asked_cents=480_000)
    line = LedgerLine.objects.get(kind="allocation", pot=pot(house.wijk))
    with pytest.raises(Refused):
        account.correct(line=line, amount_cents=-20_001, by=None, reason="typefout", now=now)
    account.correct(line=line, amount_cents=-20_000, by=None, reason="typefout", now=now)
    assert city_free_cents(2026) == 0
    with pytest.raises(Refused):
        account.correct(line=line, amount_cents=0, by=None, reason="typefout", now=now)


def test_a_year_without_books_is_refused(now: datetime) -> None:
    from participation.services.posting import lock_years

    with pytest.raises(Refused):
        lock_years(2019)


_ACT = st.tuples(st.sampled_from(["pay", "release", "settle", "recover"]), st.integers(-5, 520))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=st.lists(_ACT, max_size=12))
def test_no_order_of_acts_makes_a_sum_negative(acts: list[tuple[str, int]], now: datetime) -> None:
    house = make_house()
    # Another initiator each time: earlier grants to the same one raise the mandate.
    decision = granted(house, asked_cents=480_000, email=f"initiatief{LedgerLine.objects.count()}@example.org")
    before = city_free_cents(2026)
    for act, euros in acts:
        words = {"decision": decision, "by": house.wijkregisseur, "now": now}
        cents = {"spent_cents": 1000 * euros} if act == "settle" else {"amount_cents": 1000 * euros}
        extra = {"reason": ""} if act == "release" else {}
        with contextlib.suppress(Refused):
            getattr(account, act)(**words, **cents, **extra)
        balance = balance_of(decision=decision)
        assert balance.committed_cents >= 0
        assert balance.spent_cents >= 0
        assert balance.committed_cents + balance.spent_cents <= 480_000
    used = 480_000 - balance_of(decision=decision).committed_cents - balance_of(decision=decision).spent_cents
    assert city_free_cents(2026) == before + used
    assert decision.submission.events.filter(action=Event.Action.DECIDED).count() == 1
