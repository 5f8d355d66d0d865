"""The money of a grant on the working screen: paying, letting go, what it cost, and what came back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from django.test import Client

from participation.models import LedgerLine, PaymentRequest, Submission
from tests.conftest import NOW
from tests.factories.after import accounted, paid
from tests.factories.participation import House, granted, make_house
from tests.participation.test_decide_screen import address, post, shown


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid, with money."""
    return make_house("zuid")


@pytest.fixture
def case(client: Client, house: House) -> Submission:
    """A plan that was granted 4,800 euro, before the eyes of who handles it."""
    found = granted(house, asked_cents=480_000).submission
    client.force_login(house.wijkregisseur)
    return found


def lines(case: Submission) -> list[tuple[str, int]]:
    """What was booked after the commitment: kind and cents, in order."""
    rows = LedgerLine.objects.filter(submission=case).order_by("pk").values_list("kind", "amount_cents")
    return [row for row in rows if row[0] not in ("reservation", "commitment")]


def test_from_payment_to_what_it_cost_and_what_came_back(client: Client, house: House, case: Submission) -> None:
    assert post(client, case, "betaling/", amount_cents="3.000").status_code == 302
    waiting = shown(client.get(address(case)))
    assert "€\u00a03.000, 20 november: wacht op akkoord van de wijkwethouder" in waiting
    assert 'value="1800"' in waiting, "what waits is not proposed again"
    assert lines(case) == []

    client.force_login(house.wijkwethouder)
    payment = PaymentRequest.objects.get()
    assert post(client, case, "betaling/akkoord/", which=payment.pk, is_agreed="ja").status_code == 302
    client.force_login(house.wijkregisseur)
    screen = shown(client.get(address(case)))
    assert "Nog te betalen: €\u00a01.800. Betaald: €\u00a03.000." in screen

    accounted(case, house, 290_000)
    assert 'value="2900"' in shown(client.get(address(case)))
    assert post(client, case, "vaststelling/", spent_cents="2900").status_code == 302
    assert 'value="100"' in shown(client.get(address(case))), "what is to come back proposes itself"
    assert post(client, case, "terugvordering/", amount_cents="100").status_code == 302

    assert lines(case) == [("payment", 300_000), ("settlement", -180_000), ("recovery", 10_000)]
    after = shown(client.get(address(case)))
    assert "Nog te betalen: €\u00a00. Betaald: €\u00a02.900." in after
    assert "Vraag een betaling" not in after


def test_a_no_to_a_payment_says_why_and_keeps_what_was_typed(client: Client, house: House, case: Submission) -> None:
    post(client, case, "betaling/", amount_cents="3.000")
    payment = PaymentRequest.objects.get()
    client.force_login(house.wijkwethouder)
    bare = post(client, case, "betaling/akkoord/", which=payment.pk, is_agreed="nee")
    assert bare.status_code == 422
    assert "Schrijf waarom je niet akkoord bent." in shown(bare)
    assert post(client, case, "betaling/akkoord/", which=payment.pk, is_agreed="nee", note="Nog geen rekening.")
    assert "niet akkoord" in shown(client.get(address(case))) and lines(case) == []
    client.force_login(house.wijkregisseur)
    assert post(client, case, "betaling/akkoord/", which=payment.pk, is_agreed="ja").status_code == 403


def test_without_an_account_nothing_is_settled_above_the_set_amount(client: Client, case: Submission) -> None:
    refused = post(client, case, "vaststelling/", spent_cents="2900")
    assert refused.status_code == 422
    assert "De indiener heeft de verantwoording nog niet ingeleverd." in shown(refused)
    assert lines(case) == []


def test_what_is_not_needed_is_let_go_with_a_reason(client: Client, case: Submission) -> None:
    without = post(client, case, "vrijval/", amount_cents="1200")
    assert without.status_code == 422
    assert 'value="1200"' in shown(without)
    assert lines(case) == []

    assert post(client, case, "vrijval/", amount_cents="1200", reason="op_verzoek").status_code == 302
    assert lines(case) == [("release", 120_000)]
    assert LedgerLine.objects.get(kind="release").reason == "op_verzoek"
    too_much = post(client, case, "vrijval/", amount_cents="3600,01", reason="anders")
    assert too_much.status_code == 422
    assert "Er is nog €\u00a03.600 toegezegd en niet betaald." in shown(too_much)


@pytest.mark.parametrize(
    ("where", "typed", "words"),
    [
        ("vaststelling/", {"spent_cents": "4800,01"}, "Er is €\u00a04.800 toegekend. Vaststellen op meer kan niet."),
        ("vaststelling/", {"spent_cents": ""}, "Vul een bedrag in"),
        ("vaststelling/", {"spent_cents": "tien"}, "tien"),
        ("terugvordering/", {"amount_cents": "1"}, "Er is €\u00a00 betaald. Meer kan er niet terugkomen."),
    ],
)
def test_what_cannot_be_booked_is_said_and_changes_nothing(
    client: Client, house: House, case: Submission, where: str, typed: dict[str, str], words: str
) -> None:
    accounted(case, house, 480_000)
    response = post(client, case, where, **typed)
    assert response.status_code == 422
    assert words in shown(response)
    assert lines(case) == []


@pytest.mark.parametrize("where", ["vrijval/", "vaststelling/", "terugvordering/"])
def test_a_double_click_books_once(client: Client, house: House, case: Submission, where: str) -> None:
    paid(case.decisions.get(), house, 100_000)
    accounted(case, house, 90_000)
    case.refresh_from_db()
    form = {"version": case.version, "amount_cents": "500", "spent_cents": "900", "reason": "anders"}

    assert client.post(address(case, where), form).status_code == 302
    before = lines(case)
    assert client.post(address(case, where), form).status_code == 409
    assert lines(case) == before


def test_who_does_not_handle_the_case_books_nothing(client: Client, house: House, case: Submission) -> None:
    client.force_login(house.wijkwethouder)
    for where in ("vrijval/", "vaststelling/", "terugvordering/"):
        assert post(client, case, where, amount_cents="1", spent_cents="1", reason="anders").status_code == 403
    assert lines(case) == []
    assert "Stel vast wat het heeft gekost" not in shown(client.get(address(case)))
