"""The initiator's own page (participation.md, the path)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.test import Client

from participation.models import Decision, Message, Submission
from participation.services import moderate
from participation.services.submit import receipt_token
from tests.conftest import NOW
from tests.factories.residents import Town, lay_out_town, own_page, seeking_plan, sent_plan


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_new_plan_shows_where_it_stands(client: Client, town: Town) -> None:
    case = sent_plan(town)

    response = client.get(own_page(client, case))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    for words in (case.reference, "Geveltuinen in de Swammerdamstraat", "Ontvangen", "Samira Verhoef"):
        assert words in response.text
    assert "Je hoort iets uiterlijk vrijdag 27 november 2026." in response.text
    # A message, the mail to confirm the address once more, and inviting somebody.
    assert response.text.count("<form") == 3


def test_a_plan_that_seeks_support_shows_its_meter_and_its_public_page(client: Client, town: Town) -> None:
    case = seeking_plan(town)

    text = client.get(own_page(client, case)).text

    assert "Zoekt steun" in text
    # From 20 November to 1 January are 42 days.
    assert "Nog 42 dagen, tot en met vrijdag 1 januari 2027" in text
    assert f'href="/wijken/oost/initiatieven/{case.reference.lower()}-' in text


def test_a_message_reaches_the_wijkregisseur_once(client: Client, town: Town) -> None:
    case = sent_plan(town)
    page = own_page(client, case)

    for _turn in range(2):
        response = client.post(f"{page}bericht/", {"bericht": "Kan het ook in de Bosdrift?"}, follow=True)

    assert response.redirect_chain == [(f"{page}#berichten", 302)]
    assert "Kan het ook in de Bosdrift?" in response.text
    assert Message.objects.filter(sort="from_initiator").count() == 1


def test_an_empty_message_is_asked_back(client: Client, town: Town) -> None:
    page = own_page(client, sent_plan(town))

    response = client.post(f"{page}bericht/", {"bericht": "  "})

    assert response.status_code == 422
    assert '<a href="#id_bericht">Schrijf eerst je bericht.</a>' in response.text


def test_messages_of_both_sides_are_shown_and_concerns_of_neighbours_are_not(client: Client, town: Town) -> None:
    case = sent_plan(town)
    moderate.send_message(submission=case, by=town.wijkregisseur, text="Wanneer komt het je uit?", now=NOW)
    Message.objects.create(submission=case, sort="concern", text="Ik ben bang voor herrie", sent_at=NOW)

    text = client.get(own_page(client, case)).text

    assert "Wanneer komt het je uit?" in text
    assert "Samira Verhoef" in text
    assert "bang voor herrie" not in text


def test_an_answer_lets_the_case_go_on(client: Client, town: Town) -> None:
    case = sent_plan(town)
    moderate.move(
        submission=case,
        to="waiting_initiator",
        by=town.wijkregisseur,
        expected_version=case.version,
        reason="incompleet",
        text="Wie zorgt er voor de planten?",
        now=NOW,
    )
    page = own_page(client, case)
    assert "We hebben je antwoord nodig" in client.get(page).text

    client.post(f"{page}bericht/", {"bericht": "Dat doen we zelf."})

    assert Submission.objects.get().state == "in_review"


def test_money_above_the_limit_is_applied_for_once(client: Client, town: Town) -> None:
    case = seeking_plan(town, asked_cents=None)
    page = own_page(client, case)
    assert "aanvragen/" not in client.get(page).text
    Submission.objects.update(asked_cents=480_000)

    shown = client.get(f"{page}aanvragen/")
    sent = client.post(f"{page}aanvragen/", {"bedrag": "4.900"}, follow=True)

    assert 'value="4800"' in shown.text
    case.refresh_from_db()
    assert (case.asked_cents, case.is_application) == (490_000, True)
    assert "Uiterlijk vrijdag 15 januari 2027" in sent.text
    assert client.post(f"{page}aanvragen/", {"bedrag": "9.999"}).status_code == 302
    case.refresh_from_db()
    assert case.asked_cents == 490_000


@pytest.mark.parametrize("amount", ["", "veel", "0"])
def test_an_application_needs_an_amount(client: Client, town: Town, amount: str) -> None:
    case = seeking_plan(town, asked_cents=None)
    Submission.objects.update(asked_cents=480_000)

    response = client.post(f"{own_page(client, case)}aanvragen/", {"bedrag": amount})

    assert response.status_code == 422
    assert 'href="#id_bedrag"' in response.text
    assert not Submission.objects.get().is_application


def test_up_to_the_limit_there_is_nothing_to_apply_for(client: Client, town: Town) -> None:
    case = seeking_plan(town, asked_cents=200_000)

    assert client.get(f"{own_page(client, case)}aanvragen/").status_code == 302


def test_stopping_is_asked_first_and_done_on_post(client: Client, town: Town) -> None:
    case = seeking_plan(town)
    page = own_page(client, case)

    asked = client.get(f"{page}intrekken/")
    assert "Weet je zeker dat je stopt?" in asked.text
    assert Submission.objects.get().state == "gathering_support"

    stopped = client.post(f"{page}intrekken/", follow=True)
    assert "Ingetrokken" in stopped.text
    assert Submission.objects.get().state == "withdrawn"
    assert "Verstuur bericht" not in stopped.text
    assert client.get(f"{page}intrekken/").status_code == 302


def test_the_link_lasts_a_year_and_opens_nothing_else(
    client: Client, town: Town, clock: time_machine.Coordinates
) -> None:
    case = sent_plan(town)
    page = own_page(client, case)
    receipt = receipt_token(submission=case, now=NOW)

    assert client.get(f"/mijn-plan/{receipt}/").status_code == 404
    assert client.get(page.replace("/mijn-plan/", "/bevestig/")).status_code == 404
    clock.shift(timedelta(days=365))
    for path in (page, f"{page}bericht/", f"{page}aanvragen/", f"{page}intrekken/"):
        assert client.get(path).status_code == 410


def test_reading_the_page_changes_nothing(client: Client, town: Town) -> None:
    case = seeking_plan(town)
    page = own_page(client, case)
    for path in ("", "bericht/", "aanvragen/", "intrekken/"):
        client.get(page + path)
        client.head(page + path)

    version = case.version
    case.refresh_from_db()
    assert case.version == version


def test_a_decision_is_told_with_its_day(client: Client, town: Town) -> None:
    case = sent_plan(town, asked_cents=50_000)
    by = town.wijkregisseur
    Decision.objects.create(
        submission=case,
        outcome="grant",
        amount_cents=50_000,
        status="decided",
        form="commitment",
        letter_text="Jullie krijgen het geld.",
        proposed_by=by,
        proposed_at=NOW,
        decided_at=NOW,
    )
    Submission.objects.update(state="granted")

    text = client.get(own_page(client, case)).text

    assert "<strong>Gaat door</strong>: €\xa0500. Besloten op vrijdag 20 november 2026." in text


@pytest.mark.parametrize(
    ("state", "now_at"),
    [
        ("received", "We nemen contact op"),
        ("in_review", "We kijken ernaar"),
        ("advice", "Besluit"),
        ("executing", "Wordt uitgevoerd"),
        ("taken_along", "De gemeente neemt dit mee in haar werk"),
        ("referred", "We brachten je vraag naar de juiste plek"),
    ],
)
def test_one_step_is_the_step_of_now(client: Client, town: Town, state: str, now_at: str) -> None:
    case = sent_plan(town)
    Submission.objects.update(state=state)

    text = client.get(own_page(client, case)).text

    found = re.findall(r'<li class="is-now" aria-current="step">.*?<h3>([^<]+)</h3>', text, re.DOTALL)
    assert found == [now_at]


@pytest.mark.parametrize("state", ["withdrawn", "stopped", "rejected", "set_aside"])
def test_a_plan_that_ended_has_no_step_of_now(client: Client, town: Town, state: str) -> None:
    case = sent_plan(town)
    Submission.objects.update(state=state)

    assert "is-now" not in client.get(own_page(client, case)).text
