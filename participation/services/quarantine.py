"""Files that could not be scanned when they came: scanned again, and then released or removed (fault 54)."""

from datetime import datetime
from functools import partial

from django.db import transaction

from cms import virus
from participation.models import AccountLine, Attachment, DraftFile, Event, HandMoneyExpense, PlanPhoto
from participation.services.record import log

Kept = DraftFile | Attachment | HandMoneyExpense | AccountLine | PlanPhoto
# What the history says of a file that was put aside (`Event.reason`).
RELEASED, INFECTED = "file_released", "file_infected"


def rescan(*, now: datetime) -> int:
    """Scan what was put aside; returns for how many files it is known now. May run twice.

    Stops at the first file without a verdict: then the scanner is still away. Without a scanner nothing is released.
    """
    if not virus.is_on():
        return 0
    known = 0
    for model in (DraftFile, Attachment, HandMoneyExpense, AccountLine, PlanPhoto):
        for pk in model.objects.filter(is_quarantined=True).values_list("pk", flat=True):
            kept = model.objects.filter(pk=pk, is_quarantined=True).first()
            if kept is None:
                continue
            verdict = _verdict(kept)
            if verdict is virus.Verdict.UNKNOWN:
                return known
            _settle(kept, verdict, now)
            known += 1
    return known


def _verdict(kept: Kept) -> virus.Verdict:
    """What the scanner says; of a file that storage has no more there is nothing to fear."""
    try:
        with kept.file.open("rb") as stored:
            return virus.scan(stored.read(), is_patient=True)
    except FileNotFoundError:
        return virus.Verdict.CLEAN


@transaction.atomic
def _settle(kept: Kept, verdict: virus.Verdict, now: datetime) -> None:
    """Release a file or remove it, once: another worker may have done so, or a case may have taken it over.

    What was paid or accounted for stays, without its receipt.
    """
    same = type(kept).objects.filter(pk=kept.pk, is_quarantined=True)
    is_infected = verdict is virus.Verdict.FOUND
    if is_infected and isinstance(kept, HandMoneyExpense | AccountLine):
        count = same.update(is_quarantined=False, file="")
    else:
        count = same.delete()[0] if is_infected else same.update(is_quarantined=False)
    if not count:
        return
    if is_infected:
        transaction.on_commit(partial(kept.file.storage.delete, kept.file.name))
    if isinstance(kept, Attachment):
        reason = INFECTED if is_infected else RELEASED
        log(kept.submission, Event.Action.FILE_QUARANTINED, now=now, reason=reason, data={"attachment": kept.pk})
