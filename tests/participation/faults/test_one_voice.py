"""One voice a person, and a counter that is a recount, with real threads (faults 1 and 2): concerns and cards too.

Support by e-mail stands in tests/participation/test_races.py, with the proof that the constraint does it.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from cms.models import OutgoingMail, Purpose, User
from participation.models import Event, Message, Submission, Support, SupportCampaign, SupportTally
from participation.services import support, support_entry
from tests.factories.cms import link_text
from tests.factories.participation import House, gathering, give, make_house
from tests.participation.test_races import at_once, names

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def counters() -> tuple[int, int, int]:
    found = SupportCampaign.objects.get()
    return found.inside_count, found.outside_count, found.concern_count


def recount() -> tuple[int, int, int]:
    rows = Support.objects.counted()
    supports = rows.filter(stance="support")
    return (
        supports.filter(is_inside=True).count(),
        supports.filter(is_inside=False).count(),
        rows.filter(stance="concern").count(),
    )


def card(case: Submission, house: House, now: datetime, initials: str, **changes: str):
    given = {"channel": "paper", "postcode": "1214AA", "house_number": "1", "initials": initials} | changes

    def enter() -> Support:
        by = User.objects.get(pk=house.wijkregisseur.pk)
        return support_entry.enter(submission=case, by=by, now=now, **given)

    return enter


def test_fifty_concerns_of_one_person_are_one_with_one_mail(now: datetime) -> None:
    case = gathering(make_house())
    results = at_once(
        [lambda: give(case, "buur@example.org", now=now, stance="concern", text="Waar parkeren we?")] * 50
    )
    assert names(results) == {"Support": 50}, names(results)
    assert (Support.objects.count(), Message.objects.filter(sort="concern").count()) == (1, 1)
    assert OutgoingMail.objects.filter(template="support_confirm").count() == 1


def test_fifty_concerns_of_fifty_people_are_fifty(now: datetime) -> None:
    case = gathering(make_house())
    voices = [give(case, f"buur{n}@example.org", now=now, stance="concern", text="Te druk") for n in range(50)]
    texts = [link_text(Purpose.CONFIRM_SUPPORT, f"support:{voice.pk}") for voice in voices]
    results = at_once([lambda text=text: support.confirm(token_text=text, now=now) for text in texts])
    assert names(results) == {"Support": 50}, names(results)
    assert counters() == recount() == (0, 0, 50)


def test_one_card_entered_fifty_times_at_once_counts_once(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    results = at_once([card(case, house, now, "J.P.")] * 50)
    assert names(results) == {"Support": 1, "Refused": 49}, names(results)
    assert counters() == recount() == (1, 0, 0)
    assert Event.objects.filter(action=Event.Action.SUPPORT_ENTERED).count() == 1


def test_fifty_cards_at_once_are_fifty_with_each_milestone_once(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    results = at_once([card(case, house, now, f"{chr(65 + n % 26)}{'x' * (n // 26)}") for n in range(50)])
    assert names(results) == {"Support": 50}, names(results)
    assert counters() == recount() == (50, 0, 0)
    assert SupportTally.objects.get().people == 50
    marks = case.events.filter(action=Event.Action.SUPPORT_MILESTONE).values_list("data__percent", flat=True)
    assert sorted(marks) == [33, 66, 100]


def test_cards_mails_and_taking_back_at_once_leave_the_counter_right(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    entered = [card(case, house, now, letter)() for letter in "ABCDEF"]
    voices = [give(case, f"buur{n}@example.org", now=now) for n in range(6)]
    yes = [link_text(Purpose.CONFIRM_SUPPORT, f"support:{voice.pk}") for voice in voices]
    by = house.wijkregisseur

    def take_back(pk: int):
        return lambda: support_entry.take_back(submission=case, by=by, support=pk, now=now)

    acts = [card(case, house, now, letter, house_number="2") for letter in "GHIJKL"]
    acts += [take_back(one.pk) for one in entered] * 2
    acts += [lambda text=text: support.confirm(token_text=text, now=now) for text in yes]
    results = at_once(acts)
    assert names(results) == {"Support": 12, "NoneType": 12}, names(results)
    assert counters() == recount() == (12, 0, 0)
    assert sum(SupportTally.objects.values_list("people", flat=True)) == 12


@pytest.mark.faults
def test_fifty_times_one_person_twenty_times_over(now: datetime) -> None:
    """Fault 1 in full: by mail and on a card, twenty repeats."""
    house = make_house()
    case = gathering(house)
    for turn in range(20):
        by_mail = at_once([lambda turn=turn: give(case, f"buur{turn}@example.org", now=now)] * 50)
        on_paper = at_once([card(case, house, now, "A", house_number=str(turn + 1))] * 50)
        assert names(by_mail) == {"Support": 50}, names(by_mail)
        assert names(on_paper) == {"Support": 1, "Refused": 49}, names(on_paper)
        assert Support.objects.count() == 2 * (turn + 1)
    assert counters() == recount() == (20, 0, 0)
    assert OutgoingMail.objects.filter(template="support_confirm").count() == 20
