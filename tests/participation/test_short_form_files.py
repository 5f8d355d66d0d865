"""Files with the short form: up to three, pictures and PDFs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from django.test import Client

from participation.models import Submission
from tests.conftest import NOW
from tests.factories.files import pdf_file, photo
from tests.factories.residents import SHORT, lay_out_town


@pytest.fixture(autouse=True)
def friday(db: None) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur, in Hilversum."""
    lay_out_town()
    with time_machine.travel(NOW, tick=False):
        yield


def test_three_pictures_and_pdfs_come_along_and_a_fourth_does_not(client: Client) -> None:
    assert client.post("/start/", SHORT | {"bestanden": [photo(), pdf_file(), photo()]}).status_code == 302
    case = Submission.objects.get()
    assert [file.extension for file in case.attachments.all()] == ["jpg", "pdf", "jpg"]

    response = client.post("/start/", SHORT | {"bestanden": [photo(), photo(), photo(), pdf_file()]})
    assert response.status_code == 422
    assert "‘tekening.pdf’: Je kunt hoogstens 3 bestanden meesturen. Haal er eerst een weg." in response.text
    assert Submission.objects.count() == 1


def test_after_too_many_forms_files_are_not_read_and_asked_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("participation.views.start.may_post", lambda request, now: False)
    monkeypatch.setattr("cms.batches.clean_file", lambda uploaded: 1 / 0)

    response = client.post("/start/", SHORT | {"bestanden": photo()})

    assert response.status_code == 429
    assert "Kies je bestanden opnieuw: die kunnen we niet onthouden." in response.text
