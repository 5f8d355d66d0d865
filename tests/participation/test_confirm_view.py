"""`/bevestig/<token>/`: links of mails act on POST alone (fault 19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.test import Client

from participation.models import Applicant
from participation.services.submit import mail_confirmation, receipt_token
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


@pytest.fixture
def link(town: Town, mailbox: Mailbox) -> str:
    """The path in the mail that came with the receipt."""
    sent_plan(town)
    body = mailbox.deliver()[0].body
    return re.search(r"https://wijkplein.example.org(/bevestig/\S+)", body).group(1)


def is_confirmed() -> bool:
    """Whether the address was confirmed."""
    return Applicant.objects.get().email_confirmed_at is not None


def test_opening_the_link_changes_nothing(client: Client, link: str) -> None:
    for _turn in range(3):
        assert client.head(link).status_code == 200
        response = client.get(link)

    assert response.status_code == 200
    assert "Bevestig</button>" in response.text
    assert "Geveltuinen in de Swammerdamstraat" in response.text
    assert response["Cache-Control"] == "private, no-store"
    # With "no-referrer" browsers send `Origin: null`, and the form would be refused.
    assert response["Referrer-Policy"] == "same-origin"
    assert not is_confirmed()


def test_the_button_confirms_and_leads_to_the_own_page(client: Client, link: str) -> None:
    response = client.post(link, follow=True)

    assert is_confirmed()
    assert response.redirect_chain[0][0].startswith("/mijn-plan/")
    assert "Alleen jij ziet deze pagina" in response.text


def test_a_link_used_twice_says_so(client: Client, link: str) -> None:
    client.post(link)

    for response in (client.get(link), client.post(link)):
        assert response.status_code == 410
        assert "Je hebt deze link al gebruikt." in response.text
        assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(("later", "status"), [(timedelta(hours=23, minutes=59), 200), (timedelta(hours=24), 410)])
def test_a_link_lasts_24_hours(
    client: Client, link: str, clock: time_machine.Coordinates, later: timedelta, status: int
) -> None:
    clock.shift(later)

    assert client.get(link).status_code == status
    assert (client.post(link).status_code == 302) == (status == 200)
    assert is_confirmed() == (status == 200)


def test_a_link_that_is_a_day_late_says_that_the_plan_is_in(
    client: Client, link: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(timedelta(days=1))

    text = client.get(link).text

    assert "Deze link is verlopen." in text
    assert "Je plan is gewoon bij ons binnen. Dat blijft zo, ook zonder bevestigd adres." in text


def test_a_new_link_ends_the_old_one(client: Client, link: str) -> None:
    mail_confirmation(applicant=Applicant.objects.get(), now=NOW)

    assert client.post(link).status_code == 410
    assert not is_confirmed()


def test_a_changed_link_or_one_for_something_else_is_unknown(client: Client, link: str, town: Town) -> None:
    receipt = receipt_token(submission=Applicant.objects.get().submission, now=NOW)
    wrong = [link[:-2] + "/", link.swapcase().replace("/BEVESTIG/", "/bevestig/"), f"/bevestig/{receipt}/"]

    answers = [client.post(path) for path in wrong]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({re.sub(r"\s+", " ", answer.text) for answer in answers}) == 1
    assert not is_confirmed()
