"""Files that could not be scanned: put aside, closed to everybody, and released or removed later (fault 54)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.core.files.storage import storages
from django.test import Client

from cms import virus
from participation.jobs import rescan_files
from participation.models import Attachment, DraftFile, Event, Submission
from participation.services.quarantine import rescan
from tests.conftest import NOW
from tests.factories.files import Clamd, pdf_file, photo, running_clamd
from tests.factories.participation import House, make_house
from tests.factories.residents import SHORT
from tests.participation.test_plan_form import PLAN, START

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """A wijk with its people, on Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield make_house()


@pytest.fixture
def clamd(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clamd]:
    """A scanner that is there, and says nothing."""
    monkeypatch.setattr(virus, "_silent_until", 0.0)
    monkeypatch.setattr(virus, "PATIENCE_S", 0.4)
    with running_clamd() as clamd:
        settings.CLAMAV = clamd.address
        clamd.mood = "silent"
        yield clamd


@pytest.fixture
def waiting(house: House, clamd: Clamd, client: Client) -> Attachment:
    """A photo that came with the short form while the scanner was silent."""
    answers = SHORT | {"wijk": house.wijk.slug, "bestanden": [photo()]}
    assert client.post("/start/", answers).status_code == 302
    return Attachment.objects.get()


def scans(case: Submission) -> list[tuple[str, dict[str, int]]]:
    """What the history says of files."""
    found = case.events.filter(action=Event.Action.FILE_QUARANTINED)
    return list(found.values_list("reason", "data"))


def test_the_plan_is_taken_in_and_its_file_is_put_aside(waiting: Attachment) -> None:
    assert waiting.is_quarantined
    assert scans(waiting.submission) == [("", {"attachment": waiting.pk})]


def test_nobody_can_open_it_and_the_case_says_why(waiting: Attachment, house: House, client: Client) -> None:
    client.force_login(house.wijkregisseur)
    base = f"/beheer/te-behandelen/{waiting.submission_id}/"

    page = client.get(base).text
    assert "Nog niet gecontroleerd op virussen. Je kunt het daarna openen." in page
    assert f"{base}bijlagen/" not in page
    assert "Bestand apart gezet" in page
    assert client.get(f"{base}bijlagen/{waiting.pk}/").status_code == 404


def test_nothing_changes_while_the_scanner_is_silent(waiting: Attachment) -> None:
    assert rescan(now=NOW) == 0
    assert Attachment.objects.get().is_quarantined


def test_without_a_scanner_nothing_is_released(waiting: Attachment, settings) -> None:
    settings.CLAMAV = ""

    assert rescan(now=NOW) == 0
    assert Attachment.objects.get().is_quarantined


def test_a_clean_file_is_released_once(waiting: Attachment, clamd: Clamd, house: House, client: Client) -> None:
    clamd.mood = "well"
    rescan_files(NOW)
    rescan_files(NOW)

    assert not Attachment.objects.get().is_quarantined
    assert scans(waiting.submission)[1:] == [("file_released", {"attachment": waiting.pk})]
    client.force_login(house.wijkregisseur)
    base = f"/beheer/te-behandelen/{waiting.submission_id}/"
    assert client.get(f"{base}bijlagen/{waiting.pk}/").status_code == 200
    assert "Bestand gecontroleerd: geen virus" in client.get(base).text


def test_a_file_with_a_virus_is_removed_with_what_was_stored(
    waiting: Attachment, monkeypatch: pytest.MonkeyPatch, house: House, client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(virus, "_ask", lambda content, until: b"stream: Win.Test FOUND")
    with django_capture_on_commit_callbacks(execute=True):
        assert rescan(now=NOW) == 1

    assert not Attachment.objects.exists()
    assert not storages["private"].exists(waiting.file.name)
    assert scans(waiting.submission)[1:] == [("file_infected", {"attachment": waiting.pk})]
    client.force_login(house.wijkregisseur)
    page = client.get(f"/beheer/te-behandelen/{waiting.submission_id}/").text
    assert "Bestand weggehaald: er zat een virus in" in page


def test_a_file_that_storage_lost_holds_up_nothing(waiting: Attachment, clamd: Clamd) -> None:
    storages["private"].delete(waiting.file.name)
    clamd.mood = "well"

    assert rescan(now=NOW) == 1


def test_a_file_of_a_draft_is_put_aside_too_and_stays_so_when_it_is_sent(
    clamd: Clamd, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.factories.residents import lay_out_town
    from tests.participation.test_draft_files import sent

    with time_machine.travel(NOW, tick=False):
        lay_out_town()
        base = client.post(START, PLAN | {"bestanden": [pdf_file()]})["Location"].removesuffix("plek/")
        text = client.get(f"{base}plan/").text
        case = sent(client, base)

    assert "We controleren dit bestand nog op virussen." in text
    file = case.attachments.get()
    assert file.is_quarantined
    assert scans(case) == [("", {"attachment": file.pk})]


def test_the_writer_hears_that_a_file_was_removed(
    clamd: Clamd, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.factories.residents import lay_out_town

    lay_out_town()
    base = client.post(START, PLAN | {"bestanden": [pdf_file()]})["Location"].removesuffix("plek/")
    monkeypatch.setattr(virus, "_ask", lambda content, until: b"stream: Win.Test FOUND")
    assert rescan(now=NOW) == 1

    assert not DraftFile.objects.exists()
    assert "In ‘tekening.pdf’ zat een virus." in client.get(f"{base}plan/").text
