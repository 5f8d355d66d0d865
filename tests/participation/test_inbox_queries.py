"""The staff side asks the database as much at 200 rows as at one (ARCHITECTURE rule 15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import Role, User
from participation.codes import State
from participation.models import Initiative, PublicVersion, Submission, SupportCampaign
from participation.services import moderate
from tests.conftest import NOW
from tests.factories.cms import staff
from tests.factories.participation import House, gathering, make_house, supported, to_decide

LIST = "/beheer/te-behandelen/"
MOST = 15


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people."""
    return make_house()


def fill(house: House, first: int, last: int) -> None:
    """Cases with all that a row shows: words, a public text, a campaign, an assignee."""
    for number in range(first, last):
        case = Submission.objects.create(
            reference=f"WP-2026-T{number:05}",
            wijk=house.wijk,
            assignee=house.wijkregisseur,
            state=State.GATHERING_SUPPORT,
            state_since_at=NOW,
            received_at=NOW - timedelta(days=number % 9),
            answer_due_on=date(2026, 11, 27),
            asked_cents=480_000,
        )
        Initiative.objects.create(submission=case, title=f"Plan {number}", what="Twintig tuintjes.")
        PublicVersion.objects.create(
            submission=case, title=f"Plan {number}", slug="plan", summary="Tuintjes.", updated_at=NOW
        )
        numbers = {"supporters": 25, "pc6": 5}
        SupportCampaign.objects.create(submission=case, scope="buurt", opened_at=NOW, closes_at=NOW, **numbers)


def queries(client: Client, address: str) -> int:
    """How often one visit asks the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("persona", ["wijkregisseur", "wijkwethouder", "voorzitter", "griffie"])
def test_the_list_costs_the_same_at_1_and_at_200_rows(client: Client, house: House, persona: str) -> None:
    client.force_login(getattr(house, persona))
    fill(house, 0, 1)
    queries(client, LIST)
    at_one = queries(client, LIST)
    fill(house, 1, 200)

    # One less where the page is full before the cases without a term come.
    assert at_one - 1 <= queries(client, LIST) <= at_one
    assert at_one <= MOST


def test_the_front_page_costs_the_same_at_1_and_at_200_rows(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)
    fill(house, 0, 1)
    queries(client, "/beheer/")
    at_one = queries(client, "/beheer/")
    fill(house, 1, 200)

    assert queries(client, "/beheer/") == at_one


def grow(house: House, case: Submission) -> None:
    """More of everything that the working screen shows."""
    for number in range(8):
        moderate.add_note(submission=case, by=house.wijkregisseur, text=f"Notitie {number}", now=NOW)
        moderate.send_message(submission=case, by=house.wijkregisseur, text=f"Bericht {number}", now=NOW)


@pytest.mark.parametrize("make", [gathering, to_decide])
@pytest.mark.parametrize("who", ["wijkregisseur", "wijkwethouder", "auditor"])
def test_the_screen_costs_the_same_however_long_the_file(
    client: Client, house: House, make: Callable[..., Submission], who: str
) -> None:
    case = make(house)
    person: User = staff(Role.AUDITOR) if who == "auditor" else getattr(house, who)
    client.force_login(person)
    grow(house, case)
    address = f"{LIST}{case.pk}/"
    queries(client, address)
    before = queries(client, address)
    grow(house, case)
    if make is gathering:
        supported(case, 12)

    assert queries(client, address) == before
