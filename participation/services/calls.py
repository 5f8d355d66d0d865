"""Recording the call that goes before a no (participation.md, the path, 8)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation.models import Call, Event, Submission
from participation.services.errors import Refused
from participation.services.record import claim, log, require_handler


@transaction.atomic
def record_call(
    *,
    submission: Submission,
    by: User,
    expected_version: int,
    called_on: date | None = None,
    why_not: str = "",
    now: datetime,
) -> Call:
    """Say on which local day somebody called the initiator, or why nobody did.

    Raises:
        StaleCase, Forbidden: see `moderate.move`. Refused: with both or neither, or a day to come.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    why = why_not.strip()
    if (called_on is None) == (not why):
        raise Refused([_("Vul in wanneer je belde, of waarom dat niet ging. Eén van de twee.")])
    if called_on is not None and called_on > local_date(now):
        raise Refused([_("Kies de dag waarop je belde. Die ligt niet in de toekomst.")])
    call = Call.objects.create(submission=case, called_on=called_on, why_not=why, recorded_by=by, recorded_at=now)
    log(case, Event.Action.CALLED, by=by, role=Role.WIJKREGISSEUR, data={"call": call.pk}, now=now)
    submission.refresh_from_db()
    return call
