"""What people wrote, on the site or not: never before a person looked at it (spec/polls.md)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cms import audit
from cms.models import User
from polls.codes import Review
from polls.models import Answer, Poll
from polls.services.errors import Refused


def waiting(poll: Poll) -> QuerySet[Answer]:
    """What is still to be looked at, in the order of random keys."""
    return Answer.objects.filter(question__poll=poll, review=Review.WAITING).order_by("pk")


@transaction.atomic
def decide(*, answer: Answer, verdict: Review, public_text: str, by: User, now: datetime) -> None:
    """Show a text on the site, perhaps without what names somebody, or keep it off.

    Raises:
        Refused: when there is no such text any more, since its author changed it.
    """
    shown = public_text.strip() if verdict == Review.SHOWN else ""
    changed = (
        Answer.objects.filter(pk=answer.pk)
        .exclude(review=Review.NONE)
        .update(review=verdict, public_text="" if shown == answer.text.strip() else shown)
    )
    if not changed:
        raise Refused
    audit.log(action="poll.text", object=answer.question, actor=by, now=now, data={"verdict": str(verdict)})
