"""Support without e-mail: cards and phone calls entered by the wijkregisseur, and organisations that are checked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cms.models import OutgoingMail, Role
from participation.codes import Scope
from participation.models import Event, Submission, Support, SupportCampaign, SupportContact
from participation.services import support, support_entry
from participation.services.errors import Forbidden, Refused
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import (
    House,
    confirm_support,
    gathering,
    give,
    make_house,
    move,
    published,
    supported,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """Zuid with its people."""
    return make_house()


@pytest.fixture
def case(house: House) -> Submission:
    """A plan that seeks support of 25 neighbours in 1214 until 1 January 2027."""
    return gathering(house)


def enter(case: Submission, house: House, now: datetime, initials: str = "J.P.", **changes: object) -> Support:
    given = {"channel": "paper", "postcode": "1214AA", "house_number": "12a"} | changes
    return support_entry.enter(submission=case, by=house.wijkregisseur, initials=initials, now=now, **given)


def counters(case: Submission) -> tuple[int, int, int]:
    found = SupportCampaign.objects.get(submission=case)
    return found.inside_count, found.outside_count, found.concern_count


def test_a_card_counts_at_once_and_keeps_no_name_and_no_address(case: Submission, house: House, now: datetime) -> None:
    card = enter(case, house, now)
    assert counters(case) == (1, 0, 0)
    assert (card.channel, card.given_at, card.confirmed_at, card.is_inside) == ("paper", now, now, True)
    assert not SupportContact.objects.exists()
    assert not OutgoingMail.objects.filter(template__startswith="support").exists()
    event = case.events.get(action=Event.Action.SUPPORT_ENTERED)
    assert (event.actor_id, event.role, event.data) == (
        house.wijkregisseur.pk,
        "wijkregisseur",
        {"support": card.pk, "channel": "paper"},
    )
    case.refresh_from_db()
    assert case.version == Submission.objects.get(pk=case.pk).version


def test_a_card_twice_counts_once_and_says_so_kindly(case: Submission, house: House, now: datetime) -> None:
    enter(case, house, now)
    with pytest.raises(Refused, match="al ingevoerd. Ieder telt één keer"):
        enter(case, house, now, "J P", channel="phone", house_number="12 A")
    assert counters(case) == (1, 0, 0)
    enter(case, house, now, "J.P.", stance="concern")
    enter(case, house, now, "B.")
    enter(case, house, now, "C.", postcode="1211AA")
    assert counters(case) == (2, 1, 1)


def test_paper_and_phone_are_shown_apart_from_mail_and_count_alike(
    case: Submission, house: House, now: datetime
) -> None:
    confirm_support(give(case, "buur@example.org"))
    enter(case, house, now, "A.")
    enter(case, house, now, "B.", channel="phone")
    found = support.report(submission=case)
    assert (found.inside_count, dict(found.channels)) == (3, {"email": 1, "paper": 1, "phone": 1})


def test_cards_bring_the_milestones_too_once_each(house: House, now: datetime) -> None:
    case = gathering(house, scope=Scope.STRAAT)  # 8 neighbours needed: 33% is the third, 66% the sixth
    cards = [enter(case, house, now, letter) for letter in "ABCDEFGH"]
    assert OutgoingMail.objects.filter(template="plan_milestone").count() == 3
    support_entry.take_back(submission=case, by=house.wijkregisseur, support=cards[0].pk, now=now)
    enter(case, house, now, "A")
    assert OutgoingMail.objects.filter(template="plan_milestone").count() == 3
    assert counters(case) == (8, 0, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channel": "email"}, "papier of telefoon"),
        ({"postcode": "1214"}, "hele postcode"),
        ({"postcode": "onzin"}, "hele postcode"),
        ({"house_number": ""}, "huisnummer en voorletters"),
        ({"initials": "--"}, "huisnummer en voorletters"),
        ({"stance": "misschien"}, "steun of zorg"),
        ({"party": "school"}, "soort en de naam"),
        ({"party_name": "De Hoeksteen"}, "soort en de naam"),
        ({"party": "sekte", "party_name": "x"}, "soort en de naam"),
    ],
)
def test_a_card_without_what_it_takes_is_asked_back(
    case: Submission, house: House, now: datetime, changes: dict[str, str], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        enter(case, house, now, **changes)
    assert counters(case) == (0, 0, 0)


def test_only_who_handles_the_case_enters_cards(case: Submission, house: House, now: datetime) -> None:
    others = [
        house.wijkwethouder,
        house.griffie,
        staff(Role.BALIE),
        staff(Role.WIJKREGISSEUR, make_wijk("oost", "1221")),
    ]
    card = enter(case, house, now)
    give_card = {"channel": "paper", "postcode": "1214AA", "house_number": "1", "initials": "Z"}
    for other in others:
        with pytest.raises(Forbidden):
            support_entry.enter(submission=case, by=other, now=now, **give_card)
        with pytest.raises(Forbidden):
            support_entry.take_back(submission=case, by=other, support=card.pk, now=now)
        with pytest.raises(Forbidden):
            support_entry.check_party(submission=case, by=other, support=card.pk, now=now)
    assert counters(case) == (1, 0, 0)


# The period


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        # The period ends on Friday 1 January 2027; three working days after it is Wednesday 6 January.
        (datetime(2027, 1, 1, 22, 59, tzinfo=UTC), True),
        (datetime(2027, 1, 6, 22, 59, tzinfo=UTC), True),
        (datetime(2027, 1, 6, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_card_handed_in_before_closing_may_be_entered_until_three_working_days_after(
    case: Submission, house: House, moment: datetime, is_open: bool
) -> None:
    closes_at = case.campaign.closes_at
    # The worker closes a little late; the last moment of the period counts.
    support.close_due(closes_at + timedelta(minutes=5) if moment > closes_at else moment)
    if is_open:
        assert enter(case, house, moment).given_at == min(moment, closes_at)
        assert counters(case) == (1, 0, 0)
    else:
        with pytest.raises(Refused, match="te lang voorbij"):
            enter(case, house, moment)


def test_before_the_period_and_past_a_decision_there_is_nothing_to_enter(house: House, now: datetime) -> None:
    with pytest.raises(Refused, match="zoekt nog geen steun"):
        enter(published(house), house, now)
    case = supported(gathering(house), 2)
    card = enter(case, house, now)
    move(case, "withdrawn", house.wijkregisseur, reason="op_verzoek", text="Op verzoek.")
    with pytest.raises(Refused, match="al besloten"):
        enter(case, house, now, "B.")
    with pytest.raises(Refused, match="al besloten"):
        support_entry.take_back(submission=case, by=house.wijkregisseur, support=card.pk, now=now)


# Taking back


def test_a_card_that_is_taken_back_is_gone_and_may_come_again(case: Submission, house: House, now: datetime) -> None:
    card = enter(case, house, now)
    for _turn in range(3):
        support_entry.take_back(submission=case, by=house.wijkregisseur, support=card.pk, now=now)
    assert counters(case) == (0, 0, 0)
    assert not Support.objects.exists()
    told = case.events.filter(action=Event.Action.SUPPORT_ENTERED).values_list("reason", flat=True)
    assert list(told) == ["", "teruggenomen"]
    enter(case, house, now)
    assert counters(case) == (1, 0, 0)


def test_support_by_mail_or_of_another_case_is_not_taken_back_here(
    case: Submission, house: House, now: datetime
) -> None:
    by_mail = confirm_support(give(case, "buur@example.org"))
    other = gathering(house)
    card = enter(other, house, now)
    for pk in (by_mail.pk, card.pk):
        support_entry.take_back(submission=case, by=house.wijkregisseur, support=pk, now=now)
    assert (counters(case), counters(other)) == ((1, 0, 0), (1, 0, 0))


def test_who_calls_to_take_it_back_is_found_by_the_same_three_facts(
    case: Submission, house: House, now: datetime
) -> None:
    card = enter(case, house, now)
    who = {"submission": case, "by": house.wijkregisseur, "postcode": "1214AA", "house_number": "12 A"}
    assert support_entry.find_card(**who, initials="jp") == card
    assert support_entry.find_card(**who, initials="jp", stance="concern") is None
    assert support_entry.find_card(**who, initials="x") is None
    assert support_entry.find_card(**who, initials="") is None


# Organisations


def test_an_organisation_counts_as_a_kind_once_it_is_checked(case: Submission, house: House, now: datetime) -> None:
    given = enter(case, house, now, "D.", party="school", party_name="  De Hoeksteen ")
    confirm_support(give(case, "buur@example.org"))
    assert support.report(submission=case).party_kinds == ("bewoners",)
    by = {"submission": case, "by": house.wijkregisseur, "support": given.pk}
    support_entry.check_party(**by, now=now + timedelta(hours=1))
    found = support.report(submission=case)
    assert found.party_kinds == ("bewoners", "school")
    assert [(one.name, one.is_checked, one.is_inside) for one in found.organisations] == [("De Hoeksteen", True, True)]
    support_entry.check_party(**by, is_right=False, now=now)
    assert support.report(submission=case).party_kinds == ("bewoners",)
    told = case.events.filter(action=Event.Action.FACTS_CHANGED).order_by("pk").values_list("reason", flat=True)
    assert list(told)[-2:] == ["organisatie-gecontroleerd", "organisatie-niet-gecontroleerd"]


def test_what_is_no_organisation_and_what_was_withdrawn_is_not_checked(
    case: Submission, house: House, now: datetime
) -> None:
    resident = enter(case, house, now)
    unconfirmed = give(case, "school@example.org", party="school", party_name="De Hoeksteen")
    for pk in (resident.pk, unconfirmed.pk, 10**9):
        with pytest.raises(Refused, match="steunt het plan niet meer"):
            support_entry.check_party(submission=case, by=house.wijkregisseur, support=pk, now=now)
