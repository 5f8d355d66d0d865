"""Adding to a plan after it was sent: rows more, facts on the case, and what was sent first as it was (rule 8)."""

from __future__ import annotations

from datetime import datetime

import pytest

from cms.models import Role
from cms.retention import erase_person
from participation import words
from participation.codes import Reason, Scope, State
from participation.models import Applicant, CostLine, Event, Submission, Supplement
from participation.services.apply import apply_for_money
from participation.services.erasure import inspect_initiator
from participation.services.errors import Forbidden, Refused, StaleCase
from participation.services.plans import CostInput
from participation.services.supplement import estimate_of, last_change, supplement, why_not, words_of
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import INITIATOR, gathering, in_review, make_house, make_submission, move, to_decide

pytestmark = pytest.mark.django_db


def main(case: Submission) -> Applicant:
    """Who sent the plan."""
    return case.applicants.get(is_main=True)


def small(**changes: object) -> Submission:
    """A plan of 1,000 euro that is looked at: no application."""
    return in_review(make_house(), asked_cents=100_000, **changes)


def test_the_newest_answer_holds_and_the_first_stays(now: datetime) -> None:
    case = small()
    for text in ("Met bankjes.", "Met bankjes en een boom."):
        supplement(submission=case, applicant=main(case), words={"what": text}, now=now)

    assert words_of(case).what == "Met bankjes en een boom."
    assert words_of(case).title == "Geveltuinen aan de Taludweg"
    case.initiative.refresh_from_db()
    assert case.initiative.what == "Twintig geveltuintjes langs de huizen."
    assert Supplement.objects.count() == 2


def test_what_is_the_same_writes_nothing(now: datetime) -> None:
    case = small()
    version, events = case.version, Event.objects.count()

    given = {"what": " Twintig geveltuintjes langs de huizen. ", "goal": ""}
    supplement(submission=case, applicant=main(case), words=given, facts={"scope": Scope.BUURT}, now=now)

    assert not Supplement.objects.exists()
    assert Event.objects.count() == events
    assert case.version == version


def test_the_history_names_the_fields_and_never_the_words(now: datetime) -> None:
    case = small()
    supplement(
        submission=case, applicant=main(case), words={"goal": "Geheim"}, facts={"asked_cents": 150_000}, now=now
    )

    event = Event.objects.get(action=Event.Action.SUPPLEMENTED)
    assert event.data == {"fields": ["asked_cents", "goal"]}
    assert event.origin == Event.Origin.RESIDENT


def test_a_new_estimate_is_a_new_round_and_can_be_emptied(now: datetime) -> None:
    case = small(cost_lines=[CostInput("cost", "Planten", 40_000)])
    supplement(submission=case, applicant=main(case), cost_lines=[CostInput("cost", "Aarde", 5_000)], now=now)
    assert [(line.description, line.round) for line in estimate_of(case)] == [("Aarde", 2)]

    supplement(submission=case, applicant=main(case), cost_lines=[], now=now)
    assert estimate_of(case) == []
    assert CostLine.objects.filter(description="Planten", amount_cents=40_000, round=1).exists()


def test_facts_change_on_the_case_and_the_wijk_takes_its_handler_along(now: datetime) -> None:
    case = small()
    other = make_wijk("oost")
    person = staff(Role.WIJKREGISSEUR, other)
    third = make_wijk("noordwest")

    facts = {"scope": Scope.STRAAT, "wijk": other, "other_wijken": [third, other]}
    supplement(submission=case, applicant=main(case), facts=facts, now=now)

    case.refresh_from_db()
    assert (case.scope, case.wijk, case.assignee) == (Scope.STRAAT, other, person)
    assert list(case.other_wijken.all()) == [third]


def test_an_answer_to_our_question_brings_the_case_back(now: datetime) -> None:
    house = make_house()
    case = move(
        in_review(house, asked_cents=100_000),
        State.WAITING_INITIATOR,
        house.wijkregisseur,
        reason=Reason.INCOMPLETE,
        text="Voor wie is het?",
    )
    supplement(submission=case, applicant=main(case), words={"for_whom": "Voor kinderen"}, now=now)
    assert case.state == State.IN_REVIEW


def test_staff_on_the_phone_may_and_outsiders_may_not(now: datetime) -> None:
    house = make_house()
    case = in_review(house, asked_cents=100_000)
    supplement(submission=case, by=house.wijkregisseur, words={"goal": "Groen"}, now=now)
    assert Supplement.objects.get().entered_by == house.wijkregisseur
    assert Event.objects.get(action=Event.Action.SUPPLEMENTED).origin == Event.Origin.STAFF

    stranger = main(make_submission(house, email="ander@example.org"))
    for who in ({"applicant": stranger}, {"by": staff(Role.WIJKREGISSEUR, make_wijk("oost"))}, {}):
        with pytest.raises(Forbidden):
            supplement(submission=case, words={"goal": "Grijs"}, now=now, **who)
    assert words_of(case).goal == "Groen"


def test_a_form_that_is_behind_is_refused_and_one_that_was_sent_twice_is_not(now: datetime) -> None:
    case = small()
    seen = last_change(case)
    for _turn in range(2):
        supplement(submission=case, applicant=main(case), words={"goal": "Groen"}, seen=seen, now=now)
    with pytest.raises(StaleCase):
        supplement(submission=case, applicant=main(case), words={"goal": "Grijs"}, seen=seen, now=now)
    assert words_of(case).goal == "Groen"
    supplement(submission=case, applicant=main(case), words={"goal": "Geel"}, seen=last_change(case), now=now)
    assert words_of(case).goal == "Geel"


def test_after_an_application_only_what_we_ask_for_is_added_and_the_amount_stands(now: datetime) -> None:
    house = make_house()
    case = in_review(house, asked_cents=200_000)
    apply_for_money(submission=case, applicant=main(case), now=now)
    with pytest.raises(Refused, match="Je hebt het geld al aangevraagd"):
        supplement(submission=case, applicant=main(case), words={"goal": "Groen"}, now=now)

    case = move(case, State.WAITING_INITIATOR, house.wijkregisseur, reason=Reason.INCOMPLETE, text="Waartoe?")
    with pytest.raises(Refused, match="Het bedrag van je aanvraag staat vast"):
        supplement(submission=case, applicant=main(case), facts={"asked_cents": 250_000}, now=now)
    supplement(submission=case, applicant=main(case), words={"goal": "Groen"}, now=now)
    assert words_of(case).goal == "Groen"


def test_nothing_changes_under_the_hands_of_who_decides_or_once_it_is_over(now: datetime) -> None:
    case = to_decide(make_house(), asked_cents=100_000)
    assert why_not(case) == ["De gemeente beslist nu over je plan. Je kunt het niet meer veranderen."]
    for state in (State.GRANTED, State.REJECTED, State.WITHDRAWN, State.SPAM, State.EXECUTING, State.REFERRED):
        Submission.objects.filter(pk=case.pk).update(state=state)
        case.refresh_from_db()
        with pytest.raises(Refused):
            supplement(submission=case, applicant=main(case), words={"goal": "Groen"}, now=now)
    assert not Supplement.objects.exists()


def test_a_plan_that_seeks_support_stays_in_its_wijk(now: datetime) -> None:
    case = gathering(make_house(), asked_cents=100_000)
    with pytest.raises(Refused, match="Je plan zoekt nu steun in deze wijk"):
        supplement(submission=case, applicant=main(case), facts={"wijk": make_wijk("oost")}, now=now)
    with pytest.raises(Refused, match="nooit kleiner dan 0"):
        supplement(submission=case, applicant=main(case), facts={"asked_cents": -1}, now=now)


def test_other_names_are_a_mistake_of_ours(now: datetime) -> None:
    case = small()
    for given in ({"words": {"state": "granted"}}, {"facts": {"state": "granted"}}):
        with pytest.raises(ValueError, match="of a plan"):
            supplement(submission=case, applicant=main(case), now=now, **given)


def test_erasing_the_initiator_takes_what_was_added_along(now: datetime) -> None:
    case = small()
    supplement(submission=case, applicant=main(case), words={"goal": "Bij Fatima voor de deur"}, now=now)
    assert [found["aanvullingen"][0]["tekst"] for found in inspect_initiator(INITIATOR)] == ["Bij Fatima voor de deur"]

    erase_person(INITIATOR, now)

    assert not Supplement.objects.exists()
    assert words_of(case) == words.Words()


def test_words_alone() -> None:
    later = [Supplement(field="goal", text="a"), Supplement(field="goal", text=""), Supplement(field="x", text="y")]
    assert words.current(None, later) == words.Words()
    lines = [CostLine(round=1, amount_cents=1), CostLine(round=2, description="b", amount_cents=0)]
    assert words.last_round(lines) == lines[1:]
    assert words.last_round([]) == []
