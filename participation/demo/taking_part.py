"""What the neighbours of a demo plan do besides supporting it: ask, help, follow; and how its text changed."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from cms import follow
from cms.demo import address
from cms.models import Purpose, User
from participation.demo.neighbours import link_in_mail
from participation.models import Question, Submission
from participation.services import help as help_service
from participation.services import moderate, questions

_STEP = timedelta(hours=5)


def point_of(plan: dict[str, Any]) -> dict[str, Decimal]:
    """Where the initiator put the pin, where the plan has one."""
    return dict(zip(("latitude", "longitude"), map(Decimal, plan.get("point", ())), strict=False))


def take_part(
    case: Submission, plan: dict[str, Any], number: int, *, regisseur: User, began_at: datetime, ends_at: datetime
) -> None:
    """Questions with their answers, a follower and a helping hand, and the change of a text; none after `ends_at`."""
    at = began_at
    for question, answer, who in plan.get("questions", ()):
        at = min(at + _STEP, ends_at)
        asked = questions.ask(submission=case, text=question, language="nl", now=at)
        _answer(case, asked, answer, who, regisseur, min(at + _STEP, ends_at))
    if "point" in plan:
        _join(case, number, at)
    if "change" in plan:
        _change(case, *plan["change"], regisseur, min(at + _STEP, ends_at))


def _answer(case: Submission, asked: Question, answer: str, who: str, regisseur: User, at: datetime) -> None:
    """By the initiator or by the wijkregisseur; without an answer the question still waits."""
    if not answer:
        return
    words = {"public_text": asked.text, "public_answer": answer}
    if who == Question.Answerer.INITIATOR:
        questions.open_question(question=asked, by=regisseur, public_text=asked.text, now=at)
        initiator = case.applicants.get(is_main=True)
        questions.answer(question=asked, applicant=initiator, text=answer, now=at)
        questions.publish_answer(question=asked, by=regisseur, **words, now=at)
    else:
        questions.answer_as_municipality(question=asked, by=regisseur, **words, now=at)


def _join(case: Submission, number: int, at: datetime) -> None:
    email = address(f"meedoen.{number}")
    row = follow.ask(subject=f"initiative:{case.pk}", email=email, language="nl", now=at)
    follow.confirm(token_text=link_in_mail(Purpose.CONFIRM_FOLLOW, f"follow:{row.pk}"), now=at)
    offer = {"sort": "hands", "text": "Ik kan op zaterdag komen helpen.", "name": "Sanne Kuiper", "language": "nl"}
    made = help_service.offer(submission=case, email=email, **offer, now=at)
    help_service.confirm(token_text=link_in_mail(Purpose.CONFIRM_HELP, f"help:{made.pk}"), now=at)


def _change(case: Submission, added: str, what: str, regisseur: User, at: datetime) -> None:
    text = case.public_version
    moderate.save_public_text(
        submission=case,
        by=regisseur,
        expected_version=case.version,
        title=text.title,
        summary=text.summary,
        body=f"{text.body}\n\n{added}",
        own_effort=text.own_effort,
        place=text.place,
        is_substantial=True,
        what_changed=what,
        now=at,
    )
