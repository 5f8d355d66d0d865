"""The notice of extension (verdagingsbericht): more time to decide, told before the end (Awb 4:14)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation import terms
from participation.deadlines import UNDECIDED
from participation.letters import LetterKind
from participation.models import Event, Message, Submission
from participation.services import letter_desk
from participation.services.errors import Refused
from participation.services.people import tell_initiators
from participation.services.record import claim, log, require_handler
from participation.services.steps import require_text
from participation.services.term_rules import decide_due_on, rule_on, term_events, weeks_of


@transaction.atomic
def extend(
    *, submission: Submission, by: User, expected_version: int, until: date, text: str, now: datetime
) -> Submission:
    """Tell the initiator that the decision takes longer, why, and by which local day it comes.

    A day on which nobody works moves to the next working day, as the law's own terms do.

    Raises:
        StaleCase, Forbidden: see `moderate.move`.
        Refused: when no term runs, it is over, it was extended before, or the day or the reason does not do.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    reasons = why_not_extend(case, until=until, today=local_date(now))
    if reasons:
        raise Refused(reasons)
    words = require_text(text)
    message = Message.objects.create(
        submission=case, sort=Message.Sort.TO_INITIATOR, text=words, author=by, sent_at=now
    )
    data = {"until": until.isoformat(), "message": message.pk}
    clock = terms.TermEffect.EXTEND.value
    event = log(case, Event.Action.TERM_EXTENDED, by=by, role=Role.WIJKREGISSEUR, clock=clock, data=data, now=now)
    case.decide_due_on = decide_due_on(case)
    case.save(update_fields=["decide_due_on"])
    letter_desk.archive(case, letter_desk.Draft(LetterKind.EXTENSION, words, last_day=case.decide_due_on), now=now)
    tell_initiators(case, "plan_extended", key=str(event.pk), context={"message": message.pk}, now=now)
    submission.refresh_from_db()
    return submission


def why_not_extend(case: Submission, *, until: date | None, today: date) -> list[str]:
    """Why the term can't be extended, in Dutch sentences; empty where it can. until None: to any later day."""
    if case.applied_at is None or case.state not in UNDECIDED:
        return [_("Er loopt geen termijn die je kunt verlengen.")]
    weeks = weeks_of(case)
    return terms.extension_refused(
        term_events(case),
        weeks=weeks,
        sent_on=today,
        until=until or date.max,
        most=rule_on(local_date(case.applied_at)).extensions_max,
    )
