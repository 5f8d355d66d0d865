"""Questions about a plan: every step, who may take it, and who hears of it (participation.md, step 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest

from django.test import Client

from cms.models import OutgoingMail, Role, User
from participation.codes import QuestionRefusal
from participation.models import Applicant, Event, Question, Submission
from participation.services import moderate, questions
from participation.services.errors import Forbidden, Refused
from tests.conftest import Mailbox
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import INITIATOR, House, gathering, make_house

pytestmark = pytest.mark.django_db
State = Question.State
TEXT = "Belt u Piet op 0612345678: blijft de boom?"
PUBLIC = {"public_text": "Blijft de boom?", "public_answer": "Ja, de boom blijft."}


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def plan(house: House) -> Submission:
    case = gathering(house)
    OutgoingMail.objects.all().delete()
    return case


def asked(plan: Submission, now: datetime, **changes: object) -> Question:
    words = {"text": TEXT, "email": "buur@example.org", "language": "nl", "now": now} | changes
    return questions.ask(submission=plan, **words)


def initiator(plan: Submission) -> Applicant:
    return plan.applicants.get(is_main=True)


def actions(plan: Submission) -> list[str]:
    return [event.action for event in plan.events.order_by("pk") if event.action.startswith("question")]


def test_from_question_to_answer_on_the_site(house: House, plan: Submission, now: datetime, client: Client) -> None:
    question = asked(plan, now)
    version = Submission.objects.get(pk=plan.pk).version
    questions.open_question(question=question, by=house.wijkregisseur, public_text="Blijft de boom?", now=now)
    assert question.state == State.OPEN
    (mail,) = Mailbox(now).deliver()
    assert mail.to == [INITIATOR]
    assert "Blijft de boom?" in mail.body and "0612345678" not in mail.body

    questions.answer(question=question, applicant=initiator(plan), text="Ja hoor, bel me maar.", now=now)
    assert (question.state, question.answerer) == (State.ANSWERED, "initiator")
    questions.publish_answer(question=question, by=house.wijkregisseur, **PUBLIC, now=now)

    assert question.state == State.PUBLIC
    (mail,) = Mailbox(now).deliver()
    assert mail.to == ["buur@example.org"]
    assert "Ja, de boom blijft." in mail.body
    assert question.email_encrypted == ""
    kinds = ["question_asked", "question_opened", "question_answered", "question_published"]
    assert actions(plan) == kinds
    events = Event.objects.filter(submission=plan, action__in=kinds)
    assert {str(event.data) for event in events} == {str({"question": question.pk})}
    assert Submission.objects.get(pk=plan.pk).version == version


def test_the_municipality_answers_at_once(house: House, plan: Submission, now: datetime) -> None:
    question = asked(plan, now, email="")
    questions.answer_as_municipality(question=question, by=house.wijkregisseur, **PUBLIC, now=now)
    assert (question.state, question.answerer, question.published_at) == (State.PUBLIC, "municipality", now)
    assert not OutgoingMail.objects.exists()


def test_a_refused_question_is_told_why_and_spam_is_not(house: House, plan: Submission, now: datetime) -> None:
    for reason in (QuestionRefusal.OFF_TOPIC, QuestionRefusal.SPAM):
        questions.refuse(question=asked(plan, now), by=house.wijkregisseur, reason=reason, now=now)
    (mail,) = Mailbox(now).deliver()
    assert "De vraag gaat niet over dit plan." in mail.body
    assert TEXT not in mail.body
    assert set(Question.objects.values_list("state", flat=True)) == {State.REFUSED}


def test_a_question_leaves_the_site_when_it_is_refused_later(house: House, plan: Submission, now: datetime) -> None:
    question = asked(plan, now)
    questions.answer_as_municipality(question=question, by=house.wijkregisseur, **PUBLIC, now=now)
    questions.refuse(question=question, by=house.wijkregisseur, reason=QuestionRefusal.PERSONAL, now=now)
    assert question.state == State.REFUSED
    assert OutgoingMail.objects.count() == 1


def test_each_step_only_from_its_own_state(house: House, plan: Submission, now: datetime) -> None:
    by, applicant = house.wijkregisseur, initiator(plan)
    steps: dict[str, Callable[[Question], object]] = {
        "open": lambda row: questions.open_question(question=row, by=by, public_text="Ja?", now=now),
        "answer": lambda row: questions.answer(question=row, applicant=applicant, text="Ja", now=now),
        "ours": lambda row: questions.answer_as_municipality(question=row, by=by, **PUBLIC, now=now),
        "publish": lambda row: questions.publish_answer(question=row, by=by, **PUBLIC, now=now),
        "refuse": lambda row: questions.refuse(question=row, by=by, reason="reclame", now=now),
    }
    allowed = {
        "new": {"open", "ours", "refuse"},
        "open": {"answer", "ours", "refuse"},
        "answered": {"publish", "refuse"},
        "public": {"refuse"},
        "refused": set(),
    }
    for state, expected in allowed.items():
        for name, step in steps.items():
            row = asked(plan, now)
            Question.objects.filter(pk=row.pk).update(
                state=state, public_text="x", public_answer="x", published_at=now if state == "public" else None
            )
            if name in expected:
                step(row)
            else:
                with pytest.raises(Refused, match="intussen al behandeld"):
                    step(row)
                assert Question.objects.get(pk=row.pk).state == state


def test_only_who_handles_the_case_and_only_its_own_initiator(house: House, plan: Submission, now: datetime) -> None:
    strangers: list[User] = [staff(Role.WIJKREGISSEUR, make_wijk("Oost")), staff(Role.WETHOUDER)]
    for by in strangers:
        question = asked(plan, now)
        for act in (questions.answer_as_municipality, questions.publish_answer):
            with pytest.raises(Forbidden):
                act(question=question, by=by, **PUBLIC, now=now)
        with pytest.raises(Forbidden):
            questions.open_question(question=question, by=by, public_text="x", now=now)
        with pytest.raises(Forbidden):
            questions.refuse(question=question, by=by, reason="reclame", now=now)
    question = asked(plan, now)
    questions.open_question(question=question, by=house.wijkregisseur, public_text="Ja?", now=now)
    other = initiator(gathering(house, email="ander@example.org"))
    with pytest.raises(Forbidden):
        questions.answer(question=question, applicant=other, text="Nee", now=now)
    Applicant.objects.filter(submission=plan).update(email_confirmed_at=None)
    with pytest.raises(Forbidden):
        questions.answer(question=question, applicant=initiator(plan), text="Nee", now=now)


def test_empty_and_endless_texts_are_refused(house: House, plan: Submission, now: datetime) -> None:
    for text in ("", "  \n", "x" * 1001):
        with pytest.raises(Refused):
            asked(plan, now, text=text)
    question = asked(plan, now)
    for words in (PUBLIC | {"public_text": " "}, PUBLIC | {"public_answer": "x" * 2001}):
        with pytest.raises(Refused):
            questions.answer_as_municipality(question=question, by=house.wijkregisseur, **words, now=now)
    with pytest.raises(Refused, match="Kies waarom"):
        questions.refuse(question=question, by=house.wijkregisseur, reason="zomaar", now=now)
    assert Question.objects.get().state == State.NEW


def test_the_same_key_is_one_question(plan: Submission, now: datetime) -> None:
    key = uuid4()
    assert asked(plan, now, idempotency_key=key).pk == asked(plan, now, idempotency_key=key).pk
    assert asked(plan, now, idempotency_key=uuid4()).pk != asked(plan, now).pk
    assert Question.objects.count() == 3


def test_no_questions_about_a_plan_that_is_not_on_the_site(house: House, plan: Submission, now: datetime) -> None:
    plan.refresh_from_db()
    moderate.unpublish(submission=plan, by=house.wijkregisseur, expected_version=plan.version, now=now)
    with pytest.raises(Refused, match="staat niet op de site"):
        asked(plan, now)
