"""Casework: who may, what the workflow allows, what is told to whom."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.models import AuditEvent, OutgoingMail, Role
from participation import workflow
from participation.codes import Reason, Scope, State, Verdict
from participation.models import Event, LedgerLine, Message, PublicVersion, Submission
from participation.services import moderate
from participation.services.errors import ConfirmationNeeded, Forbidden, Refused, StaleCase
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import (
    confirmed,
    fill_pots,
    gathering,
    granted,
    in_review,
    make_house,
    make_submission,
    move,
    published,
)

pytestmark = pytest.mark.django_db


def mails(template: str) -> int:
    return OutgoingMail.objects.filter(template=template).count()


def test_a_step_changes_state_version_and_history_together(now: datetime) -> None:
    house = make_house()
    case = make_submission(house)
    moderate.move(
        submission=case, to=State.IN_REVIEW, by=house.wijkregisseur, expected_version=1, now=now + timedelta(hours=1)
    )

    assert (case.state, case.version, case.state_since_at) == ("in_review", 2, now + timedelta(hours=1))
    event = case.events.get(action=Event.Action.TRANSITION)
    assert (event.from_state, event.to_state, event.actor_id) == ("received", "in_review", house.wijkregisseur.pk)
    assert (event.role, event.origin, event.clock) == ("wijkregisseur", "staff", "")


def test_a_form_with_an_older_version_is_refused_and_changes_nothing(now: datetime) -> None:
    house = make_house()
    case = make_submission(house)
    other = Submission.objects.get(pk=case.pk)
    moderate.move(submission=case, to=State.IN_REVIEW, by=house.wijkregisseur, expected_version=1, now=now)

    with pytest.raises(StaleCase):
        moderate.move(submission=other, to=State.SPAM, by=house.wijkregisseur, expected_version=1, now=now)
    case.refresh_from_db()
    assert (case.state, case.version) == ("in_review", 2)


def test_a_refused_step_leaves_the_version_alone(now: datetime) -> None:
    house = make_house()
    case = make_submission(house)
    with pytest.raises(Refused) as refused:
        moderate.move(submission=case, to=State.GRANTED, by=house.wijkregisseur, expected_version=1, now=now)

    assert refused.value.reasons
    assert Submission.objects.get(pk=case.pk).version == 1
    assert not case.events.filter(action=Event.Action.TRANSITION).exists()


def test_another_wijks_wijkregisseur_the_wijkwethouder_and_an_auditor_may_not(now: datetime) -> None:
    house = make_house()
    case = make_submission(house)
    strangers = [
        staff(Role.WIJKREGISSEUR, make_wijk("centrum", "1211")),
        house.wijkwethouder,
        staff(Role.AUDITOR),
        staff(Role.WIJKREGISSEUR, house.wijk, valid_until=date(2020, 1, 1)),
    ]
    for by in strangers:
        with pytest.raises(Forbidden):
            moderate.move(submission=case, to=State.IN_REVIEW, by=by, expected_version=1, now=now)


def test_waiting_asks_for_a_reason_and_a_text_and_mails_them(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    with pytest.raises(Refused) as refused:
        move(case, State.WAITING_INITIATOR, house.wijkregisseur)
    assert len(refused.value.reasons) == 2

    move(case, State.WAITING_INITIATOR, house.wijkregisseur, reason=Reason.INCOMPLETE, text="Hoeveel planten?")
    assert case.messages.get().text == "Hoeveel planten?"
    assert mails("plan_moved") == 1
    event = case.events.filter(action=Event.Action.TRANSITION).last()
    assert (event.reason, event.clock) == ("incompleet", "suspend")


def test_the_term_stands_still_while_it_waits_for_the_initiator(now: datetime) -> None:
    house = make_house()
    case = in_review(house, asked_cents=480_000)
    assert case.decide_due_on == date(2027, 1, 15)
    move(case, State.WAITING_INITIATOR, house.wijkregisseur, reason=Reason.INCOMPLETE, text="Wat?", now=now)

    applicant = case.applicants.get()
    moderate.receive_message(applicant=applicant, text="Dit.", now=now + timedelta(days=11))
    case.refresh_from_db()
    # It stood still on ten days: 21 to 30 November. Ten days after 15 January is Monday 25 January 2027.
    assert (case.state, case.decide_due_on) == ("in_review", date(2027, 1, 25))


def test_the_first_staff_answer_is_kept(now: datetime) -> None:
    house = make_house()
    case = make_submission(house)
    moderate.send_message(submission=case, by=house.wijkregisseur, text="Ik bel je.", now=now + timedelta(hours=2))
    moderate.send_message(submission=case, by=house.wijkregisseur, text="Ik belde.", now=now + timedelta(hours=5))
    assert case.answered_at == now + timedelta(hours=2)
    assert mails("plan_message") == 2


def test_taking_a_plan_in_hand_is_no_answer_and_asking_something_is(now: datetime) -> None:
    house = make_house()
    later = now + timedelta(hours=3)
    assert move(make_submission(house), State.IN_REVIEW, house.wijkregisseur, now=later).answered_at is None
    asked = move(
        make_submission(house),
        State.WAITING_INITIATOR,
        house.wijkregisseur,
        reason=Reason.INCOMPLETE,
        text="Wat kost het?",
        now=later,
    )
    assert asked.answered_at == later


def test_publishing_tells_the_initiator_and_so_is_an_answer(now: datetime) -> None:
    case = published(make_house(), now=now)
    case.refresh_from_db()
    assert case.answered_at == now


def test_spam_and_a_withdrawal_are_no_answer(now: datetime) -> None:
    house = make_house()
    assert move(make_submission(house), State.SPAM, house.wijkregisseur).answered_at is None
    case = make_submission(house)
    assert moderate.withdraw_plan(applicant=case.applicants.get(), now=now).answered_at is None


def test_an_unwanted_case_leaves_the_site(now: datetime) -> None:
    house = make_house()
    case = published(house)
    move(case, State.SPAM, house.wijkregisseur)
    assert not Submission.objects.public().exists()


def test_a_merged_case_names_its_main_case(now: datetime) -> None:
    house = make_house()
    case, main = in_review(house), in_review(house)
    words = {"reason": Reason.DUPLICATE, "text": "Dit hoort bij een ander plan."}
    for wrong in (None, case):
        with pytest.raises(Refused):
            move(case, State.MERGED, house.wijkregisseur, merged_into=wrong, **words)

    assert move(case, State.MERGED, house.wijkregisseur, merged_into=main, **words).merged_into == main
    with pytest.raises(Refused):
        move(main, State.MERGED, house.wijkregisseur, merged_into=case, **words)


def test_the_initiator_withdraws_and_only_the_first_one_can(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    second = case.applicants.create(is_main=False, email="bram@example.org")
    with pytest.raises(Refused):
        moderate.withdraw_plan(applicant=second, now=now)

    moderate.withdraw_plan(applicant=case.applicants.get(is_main=True), now=now)
    case.refresh_from_db()
    event = case.events.filter(action=Event.Action.TRANSITION).last()
    assert (case.state, event.origin, event.actor_id) == ("withdrawn", "resident", None)


# Facts, assignment, criteria


def facts(case: Submission, **changes: object) -> dict[str, object]:
    return {
        "wijk": case.wijk,
        "buurt": case.buurt,
        "scope": case.scope,
        "category": case.category,
        "asked_cents": case.asked_cents,
    } | changes


def test_facts_are_corrected_and_the_history_says_which(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    moderate.change_facts(
        submission=case,
        by=house.wijkregisseur,
        expected_version=case.version,
        now=now,
        **facts(case, scope=Scope.STRAAT, asked_cents=150_000),
    )
    assert (case.scope, case.asked_cents) == ("straat", 150_000)
    event = case.events.get(action=Event.Action.FACTS_CHANGED)
    assert event.data == {"scope": ["buurt", "straat"], "asked_cents": [480_000, 150_000]}


def test_a_case_of_another_wijk_goes_to_its_wijkregisseur(now: datetime) -> None:
    house, centrum = make_house(), make_wijk("centrum", "1211")
    colleague = staff(Role.WIJKREGISSEUR, centrum)
    case = in_review(house)
    moderate.change_facts(
        submission=case, by=house.wijkregisseur, expected_version=case.version, now=now, **facts(case, wijk=centrum)
    )
    assert (case.wijk, case.assignee) == (centrum, colleague)
    with pytest.raises(Forbidden):
        moderate.add_note(submission=case, by=house.wijkregisseur, text="Mag niet meer", now=now)


def test_facts_that_do_not_fit_together_are_refused(now: datetime) -> None:
    house, centrum = make_house(), make_wijk("centrum", "1211")
    foreign = centrum.buurten.create(name="Havenkwartier")
    case = in_review(house)
    for changes in ({"buurt": foreign}, {"asked_cents": -1}):
        with pytest.raises(Refused):
            moderate.change_facts(
                submission=case,
                by=house.wijkregisseur,
                expected_version=case.version,
                now=now,
                **facts(case, **changes),
            )


def test_with_money_in_the_books_or_neighbours_supporting_the_wijk_stays(now: datetime) -> None:
    house, centrum = make_house(), make_wijk("centrum", "1211")
    for case in (granted(house).submission, gathering(house)):
        case.refresh_from_db()
        with pytest.raises(Refused):
            moderate.change_facts(
                submission=case,
                by=house.wijkregisseur,
                expected_version=case.version,
                now=now,
                **facts(case, wijk=centrum),
            )


def test_a_case_is_given_to_a_wijkregisseur_of_the_wijk_or_to_nobody(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    colleague = staff(Role.WIJKREGISSEUR, house.wijk)
    give = {"submission": case, "by": house.wijkregisseur, "now": now}
    moderate.assign(**give, to=colleague, expected_version=case.version)
    assert case.assignee == colleague
    moderate.assign(**give, to=None, expected_version=case.version)
    assert case.assignee is None
    with pytest.raises(Refused):
        moderate.assign(**give, to=house.wijkwethouder, expected_version=case.version)


def test_a_criterion_has_one_verdict_that_can_change(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    judge = {"submission": case, "criterion": 4, "by": house.wijkregisseur, "now": now}
    moderate.judge(**judge, verdict=Verdict.DOUBT, note="Er is ook een fonds.", expected_version=case.version)
    moderate.judge(**judge, verdict=Verdict.YES, note="Het fonds is dicht.", expected_version=case.version)
    assert case.verdicts.get().verdict == "ja"
    with pytest.raises(Refused):
        moderate.judge(**(judge | {"criterion": 6}), verdict=Verdict.YES, note="", expected_version=case.version)


# The public text


def test_the_words_as_sent_never_become_public_by_themselves(now: datetime) -> None:
    house = make_house()
    case = confirmed(in_review(house))
    with pytest.raises(Refused) as refused:
        moderate.publish(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    assert refused.value.reasons == ["Schrijf eerst de openbare tekst."]
    assert not PublicVersion.objects.exists()


def test_an_unconfirmed_address_keeps_a_plan_off_the_site(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    words = {"title": "Tuintjes", "summary": "Groen", "body": ""}
    moderate.save_public_text(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now, **words)
    with pytest.raises(Refused):
        moderate.publish(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    case.applicants.update(email="")
    assert moderate.publish(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now).is_public


def test_publishing_tells_the_initiator_once_and_keeps_the_first_day(now: datetime) -> None:
    house = make_house()
    case = published(house)
    act = {"submission": case, "by": house.wijkregisseur}
    moderate.unpublish(**act, expected_version=case.version, now=now + timedelta(days=1))
    assert not Submission.objects.public().exists()
    text = moderate.publish(**act, expected_version=case.version, now=now + timedelta(days=2))
    assert text.published_at == now
    assert mails("plan_published") == 1
    assert text.slug == "geveltuinen"


def test_a_title_of_signs_alone_still_has_an_address(now: datetime) -> None:
    house = make_house()
    assert published(house, title="!!!").public_version.slug == "plan"


# Talk and contact


def test_an_answer_brings_a_waiting_case_back_and_another_message_does_not_move_it(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    moderate.receive_message(applicant=case.applicants.get(), text="Hallo", now=now)
    case.refresh_from_db()
    assert case.state == "in_review"
    assert case.messages.get().sort == Message.Sort.FROM_INITIATOR


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_message_is_refused(text: str, now: datetime) -> None:
    house = make_house()
    case = make_submission(house)
    with pytest.raises(Refused):
        moderate.send_message(submission=case, by=house.wijkregisseur, text=text, now=now)
    with pytest.raises(Refused):
        moderate.receive_message(applicant=case.applicants.get(), text=text, now=now)
    with pytest.raises(Refused):
        moderate.add_note(submission=case, by=house.wijkregisseur, text=text, now=now)


def test_reading_contact_data_is_logged_and_so_is_a_refusal(now: datetime) -> None:
    house = make_house()
    case = make_submission(house)
    people = moderate.read_contact(submission=case, by=house.wijkregisseur, now=now)
    assert [person.email for person in people] == ["fatima@example.org"]
    assert case.events.get(action=Event.Action.CONTACT_READ).actor_id == house.wijkregisseur.pk

    auditor = staff(Role.AUDITOR)
    with pytest.raises(Forbidden):
        moderate.read_contact(submission=case, by=auditor, now=now)
    logged = AuditEvent.objects.filter(action="contact.read").order_by("pk").values_list("actor_id", "result")
    assert list(logged) == [(house.wijkregisseur.pk, "ok"), (auditor.pk, "refused")]
    assert case.events.filter(action=Event.Action.CONTACT_READ).count() == 1


# What is left open


def test_leaving_running_support_asks_first_and_then_closes_it(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    step = {"submission": case, "to": State.IN_REVIEW, "by": house.wijkregisseur, "now": now}
    with pytest.raises(ConfirmationNeeded):
        moderate.move(**step, expected_version=case.version)
    moderate.move(**step, expected_version=case.version, is_confirmed=True)
    case.campaign.refresh_from_db()
    assert case.campaign.closed_at == now


def test_withdrawing_after_a_grant_frees_the_money(now: datetime) -> None:
    house = make_house()
    decision = granted(house)
    moderate.withdraw_plan(applicant=decision.submission.applicants.get(), now=now)
    kinds = list(LedgerLine.objects.filter(decision=decision).order_by("pk").values_list("kind", "amount_cents"))
    assert kinds == [
        ("reservation", 480_000),
        ("reservation", -480_000),
        ("commitment", 480_000),
        ("release", 480_000),
    ]


# Random walks (fault 12)

_STEPS = st.lists(
    st.tuples(st.sampled_from(list(State)), st.sampled_from(["handler", "other", "system"])), min_size=5, max_size=25
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=_STEPS)
def test_no_walk_takes_an_illegal_step_and_the_history_counts_them_all(
    steps: list[tuple[str, str]], now: datetime
) -> None:
    house = make_house()
    fill_pots(house.wijk, 1, 1)
    case = published(house)
    main = in_review(house)
    people = {"handler": house.wijkregisseur, "other": house.wijkwethouder, "system": None}
    taken = 1
    for to, who in steps:
        before = case.state
        try:
            move(case, to, people[who], reason=Reason.OTHER, text="Omdat.", merged_into=main, now=now)
        except (Refused, Forbidden):
            case.refresh_from_db()
            assert case.state == before
            continue
        taken += 1
        assert workflow.find(before, to) is not None
        assert who != "other"
    assert case.events.filter(action=Event.Action.TRANSITION).count() == taken
    walked = list(case.events.filter(action=Event.Action.TRANSITION).values_list("from_state", "to_state"))
    assert all(one[1] == following[0] for one, following in zip(walked, walked[1:], strict=False))
    assert not Submission.objects.public().filter(state__in=[State.SPAM, State.MERGED]).exists()
