"""Asking a question, offering help and following a plan: the pages, the codes, and what they never tell (fault 25)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.http import HttpResponse
from django.test import Client

from cms.models import Follow, OutgoingMail, ThrottleCount
from participation.models import HelpOffer, Question, Submission, Support
from tests.conftest import NOW, Mailbox
from tests.factories.residents import SUPPORT, Town, lay_out_town, seeking_plan

FORMS = {
    "steunen": SUPPORT,
    "helpen": {"soort": "hands", "naam": "Nadia", "email": "nadia@example.org", "akkoord": "on"},
    "volgen": {"email": "nadia@example.org"},
}


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def town(clock: time_machine.Coordinates) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture
def plan(town: Town) -> Submission:
    """A plan in Oost that seeks support."""
    case = seeking_plan(town)
    OutgoingMail.objects.all().delete()
    return case


@pytest.fixture
def place(plan: Submission) -> str:
    """The address of the plan."""
    return f"/wijken/oost/initiatieven/{plan.reference.lower()}-{plan.public_version.slug}/"


def send(client: Client, place: str, act: str, **changes: str) -> HttpResponse:
    """Fill in one of the forms."""
    return client.post(f"{place}{act}/", FORMS[act] | changes)


def code_in_mail() -> str:
    """The code of the last mail."""
    return re.search(r"code\s+in:\s+(\S{3}-\S{3})", Mailbox(NOW).deliver()[-1].body).group(1)


def path_in_mail(start: str) -> str:
    """A path in the last mail."""
    mail = Mailbox(NOW).deliver()[-1]
    return re.search(rf"https://wijkplein.example.org({start}\S+)", mail.body).group(1)


@pytest.mark.parametrize("act", FORMS)
def test_the_code_of_the_mail_does_what_its_link_does(client: Client, place: str, act: str) -> None:
    answer = send(client, place, act)
    assert answer["Location"] == f"{place}{act}/kijk-in-je-mail/"
    page = client.get(answer["Location"])
    assert 'autocomplete="one-time-code"' in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"

    done = client.post(answer["Location"], {"code": code_in_mail().lower().replace("-", " ")})

    assert done.status_code == 200
    assert "Bevestigd" in done.content.decode()
    model = {"steunen": Support, "helpen": HelpOffer, "volgen": Follow}[act]
    assert model.objects.filter(confirmed_at=NOW).count() == 1


@pytest.mark.parametrize("act", FORMS)
def test_a_wrong_code_and_a_code_for_nothing_are_told_the_same(client: Client, place: str, act: str) -> None:
    send(client, place, act)
    own = client.post(f"{place}{act}/kijk-in-je-mail/", {"code": "222222"})
    strange = Client().post(f"{place}{act}/kijk-in-je-mail/", {"code": "222222"})
    forged = Client()
    forged.cookies["in_je_mail"] = "gAAAAA-niet-van-ons"
    answers = [own, strange, forged.post(f"{place}{act}/kijk-in-je-mail/", {"code": "222222"})]

    assert {answer.status_code for answer in answers} == {422}
    assert all("Deze code klopt niet of werkt niet meer." in answer.content.decode() for answer in answers)
    assert len({bare(answer) for answer in answers}) == 1


def bare(response: HttpResponse) -> str:
    """The page without what differs at every request: the token and the moment of the form."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


@pytest.mark.parametrize("act", FORMS)
def test_known_and_unknown_addresses_get_the_same_answer(
    client: Client, place: str, act: str, plan: Submission
) -> None:
    known = FORMS[act]["email"]
    send(client, place, act)
    client.post(f"{place}{act}/kijk-in-je-mail/", {"code": code_in_mail()})
    initiator = plan.applicants.get(is_main=True).email
    ThrottleCount.objects.all().delete()
    seen = set()
    for email in (known, "iemandanders@example.org", initiator):
        visitor = Client()
        answer = send(visitor, place, act, email=email)
        page = visitor.get(answer["Location"])
        cookie = answer.cookies["in_je_mail"]
        shape = (cookie["path"], cookie["max-age"], cookie["httponly"], cookie["samesite"], len(cookie.value))
        headers = tuple(sorted((name, value) for name, value in answer.items()))
        seen.add((answer.status_code, len(answer.content), headers, shape, page.status_code, bare(page)))
    assert len(seen) == 1
    assert next(iter(seen))[3][0] == f"{place}{act}/kijk-in-je-mail/"


def test_a_hundred_forms_for_one_address_send_five_mails_an_hour(place: str) -> None:
    """Fault 26, over all forms, from fifty connections."""
    answers = set()
    for number in range(100):
        with time_machine.travel(NOW + timedelta(seconds=30 * number), tick=False):
            act = list(FORMS)[number % 3]
            visitor = Client(REMOTE_ADDR=f"192.0.2.{number % 50 + 1}")
            answers.add(send(visitor, place, act, email="slachtoffer@example.org").status_code)
    assert answers == {302}
    assert OutgoingMail.objects.count() == 5


def test_a_robot_gets_thanks_and_nothing_else(client: Client, place: str) -> None:
    for act in FORMS:
        assert send(client, place, act, bijschrift="x").status_code == 302
    assert client.post(f"{place}vraag/", {"vraag": "Koop nu", "bijschrift": "x"}).status_code == 302
    assert not OutgoingMail.objects.exists()
    assert not Question.objects.exists()


def test_a_question_needs_words_and_is_taken_in_once(client: Client, place: str) -> None:
    empty = client.post(f"{place}vraag/", {"vraag": " "})
    assert empty.status_code == 422
    assert "Schrijf je vraag op." in empty.content.decode()

    typed = {"vraag": "Blijft de boom?", "sleutel": "0b8f6f3e-6b1f-4c7e-9d63-3a3f3f0c7a10"}
    for _turn in range(3):
        answer = client.post(f"{place}vraag/", typed)
        assert answer["Location"] == f"{place}vraag/verstuurd/"
    assert Question.objects.get().text == "Blijft de boom?"
    assert "Dank je wel voor je vraag" in client.get(answer["Location"]).content.decode()
    assert "Blijft de boom?" not in client.get(place).content.decode()


def test_help_asks_for_consent_and_goes_by_its_links(client: Client, place: str) -> None:
    refused = client.post(f"{place}helpen/", {"soort": "hands"})
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Vul je naam in." in text
    assert "Zonder je naam en adres kan de initiatiefnemer je niet bereiken." in text

    send(client, place, "helpen")
    link = path_in_mail("/hulp/bevestig/")
    assert "Nog één klik" in client.get(link).content.decode()
    assert HelpOffer.objects.get().confirmed_at is None
    assert "Dank je wel" in client.post(link).content.decode()
    assert client.post(link).status_code == 410
    assert client.get(f"{link}x").status_code in (301, 404)


def test_following_stops_by_its_link_as_often_as_it_is_pressed(client: Client, place: str) -> None:
    send(client, place, "volgen")
    confirm, stop = both_links()
    assert client.post(confirm).status_code == 200
    assert "Wil je geen mails meer" in client.get(stop).content.decode()
    assert Follow.objects.count() == 1
    for _turn in range(2):
        assert "Je krijgt geen mails meer over dit plan" in client.post(stop).content.decode()
    assert not Follow.objects.exists()


def both_links() -> tuple[str, str]:
    """The link to confirm and the link to stop, of the last mail."""
    body = Mailbox(NOW).deliver()[-1].body
    found = [re.search(rf"example.org(/volgen/{what}/\S+)", body) for what in ("bevestig", "stop")]
    return found[0].group(1), found[1].group(1)
