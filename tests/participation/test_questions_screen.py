"""Questions and changes on the working screen, and the code on the page of the receipt."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
import time_machine

from django.http import HttpResponse
from django.test import Client

from cms.models import OutgoingMail
from participation.models import Initiative, PublicRevision, PublicVersion, Question, Submission
from participation.services import questions, submit
from tests.conftest import NOW, Mailbox
from tests.factories.participation import House, gathering, make_house, make_submission

pytestmark = pytest.mark.django_db
PUBLIC = {"public_text": "Blijft de boom?", "public_answer": "Ja, de boom blijft."}


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def plan(house: House) -> Submission:
    case = gathering(house)
    OutgoingMail.objects.all().delete()
    return case


@pytest.fixture
def desk(house: House) -> Client:
    client = Client()
    client.force_login(house.wijkregisseur)
    return client


def press(desk: Client, plan: Submission, act: str, which: int | str, **fields: str) -> HttpResponse:
    plan.refresh_from_db()
    typed = {"version": plan.version, "seen": 0, "which": which} | fields
    return desk.post(f"/beheer/te-behandelen/{plan.pk}/vragen/{act}/", typed)


def asked(plan: Submission, now: datetime, text: str = "Blijft de boom van Piet?") -> Question:
    return questions.ask(submission=plan, text=text, language="nl", now=now)


def test_the_panel_shows_a_question_with_what_can_be_done(desk: Client, plan: Submission, now: datetime) -> None:
    question = asked(plan, now)
    text = desk.get(f"/beheer/te-behandelen/{plan.pk}/").content.decode()
    assert "Vragen van buren" in text
    assert text.count("Blijft de boom van Piet?") == 3  # as read, and as a start of two forms
    for key in ("doorsturen", "antwoord", "weigeren"):
        assert f'id="{key}{question.pk}"' in text


def test_each_button_does_its_step_and_leads_back(desk: Client, plan: Submission, now: datetime) -> None:
    first, second = asked(plan, now), asked(plan, now)
    assert press(desk, plan, "doorsturen", first.pk, public_text="Blijft de boom?").status_code == 302
    assert Question.objects.get(pk=first.pk).state == "open"
    questions.answer(question=first, applicant=plan.applicants.get(is_main=True), text="Ja", now=now)
    assert press(desk, plan, "plaatsen", first.pk, **PUBLIC).status_code == 302
    assert press(desk, plan, "antwoorden", second.pk, **PUBLIC).status_code == 302
    assert list(Question.objects.values_list("state", "answerer").order_by("pk")) == [
        ("public", "initiator"),
        ("public", "municipality"),
    ]
    assert press(desk, plan, "weigeren", second.pk, reason="persoonlijk").status_code == 302
    assert Question.objects.get(pk=second.pk).state == "refused"


def test_what_is_missing_or_gone_is_said_and_what_was_typed_stays(
    desk: Client, house: House, plan: Submission, now: datetime
) -> None:
    question = asked(plan, now)
    answer = press(desk, plan, "antwoorden", question.pk, public_text="Blijft de beuk?", public_answer="")
    assert answer.status_code == 422
    assert "Blijft de beuk?" in answer.content.decode()
    elsewhere = asked(gathering(house, email="ander@example.org"), now, "Van een ander plan")
    for which in (elsewhere.pk, 999_999, "", "x", 2**70):
        answer = press(desk, plan, "doorsturen", which, public_text="Ja?")
        assert answer.status_code == 422
        assert "Van een ander plan" not in answer.content.decode()
    assert press(desk, plan, "plaatsen", question.pk, **PUBLIC).status_code == 422
    assert set(Question.objects.values_list("state", flat=True)) == {"new"}


def test_a_substantial_change_and_the_pin_are_ticks_of_the_public_text(desk: Client, plan: Submission) -> None:
    screen = desk.get(f"/beheer/te-behandelen/{plan.pk}/").content.decode()
    assert "Toon de plek op de kaart" not in screen
    Initiative.objects.filter(submission=plan).update(latitude="52.223456", longitude="5.176549")
    plan.refresh_from_db()
    words = {
        "version": plan.version,
        "seen": 0,
        "title": "Bomen",
        "summary": "Twintig bomen.",
        "body": "Langs de weg.",
    }
    ticks = {"shows_point": "on", "is_substantial": "on"}
    url = f"/beheer/te-behandelen/{plan.pk}/tekst/"
    refused = desk.post(url, words | ticks)
    assert refused.status_code == 422
    assert "Schrijf in één zin wat er veranderde." in refused.content.decode()
    assert desk.post(url, words | ticks | {"what_changed": "Bomen, geen tuintjes."}).status_code == 302
    assert PublicRevision.objects.get().is_substantial
    assert str(PublicVersion.objects.get().latitude) == "52.223500"


def test_the_code_of_the_receipt_opens_the_own_page(house: House, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        case = make_submission(house)
        page = f"/start/ontvangen/{submit.receipt_token(submission=case, now=NOW)}/"
        code = re.search(r"code\s+in:\s+(\S{3}-\S{3})", Mailbox(NOW).deliver()[-1].body).group(1)
        assert 'autocomplete="one-time-code"' in client.get(page).content.decode()

        wrong = client.post(page, {"met_code": "", "code": "222222"})
        assert wrong.status_code == 422
        assert "Deze code klopt niet of werkt niet meer." in wrong.content.decode()

        answer = client.post(page, {"met_code": "", "code": code})
        assert answer.status_code == 302 and answer["Location"].startswith("/mijn-plan/")
        assert case.applicants.get(is_main=True).email_confirmed_at == NOW
        assert 'autocomplete="one-time-code"' not in client.get(page).content.decode()
