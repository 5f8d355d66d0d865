"""When a plan is done: three questions, a look back after half a year, and whether others can learn from it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from participation.codes import State
from participation.models import Applicant, BestPractice, ClosingAnswers, Event, LookBack, PublicVersion, Submission
from participation.services.aftercare import PLANS, notice
from participation.services.errors import Forbidden, Refused
from participation.services.record import claim, log, require_handler

LOOK_BACK_LENGTH = 2000
WHY_LENGTH = 300


@transaction.atomic
def answer_closing(*, applicant: Applicant, where: str, what: str, when: str, now: datetime) -> ClosingAnswers:
    """Keep the answers to the three questions: one set per case, by whichever initiator answers first.

    Raises:
        Forbidden: without a confirmed address. Refused: before the plan is done, answered before, or incomplete.
    """
    case = _finished(applicant)
    if not {where, what, when} <= set(ClosingAnswers.Answer.values):
        raise Refused([_("Geef op elke vraag een antwoord.")])
    try:
        with transaction.atomic():
            made = ClosingAnswers.objects.create(
                submission=case, knew_where=where, knew_what=what, knew_when=when, answered_at=now
            )
    except IntegrityError:
        raise Refused([_("Deze vragen zijn al beantwoord. Dank je wel.")]) from None
    log(case, Event.Action.CLOSING_ANSWERED, origin=Event.Origin.RESIDENT, now=now)
    return made


@transaction.atomic
def look_back(*, applicant: Applicant, text: str, now: datetime) -> LookBack:
    """Keep what an initiator says half a year later, once per case.

    Raises:
        Forbidden: without a confirmed address. Refused: before the plan is done, told before, or without a text.
    """
    case = _finished(applicant)
    words = text.strip()
    if not words or len(words) > LOOK_BACK_LENGTH:
        raise Refused([_("Schrijf in hoogstens 2000 tekens hoe het nu gaat.")])
    try:
        with transaction.atomic():
            made = LookBack.objects.create(submission=case, text=words, answered_at=now)
    except IntegrityError:
        raise Refused([_("Deze vraag is al beantwoord. Dank je wel.")]) from None
    log(case, Event.Action.LOOKED_BACK, origin=Event.Origin.RESIDENT, now=now)
    notice(case, now)
    return made


@transaction.atomic
def mark_example(
    *, submission: Submission, is_example: bool, why: str = "", by: User, expected_version: int, now: datetime
) -> BestPractice | None:
    """Show a plan that came true to other wijken as an example, or show it no more. why: public, names nobody.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when the plan is not done or not on the site, or there is no reason.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    words = why.strip()
    made = None
    if is_example:
        reasons = []
        if case.state != State.COMPLETED or case.kind not in PLANS:
            reasons.append(_("Alleen een plan dat klaar is, kan een voorbeeld zijn."))
        if not PublicVersion.objects.filter(submission=case, is_public=True).exists():
            reasons.append(_("Dit plan staat niet op de site. Zet het er eerst op."))
        if not words or len(words) > WHY_LENGTH:
            reasons.append(_("Schrijf in hoogstens 300 tekens wat anderen ervan leren."))
        if reasons:
            raise Refused(reasons)
        values = {"why": words, "marked_by": by, "marked_at": now}
        made, _is_new = BestPractice.objects.update_or_create(submission=case, defaults=values)
    else:
        BestPractice.objects.filter(submission=case).delete()
    log(case, Event.Action.BEST_PRACTICE, by=by, role=Role.WIJKREGISSEUR, data={"is_example": is_example}, now=now)
    return made


def _finished(applicant: Applicant) -> Submission:
    if applicant.email_confirmed_at is None:
        raise Forbidden
    case = claim(applicant.submission, None)
    if case.state != State.COMPLETED or case.kind not in PLANS:
        raise Refused([_("Dit vragen we als je plan klaar is.")])
    return case
