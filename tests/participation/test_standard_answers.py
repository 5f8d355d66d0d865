"""Standard answers: kept in versions, put in a message, and the mail looked at before it goes (inbox.md section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.test import Client

from cms.models import OutgoingMail, Token, User
from participation.models import AnswerVersion, Message, StandardAnswer, Submission
from participation.services import answers
from participation.services.errors import Forbidden, Refused
from tests.conftest import NOW
from tests.factories.participation import House, confirmed, in_review, make_house

LIST = "/beheer/te-behandelen/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people."""
    return make_house()


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    """A browser in which the wijkregisseur of Zuid is signed in."""
    client.force_login(house.wijkregisseur)
    return client


def answer(name: str = "Dank", text: str = "Dank je wel voor je plan.") -> AnswerVersion:
    """A standard answer."""
    return answers.save_text(answer=StandardAnswer.objects.create(name=name), text=text, by=None, now=NOW)


def write(desk: Client, case: Submission, **data: Any) -> Any:
    """Press a button of the message form."""
    return desk.post(f"{LIST}{case.pk}/bericht/", {"version": case.version, "seen": 0, **data})


def field_of(response: Any) -> str:
    """What stands in the field of the message."""
    page = response.content.decode()
    return re.search(r'<textarea name="text"[^>]*id="bericht_text"[^>]*>\s*(.*?)</textarea>', page, re.S)[1]


def test_an_answer_is_put_below_what_was_typed_and_nothing_is_sent(desk: Client, house: House) -> None:
    case, chosen = in_review(house), answer()
    response = write(desk, case, stap="antwoord", answer=chosen.pk, text="Dag Fatima,")
    assert response.status_code == 200
    assert field_of(response) == "Dag Fatima,\n\nDank je wel voor je plan."
    assert Message.objects.count() == 0

    empty = write(desk, case, stap="antwoord", answer="", text="Dag Fatima,")
    assert empty.status_code == 422
    assert field_of(empty) == "Dag Fatima,"
    assert "Kies eerst een standaard antwoord." in empty.content.decode()


def test_the_message_remembers_the_version_that_it_began_with(desk: Client, house: House) -> None:
    case, chosen = in_review(house), answer()
    assert write(desk, case, answer=chosen.pk, text="Dank je wel, Fatima.").status_code == 302
    event = case.events.get(action="message_sent")
    assert event.data == {"message": case.messages.get().pk, "answer": chosen.pk}

    newer = answers.save_text(answer=chosen.answer, text="Dank je hartelijk.", by=house.griffie, now=NOW)
    late = write(desk, case, answer=chosen.pk, text="Mijn eigen woorden")
    assert late.status_code == 422
    assert "Dit antwoord is intussen veranderd. Kies het opnieuw." in late.content.decode()
    assert field_of(late) == "Mijn eigen woorden"
    assert [version.text for version in chosen.answer.versions.all()] == [
        "Dank je hartelijk.",
        "Dank je wel voor je plan.",
    ]
    assert list(answers.in_use()) == [newer]


def test_an_answer_that_is_out_of_use_is_not_offered(desk: Client, house: House) -> None:
    case, chosen = in_review(house), answer()
    StandardAnswer.objects.update(is_active=False)
    assert "Begin met een standaard antwoord" not in desk.get(f"{LIST}{case.pk}/").content.decode()
    assert write(desk, case, stap="antwoord", answer=chosen.pk, text="x").status_code == 422


def test_the_mail_is_shown_as_it_will_be_and_nothing_of_it_stays(desk: Client, house: House) -> None:
    case = confirmed(in_review(house))
    before = (Token.objects.count(), OutgoingMail.objects.count())
    response = write(desk, case, stap="voorbeeld", text="Kom je dinsdag langs?")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Bericht over je plan: Geveltuinen aan de Taludweg" in page
    preview = re.search(r"<pre>(.*?)</pre>", page, re.S)[1]
    assert "Kom je dinsdag langs?" in preview
    assert str(house.wijkregisseur) in preview
    # The link that opens the initiator's own page is not for staff.
    assert re.findall(r"/mijn-plan/[^\s]*", preview) == ["/mijn-plan/"]
    assert field_of(response) == "Kom je dinsdag langs?"
    assert (Token.objects.count(), OutgoingMail.objects.count()) == before
    assert not case.messages.exists()

    assert write(desk, case, stap="voorbeeld", text=" ").status_code == 422


def test_without_an_address_the_preview_says_so(desk: Client, house: House) -> None:
    case = in_review(house, email="", phone="06 12345678")
    page = write(desk, case, stap="voorbeeld", text="Dag").content.decode()
    assert "Van deze indiener is geen e-mailadres bekend." in page


@pytest.mark.parametrize("step", ["antwoord", "voorbeeld"])
def test_who_only_reads_gets_no_preview(client: Client, house: House, step: str) -> None:
    case, chosen = in_review(house), answer()
    client.force_login(house.wijkwethouder)
    response = write(client, case, stap=step, answer=chosen.pk, text="Dag")
    assert response.status_code == 403
    assert "Zo ziet de mail eruit" not in response.content.decode()
    with pytest.raises(Forbidden):
        answers.preview(submission=case, text="Dag", by=house.wijkwethouder, now=NOW)


def test_the_administrator_writes_answers_and_each_change_is_a_version(client: Client, db: None) -> None:
    admin = User.objects.create_superuser("beheer@example.org")
    client.force_login(admin)
    given = {"name": "Dank", "text": "Dank je wel.", "position": "1", "is_active": "on"}
    assert client.post("/beheer/antwoorden/new/", given).status_code == 302
    made = StandardAnswer.objects.get()
    edit = f"/beheer/antwoorden/edit/{made.pk}/"
    assert "Dank je wel.</textarea>" in client.get(edit).content.decode()
    for text in ("Dank je wel.", "Dank je zeer.", "Dank je zeer."):
        assert client.post(edit, given | {"text": text}).status_code == 302
    assert [version.text for version in made.versions.all()] == ["Dank je zeer.", "Dank je wel."]
    assert made.versions.first().made_by == admin
    assert client.post(edit, given | {"text": " "}).status_code == 200
    assert made.versions.count() == 2
    with pytest.raises(Refused):
        answers.save_text(answer=made, text=" ", by=admin, now=NOW)
