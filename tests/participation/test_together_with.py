"""“Met wie doe je dit samen?”: addresses of co-initiators in the whole form; and the trap of “later verder”."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.test import Client

from participation.forms.steps import YouForm
from participation.models import Applicant
from participation.views.guard import POSTS_PER_HOUR
from tests.conftest import NOW, Mailbox
from tests.factories.locatieserver import BOSDRIFT, found, running, say
from tests.factories.residents import EMAIL, Town, lay_out_town
from tests.participation.test_plan_form import PLACE, begun, errors, filled_in

FIVE = "\n".join(f"buur{number}@example.org" for number in range(5))
TOO_MANY = "Vul hoogstens 5 e-mailadressen in. Later kun je er meer uitnodigen."


def line_error(number: int) -> str:
    """What is said of a line."""
    return f"Kijk regel {number} na. Zet daar één e-mailadres, bijvoorbeeld naam@example.org."


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture
def friday(town: Town) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("bram@example.org", ("bram@example.org",)),
        ("bram@example.org,\r\n\r\n  Noor@example.org ;", ("bram@example.org", "Noor@example.org")),
        ("bram@example.org\nBRAM@example.org", ("bram@example.org",)),
        (f"bram@example.org\n{EMAIL.upper()}", ("bram@example.org",)),
        (f"{FIVE}\nbuur1@example.org", tuple(FIVE.split("\n"))),
    ],
)
def test_lines_are_read_as_people_write_them(typed: str, expected: tuple[str, ...]) -> None:
    form = YouForm({"naam": "Fatima", "email": EMAIL, "samen": typed})

    assert form.is_valid(), form.errors
    assert form.co_emails() == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("bram", line_error(1)),
        ("bram@example.org\n\njan@", line_error(3)),
        ("bram@example.org jan@example.org", line_error(1)),
        ("bram@example.org, jan@example.org", line_error(1)),
        ("x@" + "y" * 300 + ".nl", line_error(1)),
        ("bram@example.org\nBcc: jan@example.org", line_error(2)),
        (f"{FIVE}\nbuur5@example.org", TOO_MANY),
    ],
)
def test_a_wrong_line_is_named(typed: str, sentence: str) -> None:
    form = YouForm({"naam": "Fatima", "email": EMAIL, "samen": typed})

    assert form.errors == {"samen": [sentence]}


def test_they_stand_on_the_check_page_and_with_the_case(client: Client, friday: None) -> None:
    base = filled_in(client, jij={"samen": "bram@example.org\nnoor@example.org"})
    page = html.unescape(client.get(f"{base}controleer/").text)
    client.post(f"{base}controleer/", {"verstuur": ""})

    assert "Samen met" in page and "bram@example.org, noor@example.org" in page
    others = Applicant.objects.filter(is_main=False)
    assert set(others.values_list("email", flat=True)) <= {"bram@example.org", "noor@example.org"}


def test_a_wrong_line_comes_back_as_it_was_typed(client: Client, friday: None) -> None:
    base = filled_in(client)
    response = client.post(f"{base}jij/", {"naam": "Fatima", "email": EMAIL, "samen": "bram@example.org\njan@@"})

    assert response.status_code == 422
    assert errors(html.unescape(response.text)) == [("id_samen", line_error(2))]
    assert "jan@@" in client.get(f"{base}jij/").text


def test_a_robot_gets_no_link_to_go_on_and_can_not_tell(client: Client, friday: None, mailbox: Mailbox) -> None:
    base = begun(client)
    trapped = client.post(f"{base}bewaar/", {"email": EMAIL, "bijschrift": "x"}, follow=True)
    assert "Je plan is bewaard" in trapped.text
    assert mailbox.queued == []

    base = trapped.redirect_chain[-1][0].removesuffix("bewaar/")
    client.post(f"{base}bewaar/", {"email": EMAIL})
    assert len(mailbox.queued) == 1


def test_a_connection_asks_for_sixty_addresses_an_hour(client: Client, friday: None, settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as server:
        settings.PDOK_URL = server.url
        base = begun(client)
        for number in range(1, POSTS_PER_HOUR + 3):
            typed = PLACE | {"huisnummer": str(number)}
            assert client.post(f"{base}plek/", typed).status_code == 302

    assert len(server.asked) == POSTS_PER_HOUR
