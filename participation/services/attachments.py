"""Files with a case: those that come with a form, and those of a draft that is sent."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cms.uploads import CleanFile, UploadError
from participation.models import Attachment, Draft, DraftFile, Event, Submission
from participation.services.record import log


def add(*, submission: Submission, file: CleanFile, now: datetime) -> Attachment:
    """Keep a file with a case. One that was not scanned yet is put aside, and the history says so.

    Call it in the transaction that makes the case or changes it.

    Raises:
        UploadError: with a sentence for the resident, when it can't be stored.
    """
    attachment = Attachment(
        submission=submission,
        extension=file.extension,
        size_bytes=len(file.bytes),
        width=file.width,
        height=file.height,
        is_quarantined=file.is_quarantined,
        created_at=now,
    )
    try:
        attachment.file.save("bijlage", ContentFile(file.bytes))
    except OSError:
        raise not_stored() from None
    _log_quarantine(attachment, now)
    return attachment


def take_over(*, submission: Submission, draft: Draft, now: datetime) -> list[Attachment]:
    """Turn the files of a draft into files of the case that it became.

    A stored file stays where it is and only gets another owner: so nothing is ever moved halfway. Call it in the
    transaction that makes the case.
    """
    files = list(DraftFile.objects.select_for_update().filter(draft=draft))
    attachments = [
        Attachment.objects.create(
            submission=submission,
            file=kept.file.name,
            extension=kept.extension,
            size_bytes=kept.size_bytes,
            width=kept.width,
            height=kept.height,
            is_quarantined=kept.is_quarantined,
            created_at=now,
        )
        for kept in files
    ]
    DraftFile.objects.filter(pk__in=[kept.pk for kept in files]).delete()
    for attachment in attachments:
        _log_quarantine(attachment, now)
    return attachments


def not_stored() -> UploadError:
    """What to say when the storage is full or away."""
    return UploadError(
        _("We kunnen je bestand nu niet bewaren. Probeer het later nog eens, of verstuur je plan zonder bestand.")
    )


def _log_quarantine(attachment: Attachment, now: datetime) -> None:
    if attachment.is_quarantined:
        log(attachment.submission, Event.Action.FILE_QUARANTINED, now=now, data={"attachment": attachment.pk})
