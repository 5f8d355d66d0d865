"""The buurtdeal: drafted, laid down with the decision, agreed to by both, and anew for each change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.db import IntegrityError, transaction

from cms.models import OutgoingMail
from participation import deals as rules
from participation.codes import Kind, State
from participation.models import Applicant, Buurtdeal, DealAgreement, Event, Milestone, Submission
from participation.services import deals, decide, milestones
from participation.services.errors import Forbidden, Refused, StaleCase
from tests.conftest import NOW
from tests.factories.after import agreed, completed, drafted, granted_with_deal, main_of, words
from tests.factories.participation import House, granted, in_review, make_house, move, propose, to_decide

DAYS = st.dates(date(2026, 1, 1), date(2050, 12, 31))


@pytest.fixture
def house(db: None) -> House:
    return make_house("zuid")


def test_what_is_missing_is_said_in_words() -> None:
    assert rules.missing(words(), is_challenge=False) == []
    bare = words(municipality_does=" ", neighbours_do="", contact="")
    assert len(rules.missing(bare, is_challenge=False)) == 3
    assert rules.missing(words(starts_on=date(2027, 1, 1), ends_on=date(2026, 1, 1)), is_challenge=False) == [
        "De laatste dag ligt voor de eerste dag."
    ]
    assert len(rules.missing(words(starts_on=None), is_challenge=True)) == 3


def test_a_challenge_is_evaluated_each_year() -> None:
    assert rules.evaluation_days(date(2026, 12, 1), date(2029, 11, 30)) == [date(2027, 12, 1), date(2028, 12, 1)]
    assert rules.evaluation_days(date(2026, 12, 1), date(2029, 12, 1))[-1] == date(2029, 12, 1)
    assert rules.evaluation_days(date(2028, 2, 29), date(2030, 3, 1)) == [date(2029, 2, 28), date(2030, 2, 28)]
    assert rules.evaluation_days(date(2026, 12, 1), date(2026, 12, 31)) == []


@given(DAYS, st.integers(min_value=0, max_value=20_000))
def test_evaluations_lie_within_the_agreement_a_year_apart(starts_on: date, days: int) -> None:
    ends_on = min(starts_on + timedelta(days=days), date(2090, 1, 1))
    found = rules.evaluation_days(starts_on, ends_on)
    assert all(starts_on < day <= ends_on for day in found)
    assert [day.year - starts_on.year for day in found] == list(range(1, len(found) + 1))


@given(st.text(max_size=40), st.text(max_size=40))
def test_another_letter_is_another_number(one: str, other: str) -> None:
    same = rules.content_hash(words(neighbours_do=one), []) == rules.content_hash(words(neighbours_do=other), [])
    assert same == (one == other)


def test_the_draft_is_laid_down_with_the_decision(house: House) -> None:
    case = to_decide(house, asked_cents=480_000)
    case.refresh_from_db()
    milestones.add(
        submission=case,
        title="Planten kopen",
        due_on=date(2027, 3, 1),
        who="neighbours",
        by=house.wijkregisseur,
        expected_version=case.version,
        now=NOW,
    )
    draft = drafted(case, house.wijkregisseur)
    assert draft.content_hash == ""
    decision = propose(case, house.wijkregisseur)
    draft.refresh_from_db()
    assert draft.status == Buurtdeal.Status.DRAFT, "a proposal lays nothing down"

    case.refresh_from_db()
    decide.sign(
        decision=decision,
        by=house.wijkwethouder,
        role="wijkwethouder",
        is_agreed=True,
        expected_version=case.version,
        now=NOW,
    )
    draft.refresh_from_db()
    assert (draft.status, draft.decision_id, draft.offered_at) == (Buurtdeal.Status.OFFERED, decision.pk, NOW)
    assert draft.dates == [{"what": "Planten kopen", "on": "2027-03-01", "who": "neighbours"}]
    dates = [rules.Date("Planten kopen", "2027-03-01", "neighbours")]
    assert draft.content_hash == rules.content_hash(words(), dates)
    assert OutgoingMail.objects.filter(template="plan_deal").count() == 1


def test_a_plan_without_money_has_a_deal_and_no_account(house: House) -> None:
    case = granted_with_deal(house, asked_cents=0).submission
    assert case.deals.get().status == Buurtdeal.Status.OFFERED
    assert not hasattr(Submission.objects.get(pk=case.pk), "grant_account")
    assert agreed(case, house).status == Buurtdeal.Status.AGREED


def test_a_grant_without_a_draft_has_no_deal(house: House) -> None:
    assert not granted(house).submission.deals.exists()


def test_it_holds_once_both_said_yes_each_once(house: House) -> None:
    case = granted_with_deal(house).submission
    deal = case.deals.get()
    deals.agree_as_initiator(applicant=main_of(case), deal=deal.pk, now=NOW)
    assert deals.in_force(case) is None
    with pytest.raises(Refused, match="al akkoord"):
        deals.agree_as_initiator(applicant=main_of(case), deal=deal.pk, now=NOW)
    case.refresh_from_db()
    yes = deals.agree_as_municipality(
        submission=case, deal=deal.pk, by=house.wijkregisseur, expected_version=case.version, now=NOW
    )
    assert (yes.user, yes.role, yes.agreed_at) == (house.wijkregisseur, "wijkregisseur", NOW)
    assert deals.in_force(case) == deal
    said = case.events.filter(action=Event.Action.DEAL_AGREED).values_list("origin", "data__side")
    assert list(said) == [("resident", "neighbours"), ("staff", "municipality")]


def test_the_database_keeps_one_yes_per_party(house: House) -> None:
    deal = granted_with_deal(house).submission.deals.get()
    DealAgreement.objects.create(deal=deal, side="neighbours", agreed_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DealAgreement.objects.create(deal=deal, side="neighbours", agreed_at=NOW)


def test_a_change_is_a_new_version_and_the_old_one_holds_until_both_agree(house: House) -> None:
    case = granted_with_deal(house).submission
    first = agreed(case, house)
    second = drafted(case, house.wijkregisseur, neighbours_do="De buren planten, ook in de winter.")
    assert (second.number, first.number) == (2, 1)
    case.refresh_from_db()
    deals.offer(submission=case, by=house.wijkregisseur, expected_version=case.version, now=NOW)
    assert deals.in_force(case) == first
    agreed(case, house)
    assert deals.in_force(case) == second
    first.refresh_from_db()
    assert first.status == Buurtdeal.Status.REPLACED
    assert first.neighbours_do == "De buren planten en geven water."


def test_an_offer_nobody_agreed_to_makes_way_and_cannot_be_agreed_to_any_more(house: House) -> None:
    case = granted_with_deal(house).submission
    first = case.deals.get()
    drafted(case, house.wijkregisseur, upkeep_years=3)
    case.refresh_from_db()
    deals.offer(submission=case, by=house.wijkregisseur, expected_version=case.version, now=NOW)
    with pytest.raises(Refused, match="ligt niet meer voor"):
        deals.agree_as_initiator(applicant=main_of(case), deal=first.pk, now=NOW)


def test_who_may_not_and_when_not(house: House) -> None:
    case = in_review(house)
    with pytest.raises(Forbidden):
        drafted(case, house.wijkwethouder)
    with pytest.raises(StaleCase):
        deals.save_draft(submission=case, words=words(), by=house.wijkregisseur, expected_version=1, now=NOW)
    with pytest.raises(Refused, match="Schrijf op wat de buren doen"):
        drafted(case, house.wijkregisseur, neighbours_do=" ")
    drafted(case, house.wijkregisseur)
    case.refresh_from_db()
    with pytest.raises(Refused, match="met het besluit"):
        deals.offer(submission=case, by=house.wijkregisseur, expected_version=case.version, now=NOW)
    granted_case = granted_with_deal(house, email="jan@example.org").submission
    Applicant.objects.filter(submission=granted_case).update(email_confirmed_at=None)
    with pytest.raises(Forbidden):
        deals.agree_as_initiator(applicant=main_of(granted_case), deal=granted_case.deals.get().pk, now=NOW)


def test_a_tile_is_for_a_deal_that_came_true(house: House) -> None:
    case = granted_with_deal(house).submission
    agreed(case, house)

    def lay(on: date) -> Buurtdeal:
        case.refresh_from_db()
        return deals.lay_tile(submission=case, on=on, by=house.wijkregisseur, expected_version=case.version, now=NOW)

    with pytest.raises(Refused, match="Rond het plan eerst af"):
        lay(NOW.date())
    move(case, State.EXECUTING, house.wijkregisseur)
    move(case, State.COMPLETED, house.wijkregisseur, text="Klaar.")
    with pytest.raises(Refused, match="nog niet geweest"):
        lay(NOW.date() + timedelta(days=1))
    number = case.deals.get().content_hash
    laid = lay(NOW.date())
    assert (laid.tile_on, laid.content_hash) == (NOW.date(), number)
    with pytest.raises(Refused, match="beide partijen"):
        other = completed(house, email="piet@example.org")
        deals.lay_tile(
            submission=other, on=NOW.date(), by=house.wijkregisseur, expected_version=other.version, now=NOW
        )


def test_a_challenge_asks_for_task_and_quality_and_gets_its_evaluations(house: House) -> None:
    case = to_decide(house, asked_cents=150_000)
    Submission.objects.filter(pk=case.pk).update(kind=Kind.CHALLENGE)
    with pytest.raises(Refused, match="welke taak"):
        drafted(case, house.wijkregisseur)
    task = {"task": "Het groen van het plein.", "quality": "Twee keer per jaar een schouw.", "yearly_cents": 75_000}
    drafted(case, house.wijkregisseur, starts_on=date(2027, 1, 1), ends_on=date(2029, 12, 31), **task)
    propose(case, house.wijkregisseur)
    deal = case.deals.get()
    assert deal.status == Buurtdeal.Status.OFFERED
    rows = list(case.milestones.values_list("sort", "due_on"))
    assert rows == [("evaluation", date(2028, 1, 1)), ("evaluation", date(2029, 1, 1))]
    assert len(deal.dates) == 2

    def done(outcome: str) -> Milestone:
        case.refresh_from_db()
        first = case.milestones.first()
        assert first is not None
        return milestones.settle(
            submission=case,
            milestone=first.pk,
            to="done",
            outcome=outcome,
            by=house.wijkregisseur,
            expected_version=case.version,
            now=NOW,
        )

    with pytest.raises(Refused, match="uit de evaluatie"):
        done(" ")
    assert done("Het plein is netter dan eerst.").done_on == NOW.date()
    with pytest.raises(Refused, match="kun je hier niet afvinken"):
        milestones.done_by_initiator(applicant=main_of(case), milestone=case.milestones.last().pk, now=NOW)


def test_an_initiator_ticks_off_what_the_neighbours_do(house: House) -> None:
    case = granted_with_deal(house).submission
    made = {}
    for who in ("neighbours", "municipality"):
        case.refresh_from_db()
        made[who] = milestones.add(
            submission=case,
            title="Planten",
            due_on=date(2027, 3, 1),
            who=who,
            by=house.wijkregisseur,
            expected_version=case.version,
            now=NOW,
        )
    milestones.done_by_initiator(applicant=main_of(case), milestone=made["neighbours"].pk, now=NOW)
    with pytest.raises(Refused):
        milestones.done_by_initiator(applicant=main_of(case), milestone=made["municipality"].pk, now=NOW)
    assert list(case.milestones.values_list("who", "state")) == [("neighbours", "done"), ("municipality", "open")]
    with pytest.raises(Refused, match="taak die bewoners overnemen"):
        case.refresh_from_db()
        milestones.add(
            submission=case,
            title="Evaluatie",
            due_on=date(2027, 3, 1),
            who="together",
            sort="evaluation",
            by=house.wijkregisseur,
            expected_version=case.version,
            now=NOW,
        )


def test_words_that_were_changed_behind_our_back_do_not_fit_their_number(house: House) -> None:
    deal = granted_with_deal(house).submission.deals.get()
    dates = [rules.Date(**one) for one in deal.dates]
    assert rules.content_hash(deals.words_of(deal), dates) == deal.content_hash
    assert rules.content_hash(replace(deals.words_of(deal), upkeep_years=1), dates) != deal.content_hash


def test_each_year_of_upkeep_has_its_date_and_a_shorter_promise_drops_the_rest(house: House) -> None:
    case = to_decide(house, asked_cents=0)
    drafted(case, house.wijkregisseur, upkeep_years=3)
    propose(case, house.wijkregisseur)
    rows = case.milestones.filter(sort="upkeep").order_by("due_on")
    # The work ends on 30 November 2027; upkeep begins there.
    assert list(rows.values_list("due_on", "who", "state")) == [
        (date(2028, 11, 30), "neighbours", "open"),
        (date(2029, 11, 30), "neighbours", "open"),
        (date(2030, 11, 30), "neighbours", "open"),
    ]
    assert [one["what"] for one in case.deals.get().dates] == [f"Onderhoud, jaar {year}" for year in (1, 2, 3)]
    drafted(case, house.wijkregisseur, upkeep_years=1)
    case.refresh_from_db()
    deals.offer(submission=case, by=house.wijkregisseur, expected_version=case.version, now=NOW)
    assert list(rows.values_list("state", flat=True)) == ["open", "dropped", "dropped"]
