"""Public pages cost a fixed number of queries: the same with one plan and with two hundred (performance, budgets)."""

from datetime import timedelta

import pytest
import time_machine

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.codes import State
from participation.models import PublicVersion, Submission, Support, SupportCampaign, SupportTally
from participation.selectors import initiative_path
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import House, gathering, granted, make_house

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
# performance.md allows 12, and 14 for the list of plans; home does with less.
BUDGETS = {
    "/": 10,
    "/wijken/zuid/": 12,
    "/wijkthermometer/": 12,
    "/wijken/zuid/wijkthermometer/": 12,
    "/initiatieven/": 14,
    "/wijken/zuid/initiatieven/": 14,
}


@pytest.fixture
def house() -> House:
    """Zuid with its pages, a plan that seeks support and one that was granted."""
    house = make_house("zuid")
    make_tree(house.wijk)
    gathering(house)
    granted(house, title="Bankjes", email="jan@example.org")
    return house


def copies(house: House, count: int) -> None:
    """So many more plans on the site, half of them seeking support."""
    seeking = Submission.objects.get(state=State.GATHERING_SUPPORT)
    campaign = SupportCampaign.objects.get(submission=seeking)
    for number in range(count):
        state = State.GATHERING_SUPPORT if number % 2 else State.EXECUTING
        case = Submission.objects.create(
            reference=f"WP-2026-X{number:05}",
            state=state,
            state_since_at=NOW,
            received_at=NOW,
            answer_due_on=NOW.date(),
            wijk=house.wijk,
        )
        PublicVersion.objects.create(
            submission=case,
            title=f"Plan {number}",
            slug=f"plan-{number}",
            summary="Een plan.",
            is_public=True,
            published_at=NOW - timedelta(minutes=number),
            updated_at=NOW,
        )
        if state == State.GATHERING_SUPPORT:
            SupportCampaign.objects.create(
                submission=case,
                scope=campaign.scope,
                supporters=25,
                pc6=5,
                opened_at=NOW,
                closes_at=campaign.closes_at + timedelta(minutes=number),
            )


def queries(client: Client, path: str) -> int:
    """The number of queries of a page whose content types are known by now."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_pages_cost_the_same_with_one_plan_and_with_two_hundred(house: House, client: Client) -> None:
    with time_machine.travel(LATER, tick=False):
        few = {path: queries(client, path) for path in BUDGETS}
        copies(house, 200)
        many = {path: queries(client, path) for path in BUDGETS}

    assert many == few
    assert {path: count for path, count in few.items() if count > BUDGETS[path]} == {}


def voices(case: Submission, first: int, count: int) -> None:
    """So many confirmed supporters from five postcodes."""
    Support.objects.bulk_create(
        Support(
            submission=case,
            person_hash=f"{number:064}",
            postcode=f"1214A{'ABCDE'[number % 5]}",
            is_inside=True,
            given_at=NOW,
            confirmed_at=NOW,
        )
        for number in range(first, first + count)
    )
    for letter in "ABCDE":
        line = {"submission": case, "postcode": f"1214A{letter}", "is_inside": True, "channel": "email"}
        people = Support.objects.filter(submission=case, postcode=line["postcode"]).count()
        SupportTally.objects.update_or_create(**line, defaults={"people": people})


@pytest.mark.parametrize("state", [State.GATHERING_SUPPORT, State.GRANTED])
def test_a_plan_costs_the_same_with_one_supporter_and_with_two_hundred(
    house: House, client: Client, state: State
) -> None:
    seeking = Submission.objects.get(state=State.GATHERING_SUPPORT)
    path = initiative_path(Submission.objects.select_related("public_version", "wijk").get(state=state))
    with time_machine.travel(LATER, tick=False):
        voices(seeking, 0, 1)
        few = queries(client, path)
        voices(seeking, 1, 199)
        many = queries(client, path)

    assert many == few <= 12
