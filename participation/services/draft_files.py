"""Files of a plan that is still being written: kept at once, gone with the draft."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from cms import batches
from cms.uploads import CleanFile
from participation.models import Draft, DraftFile
from participation.services.attachments import not_stored


@transaction.atomic
def add(*, draft: Draft, file: CleanFile, now: datetime) -> DraftFile:
    """Keep a file with a draft.

    Raises:
        UploadError: with a sentence for the resident, when there are too many by now, or it can't be stored.
    """
    if not Draft.objects.select_for_update().filter(pk=draft.pk).first():
        raise not_stored()  # sent or removed in another window
    sizes = [*DraftFile.objects.filter(draft=draft).values_list("size_bytes", flat=True), len(file.bytes)]
    batches.check_room(count=len(sizes), total_bytes=sum(sizes))
    kept = DraftFile(
        draft=draft,
        extension=file.extension,
        size_bytes=len(file.bytes),
        width=file.width,
        height=file.height,
        is_quarantined=file.is_quarantined,
        created_at=now,
    )
    try:
        kept.file.save("bestand", ContentFile(file.bytes))
    except OSError:
        raise not_stored() from None
    return kept


@transaction.atomic
def remove(*, draft: Draft, pk: int) -> bool:
    """Remove one file of a draft; False where it has none with that number."""
    return bool(_remove(DraftFile.objects.filter(draft=draft, pk=pk)))


@transaction.atomic
def remove_all(*, drafts: Iterable[Draft]) -> int:
    """Remove the files of drafts that go; returns how many. Call it before the drafts are deleted."""
    return _remove(DraftFile.objects.filter(draft__in=drafts))


def _remove(files: QuerySet[DraftFile]) -> int:
    """Remove rows, and what they stored once that is certain. A file that a case took over is no row here any more."""
    found = list(files.select_for_update())
    for kept in found:
        transaction.on_commit(partial(kept.file.storage.delete, kept.file.name))
    DraftFile.objects.filter(pk__in=[kept.pk for kept in found]).delete()
    return len(found)
