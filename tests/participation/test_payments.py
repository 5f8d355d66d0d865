"""Payments: asked for, approved as the mandate says, and only then in the books."""

from __future__ import annotations

import pytest

from cms.mail import outbox
from cms.models import OutgoingMail, Role
from participation.models import Decision, LedgerLine, PaymentRequest
from participation.services import payments
from participation.services.errors import Forbidden, Refused, StaleCase
from tests.conftest import NOW
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import INITIATOR, House, granted, make_house, propose, sign, to_decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house("zuid")


def ask(decision: Decision, house: House, cents: int) -> PaymentRequest:
    case = decision.submission
    case.refresh_from_db()
    return payments.request_payment(
        submission=case, amount_cents=cents, by=house.wijkregisseur, expected_version=case.version, now=NOW
    )


def answer(payment: PaymentRequest, by: object, *, is_agreed: bool = True, note: str = "") -> PaymentRequest:
    case = payment.decision.submission
    case.refresh_from_db()
    return payments.answer_payment(
        submission=case,
        payment=payment.pk,
        is_agreed=is_agreed,
        note=note,
        by=by,
        expected_version=case.version,
        now=NOW,
    )


def booked(decision: Decision) -> list[int]:
    return list(decision.ledger_lines.filter(kind="payment").values_list("amount_cents", flat=True))


@pytest.mark.parametrize(("cents", "state"), [(200_000, "approved"), (200_001, "open")])
def test_up_to_two_thousand_euro_asking_is_deciding_and_a_cent_above_it_waits(
    house: House, cents: int, state: str
) -> None:
    decision = granted(house, asked_cents=cents)
    made = ask(decision, house, cents)
    assert made.state == state
    assert booked(decision) == ([cents] if state == "approved" else [])


def test_the_wijkwethouder_says_yes_and_then_it_is_in_the_books(house: House) -> None:
    decision = granted(house, asked_cents=480_000)
    made = ask(decision, house, 300_000)
    assert (made.role, booked(decision)) == (Role.WIJKWETHOUDER, [])
    assert outbox.deliver(OutgoingMail.objects.get(template="payment_to_approve").pk, now=NOW)
    answer(made, house.wijkwethouder, note="Akkoord.")
    assert booked(decision) == [300_000]
    line = LedgerLine.objects.get(kind="payment")
    made.refresh_from_db()
    assert (made.line_id, line.actor_id) == (line.pk, house.wijkwethouder.pk)
    with pytest.raises(Refused, match="al behandeld"):
        answer(made, house.wijkwethouder)
    assert booked(decision) == [300_000]


def test_a_no_has_a_reason_and_books_nothing(house: House) -> None:
    decision = granted(house, asked_cents=480_000)
    made = ask(decision, house, 300_000)
    with pytest.raises(Refused, match="Schrijf waarom"):
        answer(made, house.wijkwethouder, is_agreed=False)
    assert answer(made, house.wijkwethouder, is_agreed=False, note="Eerst de rekening.").state == "refused"
    assert booked(decision) == []
    assert ask(decision, house, 480_000).state == "open", "what was refused can be asked for again"


def test_who_asks_does_not_say_yes_and_neither_does_another_role_or_wijk(house: House) -> None:
    decision = granted(house, asked_cents=480_000)
    made = ask(decision, house, 100_000)
    other = staff(Role.WIJKWETHOUDER, make_wijk("noord", "1218"))
    for nobody in (house.wijkregisseur, house.voorzitter, house.griffie, other):
        with pytest.raises(Forbidden):
            answer(made, nobody)
    staff(Role.WIJKWETHOUDER, house.wijk, user=house.wijkregisseur)
    with pytest.raises(Refused, match="Je vroeg deze betaling zelf"):
        answer(made, house.wijkregisseur)
    assert booked(decision) == []


def test_who_takes_part_in_the_plan_does_not_say_yes(house: House) -> None:
    decision = granted(house, asked_cents=480_000)
    made = ask(decision, house, 100_000)
    neighbour = staff(Role.WIJKWETHOUDER, house.wijk, email=INITIATOR)
    with pytest.raises(Refused, match="betrokken"):
        answer(made, neighbour)


def test_what_waits_cannot_be_asked_for_twice(house: House) -> None:
    decision = granted(house, asked_cents=480_000)
    ask(decision, house, 300_000)
    with pytest.raises(Refused, match="1.800"):
        ask(decision, house, 180_001)
    assert ask(decision, house, 180_000).state == "open"
    with pytest.raises(Refused, match="hoger is dan 0"):
        ask(decision, house, 0)


def test_a_stale_form_pays_nothing(house: House) -> None:
    decision = granted(house, asked_cents=150_000)
    with pytest.raises(StaleCase):
        payments.request_payment(
            submission=decision.submission, amount_cents=100, by=house.wijkregisseur, expected_version=1, now=NOW
        )
    with pytest.raises(Forbidden):
        decision.submission.refresh_from_db()
        payments.request_payment(
            submission=decision.submission,
            amount_cents=100,
            by=house.wijkwethouder,
            expected_version=decision.submission.version,
            now=NOW,
        )


def test_above_ten_thousand_the_wijkwethouder_covers_the_payments_too(house: House) -> None:
    decision = propose(to_decide(house, asked_cents=1_200_000), house.wijkregisseur)
    decision = sign(decision, house.voorzitter, Role.VOORZITTER)
    decision = sign(decision, house.wijkwethouder, Role.WIJKWETHOUDER)
    made = ask(decision, house, 1_200_000)
    assert made.role == Role.WIJKWETHOUDER
    with pytest.raises(Forbidden):
        answer(made, house.voorzitter)
    answer(made, house.wijkwethouder)
    assert booked(decision) == [1_200_000]
