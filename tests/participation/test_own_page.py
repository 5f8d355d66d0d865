"""What an initiator does on the own page, the link that was lost, and joining in (faults 19, 25, 26 and 37)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.test import Client

from cms.crypto import encrypt
from cms.models import OutgoingMail
from participation.models import Applicant, HelpOffer, Question, Submission
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, Town, lay_out_town, own_page, seeking_plan, sent_plan

BRAM = "bram@example.org"


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def case(town: Town) -> Submission:
    """A plan that seeks support; mails of before are gone."""
    made = seeking_plan(town)
    OutgoingMail.objects.all().delete()
    return made


@pytest.fixture
def page(client: Client, case: Submission) -> str:
    """The own page."""
    return own_page(client, case)


def question(case: Submission, **changes: object) -> Question:
    """A question that waits for the initiator."""
    given = {"state": "open", "text": "Ruwe vraag", "public_text": "Blijft het pad vrij?", "asked_at": NOW}
    return Question.objects.create(submission=case, **given | changes)


def test_a_neighbours_question_is_answered_once(client: Client, case: Submission, page: str) -> None:
    asked = question(case)
    text = client.get(page).text
    assert "“Blijft het pad vrij?”" in text and "Ruwe vraag" not in text

    url, field = f"{page}vraag/{asked.pk}/", f"vraag{asked.pk}-antwoord"
    empty = client.post(url, {field: " "})
    assert empty.status_code == 422
    assert f'<a href="#id_{field}">Schrijf eerst je antwoord.</a>' in empty.text
    sent = client.post(url, {field: "Ja, een meter."}, follow=True)
    assert "Je antwoord is verstuurd." in sent.text
    client.post(url, {field: "Nee."})

    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("answered", "Ja, een meter.")
    assert "Blijft het pad vrij?" not in client.get(page).text


def test_a_question_about_another_plan_is_not_there(client: Client, town: Town, page: str) -> None:
    other = question(sent_plan(town, email="ander@example.org"))
    assert client.post(f"{page}vraag/{other.pk}/", {f"vraag{other.pk}-antwoord": "Ja"}).status_code == 302
    other.refresh_from_db()
    assert other.state == "open"


def test_help_is_shown_once_confirmed_and_until_taken_back(client: Client, case: Submission, page: str) -> None:
    assert "Nog niemand bood hulp aan." in client.get(page).text
    offer = HelpOffer.objects.create(
        submission=case,
        sort="hands",
        text="Op zaterdag.",
        name="Joke de Wit",
        email_encrypted=encrypt("joke@example.org"),
        phone_encrypted=encrypt("06 12345678"),
        person_hash="x",
        given_at=NOW,
    )
    assert "Joke" not in client.get(page).text
    HelpOffer.objects.update(confirmed_at=NOW)
    shown = client.get(page)
    for words in ("Joke de Wit", "Meehelpen", "Op zaterdag.", "joke@example.org", "06 12345678"):
        assert words in shown.text
    assert "no-store" in shown["Cache-Control"]
    HelpOffer.objects.filter(pk=offer.pk).update(email_encrypted="kapot", phone_encrypted="")
    assert "Joke de Wit" in client.get(page).text
    HelpOffer.objects.update(withdrawn_at=NOW)
    assert "Joke" not in client.get(page).text


def test_somebody_is_asked_says_yes_and_leaves(client: Client, case: Submission, page: str, mailbox: Mailbox) -> None:
    assert client.post(f"{page}samen/", {"mede": "geen adres"}).status_code == 422
    for email in (BRAM, EMAIL):
        assert client.post(f"{page}samen/", {"mede": email})["Location"] == f"{page}#samen"
    text = client.get(page).text
    assert "b…@example.org" in text and "Moet nog bevestigen" in text and BRAM not in text

    (mail,) = mailbox.deliver()
    assert mail.to == [BRAM]
    assert "Fatima El Idrissi vraagt je om mee te doen" in " ".join(mail.body.split())
    link = re.search(r"https://wijkplein\.example\.org(/mijn-plan/meedoen/\S+)", mail.body).group(1)
    invitation = client.get(link)
    client.head(link)
    assert "Fatima El Idrissi vraagt je om mee te doen." in invitation.text
    assert invitation["Cache-Control"] == "private, no-store"
    assert Applicant.objects.invited().count() == 1
    assert client.post(link, {"ja": "", "naam": ""}).status_code == 422

    assert "Je doet mee" in client.post(link, {"ja": "", "naam": "Bram <b>"}).text
    assert client.post(link, {"ja": "", "naam": "Bram"}).status_code == 410
    assert "Bram &lt;b&gt;" in client.get(page).text
    (welcome,) = mailbox.deliver()
    theirs = re.search(r"https://wijkplein\.example\.org(/mijn-plan/\S+)", welcome.body).group(1)
    home = client.get(theirs).text
    assert "Fatima El Idrissi" in home and "Trek je plan in" not in home and "Nodig uit" not in home
    assert client.post(f"{theirs}intrekken/").status_code == 302
    assert client.post(f"{theirs}samen/", {"mede": "x@example.org"}).status_code == 422
    assert client.post(f"{page}stoppen/").status_code == 302

    assert "Weet je zeker dat je niet meer meedoet?" in client.get(f"{theirs}stoppen/").text
    assert "Je doet niet meer mee" in client.post(f"{theirs}stoppen/").text
    assert client.get(theirs).status_code == 404
    case.refresh_from_db()
    assert (case.state, case.applicants.count()) == ("gathering_support", 1)


def test_an_invitation_is_declined_or_taken_back(client: Client, page: str, mailbox: Mailbox) -> None:
    links = []
    for email in (BRAM, "saar@example.org"):
        client.post(f"{page}samen/", {"mede": email})
        body = mailbox.deliver()[-1].body
        links.append(re.search(r"(/mijn-plan/meedoen/\S+)", body).group(1))
    assert "Je doet niet mee" in client.post(links[0], {"nee": ""}).text
    number = re.search(r'name="nummer" value="(\d+)"', client.get(page).text).group(1)
    for wrong in ("", "x", "²", "9" * 30):
        assert client.post(f"{page}samen/intrekken/", {"nummer": wrong}).status_code == 302
    client.post(f"{page}samen/intrekken/", {"nummer": number})

    assert Applicant.objects.count() == 1
    assert [client.get(link).status_code for link in links] == [404, 404]


def test_known_and_unknown_addresses_get_the_same_answer(client: Client, town: Town, mailbox: Mailbox) -> None:
    sent_plan(town)
    OutgoingMail.objects.all().delete()
    answers = [client.post("/mijn-plan/", {"email": email}) for email in (EMAIL, "niemand@example.org")]
    assert len({(answer.status_code, answer["Location"], answer.content) for answer in answers}) == 1
    assert "Dan staat de link straks in je mail." in client.get(answers[0]["Location"]).text
    (mail,) = mailbox.deliver()
    assert mail.to == [EMAIL]
    assert "/bevestig/" in mail.body, "an address that is not confirmed gets the link to do so"


def test_the_mail_has_the_own_page_of_every_open_plan(
    client: Client, town: Town, case: Submission, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    second = sent_plan(town, title="Een boom erbij")
    gone = sent_plan(town, title="Voorbij")
    Submission.objects.filter(pk=gone.pk).update(state="withdrawn")
    Applicant.objects.update(email_confirmed_at=NOW)
    OutgoingMail.objects.all().delete()
    for _turn in range(2):
        client.post("/mijn-plan/", {"email": EMAIL.upper()})
    (mail,) = mailbox.deliver()
    for made in (case, second):
        assert made.reference in mail.body
        assert own_page(client, made) in mail.body
    assert gone.reference not in mail.body
    for minutes in range(1, 9):
        clock.move_to(NOW + timedelta(minutes=minutes))
        client.post("/mijn-plan/", {"email": EMAIL})
    assert OutgoingMail.objects.filter(template="plan_links").count() <= 5


def test_robots_and_mistakes_send_nothing(client: Client, town: Town) -> None:
    sent_plan(town)
    OutgoingMail.objects.all().delete()
    assert client.post("/mijn-plan/", {"email": EMAIL, "bijschrift": "x"}).status_code == 302
    assert client.post("/mijn-plan/", {"email": ""}).status_code == 422
    assert not OutgoingMail.objects.exists()
    assert "Vraag een nieuwe link aan" in client.get("/mijn-plan/1-x/").text


def test_without_a_confirmed_address_the_page_asks_for_it(client: Client, town: Town) -> None:
    page = own_page(client, sent_plan(town))
    OutgoingMail.objects.all().delete()
    assert "Bevestig je e-mailadres" in client.get(page).text
    assert "We stuurden je een mail." in client.post(f"{page}bevestig/", follow=True).text
    for _turn in range(6):
        client.post(f"{page}bevestig/")
    assert OutgoingMail.objects.filter(template="confirm_email").count() == 5
