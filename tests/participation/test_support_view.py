"""Supporting a plan and voicing a concern (participation.md, Support)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.test import Client

from cms.models import OutgoingMail
from participation.models import Message, Submission, Support, SupportCampaign, SupportContact
from participation.services import support as services
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, SUPPORT, Town, lay_out_town, seeking_plan

WORRY = "Het trottoir wordt te smal voor mijn rolstoel."


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
def plan(town: Town) -> Submission:
    """A plan in Oost that seeks support."""
    case = seeking_plan(town)
    OutgoingMail.objects.all().delete()
    return case


@pytest.fixture
def place(plan: Submission) -> str:
    """The address of the plan."""
    return f"/wijken/oost/initiatieven/{plan.reference.lower()}-{plan.public_version.slug}/"


def errors(text: str) -> list[tuple[str, str]]:
    """The summary: where each link leads, and its words."""
    return re.findall(r'<li><a href="#(\w*)">([^<]+)</a>', text)


def mailed(mailbox: Mailbox, what: str) -> str:
    """A path in the last mail."""
    body = mailbox.deliver()[-1].body
    return re.search(rf"https://wijkplein.example.org(/steun/{what}/\S+)", body).group(1)


def counted() -> tuple[int, int, int]:
    """The counters: inside, outside, concerns."""
    campaign = SupportCampaign.objects.get()
    return campaign.inside_count, campaign.outside_count, campaign.concern_count


def test_the_form_asks_three_things_and_ticks_nothing(client: Client, place: str) -> None:
    response = client.get(f"{place}steunen/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    for label in ("Je e-mailadres", "Postcode", "Huisnummer"):
        assert re.search(rf"<label[^>]*>\s*{label}\s*</label>", response.text)
    assert "Ik steun dit plan" in response.text
    assert "checked" not in response.text
    assert "We bewaren je mailadres versleuteld tot één jaar na het definitieve besluit." in response.text
    assert "Steunen kan tot en met vrijdag 1 januari 2027." in response.text
    assert response.text.count("<form") == 1


def test_support_counts_after_the_button_behind_the_mail(client: Client, place: str, mailbox: Mailbox) -> None:
    response = client.post(f"{place}steunen/", SUPPORT | {"nieuws": "on"}, follow=True)
    assert response.redirect_chain == [(f"{place}steunen/kijk-in-je-mail/", 302)]
    assert "Kijk in je mail" in response.text
    link = mailed(mailbox, "bevestig")

    client.head(link)
    shown = client.get(link)
    assert "1221 AB, in het gebied van dit plan" in shown.text
    assert "Bevestig</button>" in shown.text
    assert counted() == (0, 0, 0)

    thanked = client.post(link)
    assert "Dank je wel, je steun telt mee" in thanked.text
    assert counted() == (1, 0, 0)
    assert SupportContact.objects.get().wants_news


def test_the_answer_is_the_same_for_every_address(client: Client, plan: Submission, place: str) -> None:
    token = services.give(submission=plan, email="bekend@example.org", postcode="1221AB", house_number="1", now=NOW)
    assert token.confirmed_at is None
    services.confirm(token_text=_confirm_token(token), now=NOW)

    answers = []
    for email in ("bekend@example.org", "nieuw@example.org", EMAIL):
        response = client.post(f"{place}steunen/", SUPPORT | {"email": email})
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(response["Location"]).text)
        answers.append((response.status_code, response["Location"], len(response.content), page))

    assert len(set(answers)) == 1
    assert "@example.org" not in answers[0][3]


def _confirm_token(support: Support) -> str:
    from cms import tokens
    from cms.models import Token

    return tokens.text_of(Token.objects.get(purpose="confirm_support", subject=f"support:{support.pk}"))


def test_sent_twice_is_one_support_and_one_mail(client: Client, place: str, mailbox: Mailbox) -> None:
    for _turn in range(3):
        assert client.post(f"{place}steunen/", SUPPORT).status_code == 302

    assert Support.objects.count() == 1
    assert len(mailbox.queued) == 1


def test_from_outside_the_area_counts_apart(client: Client, place: str, mailbox: Mailbox) -> None:
    client.post(f"{place}steunen/", SUPPORT | {"postcode": "1012 ab"})
    link = mailed(mailbox, "bevestig")
    assert "1012 AB, buiten het gebied van dit plan" in client.get(link).text
    client.post(link)

    assert counted() == (0, 1, 0)


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [
        (
            {"email": "", "postcode": "", "huisnummer": ""},
            [
                ("id_email", "Vul je e-mailadres in, bijvoorbeeld naam@example.org."),
                ("id_postcode", "Vul je postcode in, bijvoorbeeld 1211 AB."),
                ("id_huisnummer", "Vul je huisnummer in, bijvoorbeeld 12 of 12a."),
            ],
        ),
        (
            {"postcode": "1213"},
            [("id_postcode", "Vul ook de twee letters van je postcode in, bijvoorbeeld 1211 AB.")],
        ),
        ({"postcode": "abc"}, [("id_postcode", "Vul je postcode in, bijvoorbeeld 1211 AB.")]),
        ({"email": "buur@"}, [("id_email", "Vul een e-mailadres in, bijvoorbeeld naam@example.org.")]),
        (
            {"organisatie_soort": "school"},
            [("id_organisatie", "Vul de naam van je organisatie in, of kies ‘Geen organisatie’.")],
        ),
        ({"organisatie": "De Hoeksteen"}, [("id_organisatie_soort", "Kies wat voor organisatie het is.")]),
    ],
)
def test_mistakes_are_named_and_linked(
    client: Client, place: str, typed: dict[str, str], mistakes: list[tuple[str, str]]
) -> None:
    response = client.post(f"{place}steunen/", SUPPORT | typed)

    assert response.status_code == 422
    assert errors(response.text) == mistakes
    assert "<title>Fout: Steun dit plan" in response.text
    assert Support.objects.count() == 0


def test_an_organisation_gives_its_name(client: Client, place: str) -> None:
    client.post(f"{place}steunen/", SUPPORT | {"organisatie_soort": "school", "organisatie": "De Hoeksteen"})

    found = Support.objects.get()
    assert (found.party, found.party_name, found.party_checked_at) == ("school", "De Hoeksteen", None)


def test_a_concern_goes_to_the_wijkregisseur_alone(client: Client, place: str, mailbox: Mailbox) -> None:
    page = client.get(f"{place}zorg/")
    assert "Dit is geen bezwaarschrift" in page.text
    assert "Verstuur je zorg" in page.text

    response = client.post(f"{place}zorg/", SUPPORT | {"zorg": WORRY}, follow=True)
    assert WORRY not in response.text
    assert "Dank je wel voor je zorg" in client.post(mailed(mailbox, "bevestig")).text

    assert counted() == (0, 0, 1)
    assert Message.objects.get().text == WORRY
    assert WORRY not in client.get(place).text


def test_a_concern_without_words_is_asked_back(client: Client, place: str) -> None:
    response = client.post(f"{place}zorg/", SUPPORT)

    assert errors(response.text) == [("id_zorg", "Vertel waar je je zorgen over maakt.")]


def test_support_can_be_withdrawn_by_the_link_in_the_mail(client: Client, place: str, mailbox: Mailbox) -> None:
    client.post(f"{place}steunen/", SUPPORT)
    mailbox.deliver()
    body = mailbox.messages[-1].body
    confirm, withdraw = (re.search(rf"(/steun/{what}/\S+)", body).group(1) for what in ("bevestig", "intrekken"))
    client.post(confirm)

    client.head(withdraw)
    assert "Trek mijn steun in</button>" in client.get(withdraw).text
    assert counted() == (1, 0, 0)

    assert "Je steun is ingetrokken" in client.post(withdraw).text
    assert counted() == (0, 0, 0)
    assert "Je steun is al ingetrokken" in client.get(withdraw).text
    assert client.post(withdraw).status_code == 200
    assert counted() == (0, 0, 0)
    assert SupportContact.objects.count() == 0


def test_a_confirmation_used_twice_says_so(client: Client, place: str, mailbox: Mailbox) -> None:
    client.post(f"{place}steunen/", SUPPORT)
    link = mailed(mailbox, "bevestig")
    client.post(link)

    assert client.post(link).status_code == 410
    assert "Je hebt deze link al gebruikt." in client.get(link).text
    assert counted() == (1, 0, 0)


def test_a_confirmation_a_day_late_says_what_to_do(
    client: Client, place: str, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    client.post(f"{place}steunen/", SUPPORT)
    link = mailed(mailbox, "bevestig")
    clock.shift(timedelta(hours=24))

    response = client.post(link)

    assert response.status_code == 410
    assert "Ga naar het plan en vul het formulier nog een keer in." in response.text
    assert counted() == (0, 0, 0)


@pytest.mark.parametrize("what", ["bevestig", "intrekken"])
def test_a_link_that_is_not_ours_is_not_found(client: Client, town: Town, what: str) -> None:
    for path in (f"/steun/{what}/abc/", f"/steun/{what}/1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


@pytest.mark.parametrize("act", ["steunen", "zorg"])
def test_when_the_period_is_over_a_friendly_page_says_so(
    client: Client, place: str, act: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(timedelta(weeks=7))

    response = client.get(f"{place}{act}/")

    assert response.status_code == 200
    assert "<form" not in response.text
    assert "Dit plan zoekt nu geen steun." in response.text
    assert client.post(f"{place}{act}/", SUPPORT | {"zorg": WORRY}).status_code == 410
    assert Support.objects.count() == 0


def test_a_plan_that_is_not_public_has_no_form(client: Client, plan: Submission, place: str) -> None:
    plan.public_version.is_public = False
    plan.public_version.save()

    for path in ("steunen/", "zorg/", "steunen/kijk-in-je-mail/"):
        assert client.get(place + path).status_code == 404


def test_the_sixth_mail_in_an_hour_is_silently_left_out(
    client: Client, town: Town, place: str, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    for _turn in range(8):
        clock.shift(timedelta(minutes=2))
        assert client.post(f"{place}steunen/", SUPPORT)["Location"] == f"{place}steunen/kijk-in-je-mail/"

    assert len(mailbox.queued) == 5


def test_a_robot_gets_the_same_answer_and_sends_no_mail(client: Client, place: str, mailbox: Mailbox) -> None:
    response = client.post(f"{place}steunen/", SUPPORT | {"bijschrift": "koop nu"})

    assert response["Location"] == f"{place}steunen/kijk-in-je-mail/"
    assert mailbox.queued == []


def test_the_61st_form_in_an_hour_says_when_to_try_again(client: Client, place: str) -> None:
    for number in range(60):
        client.post(f"{place}steunen/", SUPPORT | {"email": f"buur{number}@example.org"})

    response = client.post(f"{place}steunen/", SUPPORT)

    assert response.status_code == 429
    assert "Probeer het over een uur opnieuw" in response.text
    assert Support.objects.count() == 60
