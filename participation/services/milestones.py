"""Dates that were agreed on: made by staff, ticked off by who did it (participation.md, 10)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation.codes import Kind
from participation.models import Applicant, Event, Milestone, Submission
from participation.services.deals import WRITABLE
from participation.services.errors import Forbidden, Refused
from participation.services.record import claim, log, require_handler

TITLE_LENGTH = 150
OUTCOME_LENGTH = 1000
_State = Milestone.State
# What residents themselves can say is done.
OWN = frozenset({Milestone.Who.NEIGHBOURS, Milestone.Who.TOGETHER})


@transaction.atomic
def add(
    *,
    submission: Submission,
    title: str,
    due_on: date,
    who: str,
    sort: str = Milestone.Sort.WORK,
    by: User,
    expected_version: int,
    now: datetime,
) -> Milestone:
    """Make a date. due_on: local.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: without a title, for a plan that is over, or an evaluation of what is no challenge.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    words = title.strip()
    if not words or len(words) > TITLE_LENGTH:
        raise Refused([_("Schrijf in hoogstens 150 tekens wat er gebeurt.")])
    if case.state not in WRITABLE:
        raise Refused([_("Afspraken met een datum maak je voor een plan dat nog loopt.")])
    if sort == Milestone.Sort.EVALUATION and case.kind != Kind.CHALLENGE:
        raise Refused([_("Een jaarlijkse evaluatie hoort bij een taak die bewoners overnemen.")])
    made = Milestone.objects.create(submission=case, sort=sort, title=words, who=who, due_on=due_on)
    log(case, Event.Action.MILESTONE_ADDED, by=by, role=Role.WIJKREGISSEUR, data={"milestone": made.pk}, now=now)
    return made


@transaction.atomic
def settle(
    *,
    submission: Submission,
    milestone: int,
    to: str,
    outcome: str = "",
    by: User,
    expected_version: int,
    now: datetime,
) -> Milestone:
    """Say how a date stands: done, dropped, or open again. milestone: its number (pk).

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when it is not there, or an evaluation is done without an outcome.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    found = _find(case, milestone)
    return _move(case, found, to, outcome, by=by, now=now)


@transaction.atomic
def done_by_initiator(*, applicant: Applicant, milestone: int, now: datetime) -> Milestone:
    """An initiator says that what the neighbours do is done. The evaluation of a challenge stays with staff.

    Raises:
        Forbidden: without a confirmed address. Refused: when it is not theirs to say, or was said before.
    """
    if applicant.email_confirmed_at is None:
        raise Forbidden
    case = claim(applicant.submission, None)
    found = _find(case, milestone)
    if found.who not in OWN or found.sort == Milestone.Sort.EVALUATION or found.state != _State.OPEN:
        raise Refused([_("Deze afspraak kun je hier niet afvinken. Schrijf het aan je wijkregisseur.")])
    return _move(case, found, _State.DONE, "", by=None, now=now)


def _find(case: Submission, number: int) -> Milestone:
    found = case.milestones.filter(pk=number).first()
    if found is None:
        raise Refused([_("Deze afspraak is er niet meer. Open de pagina opnieuw.")])
    return found


def _move(
    case: Submission, milestone: Milestone, to: str, outcome: str, *, by: User | None, now: datetime
) -> Milestone:
    words = outcome.strip()
    if to not in _State.values:
        raise Refused([_("Kies hoe het met deze afspraak staat.")])
    if to == _State.DONE and milestone.sort == Milestone.Sort.EVALUATION and not words:
        raise Refused([_("Schrijf op wat er uit de evaluatie kwam.")])
    if len(words) > OUTCOME_LENGTH:
        raise Refused([_("Maak de uitkomst korter: gebruik hoogstens 1000 tekens.")])
    milestone.state = to
    milestone.done_on = local_date(now) if to == _State.DONE else None
    milestone.outcome = words
    milestone.save(update_fields=["state", "done_on", "outcome"])
    origin = Event.Origin.STAFF if by else Event.Origin.RESIDENT
    data = {"milestone": milestone.pk, "state": to}
    role = Role.WIJKREGISSEUR if by else ""
    log(case, Event.Action.MILESTONE_MOVED, by=by, role=role, origin=origin, data=data, now=now)
    return milestone
