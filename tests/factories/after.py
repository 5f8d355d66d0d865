"""Plans that go on, for tests: with a buurtdeal, dates and an account."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cms.models import User
from cms.uploads import CleanImage
from participation.codes import Reason, State
from participation.deals import Deal
from participation.models import AccountLine, Applicant, Buurtdeal, Decision, Submission
from participation.services import deals, grant_account, payments
from tests.conftest import NOW
from tests.factories.participation import House, granted, move, propose, sign, to_decide

WORDS: dict[str, Any] = {
    "municipality_does": "De gemeente levert de bakken.",
    "neighbours_do": "De buren planten en geven water.",
    "hours_a_year": 120,
    "means": "Eigen gereedschap.",
    "upkeep_years": 0,
    "starts_on": date(2026, 12, 1),
    "ends_on": date(2027, 11, 30),
    "contact": "wijkregisseur Zuid",
}


def words(**changes: Any) -> Deal:
    """The words of a buurtdeal."""
    return Deal(**WORDS | changes)


def drafted(case: Submission, by: User, *, now: datetime = NOW, **changes: Any) -> Buurtdeal:
    """A draft of the next version."""
    case.refresh_from_db()
    return deals.save_draft(submission=case, words=words(**changes), by=by, expected_version=case.version, now=now)


def main_of(case: Submission) -> Applicant:
    """The first initiator, with a confirmed address."""
    return case.applicants.select_related("submission").get(is_main=True)


def granted_with_deal(house: House, *, now: datetime = NOW, asked_cents: int = 480_000, **changes: Any) -> Decision:
    """A grant whose buurtdeal was laid down with it; nobody agreed yet."""
    case = to_decide(house, now=now, asked_cents=asked_cents, **changes)
    drafted(case, house.wijkregisseur, now=now)
    decision = propose(case, house.wijkregisseur, now=now)
    if decision.status == Decision.Status.PROPOSED:
        decision = sign(decision, house.wijkwethouder, "wijkwethouder", now=now)
    return decision


def agreed(case: Submission, house: House, *, now: datetime = NOW) -> Buurtdeal:
    """Both parties say yes to the version on offer."""
    deal = case.deals.get(status=Buurtdeal.Status.OFFERED)
    deals.agree_as_initiator(applicant=main_of(case), deal=deal.pk, now=now)
    case.refresh_from_db()
    deals.agree_as_municipality(
        submission=case, deal=deal.pk, by=house.wijkregisseur, expected_version=case.version, now=now
    )
    deal.refresh_from_db()
    return deal


def paid(decision: Decision, house: House, cents: int, *, now: datetime = NOW) -> None:
    """A payment that was asked for and got its yes."""
    case = decision.submission
    case.refresh_from_db()
    asked = payments.request_payment(
        submission=case, amount_cents=cents, by=house.wijkregisseur, expected_version=case.version, now=now
    )
    if asked.state == "open":
        case.refresh_from_db()
        payments.answer_payment(
            submission=case,
            payment=asked.pk,
            is_agreed=True,
            by=house.wijkwethouder,
            expected_version=case.version,
            now=now,
        )


def spent(case: Submission, cents: int, *, side: str = "cost", now: datetime = NOW) -> AccountLine:
    """A line of the account, with a receipt."""
    receipt = CleanImage(b"bon", 10, 10, "jpg") if side == "cost" else None
    return grant_account.add_line(
        applicant=main_of(case), side=side, description="Planten", amount_cents=cents, receipt=receipt, now=now
    )


def accounted(case: Submission, house: House, *cents: int, now: datetime = NOW) -> None:
    """An account that was handed in, with every line found right."""
    lines = [spent(case, amount, now=now) for amount in cents]
    grant_account.hand_in(applicant=main_of(case), now=now)
    for line in lines:
        case.refresh_from_db()
        grant_account.check_line(
            submission=case, line=line.pk, is_ok=True, by=house.wijkregisseur, expected_version=case.version, now=now
        )


def completed(house: House, *, now: datetime = NOW, **changes: Any) -> Submission:
    """A plan that came true."""
    case = granted(house, now=now, **changes).submission
    move(case, State.EXECUTING, house.wijkregisseur, now=now)
    return move(case, State.COMPLETED, house.wijkregisseur, reason=Reason.OTHER, text="Het is klaar.", now=now)
