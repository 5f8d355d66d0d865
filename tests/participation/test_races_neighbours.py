"""Questions, offers and followers, many at once with real threads: one row each (faults 1 and 9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest

from cms import follow
from cms.models import Follow, OutgoingMail, Purpose
from participation.models import Event, HelpOffer, Question, Submission
from participation.services import help as help_service
from participation.services import questions
from participation.services.errors import Refused
from tests.factories.cms import link_text
from tests.factories.participation import gathering, make_house
from tests.participation.test_races import at_once, names

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MANY = 20


def crowd(act: Callable[[], object]) -> list[object]:
    """The same act, so many times at the same moment."""
    return at_once([act] * MANY)


def failures(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, Exception)]


@pytest.fixture
def plan(transactional_db: None) -> Submission:
    case = gathering(make_house())
    OutgoingMail.objects.all().delete()
    return case


def test_a_question_sent_many_times_is_one_question(plan: Submission, now: datetime) -> None:
    key = uuid4()
    results = crowd(
        lambda: questions.ask(submission=plan, text="Blijft de boom?", language="nl", idempotency_key=key, now=now)
    )
    assert failures(results) == []
    assert Question.objects.count() == 1
    assert Event.objects.filter(action="question_asked").count() == 1


def test_a_question_is_dealt_with_once(plan: Submission, now: datetime) -> None:
    asked = questions.ask(submission=plan, text="Blijft de boom?", email="a@example.org", language="nl", now=now)
    words = {"public_text": "Blijft de boom?", "public_answer": "Ja."}

    def answer() -> object:
        fresh = Question.objects.get(pk=asked.pk)
        return questions.answer_as_municipality(question=fresh, by=None, **words, now=now)

    results = crowd(answer)
    assert names(results) == {"Question": 1, "Refused": MANY - 1}
    assert all(isinstance(result, Refused) for result in failures(results))
    assert OutgoingMail.objects.count() == 1


def test_one_person_follows_once(plan: Submission, now: datetime) -> None:
    subject = f"initiative:{plan.pk}"
    results = crowd(lambda: follow.ask(subject=subject, email="a@example.org", language="nl", now=now))
    assert failures(results) == []
    assert (Follow.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_one_person_offers_help_once_and_is_passed_on_once(plan: Submission, now: datetime) -> None:
    words = {"sort": "hands", "name": "Nadia", "email": "nadia@example.org", "language": "nl"}
    results = crowd(lambda: help_service.offer(submission=plan, **words, now=now))
    assert failures(results) == []
    made = HelpOffer.objects.get()
    link = link_text(Purpose.CONFIRM_HELP, f"help:{made.pk}")

    results = crowd(lambda: help_service.confirm(token_text=link, now=now))

    assert names(results) == {"HelpOffer": 1, "TokenUsed": MANY - 1}
    assert Event.objects.filter(action="help_offered").count() == 1
    assert OutgoingMail.objects.filter(template="plan_help").count() == 1
