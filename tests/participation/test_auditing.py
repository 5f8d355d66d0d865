"""The audit of the books: each thing that can be wrong with them is found, and a right book has nothing to say."""

from __future__ import annotations

import contextlib
import logging
import random
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest

from django.core.management import CommandError, call_command
from django.db import connection

from cms import triggers
from participation.auditing import AuditDecision, AuditLine, Fault, audit
from participation.books import balances, city_books
from participation.codes import PotKind
from participation.ledger import Line, balance
from participation.models import BudgetYear, Decision, LedgerLine, Pot
from participation.services import account
from participation.services.audit_books import SENTENCES, audit_books, audit_daily
from participation.services.errors import Refused
from participation.services.posting import post
from tests.factories.participation import House, fill_pots, granted, make_house

MOVE = UUID(int=1)
A_YEAR = timedelta(days=365)


def line(pk: int, kind: str, cents: int, *, pot: int = 1, **more: object) -> AuditLine:
    """A line of a wijk's subsidy pot of 2026; its effect is its kind."""
    given = {"year": 2026, "pot_kind": "subsidy", "effect": kind} | more
    return AuditLine(pk=pk, pot=pot, kind=kind, amount_cents=cents, **given)


# A budget of 10,000 euro, of which a decision of 4,000 promised all and paid 1,500.
RIGHT = (
    line(1, "allocation", 1_000_000),
    line(2, "reservation", 400_000, decision=7),
    line(3, "reservation", -400_000, decision=7),
    line(4, "commitment", 400_000, decision=7),
    line(5, "payment", 150_000, decision=7),
)
# One euro for another wijk.
ELSEWHERE = line(6, "allocation", 100, pot=2)
DECIDED = AuditDecision(7, "decided", 400_000, is_consulted=False)


def test_books_that_balance_have_no_faults() -> None:
    assert audit(RIGHT, [DECIDED]) == []
    assert audit([], []) == []


@pytest.mark.parametrize(
    ("lines", "decision", "faults"),
    [
        ([line(6, "payment", -5, decision=7)], DECIDED, [Fault("line_sign", 6, -5)]),
        ([line(6, "allocation", 5, effect="payment")], DECIDED, [Fault("line_effect", 6)]),
        ([line(6, "correction", -5, effect="allocation", corrects=1)], DECIDED, []),
        ([line(6, "correction", -5, effect="payment", corrects=1)], DECIDED, [Fault("correction_of_another", 6)]),
        ([line(6, "correction", 5, effect="allocation", corrects=9)], DECIDED, [Fault("correction_of_another", 6)]),
        (
            [line(6, "correction", 5, effect="allocation", corrects=1, pot=2)],
            DECIDED,
            [Fault("correction_of_another", 6)],
        ),
        ([line(6, "transfer", -5)], DECIDED, [Fault("move_alone", 6)]),
        ([line(6, "transfer", -5, transfer=MOVE)], DECIDED, [Fault("move_not_in_balance", 6, -5)]),
        ([line(6, "transfer", -5, transfer=MOVE), line(7, "transfer", 5, transfer=MOVE, pot=2)], DECIDED, []),
        (
            [line(6, "transfer", -5, transfer=MOVE), line(7, "transfer", 4, transfer=MOVE, pot=2)],
            DECIDED,
            [Fault("move_not_in_balance", 6, -1)],
        ),
        (
            [line(6, "transfer", -5, transfer=MOVE), line(7, "transfer", 5, transfer=MOVE)],
            DECIDED,
            [Fault("move_not_in_balance", 6, 0)],
        ),
        (
            [line(6, "transfer", -5, transfer=MOVE), line(7, "transfer", 5, transfer=MOVE, pot=2, year=2027)],
            DECIDED,
            [Fault("move_not_in_balance", 6, 0)],
        ),
        (
            [line(6, "carry_over", -5, transfer=MOVE), line(7, "carry_over", 5, transfer=MOVE, pot=2, year=2027)],
            DECIDED,
            [],
        ),
        (
            [line(6, "carry_over", -5, transfer=MOVE), line(7, "carry_over", 5, transfer=MOVE, pot=2, year=2028)],
            DECIDED,
            [Fault("move_not_in_balance", 6, 0)],
        ),
        ([line(6, "commitment", 5)], DECIDED, [Fault("commitment_without_decision", 6, 5)]),
        ([line(6, "commitment", 5, decision=8)], DECIDED, [Fault("decision_unknown", 8)]),
        ([line(6, "commitment", 1, decision=7)], DECIDED, [Fault("more_than_granted", 7, 1)]),
        ([], replace(DECIDED, status="proposed"), [Fault("money_without_sign_offs", 7, 400_000)]),
        ([], replace(DECIDED, status="replaced"), []),
        ([line(6, "reservation", 5, decision=7)], DECIDED, [Fault("reservation_left", 7, 5)]),
        (
            [line(6, "recovery", 150_001, decision=7)],
            DECIDED,
            [Fault("decision_below_zero", 7, -1), Fault("pot_below_zero", 1, -1)],
        ),
        # 10,000 of budget, 4,000 taken: 6,000.01 more goes over it, and no other wijk has anything.
        (
            [line(6, "reservation", 600_001)],
            DECIDED,
            [Fault("pot_overdrawn", 1, -1), Fault("city_overdrawn", 6, -1)],
        ),
        ([line(6, "reservation", 600_000)], DECIDED, []),
        # Another wijk has one euro left, so that the city as a whole does.
        (
            [line(6, "allocation", 100, pot=2), line(7, "reservation", 600_001)],
            DECIDED,
            [Fault("pot_overdrawn", 1, -1)],
        ),
        (
            [line(6, "allocation", 100, pot=2), line(7, "reservation", 600_001)],
            replace(DECIDED, is_consulted=True),
            [],
        ),
        # A pot of the city stands on its own, and consultation does not help.
        (
            [line(6, "reservation", 5, pot=3, pot_kind="wijkkansen", decision=7), line(7, "allocation", 9, pot=2)],
            replace(DECIDED, status="proposed", is_consulted=True),
            [Fault("money_without_sign_offs", 7, 400_000), Fault("pot_overdrawn", 3, -5)],
        ),
        # It was overdrawn for a while: what came later does not undo that.
        ([line(6, "reservation", 600_001), line(7, "allocation", 1)], DECIDED, [Fault("city_overdrawn", 6, -1)]),
    ],
)
def test_each_fault_is_found_and_nothing_else(
    lines: list[AuditLine], decision: AuditDecision, faults: list[Fault]
) -> None:
    assert audit([*RIGHT, *lines], [decision]) == faults


def test_every_fault_has_its_sentence() -> None:
    for code, sentence in SENTENCES.items():
        assert str(sentence) % {"pk": 12, "figure": "5 euro"} != str(sentence), code


@pytest.mark.django_db
def test_the_command_says_that_the_books_balance(now: datetime) -> None:
    granted(make_house(), email="a@example.org")
    out = StringIO()

    call_command("audit_ledger", stdout=out)

    # Two allocations; a reservation made and lifted, and the commitment of the decision.
    assert out.getvalue().strip() == "Het kasboek klopt: 5 boekingen in 1 jaren."


@pytest.mark.django_db
def test_a_line_that_a_hand_put_in_is_found_by_command_and_worker(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    make_house()
    pot = Pot.objects.get(kind=PotKind.SUBSIDY)
    wrong = post(pot, Line.of("payment", 100_000), now=now)
    error = StringIO()

    with pytest.raises(CommandError, match="klopt niet: 1 keer"):
        call_command("audit_ledger", stderr=error)
    assert error.getvalue() == f"In pot {pot.pk} staat een bedrag onder nul: \N{MINUS SIGN}\u00a0€\u00a01.000.\n"
    with caplog.at_level(logging.ERROR):
        audit_daily(now)
    assert [record.getMessage() for record in caplog.records] == [
        f"household book: pot_below_zero pk={pot.pk} figure=-100000"
    ]
    assert wrong.pk


@pytest.mark.django_db
def test_a_table_that_lost_its_trigger_is_found() -> None:
    assert triggers.missing(connection) == []
    name = "append_only_participation_ledgerline_update"
    with connection.cursor() as cursor:
        on_table = " ON participation_ledgerline" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on_table}")

    assert triggers.missing(connection) == ["participation_ledgerline"]
    assert audit_books().faults == (Fault("trigger_missing", 1),)


def one_step(house: House, turn: random.Random, moment: datetime) -> None:
    """Something that somebody does with the money, or tries to."""
    by, cents = house.wijkregisseur, turn.choice([1, 999, 50_000, 480_000, 2_000_000])
    pots = list(Pot.objects.order_by("pk"))
    decisions = list(Decision.objects.filter(status="decided", pot__isnull=False).order_by("pk"))
    source, target = turn.choice(pots), turn.choice(pots)
    act = turn.randrange(8)
    if act == 0:
        account.transfer(source=source, target=target, amount_cents=cents, by=None, reason="h1", now=moment)
    elif act == 1:
        account.carry_over(source=source, target=target, amount_cents=cents, by=None, reason="h2", now=moment)
    elif act == 2:
        first = turn.choice(list(LedgerLine.objects.filter(kind="allocation").order_by("pk")))
        account.correct(line=first, amount_cents=turn.choice([-cents, cents]), by=None, reason="c", now=moment)
    elif not decisions:
        return
    elif act in (3, 4):
        account.pay(decision=turn.choice(decisions), amount_cents=cents, by=by, now=moment)
    elif act == 5:
        account.release(decision=turn.choice(decisions), amount_cents=cents, by=by, reason="r", now=moment)
    elif act == 6:
        account.settle(decision=turn.choice(decisions), spent_cents=cents, by=by, now=moment)
    else:
        account.recover(decision=turn.choice(decisions), amount_cents=cents, by=by, now=moment)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_do_the_books_balance_and_every_past_day_can_be_replayed(seed: int, now: datetime) -> None:
    turn = random.Random(seed)
    house = make_house(subsidy_cents=1_000_000, hand_money_cents=100_000)
    fill_pots(house.wijk, 700_000, 60_000, now=now + A_YEAR)
    for number, cents in enumerate((480_000, 150_000)):
        with contextlib.suppress(Refused):
            granted(house, email=f"plan{number}@example.org", asked_cents=cents)
    for number in range(60):
        # A refusal writes nothing: that is part of what is tried.
        with contextlib.suppress(Refused):
            one_step(house, turn, now + timedelta(days=number // 4))

    report = audit_books()
    assert report.faults == ()
    assert report.lines > 20
    _replay(house)


def _replay(house: House) -> None:
    """The thermometer of each day that something was booked on, beside a sum of the lines up to that day."""
    for year in BudgetYear.objects.values_list("year", flat=True):
        rows = list(LedgerLine.objects.filter(pot__year__year=year).select_related("pot"))
        for day in sorted({row.booked_on for row in rows}):
            shown = balances(year=year, on=day)
            assert shown == {
                key: balance(row for row in rows if row.booked_on <= day and (row.pot.wijk_id, row.pot.kind) == key)
                for key in {(row.pot.wijk_id, row.pot.kind) for row in rows if row.booked_on <= day}
            }
            assert city_books(year=year, on=day, wijken=[house.wijk]).total.free_cents >= 0
