"""The notice of default (ingebrekestelling): by the initiator from the own page, or on paper by staff (Awb 4:17)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation import dwangsom
from participation.codes import LATE_LABEL
from participation.deadlines import UNDECIDED
from participation.models import Applicant, Event, Label, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.people import tell_initiators
from participation.services.record import claim, log, require_handler


@transaction.atomic
def register_notice(
    *,
    submission: Submission,
    received_on: date,
    by: User | None = None,
    applicant: Applicant | None = None,
    expected_version: int | None = None,
    now: datetime,
) -> Submission:
    """Take in that the municipality is late, on the local day that the notice came. Two weeks later it costs money.

    By staff (`by`) for a letter, or by the initiator (`applicant`). The case gets the label of the standard view, and
    stands unread in the inbox.

    Raises:
        StaleCase: when the case changed since. Forbidden: for anybody else.
        Refused: when no term runs or it is not over yet, or there was a notice before.
    """
    case = claim(submission, expected_version)
    if applicant is not None and applicant.submission_id != case.pk:
        raise Forbidden
    if applicant is None and by is None:
        raise Forbidden
    require_handler(by, case)
    reasons = why_no_notice(case, received_on=received_on, today=local_date(now))
    if reasons:
        raise Refused(reasons)
    origin = Event.Origin.RESIDENT if applicant else Event.Origin.STAFF
    data = {"received": received_on.isoformat()}
    role = Role.WIJKREGISSEUR if by else ""
    event = log(case, Event.Action.DEFAULT_NOTICED, by=by, origin=origin, role=role, data=data, now=now)
    case.default_noticed_on = received_on
    case.unread_at = case.unread_at or now
    case.save(update_fields=["default_noticed_on", "unread_at"])
    slug, name = LATE_LABEL
    case.labels.add(Label.objects.get_or_create(slug=slug, defaults={"name": name})[0])
    tell_initiators(case, "plan_default_noticed", key=str(event.pk), now=now)
    submission.refresh_from_db()
    return submission


def why_no_notice(case: Submission, *, received_on: date, today: date) -> list[str]:
    """Why a notice that came on a local date can't be registered, in Dutch sentences; empty where it can."""
    if case.applied_at is not None and case.state not in UNDECIDED:
        return [_("Over deze aanvraag is al besloten.")]
    last_day = case.decide_due_on if case.applied_at else None
    return dwangsom.notice_refused(last_day, received_on=received_on, today=today, noticed_on=case.default_noticed_on)


def decided_on(case: Submission) -> date | None:
    """The local day on which a case with a notice was decided or taken back; None while it is not."""
    if case.state in UNDECIDED:
        return None
    ended = case.events.filter(action=Event.Action.TRANSITION, to_state__in=_ENDS).order_by("pk").last()
    return local_date(ended.at if ended else case.state_since_at)


_ENDS = ("granted", "partly_granted", "rejected", "set_aside", "withdrawn")
