"""Files of a draft go with it, wherever it goes; and what a full disk does to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from django.core.files.storage import FileSystemStorage, storages
from django.test import Client

from cms.uploads import UploadError, clean_file
from participation.models import Attachment, Draft, DraftFile, Submission
from participation.services import draft_files, drafts, erasure, orphans, purging
from tests.conftest import NOW
from tests.factories.files import pdf_file, photo
from tests.factories.participation import make_house, make_submission
from tests.factories.residents import EMAIL, SHORT, lay_out_town
from tests.participation.test_plan_form import PLAN, START

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def draft_with_file(now: datetime = NOW) -> DraftFile:
    """A PDF with a draft by Fatima."""
    draft = drafts.save(draft=None, data={"jij": {"email": EMAIL}}, now=now)
    return draft_files.add(draft=draft, file=clean_file(pdf_file()), now=now)


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written any more."""

    def refuse(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)


@pytest.mark.parametrize(
    "go",
    [
        lambda draft: drafts.discard(draft=draft, now=NOW),
        lambda draft: purging.purge_drafts(NOW + 31 * DAY, False),
        lambda draft: erasure.erase_drafts(EMAIL, NOW),
    ],
)
def test_a_draft_that_goes_takes_its_files_along(
    go: Callable[[Draft], object], django_capture_on_commit_callbacks: Any
) -> None:
    kept = draft_with_file()
    assert storages["private"].exists(kept.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        go(kept.draft)

    assert not DraftFile.objects.exists() and not Draft.objects.exists()
    assert not storages["private"].exists(kept.file.name)


def test_a_fresh_draft_keeps_its_files_and_the_count_is_that_of_drafts() -> None:
    draft_with_file()

    assert purging.purge_drafts(NOW + 30 * DAY, False) == 0
    assert purging.purge_drafts(NOW + 31 * DAY, True) == 1
    assert DraftFile.objects.count() == 1


def test_a_sixth_file_is_refused_by_the_service_itself() -> None:
    draft = draft_with_file().draft
    for _number in range(4):
        draft_files.add(draft=draft, file=clean_file(photo()), now=NOW)

    with pytest.raises(UploadError, match="Je kunt hoogstens 5 bestanden meesturen."):
        draft_files.add(draft=draft, file=clean_file(photo()), now=NOW)
    assert DraftFile.objects.count() == 5


def test_a_file_for_a_draft_that_was_just_sent_is_refused() -> None:
    draft = draft_with_file().draft
    drafts.discard(draft=draft, now=NOW)

    with pytest.raises(UploadError, match="We kunnen je bestand nu niet bewaren."):
        draft_files.add(draft=draft, file=clean_file(photo()), now=NOW)


def test_with_a_full_disk_the_whole_form_keeps_what_was_typed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out_town()
    full_disk(monkeypatch)

    response = client.post(START, PLAN | {"bestanden": [photo()]})

    assert response.status_code == 422
    assert "We kunnen je bestand nu niet bewaren. Probeer het later nog eens" in response.text
    assert f'value="{PLAN["titel"]}"' in response.text
    assert not DraftFile.objects.exists()


def test_with_a_full_disk_the_short_form_keeps_what_was_typed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out_town()
    full_disk(monkeypatch)

    response = client.post("/start/", SHORT | {"bestanden": [photo()]})

    assert response.status_code == 422
    assert "We kunnen je bestand nu niet bewaren." in response.text
    assert f'value="{SHORT["waar"]}"' in response.text
    assert not Submission.objects.exists() and not Attachment.objects.exists()


def test_stored_files_that_belong_to_nothing_go_after_two_days(now: datetime) -> None:
    storage = storages["private"]
    orphans.sweep(now=now + 999 * DAY)  # what other tests left
    case = make_submission(make_house(), files=[clean_file(photo())])
    known = [draft_with_file().file.name, case.attachments.get().file.name]
    lost = [storage.save(f"{folder}/ab/x.pdf", pdf_file()) for folder in ("concepten", "bijlagen")]
    written = max(storage.get_modified_time(name) for name in (*known, *lost))

    assert orphans.sweep(now=min(storage.get_modified_time(name) for name in lost) + 2 * DAY) == 0
    assert orphans.sweep(now=written + 2 * DAY + timedelta(seconds=1)) == 2
    assert [storage.exists(name) for name in (*known, *lost)] == [True, True, False, False]
