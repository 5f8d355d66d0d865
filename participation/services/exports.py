"""Files with cases (inbox.md section 11): asked by one person, made by the worker, for that person, for a day.

Contact data are in a file only for who has the right to that, with a reason, of cases of which he or she may read
them; each such case gets an event. The file itself says for whom and when it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms import audit
from cms.models import User
from participation import policies
from participation.export_rows import table_of
from participation.models import Event, Export, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.record import log

KEPT_FOR = timedelta(hours=24)
MOST_LIVING = 20


@transaction.atomic
def ask(
    *,
    user: User,
    file_format: str,
    query: str = "",
    case_ids: Sequence[int] | None = None,
    with_contact: bool = False,
    reason: str = "",
    now: datetime,
) -> Export:
    """Ask for a file. query: the filters of the list; case_ids: the cases that were ticked, None for all of these.

    Raises:
        Forbidden: without an inbox, or for contact data without the right; the refusal is logged.
        Refused: when a reason is missing, or there are too many files.
    """
    if not policies.can_open_inbox(user):
        raise Forbidden
    if with_contact and not reason.strip():
        raise Refused([_("Schrijf waarvoor je de contactgegevens nodig hebt.")])
    if Export.objects.filter(user=user, expires_at__gt=now).count() >= MOST_LIVING:
        raise Refused([_("Je hebt vandaag al veel bestanden gemaakt. Gebruik een bestand dat er al is.")])
    made = Export.objects.create(
        user=user,
        file_format=file_format,
        query=query,
        case_ids=None if case_ids is None else sorted(set(case_ids)),
        with_contact=with_contact,
        reason=reason.strip() if with_contact else "",
        asked_at=now,
        expires_at=now + KEPT_FOR,
    )
    data = {"format": file_format, "with_contact": with_contact}
    audit.log(action="export.ask", object=made, actor=user, now=now, data=data)
    transaction.on_commit(partial(_enqueue, made.pk))
    return made


def refuse_contact(*, user: User, now: datetime) -> None:
    """Log that somebody asked for contact data without the right (BIO2 8.15.01)."""
    audit.log(action="export.ask", object="participation.export", result="refused", actor=user, now=now)


def _enqueue(pk: int) -> None:
    from participation.tasks import make_export

    make_export.enqueue(pk)


def make(*, export: Export, cases: QuerySet[Submission], now: datetime) -> Export:
    """Make the file of what `cases` holds, as far as its person may see it now. Again is no second file.

    Rights are asked here once more: between asking and making somebody may have lost a role.
    """
    user = export.user
    if export.state != Export.State.ASKED:
        return export
    is_allowed = policies.can_open_inbox(user) and (not export.with_contact or policies.may_export_contact(user))
    if not is_allowed:
        Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED)
        audit.log(action="export.make", object=export, result="refused", origin="worker", actor=user, now=now)
        return export
    if export.case_ids is not None:
        cases = cases.filter(pk__in=export.case_ids)
    content, ids = table_of(cases, export=export, now=now)
    with transaction.atomic():
        _note(export, ids, now)
        export.row_count, export.state = len(ids), Export.State.READY
        export.file.save("", ContentFile(content), save=False)
        export.save(update_fields=["file", "row_count", "state"])
    return export


def _note(export: Export, ids: list[int], now: datetime) -> None:
    """One line in the log; and one event per case where it was picked, or where contact data went along."""
    data = {"format": export.file_format, "with_contact": export.with_contact, "row_count": len(ids)}
    audit.log(action="export.make", object=export, origin="worker", actor=export.user, now=now, data=data)
    if export.with_contact or export.case_ids is not None:
        for case in Submission.objects.filter(pk__in=ids).only("pk"):
            told = {"export": export.pk, "with_contact": export.with_contact}
            log(case, Event.Action.EXPORTED, by=export.user, data=told, now=now)


def fail(*, pk: int) -> None:
    """Say that a file could not be made."""
    Export.objects.filter(pk=pk, state=Export.State.ASKED).update(state=Export.State.FAILED)


def purge(now: datetime, dry_run: bool) -> int:
    """Remove files whose day is over, with their rows; returns how many."""
    over = list(Export.objects.filter(expires_at__lte=now))
    if not dry_run:
        for export in over:
            with transaction.atomic():
                if export.file:
                    transaction.on_commit(partial(export.file.storage.delete, export.file.name))
                export.delete()
    return len(over)
