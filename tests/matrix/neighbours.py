"""What neighbours do at a plan of the world besides supporting it."""

from __future__ import annotations

from cms import follow
from participation.models import Submission
from participation.services import help as help_service
from participation.services import questions
from tests.conftest import NOW
from tests.factories import participation as cases
from tests.matrix.canaries import canary


def ask_help_and_follow(case: Submission, house: cases.House, slug: str) -> None:
    """Questions in each state, help that was offered, and a follower: a canary in all that was typed."""
    words = {"text": canary("zorg", slug), "email": f"{canary('steunermail', slug)}q@example.org", "language": "nl"}
    for _number in range(2):
        asked = questions.ask(submission=case, **words, now=NOW)
    by = house.wijkregisseur
    questions.open_question(question=asked, by=by, public_text="Blijft de heg?", now=NOW)
    initiator = cases.confirmed(case).applicants.get(is_main=True)
    questions.answer(question=asked, applicant=initiator, text=canary("antwoord", slug), now=NOW)
    shown = questions.ask(submission=case, **words, now=NOW)
    public = {"public_text": "Mag iedereen er komen?", "public_answer": "Ja, het is van iedereen."}
    questions.answer_as_municipality(question=shown, by=by, **public, now=NOW)
    offer = {"sort": "hands", "text": canary("notitie", slug), "name": canary("naam", slug), "language": "nl"}
    email = f"{canary('steunermail', slug)}h@example.org"
    help_service.offer(submission=case, **offer, email=email, phone=canary("telefoon", slug), now=NOW)
    follow.ask(subject=f"initiative:{case.pk}", email=email, language="nl", now=NOW)
