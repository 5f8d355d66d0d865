"""Asking for money: from here the Awb term runs (participation.md, "Two moments")."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from participation import terms
from participation.codes import Kind
from participation.models import Applicant, Event, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.people import tell_initiators
from participation.services.record import claim, log, require_handler
from participation.services.term_rules import decide_due_on
from participation.states import BEFORE_DECISION


@transaction.atomic
def apply_for_money(
    *,
    submission: Submission,
    by: User | None = None,
    applicant: Applicant | None = None,
    asked_cents: int | None = None,
    expected_version: int | None = None,
    now: datetime,
) -> Submission:
    """Make the plan an application: sent by the initiator (`applicant`), or by the wijkregisseur with them (`by`).

    Also for small amounts: everybody may ask for a formal decision. asked_cents: None keeps what was asked.
    expected_version: of the case as its form showed it; the initiator's own page has none.

    Raises:
        StaleCase: when the case changed since.
        Forbidden: for anybody else. Refused: when there is no amount, or it is too late or done already.
    """
    case = claim(submission, expected_version)
    if applicant is not None and applicant.submission_id != case.pk:
        raise Forbidden
    require_handler(by, case)
    if asked_cents is not None:
        case.asked_cents = asked_cents
    _check(case)
    case.applied_at = now
    origin = Event.Origin.RESIDENT if applicant else Event.Origin.STAFF
    log(
        case,
        Event.Action.APPLIED,
        by=by,
        origin=origin,
        role=Role.WIJKREGISSEUR if by else "",
        clock=terms.TermEffect.APPLY.value,
        data={"cents": case.asked_cents},
        now=now,
    )
    case.decide_due_on = decide_due_on(case)
    case.save(update_fields=["asked_cents", "applied_at", "decide_due_on"])
    tell_initiators(case, "plan_applied", key=str(case.version), now=now)
    submission.refresh_from_db()
    return submission


def _check(case: Submission) -> None:
    reasons = []
    if case.kind in (Kind.SIGNAL, Kind.UPKEEP, Kind.ACTIVITY) or case.state not in BEFORE_DECISION:
        reasons.append(_("Voor deze zaak kun je nu geen geld aanvragen."))
    if case.is_application:
        reasons.append(_("De aanvraag is al verstuurd."))
    if case.asked_cents is None:
        reasons.append(_("Vul eerst in hoeveel geld er nodig is."))
    elif case.asked_cents < 0:
        reasons.append(_("Een bedrag is nooit kleiner dan 0."))
    if reasons:
        raise Refused(reasons)
