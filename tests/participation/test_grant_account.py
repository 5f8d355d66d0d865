"""The account of a grant: costs with receipts, checked by staff, and what is settled and asked back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from django.test import override_settings

from cms.uploads import CleanImage
from participation.models import AccountLine, Applicant, Decision, GrantAccount, Submission
from participation.services import erasure, grant_account, settlement
from participation.services.errors import Forbidden, Refused
from tests.conftest import NOW
from tests.factories.after import accounted, granted_with_deal, main_of, paid, spent
from tests.factories.participation import INITIATOR, House, granted, make_house

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def house() -> House:
    return make_house("zuid")


def fresh(case: Submission) -> Submission:
    return Submission.objects.get(pk=case.pk)


def settle(decision: Decision, house: House, cents: int, *, now: datetime = NOW) -> settlement.Settlement:
    case = fresh(decision.submission)
    return settlement.settle(
        submission=case,
        decision=decision,
        spent_cents=cents,
        by=house.wijkregisseur,
        expected_version=case.version,
        now=now,
    )


def proposal(decision: Decision, *, on: date = TODAY) -> settlement.Settlement:
    return settlement.settlement_of(fresh(decision.submission), decision, today=on)


def test_the_day_follows_from_the_deal_and_else_from_a_year(house: House) -> None:
    # 30 November 2027 and thirteen weeks is Tuesday 29 February 2028.
    assert GrantAccount.objects.get(submission=granted_with_deal(house).submission).due_on == date(2028, 2, 29)
    # 20 November 2027 and thirteen weeks is Saturday 19 February 2028: the Monday after it.
    other = granted(house, email="jan@example.org").submission
    assert GrantAccount.objects.get(submission=other).due_on == date(2028, 2, 21)


def test_eight_thousand_paid_and_seven_spent_asks_a_thousand_back(house: House) -> None:
    decision = granted(house, asked_cents=800_000)
    paid(decision, house, 800_000)
    accounted(decision.submission, house, 450_000, 250_000)
    found = proposal(decision)
    assert (found.spent_cents, found.free_cents, found.back_cents, found.missing) == (700_000, 0, 100_000, ())
    assert settle(decision, house, 700_000).back_cents == 100_000
    assert GrantAccount.objects.get().settled_at == NOW


def test_what_was_not_paid_is_free_again(house: House) -> None:
    decision = granted(house, asked_cents=800_000)
    paid(decision, house, 500_000)
    accounted(decision.submission, house, 600_000)
    found = proposal(decision)
    assert (found.spent_cents, found.free_cents, found.back_cents) == (600_000, 200_000, 0)


def test_money_that_came_in_counts_off_and_more_than_the_grant_is_never_settled(house: House) -> None:
    decision = granted(house, asked_cents=400_000)
    case = decision.submission
    lines = [spent(case, 450_000), spent(case, 60_000, side="income")]
    grant_account.hand_in(applicant=main_of(case), now=NOW)
    for line in lines:
        grant_account.check_line(
            submission=case,
            line=line.pk,
            is_ok=True,
            by=house.wijkregisseur,
            expected_version=fresh(case).version,
            now=NOW,
        )
    assert proposal(decision).spent_cents == 390_000
    AccountLine.objects.filter(side="income").delete()
    assert proposal(decision).spent_cents == 400_000


def test_a_small_grant_is_settled_at_once(house: House) -> None:
    decision = granted(house, asked_cents=200_000)
    found = proposal(decision)
    assert (found.is_at_once, found.spent_cents, found.missing) == (True, 200_000, ())
    assert not GrantAccount.objects.exists()
    settle(decision, house, 200_000)
    with override_settings(SETTLE_AT_ONCE_EUR=1_999):
        other = granted(house, asked_cents=200_000, email="jan@example.org")
    assert GrantAccount.objects.get().submission == other.submission
    with override_settings(SETTLE_AT_ONCE_EUR=1_999):
        assert proposal(other).missing == ("De indiener heeft de verantwoording nog niet ingeleverd.",)


def test_without_an_account_staff_settle_once_the_day_has_passed(house: House) -> None:
    decision = granted(house, asked_cents=400_000)
    due_on = GrantAccount.objects.get().due_on
    assert proposal(decision, on=due_on).missing
    assert not proposal(decision, on=due_on + timedelta(days=1)).missing


def test_every_line_is_checked_before_settling(house: House) -> None:
    decision = granted(house, asked_cents=400_000)
    case = decision.submission
    line = spent(case, 100_000)
    with pytest.raises(Refused, match="nog niet ingeleverd"):
        grant_account.check_line(
            submission=case,
            line=line.pk,
            is_ok=True,
            by=house.wijkregisseur,
            expected_version=fresh(case).version,
            now=NOW,
        )
    grant_account.hand_in(applicant=main_of(case), now=NOW)
    with pytest.raises(Refused, match="Kijk eerst alle regels"):
        settle(decision, house, 100_000)

    def check(**changes: object) -> AccountLine:
        given = {"is_ok": True, "by": house.wijkregisseur} | changes
        version = fresh(case).version
        return grant_account.check_line(submission=case, line=line.pk, expected_version=version, now=NOW, **given)

    with pytest.raises(Refused, match="Schrijf waarom"):
        check(is_ok=False)
    with pytest.raises(Forbidden):
        check(by=house.wijkwethouder)
    assert check(is_ok=False, note="Geen bon te lezen.").note == "Geen bon te lezen."
    assert proposal(decision).spent_cents == 0
    check()
    settle(decision, house, 100_000)
    with pytest.raises(Refused, match="al vastgesteld"):
        check()


def test_what_is_handed_in_stays(house: House) -> None:
    case = granted(house, asked_cents=400_000).submission
    with pytest.raises(Refused, match="Voeg eerst toe"):
        grant_account.hand_in(applicant=main_of(case), now=NOW)
    gone = spent(case, 5_000)
    kept = spent(case, 10_000)
    grant_account.remove_line(applicant=main_of(case), line=gone.pk, now=NOW)
    grant_account.hand_in(applicant=main_of(case), now=NOW)
    for act in (
        lambda: spent(case, 1_000),
        lambda: grant_account.remove_line(applicant=main_of(case), line=kept.pk, now=NOW),
        lambda: grant_account.hand_in(applicant=main_of(case), now=NOW),
    ):
        with pytest.raises(Refused, match="al ingeleverd"):
            act()
    assert list(AccountLine.objects.values_list("amount_cents", flat=True)) == [10_000]
    assert fresh(case).unread_at == NOW


def test_a_cost_without_a_receipt_or_amount_is_refused(house: House) -> None:
    case = granted(house, asked_cents=400_000).submission

    def add(**changes: object) -> AccountLine:
        given = {"side": "cost", "description": "Verf", "amount_cents": 100, "receipt": CleanImage(b"x", 1, 1, "jpg")}
        return grant_account.add_line(applicant=main_of(case), now=NOW, **given | changes)

    for changes, words in (
        ({"receipt": None}, "foto of PDF van de bon"),
        ({"amount_cents": 0}, "hoger is dan 0"),
        ({"description": " "}, "waar het voor was"),
    ):
        with pytest.raises(Refused, match=words):
            add(**changes)
    Applicant.objects.filter(submission=case).update(email_confirmed_at=None)
    with pytest.raises(Forbidden):
        add()
    assert not AccountLine.objects.exists()


def test_another_day_to_account_by(house: House) -> None:
    case = granted(house, asked_cents=400_000).submission

    def move(day: date) -> GrantAccount:
        return grant_account.move_due_day(
            submission=case, due_on=day, by=house.wijkregisseur, expected_version=fresh(case).version, now=NOW
        )

    with pytest.raises(Refused, match="nog komt"):
        move(NOW.date() - timedelta(days=1))
    assert move(date(2028, 6, 1)).due_on == date(2028, 6, 1)


def test_who_asks_what_we_keep_reads_the_account_and_a_name_goes_out_of_it(house: House) -> None:
    case = granted(house, asked_cents=400_000).submission
    line = spent(case, 10_000)
    AccountLine.objects.filter(pk=line.pk).update(description="Verf van Fatima El Idrissi")
    found = erasure.inspect_initiator(INITIATOR)[0]
    assert found["verantwoording"] == [{"wat": "Verf van Fatima El Idrissi", "centen": 10_000}]
    erasure.erase_initiator(INITIATOR, NOW)
    line.refresh_from_db()
    assert line.description == "Verf van [verwijderd]"
