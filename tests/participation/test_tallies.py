"""The sums of support always equal a recount, whatever happens to whom (models.SupportTally)."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.models import Purpose
from participation import public_support
from participation.codes import Stance
from participation.models import Submission, Support, SupportCampaign, SupportTally
from participation.services import support, support_entry
from participation.services.erasure import erase_supporter
from tests.conftest import NOW
from tests.factories.cms import link_text
from tests.factories.participation import House, confirm_support, gathering, give, make_house
from tests.participation.test_races import at_once

Line = tuple[str, bool, str, str, bool]


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people and rules."""
    return make_house()


def sums(case: Submission) -> dict[Line, int]:
    """The sums as they are kept."""
    rows = SupportTally.objects.filter(submission=case)
    return {
        (row.postcode, row.is_inside, row.channel, row.party, row.is_party_checked): row.people
        for row in rows.order_by("pk")
    }


def recount(case: Submission) -> dict[Line, int]:
    """The sums as they must be, one voice at a time."""
    counted = Support.objects.counted().filter(submission=case, stance=Stance.SUPPORT)
    return dict(
        Counter(
            (row.postcode, row.is_inside, row.channel, row.party, row.party_checked_at is not None) for row in counted
        )
    )


def withdraw(voice: Support) -> None:
    """The neighbour takes it back by the link."""
    support.withdraw(token_text=link_text(Purpose.WITHDRAW_SUPPORT, f"support:{voice.pk}"), now=NOW)


def test_support_counts_in_its_line_once_confirmed_and_until_taken_back(house: House) -> None:
    case = gathering(house)
    first, second = give(case, "a@example.org", "1214AA"), give(case, "b@example.org", "1214AA")
    away = give(case, "c@example.org", "1411AB")
    assert sums(case) == {}

    for voice in (first, second, away):
        confirm_support(voice)
    assert sums(case) == {("1214AA", True, "email", "", False): 2, ("1411AB", False, "email", "", False): 1}

    withdraw(first)
    withdraw(away)
    assert sums(case) == {("1214AA", True, "email", "", False): 1}, "nothing tells of a postcode without supporters"
    withdraw(first)
    erase_supporter("b@example.org", NOW)
    assert sums(case) == {}


def test_a_concern_has_no_sum(house: House) -> None:
    case = gathering(house)
    confirm_support(give(case, "a@example.org", stance=Stance.CONCERN, text="Het wordt druk."))

    assert sums(case) == {}
    assert SupportCampaign.objects.get(submission=case).concern_count == 1


def test_a_checked_organisation_moves_to_the_checked_line_and_back(house: House) -> None:
    case = gathering(house)
    voice = confirm_support(give(case, "bakker@example.org", party="ondernemer", party_name="Bakkerij Smit"))
    before = sums(case)
    act = {"submission": case, "by": house.wijkregisseur, "support": voice.pk, "now": NOW}

    support_entry.check_party(**act)
    checked = sums(case)
    shown = public_support.read(case, SupportCampaign.objects.get(submission=case))
    assert (shown.organisations, shown.report.party_kinds) == (("Bakkerij Smit",), ("ondernemer",))
    support_entry.check_party(**act)
    assert sums(case) == checked == {("1214AA", True, "email", "ondernemer", True): 1}
    support_entry.check_party(**act, is_right=False)

    assert sums(case) == before == {("1214AA", True, "email", "ondernemer", False): 1}
    assert SupportCampaign.objects.get(submission=case).inside_count == 1
    assert public_support.read(case, SupportCampaign.objects.get(submission=case)).organisations == ()


def test_a_card_counts_in_the_line_of_its_channel(house: House) -> None:
    case = gathering(house)
    card = {"channel": "paper", "postcode": "1214AB", "house_number": "3", "initials": "JB", "now": NOW}
    entered = support_entry.enter(submission=case, by=house.wijkregisseur, **card)

    assert sums(case) == {("1214AB", True, "paper", "", False): 1}
    support_entry.take_back(submission=case, by=house.wijkregisseur, support=entered.pk, now=NOW)
    assert sums(case) == {}


def test_a_random_walk_ends_at_the_recount(house: House) -> None:
    case, pick = gathering(house), random.Random(7)
    for turn in range(40):
        email, postcode = f"{pick.randrange(8)}@example.org", pick.choice(["1214AA", "1214AB", "1411AB"])
        voice = give(case, email, postcode, now=NOW + timedelta(minutes=2 * turn))
        if pick.random() < 0.6 and voice.confirmed_at is None:
            confirm_support(voice, now=NOW + timedelta(minutes=2 * turn))
        elif pick.random() < 0.6:
            withdraw(voice)

    campaign = SupportCampaign.objects.get(submission=case)
    assert sums(case) == recount(case) != {}
    assert sum(sums(case).values()) == campaign.inside_count + campaign.outside_count


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_neighbours_at_the_same_moment_all_count() -> None:
    case = gathering(make_house())
    links = [
        link_text(Purpose.CONFIRM_SUPPORT, f"support:{give(case, f'{number}@example.org').pk}") for number in range(12)
    ]
    results = at_once([partial(support.confirm, token_text=link, now=NOW) for link in links])

    assert [result for result in results if isinstance(result, Exception)] == []
    assert sums(case) == {("1214AA", True, "email", "", False): 12}
    assert SupportCampaign.objects.get(submission=case).inside_count == 12


def told(case: Submission) -> tuple[dict[str, int], int]:
    """Where support comes from on the page, and how many queries that took."""
    campaign = SupportCampaign.objects.get(submission=case)
    with CaptureQueriesContext(connection) as queries:
        found = public_support.read(case, campaign)
    return {row.name: row.count for row in found.origins}, len(queries)


def test_what_is_told_is_made_once_for_the_same_sums_and_anew_when_they_moved(house: House) -> None:
    case = gathering(house)
    letters = ["AA"] * 6 + ["AB"] * 6
    voices = [give(case, f"{place}@example.org", f"1214{pair}") for place, pair in enumerate(letters)]
    for voice in voices:
        confirm_support(voice)
    found, queries = told(case)
    assert (found, queries > 0) == ({"1214 AA": 6, "1214 AB": 6}, True)
    assert told(case) == (found, 0)
    # As many as before, but from elsewhere.
    withdraw(voices[0])
    confirm_support(give(case, "later@example.org", "1214AB"))
    assert told(case)[0] == {"1214 AA": 5, "1214 AB": 7}


def test_what_is_told_follows_the_rule_and_the_language(house: House) -> None:
    case = gathering(house)
    campaign = SupportCampaign.objects.get(submission=case)
    dutch = public_support.read(case, campaign).requirements[0]
    campaign.supporters += 1
    assert public_support.read(case, campaign).requirements[0].norm == dutch.norm + 1
    campaign.supporters -= 1
    with translation.override("en"):
        assert public_support.read(case, campaign).requirements[0].words != dutch.words
