"""Files on the first step of the whole form: kept as soon as they arrive, listed, and taken away one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from cms import batches
from cms.uploads import UploadError
from participation.models import DraftFile
from participation.services import draft_files
from participation.views.writing import Writing

FIELD = "bestanden"
ADD, REMOVE = "voeg_toe", "haal_weg"
# The names under which the sender knows the files stand with the answers, encrypted, and go when the plan is sent.
_NAMES = "file_names"


@dataclass(frozen=True)
class KeptFile:
    """A file of a draft as its writer sees it."""

    pk: int
    name: str
    size: str
    is_quarantined: bool

    def __str__(self) -> str:
        return f"{self.name} ({self.size})"


def uploads_of(request: HttpRequest) -> list[UploadedFile]:
    """The files that come along with a form."""
    return request.FILES.getlist(FIELD)


def kept_files(writing: Writing) -> list[KeptFile]:
    """The files of a draft, in the order in which they came."""
    names = _names(writing)
    return [
        KeptFile(
            pk=file.pk,
            name=names.get(str(file.pk), file.extension.upper()),
            size=filesizeformat(file.size_bytes),
            is_quarantined=file.is_quarantined,
        )
        for file in DraftFile.objects.filter(draft=writing.draft)
    ]


def infected_files(writing: Writing, kept: list[KeptFile]) -> list[str]:
    """The names of files that were here, and that the scanner removed when it was there again."""
    there = {str(file.pk) for file in kept}
    return [name for pk, name in _names(writing).items() if pk not in there]


def add(writing: Writing, uploads: list[UploadedFile], now: datetime) -> list[str]:
    """Keep each file that we can take, and give a sentence for each that we can't. The caller saves the answers."""
    problems = []
    kept = DraftFile.objects.filter(draft=writing.draft).values_list("size_bytes", flat=True)
    for name, found in batches.cleaned(uploads, kept=list(kept)):
        try:
            if isinstance(found, UploadError):
                raise found
            row = draft_files.add(draft=writing.draft, file=found, now=now)
        except UploadError as refusal:
            problems.append(batches.sentence(name, refusal, is_only_one=len(uploads) == 1))
        else:
            writing.answers.data[_NAMES] = _names(writing) | {str(row.pk): name}
    return problems


def remove(writing: Writing, number: str) -> None:
    """Take a file away; a number that is not this draft's does nothing. The caller saves the answers."""
    if number.isascii() and number.isdecimal() and len(number) < 19:
        draft_files.remove(draft=writing.draft, pk=int(number))
    writing.answers.data[_NAMES] = {pk: name for pk, name in _names(writing).items() if pk != number}


def _names(writing: Writing) -> dict[str, str]:
    return dict(writing.answers.data.get(_NAMES) or {})
