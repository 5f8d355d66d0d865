"""Standard answers: a new version for every change, and the mail as the initiator would get it."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from cms.mail.links import absolute
from cms.mail.rendering import Rendered, render
from cms.models import User
from participation.mails import with_message
from participation.models import AnswerVersion, Message, StandardAnswer, Submission
from participation.services.record import require_handler
from participation.services.steps import require_text


@transaction.atomic
def save_text(*, answer: StandardAnswer, text: str, by: User | None, now: datetime) -> AnswerVersion:
    """Give an answer its text. The same text again makes no new version.

    Raises:
        Refused: when there is no text.
    """
    words = require_text(text)
    newest = answer.versions.first()
    if newest is not None and newest.text == words:
        return newest
    return AnswerVersion.objects.create(answer=answer, text=words, made_by=by, made_at=now)


def in_use() -> QuerySet[AnswerVersion]:
    """The newest version of each answer that is in use, in the order that the municipality gave them; one query."""
    newest = AnswerVersion.objects.filter(answer=OuterRef("answer")).order_by("-pk").values("pk")[:1]
    versions = AnswerVersion.objects.filter(answer__is_active=True, pk=Subquery(newest)).select_related("answer")
    return versions.order_by("answer__position", "answer__name", "pk")


def preview(*, submission: Submission, text: str, by: User, now: datetime) -> Rendered | None:
    """The mail that this message would be, and nothing of it stays; None where there is nobody to mail.

    The link to the initiator's own page opens it for whoever has it, so it is left out of what staff see.

    Raises:
        Forbidden: when `by` does not handle the case. Refused: when there is no text.
    """
    require_handler(by, submission)
    applicant = submission.applicants.filter(is_main=True).exclude(email="").first()
    if applicant is None:
        return None
    with transaction.atomic():
        sort = Message.Sort.TO_INITIATOR
        words = require_text(text)
        message = Message.objects.create(submission=submission, sort=sort, text=words, author=by, sent_at=now)
        context = {"submission": submission.pk, "applicant": applicant.pk, "message": message.pk}
        variables = with_message(context, now) | {"own_link": absolute("/mijn-plan/")}
        transaction.set_rollback(True)
    return render("plan_message", variables, language=submission.language)
