"""Putting a line of the books right: the line stays, another one makes up for it, and the sums follow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from cms.models import User
from participation.books import wijk_balance
from participation.models import LedgerLine
from participation.services import account
from participation.services.audit_books import audit_books
from participation.services.errors import Refused
from tests.conftest import NOW
from tests.factories.participation import House, granted, make_house

pytestmark = pytest.mark.django_db
LINES = "/beheer/budget/2026/boekingen/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """It is Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house() -> House:
    """Zuid with EUR 61,750, of which 4,800 is promised and 1,000 of that is paid."""
    house = make_house("zuid")
    decision = granted(house)
    account.pay(decision=decision, amount_cents=100_000, by=house.wijkregisseur, now=NOW)
    return house


@pytest.fixture
def payment(house: House) -> LedgerLine:
    return LedgerLine.objects.get(kind="payment")


@pytest.fixture
def beheer(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("beheer@example.org", "x", first_name="Alex"))
    return client


def send(client: Client, line: LedgerLine, right: str, reason: str = "factuur 26-114", newest: int = 0):
    return client.post(f"{LINES}{line.pk}/", {"right": right, "reason": reason, "newest": newest})


def books(house: House) -> tuple[int, int, int]:
    """Spent, promised and free."""
    total = wijk_balance(wijk=house.wijk, year=2026).total
    return total.spent_cents, total.committed_cents, total.free_cents


def test_a_payment_of_1000_that_was_850_is_put_right(house: House, payment: LedgerLine, beheer: Client) -> None:
    assert books(house) == (100_000, 380_000, 5_695_000)
    answer = send(beheer, payment, "850")
    assert (answer.status_code, answer["Location"]) == (302, LINES)
    assert books(house) == (85_000, 395_000, 5_695_000)
    made = LedgerLine.objects.latest("pk")
    assert (made.kind, made.effect, made.amount_cents, made.corrects, made.reason) == (
        "correction",
        "payment",
        -15_000,
        payment,
        "factuur 26-114",
    )
    assert made.actor_id == User.objects.get(email="beheer@example.org").pk
    payment.refresh_from_db()
    assert payment.amount_cents == 100_000
    assert audit_books().faults == ()
    assertContains(beheer.get(LINES), "eerst €\u00a01.000")


def test_a_second_correction_starts_from_the_first(house: House, payment: LedgerLine, beheer: Client) -> None:
    send(beheer, payment, "850")
    newest = LedgerLine.objects.latest("pk").pk
    assert send(beheer, payment, "0", newest=newest).status_code == 302
    assert LedgerLine.objects.latest("pk").amount_cents == -85_000
    assert books(house) == (0, 480_000, 5_695_000)


def test_a_form_that_was_sent_twice_counts_once(house: House, payment: LedgerLine, beheer: Client) -> None:
    send(beheer, payment, "850")
    again = send(beheer, payment, "850")
    assertContains(again, "Deze boeking is intussen al rechtgezet.", status_code=422)
    assert books(house) == (85_000, 395_000, 5_695_000)


@pytest.mark.parametrize(
    ("right", "reason", "sentence"),
    [
        ("", "factuur 1", "Vul het goede bedrag in, of 0."),
        ("1000", "factuur 1", "Dit bedrag staat er al. Vul een ander bedrag in."),
        ("850", "", "Vul in waarop de correctie steunt"),
        ("850", "van Jan <jan@example.org>", "Gebruik alleen letters, cijfers, spaties, punten en streepjes."),
        # 4,800 was promised.
        ("4800,01", "factuur 1", "Voor dit plan is dan meer betaald of terugbetaald dan kan."),
    ],
)
def test_what_can_not_be_is_refused_with_what_was_typed(
    house: House, payment: LedgerLine, beheer: Client, right: str, reason: str, sentence: str
) -> None:
    answer = send(beheer, payment, right, reason)
    assertContains(answer, sentence, status_code=422)
    assert answer.context["form"]["right"].value() == right
    assert books(house) == (100_000, 380_000, 5_695_000)


def test_all_that_was_promised_can_be_paid(house: House, payment: LedgerLine, beheer: Client) -> None:
    assert send(beheer, payment, "4800").status_code == 302
    assert books(house) == (480_000, 0, 5_695_000)


@pytest.mark.parametrize("kind", ["reservation", "commitment"])
def test_what_follows_a_decision_is_not_put_right_here(house: House, beheer: Client, kind: str) -> None:
    line = LedgerLine.objects.filter(kind=kind).first()
    assert beheer.get(f"{LINES}{line.pk}/").status_code == 404
    with pytest.raises(Refused, match="met een nieuw besluit"):
        account.correct(line=line, amount_cents=-1, by=None, reason="typefout", now=NOW)


def test_the_list_goes_on_below_fifty_and_asks_as_many_queries(
    house: House, beheer: Client, django_assert_max_num_queries
) -> None:
    for number in range(60):
        account.allocate(
            year=2026, kind="subsidy", wijk=house.wijk, amount_cents=100 + number, reason=f"r{number}", now=NOW
        )
    with django_assert_max_num_queries(12):
        first = beheer.get(LINES)
    assertContains(first, "r59")
    assertNotContains(first, ">r9<")
    following = first.context["following"]
    assertContains(beheer.get(f"{LINES}?voor={following}"), "r9")
    assert beheer.get(f"{LINES}?voor=x").status_code == 200
