"""Files with the whole form: kept at once, counted, taken away, and handed over when the plan is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms import batches
from participation.models import Attachment, Draft, DraftFile, Submission
from participation.services import drafts
from tests.conftest import NOW, Mailbox
from tests.factories.files import pdf, pdf_file, photo
from tests.factories.residents import EMAIL, Town, lay_out_town
from tests.participation.test_plan_form import MONEY, PLACE, PLAN, START, YOU, errors, mailed_link

pytestmark = pytest.mark.usefixtures("django_capture_on_commit_callbacks")


@pytest.fixture(autouse=True)
def friday(db: None) -> Iterator[Town]:
    """It is Friday 20 November 2026, 14.32 uur, in Hilversum."""
    with time_machine.travel(NOW, tick=False):
        yield lay_out_town()


def begun(client: Client, *files: SimpleUploadedFile, **changes: str) -> str:
    """The address of a draft with files, without the step."""
    response = client.post(START, PLAN | changes | {"bestanden": list(files)})
    assert response.status_code == 302, errors(response.text)
    return re.sub(r"(plan|plek)/.*$", "", response["Location"])


def listed(text: str) -> list[str]:
    """The files that stand on the step, with their sizes."""
    return [
        shown.replace("\xa0", " ") for shown in re.findall(r'<li class="wp-row wp-row--between"><span>([^<]+)<', text)
    ]


def stored(name: str) -> bool:
    """Whether private storage has a file."""
    return storages["private"].exists(name)


def test_files_are_kept_and_listed_with_their_size(client: Client) -> None:
    base = begun(client, photo(), pdf_file())
    text = client.get(f"{base}plan/").text

    assert [name.split(" (")[0] for name in listed(text)] == ["bankje.jpg", "tekening.pdf"]
    assert re.fullmatch(r"bankje\.jpg \(\d+ bytes\)", listed(text)[0])
    assert re.findall(r'name="haal_weg" value="(\d+)"', text) == [str(file.pk) for file in DraftFile.objects.all()]
    assert all(stored(file.file.name) for file in DraftFile.objects.all())
    assert "bankje" not in " ".join(DraftFile.objects.values_list("file", flat=True))


def test_the_names_stand_with_the_answers_and_nowhere_else(client: Client) -> None:
    begun(client, photo("Wilma de Wit.jpg"))

    assert "Wilma" not in Draft.objects.get().data_encrypted
    assert list(drafts.read(Draft.objects.get())["file_names"].values()) == ["Wilma de Wit.jpg"]


def test_a_file_stays_when_another_answer_is_refused(client: Client) -> None:
    response = client.post(START, {"wat": "Iets", "bestanden": [photo()]})
    action = re.search(r'<form[^>]* action="([^"]+)"', response.text).group(1)

    assert response.status_code == 422
    assert errors(response.text)[0][0] == "id_titel"
    assert listed(response.text)[0].startswith("bankje.jpg")
    assert client.post(action, PLAN)["Location"].endswith("/plek/")
    assert (Draft.objects.count(), DraftFile.objects.count()) == (1, 1)


@pytest.mark.parametrize("button", ["bewaar", "terug"])
def test_a_file_stays_with_the_other_buttons(client: Client, button: str) -> None:
    base = begun(client)
    client.post(f"{base}plan/", {"titel": "", "bestanden": [photo()], button: ""})

    assert listed(client.get(f"{base}plan/").text)[0].startswith("bankje.jpg")


def test_adding_stays_on_the_step_and_judges_nothing_else(client: Client) -> None:
    base = begun(client)
    response = client.post(f"{base}plan/", {"titel": "", "voeg_toe": "1", "bestanden": [pdf_file()]})

    assert response["Location"] == f"{base}plan/#id_bestanden"
    empty = client.post(f"{base}plan/", PLAN | {"voeg_toe": "1"})
    assert errors(empty.text) == [("id_bestanden", "Kies eerst een bestand.")]


def test_a_bad_file_is_named_and_the_good_one_stays(client: Client) -> None:
    bad = SimpleUploadedFile("../<b>plan</b>\u202e.docx", b"PK", "application/msword")
    response = client.post(START, PLAN | {"bestanden": [photo(), bad]})

    assert response.status_code == 422
    assert "‘b&gt;.docx’: Dit soort bestand kunnen we niet gebruiken." in response.text
    assert "<b>plan" not in response.text
    assert len(listed(response.text)) == 1


def test_five_files_fit_and_a_sixth_does_not(client: Client) -> None:
    base = begun(client, *(photo(f"{number}.jpg") for number in range(4)))
    response = client.post(f"{base}plan/", PLAN | {"bestanden": [photo("4.jpg"), photo("5.jpg"), photo("6.jpg")]})

    assert [words for _target, words in errors(response.text)] == [
        "‘5.jpg’: Je kunt hoogstens 5 bestanden meesturen. Haal er eerst een weg."
    ]
    assert len(listed(response.text)) == 5


def test_together_they_stay_below_the_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    base = begun(client, pdf_file())
    size = DraftFile.objects.get().size_bytes
    monkeypatch.setattr(batches, "MAX_TOTAL_BYTES", size + len(pdf()) - 1)
    response = client.post(f"{base}plan/", PLAN | {"bestanden": [pdf_file()]})
    assert "samen te groot" in errors(response.text)[0][1]

    monkeypatch.setattr(batches, "MAX_TOTAL_BYTES", size + len(pdf()))
    assert client.post(f"{base}plan/", PLAN | {"bestanden": [pdf_file()]}).status_code == 302


def test_a_file_is_taken_away_with_what_was_stored(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    base = begun(client, photo(), pdf_file())
    first = DraftFile.objects.first()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{base}plan/?wijzig=1", {"titel": "Half", "haal_weg": str(first.pk)})

    assert response["Location"] == f"{base}plan/?wijzig=1#id_bestanden"
    text = client.get(f"{base}plan/").text
    assert [name.split(" (")[0] for name in listed(text)] == ["tekening.pdf"]
    assert 'value="Half"' in text
    assert "zat een virus" not in text
    assert not stored(first.file.name)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "²", "other"])
def test_a_file_of_somebody_else_can_not_be_taken_away(client: Client, number: str) -> None:
    begun(Client(), photo())
    base = begun(client, pdf_file())
    client.post(
        f"{base}plan/", PLAN | {"haal_weg": str(DraftFile.objects.first().pk) if number == "other" else number}
    )

    assert DraftFile.objects.count() == 2


def test_another_browser_sees_no_files_before_the_address_is_filled_in(client: Client, mailbox: Mailbox) -> None:
    base = begun(client, photo())
    client.post(f"{base}bewaar/", {"email": EMAIL})
    link = mailed_link(mailbox)

    assert "bankje.jpg" not in Client().get(link).text
    assert "bankje.jpg" not in Client().get(link.replace("controleer", "plan")).text


def sent(client: Client, base: str) -> Submission:
    """The case that a draft became."""
    for step, answers in {"plek": PLACE, "geld": MONEY, "jij": YOU}.items():
        client.post(f"{base}{step}/", answers)
    check = client.get(f"{base}controleer/").text
    assert '<a href="../plan/?wijzig=1#id_bestanden">Wijzig' in check
    assert "tekening.pdf (" in check
    assert client.post(f"{base}controleer/", {"verstuur": ""}).status_code == 302
    return Submission.objects.get()


def test_sending_hands_the_files_over(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    base = begun(client, photo(), pdf_file())
    names = list(DraftFile.objects.values_list("file", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        case = sent(client, base)

    files = list(case.attachments.all())
    assert [(file.extension, file.width, file.height) for file in files] == [("jpg", 20, 10), ("pdf", None, None)]
    assert [file.file.name for file in files] == names
    assert all(stored(name) for name in names)
    assert (Draft.objects.count(), DraftFile.objects.count()) == (0, 0)


def test_sending_that_fails_leaves_the_draft_whole(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    base = begun(client, photo(), pdf_file())
    client.raise_request_exception = False
    monkeypatch.setattr("participation.services.submit._mail_receipt", lambda *given: 1 / 0)
    for step, answers in {"plek": PLACE, "geld": MONEY, "jij": YOU}.items():
        client.post(f"{base}{step}/", answers)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{base}controleer/", {"verstuur": ""}).status_code == 500

    assert (DraftFile.objects.count(), Attachment.objects.count(), Submission.objects.count()) == (2, 0, 0)
    assert all(stored(file.file.name) for file in DraftFile.objects.all())
