"""What a case carries beside its state: labels, its owner, and whether the last message was read."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cms.models import Role, User
from participation.models import Event, Label, Owner, Submission
from participation.services.record import claim, log, require_handler


@transaction.atomic
def set_owner(
    *, submission: Submission, owner: Owner | None, by: User, expected_version: int, now: datetime
) -> Submission:
    """Say which department or function must solve the case. From one owner to another counts as handing it on.

    Raises:
        StaleCase, Forbidden: see `moderate.move`.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    before = case.owner_id
    if before != (owner and owner.pk):
        case.owner = owner
        case.handed_on_count += before is not None and owner is not None
        case.save(update_fields=["owner", "handed_on_count"])
        data = {"owner_from": before, "owner_to": case.owner_id}
        log(case, Event.Action.OWNER_CHANGED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    submission.refresh_from_db()
    return submission


@transaction.atomic
def set_labels(
    *, submission: Submission, labels: Iterable[Label], by: User, expected_version: int, now: datetime
) -> Submission:
    """Give the case these labels and no others.

    Raises:
        StaleCase, Forbidden: see `moderate.move`.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    before, after = set(case.labels.values_list("pk", flat=True)), {label.pk for label in labels}
    if before != after:
        case.labels.set(after)
        data = {"added": sorted(after - before), "removed": sorted(before - after)}
        log(case, Event.Action.LABELS_CHANGED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    submission.refresh_from_db()
    return submission


@transaction.atomic
def mark_read(*, submission: Submission, by: User, now: datetime) -> Submission:
    """Say that the last message needs no answer. Twice is once.

    Raises:
        Forbidden: when `by` does not handle the case.
    """
    require_handler(by, submission)
    if Submission.objects.filter(pk=submission.pk, unread_at__isnull=False).update(unread_at=None):
        log(submission, Event.Action.MESSAGE_READ, by=by, role=Role.WIJKREGISSEUR, now=now)
    submission.refresh_from_db()
    return submission
