"""Stored files that no row knows: what a crash, a full disk or a broken-off form left (spec/forms.md, Uploads)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import Storage, storages

from participation.models import AccountLine, Attachment, DraftFile, Export, HandMoneyExpense, PlanPhoto

_OWNERS = (Attachment, DraftFile, Export, HandMoneyExpense, PlanPhoto, AccountLine)
UNCLAIMED_TERM = timedelta(days=2)
# Where these put their files. A file of a draft stays where it is when a case takes it over.
_FOLDERS = ("bijlagen", "concepten", "uitvoer", "bonnen", "fotos", "rekeningen")


def sweep(*, now: datetime) -> int:
    """Remove files older than two days that belong to nothing; returns how many. May run twice."""
    storage = storages["private"]
    removed = 0
    for name in _old_files(storage, now - UNCLAIMED_TERM):
        if not any(model.objects.filter(file=name).exists() for model in _OWNERS):
            storage.delete(name)
            removed += 1
    return removed


def _old_files(storage: Storage, before: datetime) -> Iterator[str]:
    for top in _FOLDERS:
        for folder in _listed(storage, top)[0]:
            for name in _listed(storage, f"{top}/{folder}")[1]:
                path = f"{top}/{folder}/{name}"
                if storage.get_modified_time(path) < before:
                    yield path


def _listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in a folder; none where it was never made."""
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []
