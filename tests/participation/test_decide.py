"""Deciding: who signs what, from which pot, and never more than there is."""

from datetime import date, datetime, timedelta

import pytest

from django.db import IntegrityError, transaction

from cms.models import OutgoingMail, Role, User
from participation.codes import Outcome, PotKind, Reason, Scope, State, Verdict
from participation.ledger import Balance
from participation.models import Decision, Event, LedgerLine, MandateRule, SignOff, Submission
from participation.services import account, decide, moderate
from participation.services.apply import apply_for_money
from participation.services.errors import Forbidden, Refused, StaleCase
from participation.services.posting import balance_of, city_free_cents
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.participation import (
    House,
    advised,
    confirm_support,
    fill_pots,
    gathering,
    give,
    granted,
    in_review,
    judged,
    make_house,
    make_submission,
    move,
    propose,
    sign,
    to_decide,
)

pytestmark = pytest.mark.django_db
WIJKREGISSEUR, WIJKWETHOUDER, VOORZITTER = Role.WIJKREGISSEUR, Role.WIJKWETHOUDER, Role.VOORZITTER


def lines(decision: Decision) -> list[tuple[str, int]]:
    return list(LedgerLine.objects.filter(decision=decision).order_by("pk").values_list("kind", "amount_cents"))


# Asking for money


def test_above_2000_euro_the_case_waits_for_an_application(now: datetime) -> None:
    house = make_house()
    case = judged(in_review(house, asked_cents=None), house.wijkregisseur)
    with pytest.raises(Refused):
        move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    apply_for_money(submission=case, applicant=case.applicants.get(), asked_cents=480_000, now=now)
    # Eight weeks after Friday 20 November 2026.
    assert (case.applied_at, case.decide_due_on, case.asked_cents) == (now, date(2027, 1, 15), 480_000)
    event = case.events.get(action=Event.Action.APPLIED)
    assert (event.origin, event.clock) == ("resident", "apply")
    assert move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER).state == "to_decide"
    assert OutgoingMail.objects.filter(template="plan_applied").count() == 1


def test_an_application_is_made_once_with_an_amount_and_by_who_may(now: datetime) -> None:
    house = make_house()
    case = in_review(house, asked_cents=None)
    stranger = in_review(house).applicants.get()
    with pytest.raises(Refused):
        apply_for_money(submission=case, by=house.wijkregisseur, now=now)
    with pytest.raises(Forbidden):
        apply_for_money(submission=case, applicant=stranger, asked_cents=1, now=now)
    with pytest.raises(Forbidden):
        apply_for_money(submission=case, by=house.wijkwethouder, asked_cents=1, now=now)
    with pytest.raises(Refused):
        apply_for_money(submission=case, by=house.wijkregisseur, asked_cents=-1, now=now)
    apply_for_money(submission=case, by=house.wijkregisseur, asked_cents=100_000, now=now)
    with pytest.raises(Refused):
        apply_for_money(submission=case, by=house.wijkregisseur, now=now)
    with pytest.raises(Refused):
        apply_for_money(submission=granted(house).submission, by=house.wijkregisseur, now=now)


# Levels (Table 2; fault 7)


@pytest.mark.parametrize(
    ("cents", "roles"),
    [
        (0, [WIJKREGISSEUR]),
        (199_999, [WIJKREGISSEUR]),
        (200_000, [WIJKREGISSEUR]),
        (200_001, [WIJKREGISSEUR, WIJKWETHOUDER]),
        (1_000_000, [WIJKREGISSEUR, WIJKWETHOUDER]),
        (1_000_001, [VOORZITTER, WIJKWETHOUDER]),
        (2_500_000, [VOORZITTER, WIJKWETHOUDER]),
    ],
)
def test_the_amount_says_who_signs(cents: int, roles: list[str]) -> None:
    house = make_house()
    decision = propose(to_decide(house, asked_cents=cents), house.wijkregisseur)
    assert decision.roles == roles
    assert decision.status == ("decided" if roles == [WIJKREGISSEUR] else "proposed")
    assert decision.sign_offs.count() == (1 if roles[0] == WIJKREGISSEUR else 0)


def test_above_25000_euro_nobody_here_decides_and_the_griffie_records(now: datetime) -> None:
    house = make_house()
    case = to_decide(house, asked_cents=2_500_001)
    with pytest.raises(Refused) as refused:
        propose(case, house.wijkregisseur)
    assert "college" in refused.value.reasons[0]

    record = {
        "submission": case,
        "outcome": Outcome.GRANT,
        "amount_cents": 2_500_001,
        "letter_text": "Het college besloot.",
        "now": now,
    }
    with pytest.raises(Forbidden):
        decide.record_outcome(**record, by=house.wijkregisseur, body="college", expected_version=case.version)
    with pytest.raises(Refused):
        decide.record_outcome(**record, by=house.griffie, body="regietafel", expected_version=case.version)
    decision = decide.record_outcome(**record, by=house.griffie, body="college", expected_version=case.version)
    assert (decision.status, decision.roles, decision.form) == ("decided", ["college"], "collegebesluit")
    signature = decision.sign_offs.get()
    assert (signature.role, signature.user) == ("griffie", house.griffie)
    assert (case.state, case.granted_cents) == ("granted", 2_500_001)
    assert balance_of(decision=decision) == Balance(committed_cents=2_500_001)


def test_doubt_on_criterion_4_goes_to_the_college_at_any_amount(now: datetime) -> None:
    house = make_house()
    case = to_decide(house, asked_cents=50_000)
    judged(case, house.wijkregisseur, criterion_4=Verdict.DOUBT)
    with pytest.raises(Refused) as refused:
        propose(case, house.wijkregisseur)
    assert "college" in refused.value.reasons[0]


def test_doubt_that_comes_after_the_proposal_stops_the_signature(now: datetime) -> None:
    house = make_house()
    case = to_decide(house)
    decision = propose(case, house.wijkregisseur)
    case.refresh_from_db()
    moderate.judge(
        submission=case,
        criterion=4,
        verdict=Verdict.DOUBT,
        note="Er is toch een fonds.",
        by=house.wijkregisseur,
        expected_version=case.version,
        now=now,
    )
    with pytest.raises(Refused):
        sign(decision, house.wijkwethouder, WIJKWETHOUDER)
    assert Decision.objects.get().status == "proposed"


def test_a_new_mandate_table_between_proposal_and_signature_asks_for_a_new_proposal() -> None:
    house = make_house()
    decision = propose(to_decide(house, asked_cents=480_000), house.wijkregisseur)
    MandateRule.objects.filter(above_cents=200_000).update(roles=[VOORZITTER, WIJKWETHOUDER])
    with pytest.raises(Refused):
        sign(decision, house.wijkwethouder, WIJKWETHOUDER)


def test_an_empty_table_is_told_in_words() -> None:
    house = make_house()
    case = to_decide(house, asked_cents=100_000)
    MandateRule.objects.all().delete()
    with pytest.raises(Refused) as refused:
        propose(case, house.wijkregisseur)
    assert refused.value.reasons == ["De mandaattabel is nog leeg. Vraag de beheerder om de tabel te vullen."]


def test_earlier_grants_to_the_same_initiator_raise_the_level_for_a_year(now: datetime) -> None:
    house = make_house()
    granted(house, asked_cents=190_000, now=now - timedelta(days=300))
    second = propose(to_decide(house, asked_cents=190_000), house.wijkregisseur)
    assert second.roles == [WIJKREGISSEUR, WIJKWETHOUDER]
    other = propose(to_decide(house, asked_cents=190_000, email="ander@example.org"), house.wijkregisseur)
    assert other.roles == [WIJKREGISSEUR]
    long_ago = now - timedelta(days=366)
    fill_pots(house.wijk, 500_000, 500_000, now=long_ago)
    granted(house, asked_cents=190_000, email="lang@example.org", now=long_ago)
    assert propose(to_decide(house, asked_cents=190_000, email="lang@example.org"), house.wijkregisseur).roles == [
        WIJKREGISSEUR
    ]


def test_nothing_to_be_paid_stays_the_wijkregisseurs() -> None:
    house = make_house()
    granted(house, asked_cents=900_000)
    decision = propose(to_decide(house, asked_cents=0), house.wijkregisseur)
    assert (decision.status, decision.pot, lines(decision)) == ("decided", None, [])


def test_a_case_is_decided_only_when_all_criteria_are_judged() -> None:
    house = make_house()
    case = move(in_review(house, asked_cents=100_000, scope=Scope.STRAAT), State.TO_DECIDE, house.wijkregisseur)
    with pytest.raises(Refused):
        propose(case, house.wijkregisseur)


def test_the_fast_lane_needs_no_campaign_and_no_reason() -> None:
    house = make_house()
    case = judged(in_review(house, asked_cents=200_000, scope=Scope.STRAAT), house.wijkregisseur)
    decision = propose(move(case, State.TO_DECIDE, house.wijkregisseur), house.wijkregisseur)
    assert (decision.status, decision.pot.kind) == ("decided", "hand_money")
    case.refresh_from_db()
    assert case.applied_at is None


# Two people


def test_the_wijkwethouder_signs_after_the_wijkregisseur_and_only_then_it_holds(now: datetime) -> None:
    house = make_house()
    case = to_decide(house, asked_cents=480_000)
    decision = propose(case, house.wijkregisseur, public_text="De tuintjes komen er.")
    assert decide.next_sign_off(decision) == WIJKWETHOUDER
    assert lines(decision) == [("reservation", 480_000)]
    assert case.public_version.outcome_text == ""
    to_sign = OutgoingMail.objects.get(template="decision_to_sign")
    assert to_sign.context["user"] == house.wijkwethouder.pk

    sign(decision, house.wijkwethouder, WIJKWETHOUDER, now=now + timedelta(days=2))
    case = Submission.objects.get(pk=case.pk)
    assert (decision.status, decision.decided_at) == ("decided", now + timedelta(days=2))
    assert (case.state, case.granted_cents) == ("granted", 480_000)
    assert case.public_version.outcome_text == "De tuintjes komen er."
    assert lines(decision) == [("reservation", 480_000), ("reservation", -480_000), ("commitment", 480_000)]
    assert OutgoingMail.objects.filter(template="plan_decided").count() == 1
    assert decide.next_sign_off(decision) is None


def test_at_10000_to_25000_the_voorzitter_goes_before_the_wijkwethouder() -> None:
    house = make_house()
    decision = propose(to_decide(house, asked_cents=2_000_000), house.wijkregisseur)
    with pytest.raises(Refused):
        sign(decision, house.wijkwethouder, WIJKWETHOUDER)
    sign(decision, house.voorzitter, VOORZITTER)
    assert decision.status == "proposed"
    sign(decision, house.wijkwethouder, WIJKWETHOUDER)
    assert decision.status == "decided"


def test_one_person_in_two_roles_signs_once() -> None:
    house = make_house()
    staff(WIJKWETHOUDER, house.wijk, user=house.voorzitter)
    decision = propose(to_decide(house, asked_cents=2_000_000), house.wijkregisseur)
    sign(decision, house.voorzitter, VOORZITTER)
    with pytest.raises(Refused):
        sign(decision, house.voorzitter, WIJKWETHOUDER)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(
            decision=decision,
            order=2,
            role=WIJKWETHOUDER,
            user=house.voorzitter,
            is_agreed=True,
            signed_at=decision.proposed_at,
        )


def test_who_handles_or_proposed_does_not_sign_as_voorzitter_or_last() -> None:
    house = make_house()
    staff(VOORZITTER, cluster=house.wijk.cluster, user=house.wijkregisseur)
    staff(WIJKWETHOUDER, house.wijk, user=house.wijkregisseur)
    decision = propose(to_decide(house, asked_cents=2_000_000), house.wijkregisseur)
    with pytest.raises(Refused):
        sign(decision, house.wijkregisseur, VOORZITTER)
    sign(decision, house.voorzitter, VOORZITTER)
    with pytest.raises(Refused):
        sign(decision, house.wijkregisseur, WIJKWETHOUDER)


def test_nobody_signs_under_a_role_of_another_wijk_or_of_the_past() -> None:
    house = make_house()
    decision = propose(to_decide(house), house.wijkregisseur)
    others = [
        staff(WIJKWETHOUDER, make_wijk("oost", "1221")),
        staff(WIJKWETHOUDER, house.wijk, valid_until=date(2020, 1, 1)),
        house.wijkregisseur,
        UserFactory(is_superuser=True),
    ]
    for by in others:
        with pytest.raises(Forbidden):
            sign(decision, by, WIJKWETHOUDER)


@pytest.mark.parametrize("tie", ["applicant", "co-initiator", "supporter"])
def test_nobody_signs_for_a_plan_in_which_he_or_she_takes_part(tie: str, now: datetime) -> None:
    house = make_house()
    house.wijkwethouder.email = "Wethouder@Example.org"
    house.wijkwethouder.save()
    words = {"email": "wethouder@example.org"} if tie == "applicant" else {}
    case = gathering(house, **words)
    if tie == "co-initiator":
        from participation.services.people import person_hash

        case.applicants.create(is_main=False, email_hash=person_hash("wethouder@example.org"))
    if tie == "supporter":
        confirm_support(give(case, "wethouder@example.org"))
    judged(case, house.wijkregisseur)
    move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    decision = propose(case, house.wijkregisseur)
    with pytest.raises(Refused) as refused:
        sign(decision, house.wijkwethouder, WIJKWETHOUDER)
    assert refused.value.reasons == ["Je bent zelf betrokken bij dit plan. Laat je vervanger tekenen."]
    deputy = staff(WIJKWETHOUDER, house.wijk)
    assert sign(decision, deputy, WIJKWETHOUDER).status == "decided"


def test_a_no_frees_the_money_and_sends_the_case_back(now: datetime) -> None:
    house = make_house()
    case = to_decide(house)
    free = city_free_cents(2026)
    decision = propose(case, house.wijkregisseur)
    assert city_free_cents(2026) == free - 480_000
    with pytest.raises(Refused):
        sign(decision, house.wijkwethouder, WIJKWETHOUDER, is_agreed=False)
    sign(decision, house.wijkwethouder, WIJKWETHOUDER, is_agreed=False, note="Eerst met de school praten.")

    case.refresh_from_db()
    assert (decision.status, case.state, city_free_cents(2026)) == ("refused", "in_review", free)
    assert case.granted_cents is None
    move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    assert propose(case, house.wijkregisseur).pk != decision.pk


def test_taking_a_proposal_back_frees_the_money() -> None:
    house = make_house()
    case = to_decide(house)
    decision = propose(case, house.wijkregisseur)
    move(case, State.IN_REVIEW, house.wijkregisseur, reason=Reason.NEW_FACTS)
    decision.refresh_from_db()
    assert (decision.status, lines(decision)) == ("refused", [("reservation", 480_000), ("reservation", -480_000)])


def test_a_stale_proposal_or_signature_is_refused(now: datetime) -> None:
    house = make_house()
    case = to_decide(house)
    with pytest.raises(StaleCase):
        decide.propose(
            submission=case,
            by=house.wijkregisseur,
            role=WIJKREGISSEUR,
            expected_version=case.version - 1,
            outcome=Outcome.GRANT,
            amount_cents=480_000,
            letter_text="Ja",
            now=now,
        )
    decision = propose(case, house.wijkregisseur)
    with pytest.raises(StaleCase):
        sign(decision, house.wijkwethouder, WIJKWETHOUDER, expected_version=1)


# What may be decided


@pytest.mark.parametrize(
    ("outcome", "cents", "words"),
    [
        (Outcome.GRANT, 480_001, {}),
        (Outcome.GRANT, 479_999, {}),
        (Outcome.GRANT, -1, {}),
        (Outcome.GRANT_PART, 480_000, {}),
        (Outcome.GRANT_PART, 0, {}),
        (Outcome.REJECT, 1, {"reason": Reason.BUDGET}),
        (Outcome.REJECT, 0, {}),
        (Outcome.GRANT, 480_000, {"letter_text": " "}),
        ("misschien", 480_000, {}),
    ],
)
def test_what_does_not_fit_together_is_refused(outcome: str, cents: int, words: dict[str, str]) -> None:
    house = make_house()
    case = to_decide(house, asked_cents=480_000)
    with pytest.raises(Refused):
        propose(case, house.wijkregisseur, outcome=outcome, amount_cents=cents, **words)
    assert not Decision.objects.exists()
    assert not LedgerLine.objects.filter(submission=case).exists()


def test_rejecting_follows_the_amount_that_was_asked(now: datetime) -> None:
    house = make_house()
    case = to_decide(house, asked_cents=480_000)
    decision = propose(
        case,
        house.wijkregisseur,
        outcome=Outcome.REJECT,
        amount_cents=0,
        reason=Reason.NO_SUPPORT,
        letter_text="Er is te weinig steun.",
    )
    assert (decision.roles, lines(decision)) == ([WIJKREGISSEUR, WIJKWETHOUDER], [])
    sign(decision, house.wijkwethouder, WIJKWETHOUDER)
    case.refresh_from_db()
    assert (case.state, case.granted_cents) == ("rejected", None)
    assert case.messages.filter(text="Er is te weinig steun.").exists()


def test_granting_a_part_moves_to_its_own_state() -> None:
    house = make_house()
    decision = propose(
        to_decide(house, asked_cents=480_000), house.wijkregisseur, outcome=Outcome.GRANT_PART, amount_cents=200_000
    )
    decision.submission.refresh_from_db()
    assert (decision.status, decision.submission.state) == ("decided", "partly_granted")


def test_a_second_proposal_waits_for_the_first() -> None:
    house = make_house()
    case = to_decide(house)
    propose(case, house.wijkregisseur)
    with pytest.raises(Refused):
        propose(case, house.wijkregisseur)


# Pots


@pytest.mark.parametrize(
    ("cents", "hand_money", "kind"),
    [
        (200_000, 200_000, "hand_money"),
        (200_000, 199_999, "subsidy"),
        (150_000, 825_000, "hand_money"),
        (200_001, 825_000, "subsidy"),
    ],
)
def test_hand_money_pays_first_while_it_lasts(cents: int, hand_money: int, kind: str) -> None:
    house = make_house(hand_money_cents=hand_money)
    assert propose(to_decide(house, asked_cents=cents), house.wijkregisseur).pot.kind == kind


def test_who_decides_may_choose_the_pot_but_hand_money_is_for_small_things() -> None:
    house = make_house()
    small = propose(to_decide(house, asked_cents=100_000), house.wijkregisseur, pot_kind=PotKind.SUBSIDY)
    assert small.pot.kind == "subsidy"
    large = to_decide(house, asked_cents=480_000, email="a@example.org")
    for wrong in (PotKind.HAND_MONEY, PotKind.PLATFORM, "vakantiepot"):
        with pytest.raises(Refused):
            propose(large, house.wijkregisseur, pot_kind=wrong)


def test_over_the_wijks_pot_only_with_consultation_and_over_the_city_never() -> None:
    house = make_house(subsidy_cents=300_000, hand_money_cents=0)
    oost = make_wijk("oost", "1221")
    fill_pots(oost, 200_000, 0)
    case = to_decide(house, asked_cents=500_001)
    with pytest.raises(Refused):
        propose(case, house.wijkregisseur)
    with pytest.raises(Refused) as refused:
        propose(case, house.wijkregisseur, is_consulted=True)
    assert "Alle wijken samen" in refused.value.reasons[0]

    within = to_decide(house, asked_cents=500_000, email="b@example.org")
    with pytest.raises(Refused):
        propose(within, house.wijkregisseur)
    decision = propose(within, house.wijkregisseur, is_consulted=True)
    sign(decision, house.wijkwethouder, WIJKWETHOUDER)
    assert (decision.status, city_free_cents(2026)) == ("decided", 0)


def test_the_second_of_two_proposals_finds_the_pot_empty() -> None:
    house = make_house(subsidy_cents=500_000, hand_money_cents=0)
    first, second = to_decide(house, asked_cents=300_000), to_decide(house, asked_cents=300_000)
    propose(first, house.wijkregisseur)
    with pytest.raises(Refused):
        propose(second, house.wijkregisseur, is_consulted=True)


def test_wijkkansen_come_from_the_city_and_the_wethouder_signs(now: datetime) -> None:
    house = make_house()
    account.allocate(year=2026, kind="wijkkansen", amount_cents=7_500_000, now=now)
    wethouder = staff(Role.WETHOUDER)
    decision = propose(to_decide(house, asked_cents=1_500_000), house.wijkregisseur, pot_kind=PotKind.WIJKKANSEN)
    assert (decision.roles, decision.pot.wijk) == ([Role.WETHOUDER], None)
    with pytest.raises(Refused) as refused:
        sign(decision, wethouder, Role.WETHOUDER)
    assert refused.value.reasons == ["Eerst is advies nodig van: wijkregisseur en wijkwethouder."]
    asked = OutgoingMail.objects.filter(template="decision_to_advise")
    assert {mail.context["user"] for mail in asked} == {house.wijkregisseur.pk, house.wijkwethouder.pk}
    advised(decision.submission, house.wijkregisseur, "wijkregisseur")
    assert not OutgoingMail.objects.filter(template="decision_to_sign").exists()
    with pytest.raises(Refused) as refused:
        sign(decision, wethouder, Role.WETHOUDER)
    assert refused.value.reasons == ["Eerst is advies nodig van: wijkwethouder."]
    # A negative advice is advice: the wethouder decides.
    advised(decision.submission, house.wijkwethouder, "wijkwethouder", is_positive=False)
    assert OutgoingMail.objects.get(template="decision_to_sign").context["user"] == wethouder.pk
    assert sign(decision, wethouder, Role.WETHOUDER).status == "decided"
    assert city_free_cents(2026) == 5_350_000 + 825_000


def test_a_year_without_books_is_told_in_words(now: datetime) -> None:
    house = make_house()
    case = to_decide(house)
    with pytest.raises(Refused) as refused:
        propose(case, house.wijkregisseur, now=now + timedelta(days=60))
    assert refused.value.reasons == ["Voor 2027 staat er nog geen budget in de boeken."]


# Deciding anew


def reopened(house: House, decision: Decision, now: datetime) -> Submission:
    case = Submission.objects.get(pk=decision.submission_id)
    move(case, State.EXECUTING, house.wijkregisseur, now=now)
    move(case, State.REOPENED, house.wijkregisseur, reason=Reason.NEW_FACTS, text="We kijken opnieuw.", now=now)
    move(case, State.IN_REVIEW, house.wijkregisseur, now=now)
    return move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER, now=now)


def test_a_new_decision_replaces_the_old_one_and_its_money(now: datetime) -> None:
    house = make_house()
    old = granted(house, asked_cents=480_000)
    account.pay(decision=old, amount_cents=100_000, by=house.wijkregisseur, now=now)
    case = reopened(house, old, now)
    new = propose(case, house.wijkregisseur, outcome=Outcome.GRANT_PART, amount_cents=300_000)
    sign(new, house.wijkwethouder, WIJKWETHOUDER)

    old.refresh_from_db()
    assert (old.status, new.status) == ("replaced", "decided")
    # 3,000 euro in all: 1,000 was paid under the old decision, 2,000 is promised by the new one.
    assert balance_of(submission=case) == Balance(committed_cents=200_000, spent_cents=100_000)


def test_when_the_new_proposal_is_refused_the_old_decision_holds(now: datetime) -> None:
    house = make_house()
    old = granted(house, asked_cents=480_000)
    case = reopened(house, old, now)
    new = propose(case, house.wijkregisseur, outcome=Outcome.GRANT_PART, amount_cents=300_000)
    sign(new, house.wijkwethouder, WIJKWETHOUDER, is_agreed=False, note="Nee.")
    old.refresh_from_db()
    case.refresh_from_db()
    assert (old.status, case.granted_cents) == ("decided", 480_000)
    assert balance_of(submission=case) == Balance(committed_cents=480_000)


# The whole table replaced (inbox.md section 5)


def test_another_table_with_other_numbers_and_roles_is_obeyed() -> None:
    house = make_house()
    MandateRule.objects.all().delete()
    rows = [(0, 70_000, [WIJKWETHOUDER]), (70_000, 90_000, [VOORZITTER, WIJKREGISSEUR]), (90_000, None, ["college"])]
    for above, up_to, roles in rows:
        MandateRule.objects.create(
            above_cents=above, up_to_cents=up_to, roles=roles, form="anders", number="M-9", valid_from="2026-01-01"
        )
    low = propose(to_decide_of(house, 70_000), house.wijkregisseur)
    assert (low.roles, low.status, low.mandate_number, low.form) == ([WIJKWETHOUDER], "proposed", "M-9", "anders")
    sign(low, house.wijkwethouder, WIJKWETHOUDER)
    assert low.status == "decided"
    middle = propose(to_decide_of(house, 70_001), house.wijkregisseur)
    assert middle.roles == [VOORZITTER, WIJKREGISSEUR]
    sign(middle, house.voorzitter, VOORZITTER)
    with pytest.raises(Refused):
        sign(middle, house.wijkregisseur, WIJKREGISSEUR)
    colleague: User = staff(WIJKREGISSEUR, house.wijk)
    assert sign(middle, colleague, WIJKREGISSEUR).status == "decided"
    with pytest.raises(Refused):
        propose(to_decide_of(house, 90_001), house.wijkregisseur)


def to_decide_of(house: House, cents: int) -> Submission:
    """A case that waits for a decision, of an initiator of its own."""
    return to_decide(house, asked_cents=cents, email=f"i{cents}@example.org")


def test_a_case_that_is_not_to_be_decided_gets_no_decision() -> None:
    house = make_house()
    case = judged(make_submission(house), house.wijkregisseur)
    with pytest.raises(Refused) as refused:
        propose(case, house.wijkregisseur)
    assert refused.value.reasons == ["Deze zaak staat niet ter besluit."]
