"""The receipt: what was received, by when an answer comes, and from whom (participation.md, the path, step 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.test import Client

from participation.models import Applicant, Submission
from participation.services.submit import receipt_token
from tests.conftest import NOW, Mailbox
from tests.factories.residents import Town, lay_out_town, sent_plan


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def address(case: Submission) -> str:
    """The address of the receipt."""
    return f"/start/ontvangen/{receipt_token(submission=case, now=NOW)}/"


def test_it_tells_number_time_term_and_person(client: Client, town: Town) -> None:
    case = sent_plan(town)

    response = client.get(address(case))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    for words in (
        case.reference,
        "vrijdag 20 november 2026, 14.32 uur",
        "vrijdag 27 november 2026",
        "Samira Verhoef",
        "Wijkregisseur Oost",
        "samira@example.org",
        "Bevestig nog je e-mailadres",
        # EUR 4,800 is an application: eight weeks after 20 November is 15 January.
        "De gemeente beslist uiterlijk vrijdag 15 januari 2027.",
        'href="/wijken/oost/"',
    ):
        assert words in response.text, words
    assert '<h1 tabindex="-1"' in response.text


def test_it_says_nothing_of_what_was_written_or_of_who_wrote_it(client: Client, town: Town) -> None:
    text = client.get(address(sent_plan(town))).text

    assert "Geveltuinen" not in text
    assert "fatima" not in text.lower()


def test_showing_it_again_sends_nothing(client: Client, town: Town, mailbox: Mailbox) -> None:
    place = address(sent_plan(town))
    for _turn in range(3):
        client.get(place)
        client.head(place)

    assert Submission.objects.count() == 1
    assert len(mailbox.queued) == 1


def test_while_the_wijk_is_unknown_it_says_that_we_find_out(client: Client, town: Town) -> None:
    text = client.get(address(sent_plan(town, wijk=None, postcode=""))).text

    assert "We zoeken eerst uit bij welke wijk je plan hoort." in text


def test_without_mail_there_is_nothing_to_confirm(client: Client, town: Town) -> None:
    text = client.get(address(sent_plan(town, email="", phone="0612345678"))).text

    assert "Bevestig nog je e-mailadres" not in text
    assert "Bewaar je nummer, of print deze pagina." in text


def test_the_confirmation_can_be_asked_again(client: Client, town: Town, mailbox: Mailbox) -> None:
    place = address(sent_plan(town))

    response = client.post(place, follow=True)

    assert "We hebben de mail opnieuw gestuurd." in response.text
    assert [mail.template for mail in mailbox.queued] == ["plan_received", "confirm_email"]


def test_an_address_gets_five_mails_an_hour_at_most(client: Client, town: Town, mailbox: Mailbox) -> None:
    place = address(sent_plan(town))
    for _turn in range(8):
        assert "We hebben de mail opnieuw gestuurd." in client.post(place, follow=True).text

    assert [mail.template for mail in mailbox.queued].count("confirm_email") == 5


def test_a_confirmed_address_is_not_asked_again(client: Client, town: Town) -> None:
    case = sent_plan(town)
    Applicant.objects.update(email_confirmed_at=NOW)

    assert "Bevestig nog je e-mailadres" not in client.get(address(case)).text


@pytest.mark.parametrize(("change", "status"), [(timedelta(days=6), 200), (timedelta(days=7), 410)])
def test_it_lasts_a_week(
    client: Client, town: Town, clock: time_machine.Coordinates, change: timedelta, status: int
) -> None:
    place = address(sent_plan(town))
    clock.shift(change)

    assert client.get(place).status_code == status


@pytest.mark.parametrize("token", ["1-x", "abc", "0", "99999999-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_link_that_is_not_ours_is_not_found(client: Client, token: str) -> None:
    response = client.get(f"/start/ontvangen/{token}/")

    assert response.status_code == 404
    assert "We kennen deze link niet." in response.text
