"""Seeking and giving support: one voice a person, exact counters, and no word about who supports."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms import tokens
from cms.crypto import decrypt
from cms.models import OutgoingMail, Purpose
from participation.codes import Party, Reason, Scope, Stance, State, SupportChannel
from participation.models import DraagvlakRule, Event, Message, Submission, Support, SupportCampaign, SupportContact
from participation.services import support
from participation.services.campaigns import remind_closing
from participation.services.errors import Forbidden, Refused, StaleCase
from tests.factories.cms import link_text, make_buurt
from tests.factories.participation import (
    INITIATOR,
    House,
    confirm_support,
    gathering,
    give,
    in_review,
    make_house,
    move,
    published,
    supported,
)

pytestmark = pytest.mark.django_db
BUUR = "buur@example.org"


def counters(case: Submission) -> tuple[int, int, int]:
    campaign = SupportCampaign.objects.get(submission=case)
    return campaign.inside_count, campaign.outside_count, campaign.concern_count


def recount(case: Submission) -> tuple[int, int, int]:
    rows = Support.objects.filter(submission=case, confirmed_at__isnull=False, withdrawn_at__isnull=True)
    supports = rows.filter(stance="support")
    return (
        supports.filter(is_inside=True).count(),
        supports.filter(is_inside=False).count(),
        rows.filter(stance="concern").count(),
    )


def templates() -> list[str]:
    return list(
        OutgoingMail.objects.filter(template__startswith="support").order_by("pk").values_list("template", flat=True)
    )


def take_back(voice: Support, now: datetime) -> Support:
    return support.withdraw(token_text=link_text(Purpose.WITHDRAW_SUPPORT, f"support:{voice.pk}"), now=now)


# The period


def test_a_period_keeps_the_rule_of_its_first_day(now: datetime) -> None:
    house = make_house()
    case = gathering(house)
    DraagvlakRule.objects.update(supporters=1)

    campaign = case.campaign
    assert (case.state, campaign.supporters, campaign.pc6, campaign.max_share_percent) == (
        "gathering_support",
        25,
        5,
        60,
    )
    # Six weeks after Friday 20 November 2026 is Friday 1 January 2027, until the end of the local day.
    assert campaign.closes_at == datetime(2027, 1, 1, 22, 59, 59, 999999, tzinfo=UTC)
    assert list(campaign.areas.values_list("first", "last")) == [("1214AA", "1214ZZ")]
    assert case.events.filter(action=Event.Action.SUPPORT_OPENED).count() == 1


def test_the_rule_of_the_wijk_goes_before_the_one_of_the_city_and_the_newest_before_an_older(now: datetime) -> None:
    house = make_house()
    add = {"scope": Scope.BUURT, "pc6": 1}
    DraagvlakRule.objects.create(wijk=house.wijk, supporters=11, valid_from="2026-01-01", **add)
    DraagvlakRule.objects.create(wijk=house.wijk, supporters=12, valid_from="2026-11-20", **add)
    DraagvlakRule.objects.create(wijk=house.wijk, supporters=13, valid_from="2026-11-21", **add)
    DraagvlakRule.objects.create(wijk=None, supporters=14, valid_from="2026-11-20", **add)
    assert gathering(house).campaign.supporters == 12


def test_a_plan_of_a_buurt_with_ranges_counts_those(now: datetime) -> None:
    house = make_house()
    make_buurt(house.wijk, "Bloemenbuurt", "1214BA-1214BZ")
    ranges = [("1214BA", "1214BZ")]
    assert list(gathering(house, postcode="1214BC").campaign.areas.values_list("first", "last")) == ranges
    wide = gathering(house, postcode="1214BC", scope=Scope.WIJK)
    assert set(wide.campaign.areas.values_list("first", "last")) == {("1214AA", "1214ZZ"), ("1214BA", "1214BZ")}


def test_chosen_areas_hold_and_must_be_postcodes(now: datetime) -> None:
    house = make_house()
    case = published(house)
    act = {"submission": case, "by": house.wijkregisseur, "expected_version": case.version, "now": now}
    for wrong in ([], [("1214", "1214ZZ")], [("1214ZZ", "1214AA")]):
        with pytest.raises(Refused):
            support.open_support(**act, areas=wrong)
    campaign = support.open_support(**act, areas=[("1214CA", "1214CA")], weeks=2)
    assert [str(area) for area in campaign.areas.all()] == ["1214CA-1214CA"]
    assert campaign.closes_at == datetime(2026, 12, 4, 22, 59, 59, 999999, tzinfo=UTC)


def test_a_plan_off_the_site_a_plan_without_scope_and_a_stale_form_open_nothing(now: datetime) -> None:
    house = make_house()
    hidden, vague = in_review(house), published(house, scope="")
    for case in (hidden, vague):
        with pytest.raises(Refused):
            support.open_support(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    case = published(house)
    with pytest.raises(StaleCase):
        support.open_support(submission=case, by=house.wijkregisseur, expected_version=case.version - 1, now=now)
    with pytest.raises(Forbidden):
        support.open_support(submission=case, by=house.wijkwethouder, expected_version=case.version, now=now)
    assert not SupportCampaign.objects.exists()


def test_a_period_that_is_over_closes_by_itself_once(now: datetime) -> None:
    house = make_house()
    case, other = gathering(house), gathering(house, weeks=8)
    closes_at = case.campaign.closes_at
    assert support.close_due(closes_at) == 0
    assert support.close_due(closes_at + timedelta(seconds=1)) == 1
    assert support.close_due(closes_at + timedelta(seconds=2)) == 0

    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.state, other.state) == ("in_review", "gathering_support")
    assert case.campaign.closed_at == closes_at + timedelta(seconds=1)
    event = case.events.get(action=Event.Action.SUPPORT_CLOSED)
    assert (event.origin, event.actor_id) == ("system", None)
    assert OutgoingMail.objects.filter(template="plan_support_closed").count() == 1


def test_support_can_be_sought_again_with_what_there_is(now: datetime) -> None:
    house = make_house()
    case = supported(gathering(house), 3)
    support.close_support(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    later = now + timedelta(days=3)
    again = {"submission": case, "by": house.wijkregisseur, "now": later}
    with pytest.raises(Refused):
        support.open_support(**again, expected_version=case.version, areas=[("1214AA", "1214AA")])
    campaign = support.open_support(**again, expected_version=case.version, weeks=1)
    assert (campaign.inside_count, campaign.closed_at, campaign.supporters) == (3, None, 25)
    give(case, BUUR, now=later)


# Giving


def test_support_counts_only_after_the_mail_is_answered(now: datetime) -> None:
    case = gathering(make_house())
    voice = give(case, BUUR)
    assert counters(case) == (0, 0, 0)
    assert templates() == ["support_confirm"]

    confirm_support(voice, now=now + timedelta(hours=1))
    assert counters(case) == recount(case) == (1, 0, 0)
    contact = SupportContact.objects.get(support=voice)
    assert BUUR not in contact.email_encrypted
    assert decrypt(contact.email_encrypted) == BUUR
    assert voice.person_hash != BUUR


def test_support_from_elsewhere_and_concerns_are_counted_apart(now: datetime) -> None:
    case = gathering(make_house())
    confirm_support(give(case, "a@example.org", "1214AA"))
    confirm_support(give(case, "b@example.org", "1211AA"))
    confirm_support(give(case, "c@example.org", "1214AB", stance=Stance.CONCERN, text="Waar parkeren we?"))
    assert counters(case) == recount(case) == (1, 1, 1)
    message = Message.objects.get()
    assert (message.sort, message.text) == ("concern", "Waar parkeren we?")


def test_one_person_may_support_and_have_a_concern_each_once(now: datetime) -> None:
    case = gathering(make_house())
    for address in (BUUR, "  Buur@Example.org ", "BUUR@EXAMPLE.ORG"):
        give(case, address, now=now)
    give(case, BUUR, stance=Stance.CONCERN, text="Hoe hoog?")
    assert Support.objects.count() == 2


def test_a_form_sent_twice_in_a_minute_sends_one_mail_and_later_a_new_link_ends_the_old(now: datetime) -> None:
    case = gathering(make_house())
    voice = give(case, BUUR)
    old = link_text(Purpose.CONFIRM_SUPPORT, f"support:{voice.pk}")
    for _turn in range(9):
        give(case, BUUR, now=now + timedelta(seconds=5))
    assert templates() == ["support_confirm"]

    give(case, BUUR, "1214BB", now=now + timedelta(minutes=5))
    assert templates() == ["support_confirm", "support_confirm"]
    with pytest.raises(tokens.TokenExpired):
        support.confirm(token_text=old, now=now + timedelta(minutes=6))
    assert confirm_support(voice, now=now + timedelta(minutes=6)).postcode == "1214BB"
    assert counters(case) == (1, 0, 0)


def test_new_known_confirmed_and_own_addresses_get_the_same_answer(now: datetime) -> None:
    case = gathering(make_house())
    answers = [give(case, BUUR)]
    answers.append(give(case, BUUR, now=now + timedelta(minutes=2)))
    confirm_support(answers[0], now=now + timedelta(minutes=3))
    answers.append(give(case, BUUR, now=now + timedelta(minutes=4)))
    answers.append(give(case, INITIATOR, now=now + timedelta(minutes=5)))

    assert all(isinstance(answer, Support) and answer.pk for answer in answers)
    assert templates() == ["support_confirm", "support_confirm", "support_already", "support_own_plan"]
    assert counters(case) == (1, 0, 0)


def test_initiators_never_count_not_even_with_a_link_from_before(now: datetime) -> None:
    case = gathering(make_house())
    voice = give(case, "bram@example.org")
    case.applicants.create(is_main=False, email="bram@example.org", email_hash=voice.person_hash)
    with pytest.raises(Refused):
        confirm_support(voice)
    assert counters(case) == (0, 0, 0)
    give(case, "Fatima@Example.org")
    assert not tokens.Token.objects.filter(
        purpose=Purpose.CONFIRM_SUPPORT, subject__endswith=f":{voice.pk + 1}"
    ).exists()


@pytest.mark.parametrize("postcode", ["", "1214", "1214A", "1214aa", "12 14AA"])
def test_a_postcode_needs_its_letters(postcode: str, now: datetime) -> None:
    with pytest.raises(Refused):
        give(gathering(make_house()), BUUR, postcode)


def test_before_after_and_off_the_site_there_is_nothing_to_support(now: datetime) -> None:
    house = make_house()
    unopened, over, hidden = published(house), gathering(house), gathering(house)
    with pytest.raises(Refused):
        give(unopened, BUUR)
    give(over, BUUR, now=over.campaign.closes_at)
    with pytest.raises(Refused):
        give(over, "a@example.org", now=over.campaign.closes_at + timedelta(microseconds=1))
    hidden.public_version.is_public = False
    hidden.public_version.save()
    with pytest.raises(Refused):
        give(hidden, BUUR)


# Confirming (fault 50)


def test_given_before_closing_and_confirmed_within_a_day_counts_though_it_closed(now: datetime) -> None:
    case = gathering(make_house())
    closes_at = case.campaign.closes_at
    early, late = (
        give(case, "a@example.org", now=closes_at - timedelta(minutes=1)),
        give(case, "b@example.org", now=closes_at - timedelta(hours=20)),
    )
    support.close_due(closes_at + timedelta(minutes=3))

    confirm_support(early, now=closes_at + timedelta(hours=23, minutes=58))
    assert counters(case) == (1, 0, 0)
    with pytest.raises(tokens.TokenExpired):
        confirm_support(late, now=closes_at + timedelta(hours=4))
    assert counters(case) == recount(case) == (1, 0, 0)


def test_what_was_given_after_the_closing_does_not_count(now: datetime) -> None:
    case = gathering(make_house())
    voice = give(case, BUUR)
    SupportCampaign.objects.update(closed_at=now - timedelta(seconds=1))
    with pytest.raises(Refused):
        confirm_support(voice)
    assert counters(case) == recount(case) == (0, 0, 0)


def test_a_link_works_once_and_not_a_day_later(now: datetime) -> None:
    case = gathering(make_house())
    voice = give(case, BUUR)
    with pytest.raises(tokens.TokenExpired):
        confirm_support(voice, now=now + timedelta(hours=24))
    confirm_support(voice, now=now + timedelta(hours=23, minutes=59))
    with pytest.raises(tokens.TokenUsed):
        confirm_support(voice, now=now + timedelta(hours=23, minutes=59))
    assert counters(case) == (1, 0, 0)


def test_a_link_to_withdraw_does_not_confirm_and_the_other_way_round(now: datetime) -> None:
    voice = give(gathering(make_house()), BUUR)
    subject = f"support:{voice.pk}"
    with pytest.raises(tokens.TokenUnknown):
        support.confirm(token_text=link_text(Purpose.WITHDRAW_SUPPORT, subject), now=now)
    with pytest.raises(tokens.TokenUnknown):
        support.withdraw(token_text=link_text(Purpose.CONFIRM_SUPPORT, subject), now=now)


# Taking it back


def test_what_is_taken_back_does_not_count_and_its_address_is_gone(now: datetime) -> None:
    case = gathering(make_house())
    voice = confirm_support(give(case, BUUR, stance=Stance.CONCERN, text="Te druk"))
    for _turn in range(3):
        assert take_back(voice, now + timedelta(days=2)).withdrawn_at == now + timedelta(days=2)
    assert counters(case) == recount(case) == (0, 0, 0)
    assert not SupportContact.objects.exists()
    assert not Message.objects.filter(sort="concern").exists()


def test_who_took_it_back_may_support_again(now: datetime) -> None:
    case = gathering(make_house())
    voice = confirm_support(give(case, BUUR))
    take_back(voice, now + timedelta(days=1))
    again = give(case, BUUR, "1214BB", now=now + timedelta(days=2))
    assert (again.pk, counters(case)) == (voice.pk, (0, 0, 0))
    confirm_support(again, now=now + timedelta(days=2))
    assert counters(case) == recount(case) == (1, 0, 0)


def test_taking_back_before_confirming_ends_the_link(now: datetime) -> None:
    case = gathering(make_house())
    voice = give(case, BUUR)
    take_back(voice, now)
    with pytest.raises(tokens.TokenExpired):
        confirm_support(voice)
    assert counters(case) == (0, 0, 0)


# Telling the initiator


def test_a_third_two_thirds_and_all_are_told_once_each(now: datetime) -> None:
    house = make_house()
    case = gathering(house, scope=Scope.STRAAT)  # 8 neighbours needed
    seen = {}
    voices = []
    for number in range(1, 10):
        voices.append(confirm_support(give(case, f"buur{number}@example.org")))
        seen[number] = OutgoingMail.objects.filter(template="plan_milestone").count()
    # 33% of 8 is 2.64: the third; 66% is 5.28: the sixth; 100%: the eighth.
    assert seen == {1: 0, 2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 3, 9: 3}
    take_back(voices[0], now)
    take_back(voices[1], now)
    confirm_support(give(case, "buur10@example.org"))
    assert OutgoingMail.objects.filter(template="plan_milestone").count() == 3
    marks = case.events.filter(action=Event.Action.SUPPORT_MILESTONE).order_by("pk")
    assert [mark.data["percent"] for mark in marks] == [33, 66, 100]


def test_a_week_before_the_end_the_initiator_is_told_once(now: datetime) -> None:
    case = gathering(make_house())
    closes_at = case.campaign.closes_at
    for moment in (closes_at - timedelta(days=8), closes_at - timedelta(days=7), closes_at - timedelta(days=1)):
        remind_closing(moment)
    assert OutgoingMail.objects.filter(template="plan_support_week").count() == 1


# The report


def test_the_report_holds_the_support_against_the_rule(now: datetime) -> None:
    case = supported(gathering(make_house()), 25, spread=5)
    found = support.report(submission=case)
    assert (found.is_met, found.inside_count, found.pc6_count, found.largest_share_percent) == (True, 25, 5, 20)
    assert found.channels == {SupportChannel.EMAIL: 25}

    short = supported(gathering(make_house()), 25, spread=4)
    assert support.report(submission=short).is_met is False


def test_the_report_counts_an_organisation_once_it_was_checked(now: datetime) -> None:
    case = gathering(make_house())
    confirm_support(give(case, BUUR, party=Party.SCHOOL, party_name="Basisschool"))
    assert support.report(submission=case).party_kinds == ()
    Support.objects.update(party_checked_at=now)
    assert support.report(submission=case).party_kinds == ("school",)


def test_concerns_above_a_quarter_ask_for_a_talk(now: datetime) -> None:
    case = supported(gathering(make_house()), 4)
    supported(case, 1, stance=Stance.CONCERN, text="Hm")
    assert support.report(submission=case).is_talk_needed is False
    confirm_support(give(case, "nog@example.org", stance=Stance.CONCERN, text="Hm"))
    assert support.report(submission=case).is_talk_needed is True


# Any order of acts leaves the counters right (fault 2 and 57, one person after another)

_ACT = st.tuples(st.integers(0, 3), st.sampled_from(["give", "confirm", "withdraw", "concern"]))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=st.lists(_ACT, max_size=25))
def test_the_counters_always_equal_a_recount(acts: list[tuple[int, str]], now: datetime) -> None:
    case = gathering(_house_once())
    for turn, (person, act) in enumerate(acts):
        moment = now + timedelta(minutes=2 * turn)
        email = f"persoon{person}@example.org"
        postcode = "1214AA" if person < 3 else "1211AA"
        if act in ("give", "concern"):
            give(case, email, postcode, stance="concern" if act == "concern" else "support", text="Hm", now=moment)
            continue
        for voice in Support.objects.filter(submission=case).order_by("pk")[person : person + 1]:
            with contextlib.suppress(tokens.TokenError):
                confirm_support(voice, now=moment) if act == "confirm" else take_back(voice, moment)
        assert counters(case) == recount(case)
    assert counters(case) == recount(case)


def _house_once() -> House:
    return make_house(f"zuid-{DraagvlakRule.objects.count()}-{SupportCampaign.objects.count()}")


def test_moving_on_without_the_draagvlak_needs_a_reason(now: datetime) -> None:
    house = make_house()
    case = gathering(house, asked_cents=150_000)
    with pytest.raises(Refused):
        move(case, State.TO_DECIDE, house.wijkregisseur)
    move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    assert case.state == "to_decide"
