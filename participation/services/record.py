"""Taking a case in hand and writing its history: what every service on a case begins and ends with."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from cms.audit import require_codes
from cms.models import User
from cms.rows import insert_all
from participation import policies
from participation.models import Event, Submission
from participation.services.errors import Forbidden, StaleCase


def claim(submission: Submission, expected_version: int | None) -> Submission:
    """The case as it stands in the database, ours until the transaction ends, its version one higher.

    A compare-and-set UPDATE, so that of two people with the same version one wins, on either database. With
    `expected_version` None (the initiator, the system) whatever version there is now is taken.

    Raises:
        StaleCase: when the case has another version by now, or is gone.
    """
    if expected_version is None:
        # no_key: lines of the history point to the case, and must not wait for this.
        locked = Submission.objects.select_for_update(no_key=True).filter(pk=submission.pk)
        expected_version = locked.values_list("version", flat=True).first()
    same = Submission.objects.filter(pk=submission.pk, version=expected_version)
    if not same.update(version=F("version") + 1):
        raise StaleCase
    return Submission.objects.select_related("wijk", "public_version", "campaign").get(pk=submission.pk)


def require_handler(by: User | None, case: Submission) -> None:
    """Let the casework of this case be done by its wijkregisseur, the administrator, or the system (`by` None).

    Raises:
        Forbidden: for anybody else.
    """
    if by is not None and not policies.can_handle(by, case):
        raise Forbidden


def log(
    case: Submission,
    action: str,
    *,
    now: datetime,
    by: User | None = None,
    origin: str = Event.Origin.STAFF,
    role: str = "",
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    clock: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Add one event to the history. Staff acts carry the actor's id; without `by` they are the system's.

    Raises:
        ValueError: when `data` or `reason` holds anything but codes and ids.
    """
    event = _write(case, action, now, by, origin, role, from_state, to_state, reason, clock, data)
    # Of two at once the newest stays: lists sort by it. Whoever holds the case at this moment is writing an event of
    # its own, so nobody waits for it: a neighbour who confirms and the clock that closes held each other up.
    older = Q(last_event__isnull=True) | Q(last_event_id__lt=event.pk)
    free = Submission.objects.select_for_update(skip_locked=True, no_key=True).filter(older, pk=case.pk)
    Submission.objects.filter(pk__in=free.order_by().values("pk")).update(last_event_id=event.pk)
    return event


def begin(
    case: Submission, action: str, *, now: datetime, by: User | None, origin: str, to_state: str, reference: str
) -> None:
    """Give a case that was made in this transaction its number and the first line of its history.

    Nobody else can see it yet, so nothing is locked.
    """
    case.reference = reference
    event = _write(case, action, now, by, origin, to_state=to_state)
    case.last_event = event
    Submission.objects.filter(pk=case.pk).update(reference=reference, last_event_id=event.pk)


def _write(
    case: Submission,
    action: str,
    now: datetime,
    by: User | None,
    origin: str,
    role: str = "",
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    clock: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    require_codes([reason, data or {}])
    if by is None and origin == Event.Origin.STAFF:
        origin = Event.Origin.SYSTEM
    event = Event(
        submission_id=case.pk,
        at=now,
        action=action,
        from_state=from_state,
        to_state=to_state,
        origin=origin,
        actor_id=by.pk if by else None,
        role=role,
        reason=reason,
        clock=clock,
        data=data or {},
    )
    insert_all([event])
    return event
