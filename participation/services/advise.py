"""Advice beside the signatures: on wijkkansen by wijkregisseur and wijkwethouder, on investments by the regietafel."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation import policies
from participation.codes import State
from participation.models import Advice, Decision, Event, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.record import claim, log
from participation.services.sign_offs import ask_next
from participation.services.steps import require_text

_ADVISED = frozenset({State.IN_REVIEW, State.ADVICE, State.TO_DECIDE})


def givers_for(user: User, case: Submission) -> list[str]:
    """In whose name somebody may record advice: the own role; of the regietafel who handles it, and the griffie."""
    roles = policies.roles_for(user, case)
    found = [giver for giver in (Role.WIJKREGISSEUR, Role.WIJKWETHOUDER) if giver in roles]
    if policies.can_handle(user, case) or Role.GRIFFIE in roles:
        found.append(Advice.Giver.REGIETAFEL)
    return found if case.state in _ADVISED else []


@transaction.atomic
def advise(
    *,
    submission: Submission,
    by: User,
    expected_version: int,
    giver: str,
    is_positive: bool,
    text: str,
    given_on: date | None = None,
    now: datetime,
) -> Advice:
    """Record advice (giver: an `Advice.Giver`) of a local day, today unless given.

    Raises:
        StaleCase: when the case changed since. Forbidden: in the name of somebody else.
        Refused: before the case is looked at or after it is decided, without a text, or of a day to come.
    """
    case = claim(submission, expected_version)
    if case.state not in _ADVISED:
        raise Refused([_("Over deze zaak kun je nu geen advies geven.")])
    if giver not in givers_for(by, case):
        raise Forbidden
    today = local_date(now)
    if given_on is not None and given_on > today:
        raise Refused([_("Kies de dag van het advies. Die ligt niet in de toekomst.")])
    advice = Advice.objects.create(
        submission=case,
        giver=giver,
        is_positive=is_positive,
        text=require_text(text),
        given_on=given_on or today,
        recorded_by=by,
        recorded_at=now,
    )
    role = giver if giver in Role.values else ""
    log(case, Event.Action.ADVISED, by=by, role=role, data={"advice": advice.pk, "giver": giver}, now=now)
    proposal = case.decisions.filter(status=Decision.Status.PROPOSED).select_related("pot").first()
    if proposal is not None:
        ask_next(case, proposal, now=now)
    submission.refresh_from_db()
    return advice
