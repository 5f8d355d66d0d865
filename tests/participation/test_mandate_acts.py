"""The mandate in the product: splitting, several wijken, advice, the route of an investment, and another table."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from django.test import Client

from cms.models import Role
from participation.codes import Outcome, PotKind, Verdict
from participation.mandates import in_each_wijk
from participation.models import Advice, Decision, Event, MandateRule, Submission, TermRule
from participation.services import account, decide, moderate
from participation.services.advise import advise
from participation.services.errors import Forbidden, Refused
from tests.conftest import NOW
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import (
    House,
    advised,
    granted,
    in_review,
    judged,
    make_house,
    move,
    propose,
    published,
    sign,
    to_decide,
)

pytestmark = pytest.mark.django_db
W, WW, VZ = Role.WIJKREGISSEUR, Role.WIJKWETHOUDER, Role.VOORZITTER


@pytest.fixture
def house() -> House:
    """Zuid with its people."""
    return make_house()


def screen(client: Client, case: Submission, by: object, now: datetime = NOW) -> str:
    """The working screen as somebody sees it."""
    with time_machine.travel(now, tick=False):
        client.force_login(by)
        return client.get(f"/beheer/te-behandelen/{case.pk}/").text


# Splitting (fault 8)


def test_three_times_1900_euro_shows_the_earlier_grants_and_asks_the_wijkwethouder(
    client: Client, house: House
) -> None:
    first = granted(house, asked_cents=190_000)
    second = granted(house, asked_cents=190_000)
    assert (first.roles, second.roles) == ([W], [W, WW])
    third = to_decide(house, asked_cents=190_000)
    text = screen(client, third, house.wijkregisseur)
    assert "is het €\u00a05.700" in text
    for grant in (first, second):
        assert f"€\u00a01.900, 20 november 2026: {grant.submission.reference}" in text
    assert propose(third, house.wijkregisseur).roles == [W, WW]


def test_a_grant_in_another_wijk_counts_without_its_number(client: Client, house: House) -> None:
    other = granted(make_house("oost"), asked_cents=190_000)
    text = screen(client, to_decide(house, asked_cents=190_000), house.wijkregisseur)
    assert "een plan in een andere wijk" in text
    assert other.submission.reference not in text


def test_how_far_back_grants_count_is_a_setting(house: House) -> None:
    TermRule.objects.create(valid_from=date(2026, 1, 1), splitting_days=30)
    granted(house, asked_cents=190_000, now=NOW - timedelta(days=31))
    assert propose(to_decide(house, asked_cents=190_000), house.wijkregisseur).roles == [W]
    granted(house, asked_cents=190_000, email="b@example.org", now=NOW - timedelta(days=29))
    assert propose(to_decide(house, asked_cents=190_000, email="b@example.org"), house.wijkregisseur).roles == [W, WW]


# Every boundary, a cent below and above


@pytest.mark.parametrize(
    ("cents", "roles"),
    [
        (199_999, [W]),
        (200_000, [W]),
        (200_001, [W, WW]),
        (999_999, [W, WW]),
        (1_000_000, [W, WW]),
        (1_000_001, [VZ, WW]),
        (2_499_999, [VZ, WW]),
        (2_500_000, [VZ, WW]),
        (2_500_001, ["college"]),
    ],
)
def test_the_screen_says_who_signs_to_the_cent(client: Client, house: House, cents: int, roles: list[str]) -> None:
    case = to_decide(house, asked_cents=cents)
    words = {W: "Wijkregisseur", WW: "Wijkwethouder", VZ: "Voorzitter van het wijkteam", "college": "College"}
    card = screen(client, case, house.wijkregisseur).partition('id="kop-mandaat"')[2].partition("</section>")[0]
    assert [word for word in words.values() if f"<span>{word}" in card] == [
        word for role, word in words.items() if role in roles
    ]


def test_wijkkansen_end_at_the_cent(house: House) -> None:
    account.allocate(year=2026, kind="wijkkansen", amount_cents=7_600_000, now=NOW)
    most = to_decide(house, asked_cents=7_500_000)
    assert propose(most, house.wijkregisseur, pot_kind=PotKind.WIJKKANSEN).roles == [Role.WETHOUDER]
    over = to_decide(house, asked_cents=7_500_001, email="b@example.org")
    with pytest.raises(Refused) as refused:
        propose(over, house.wijkregisseur, pot_kind=PotKind.WIJKKANSEN)
    assert "college" in refused.value.reasons[0]


# Several wijken


def both_wijken(house: House, oost: House, cents: int) -> Submission:
    case = published(house, asked_cents=cents)
    facts = {"wijk": house.wijk, "scope": case.scope, "asked_cents": cents, "other_wijken": [oost.wijk]}
    moderate.change_facts(submission=case, by=house.wijkregisseur, expected_version=case.version, now=NOW, **facts)
    judged(case, house.wijkregisseur)
    return move(case, "to_decide", house.wijkregisseur, reason="anders")


def test_the_wijkwethouder_of_each_wijk_signs_for_a_plan_in_several(client: Client, house: House) -> None:
    oost = make_house("oost")
    case = both_wijken(house, oost, 480_000)
    assert case.events.filter(action=Event.Action.FACTS_CHANGED).latest("pk").data["other_wijken"] == [
        [],
        [oost.wijk.pk],
    ]
    decision = propose(case, house.wijkregisseur)
    assert (decision.roles, decision.places) == ([W, WW, WW], [None, house.wijk.pk, oost.wijk.pk])
    assert "Wijkwethouder Oost" in screen(client, case, oost.wijkwethouder)
    with pytest.raises(Refused) as refused:
        sign(decision, oost.wijkwethouder, WW)
    assert refused.value.reasons == ["Hier tekent de wijkwethouder van een andere wijk."]
    sign(decision, house.wijkwethouder, WW)
    assert decision.status == "proposed"
    # Of the wijk that does the casework nobody else sees it: no wijkregisseur of Oost.
    assert not Submission.objects.visible_to(oost.wijkregisseur).filter(pk=case.pk).exists()
    sign(decision, oost.wijkwethouder, WW)
    assert decision.status == "decided"


def test_one_wijkwethouder_of_two_wijken_signs_once(house: House) -> None:
    oost = House(make_wijk("oost", "1221"), house.wijkregisseur, house.wijkwethouder, house.voorzitter, house.griffie)
    staff(WW, oost.wijk, user=house.wijkwethouder)
    decision = propose(both_wijken(house, oost, 480_000), house.wijkregisseur)
    assert decision.roles == [W, WW]
    assert sign(decision, house.wijkwethouder, WW).status == "decided"


def test_on_the_lowest_level_a_plan_in_several_wijken_is_the_wijkregisseurs(house: House) -> None:
    assert propose(both_wijken(house, make_house("oost"), 200_000), house.wijkregisseur).roles == [W]


@pytest.mark.once
def test_a_wijk_without_a_wijkwethouder_keeps_its_place() -> None:
    held = {1: frozenset({7}), 2: frozenset[int](), 3: frozenset({7}), 4: frozenset({8})}
    assert in_each_wijk([W, WW], wijken=[1, 2, 3, 4], held_by=held) == ((W, None), (WW, 1), (WW, 2), (WW, 4))
    assert in_each_wijk([W, WW], wijken=[1], held_by=held) == ((W, None), (WW, None))


# Advice and the route of an investment


def test_advice_is_given_in_the_own_name_and_before_the_decision(house: House) -> None:
    case = to_decide(house)
    given = {"submission": case, "is_positive": True, "now": NOW}
    with pytest.raises(Forbidden):
        advise(**given, by=house.wijkwethouder, giver="wijkregisseur", text="Ja", expected_version=case.version)
    with pytest.raises(Forbidden):
        advise(**given, by=house.voorzitter, giver="regietafel", text="Ja", expected_version=case.version)
    for wrong in ({"text": " "}, {"text": "Ja", "given_on": NOW.date() + timedelta(days=1)}):
        with pytest.raises(Refused):
            advise(**given, by=house.griffie, giver="regietafel", expected_version=case.version, **wrong)
    done = granted(house, asked_cents=100_000, email="b@example.org").submission
    with pytest.raises(Refused):
        advised(done, house.wijkregisseur, "wijkregisseur")
    assert not Advice.objects.exists()


def test_an_investment_goes_by_the_regietafel_to_college_or_council_with_dates(house: House) -> None:
    case = to_decide(house, asked_cents=480_000)
    with pytest.raises(Refused):
        propose(case, house.wijkregisseur, is_investment=True)
    case.refresh_from_db()
    record = {"outcome": Outcome.GRANT, "amount_cents": 480_000, "body": "gemeenteraad", "letter_text": "Ja."}
    record |= {"submission": case, "by": house.griffie, "is_investment": True, "now": NOW}
    with pytest.raises(Refused) as refused:
        decide.record_outcome(**record, expected_version=case.version)
    assert refused.value.reasons == ["Leg eerst vast wat de regietafel adviseerde, en wanneer."]
    advised(case, house.griffie, "regietafel", given_on=date(2026, 11, 3))
    with pytest.raises(Refused):
        decide.record_outcome(**record, decided_on=date(2026, 11, 21), expected_version=case.version)
    decision = decide.record_outcome(**record, decided_on=date(2026, 11, 18), expected_version=case.version)
    assert (decision.roles, decision.is_investment) == (["gemeenteraad"], True)
    assert decision.body_decided_on == date(2026, 11, 18)
    assert Advice.objects.get().given_on == date(2026, 11, 3)


def test_a_deputy_signs_for_who_takes_part_and_only_on_the_own_days(house: House) -> None:
    decision = propose(to_decide(house), house.wijkregisseur)
    absent = house.wijkwethouder.wijk_roles.get()
    day = timedelta(days=1)
    today = NOW.date()
    gone = staff(WW, house.wijk, deputy_for=absent, valid_from=today - 9 * day, valid_until=today - day)
    with time_machine.travel(NOW, tick=False):
        with pytest.raises(Forbidden):
            sign(decision, gone, WW)
        here = staff(WW, house.wijk, deputy_for=absent, valid_from=today, valid_until=today)
        assert sign(decision, here, WW).sign_offs.get(user=here).role == WW


# Another table


def test_every_number_and_role_of_the_table_is_replaced_and_the_product_obeys(client: Client, house: House) -> None:
    """Services and screen look in the table alone: three other levels, other roles, another number."""
    rows = [
        ("initiative", 0, 70_000, [W], "briefje"),
        ("initiative", 70_000, 330_000, [VZ, Role.WETHOUDER], "akte"),
        ("initiative", 330_000, 440_000, [W, Role.WETHOUDER], "besluit"),
        ("initiative", 440_000, None, ["gemeenteraad"], "raadsbesluit"),
        ("wijkkansen", 0, 550_000, [VZ], "akte"),
        ("investering", 0, None, ["gemeenteraad"], "raadsbesluit"),
    ]
    for kind, above, up_to, roles, form in rows:
        given = {"kind": kind, "above_cents": above, "up_to_cents": up_to, "roles": roles, "form": form}
        MandateRule.objects.create(**given, number="B-7", valid_from=NOW.date())
    account.allocate(year=2026, kind="wijkkansen", amount_cents=9_000_000, now=NOW)
    words = {
        W: "Wijkregisseur",
        VZ: "Voorzitter van het wijkteam",
        Role.WETHOUDER: "Wethouder Wijken en Buurten",
        "gemeenteraad": "Gemeenteraad",
    }
    expected = [
        (70_000, [W], "briefje"),
        (70_001, [VZ, Role.WETHOUDER], "akte"),
        (330_000, [VZ, Role.WETHOUDER], "akte"),
        (330_001, [W, Role.WETHOUDER], "besluit"),
        (440_000, [W, Role.WETHOUDER], "besluit"),
        (440_001, ["gemeenteraad"], "raadsbesluit"),
    ]
    for turn, (cents, roles, form) in enumerate(expected):
        case = judged(published(house, asked_cents=cents, email=f"i{turn}@example.org"), house.wijkregisseur)
        # Above the lowest level of the table a plan is an application at once.
        assert case.is_application is (cents > 70_000)
        move(case, "to_decide", house.wijkregisseur, reason="anders")
        card = screen(client, case, house.wijkregisseur).partition('id="kop-mandaat"')[2].partition("</section>")[0]
        assert [word for role, word in words.items() if f"<span>{word}" in card] == [
            word for role, word in words.items() if role in roles
        ]
        assert "Mandaat: B-7" in card
        if roles == ["gemeenteraad"]:
            with pytest.raises(Refused):
                propose(case, house.wijkregisseur)
            continue
        decision = propose(case, house.wijkregisseur)
        assert (decision.roles, decision.form, decision.mandate_number) == (roles, form, "B-7")
        assert decision.status == ("decided" if len(roles) == 1 else "proposed")
    people = {VZ: house.voorzitter, Role.WETHOUDER: staff(Role.WETHOUDER)}
    second = Decision.objects.filter(roles=[VZ, Role.WETHOUDER]).first()
    with pytest.raises(Forbidden):
        sign(second, house.wijkregisseur, WW)
    for role, person in people.items():
        sign(second, person, role)
    assert second.status == "decided"
    assert "Mandaat</dt><dd>B-7" in second.letters.get().html

    chance = judged(published(house, asked_cents=550_000, email="k@example.org"), house.wijkregisseur)
    move(chance, "to_decide", house.wijkregisseur, reason="anders")
    decision = propose(chance, house.wijkregisseur, pot_kind=PotKind.WIJKKANSEN)
    assert (decision.roles, decision.pot.kind) == ([VZ], "wijkkansen")

    doubted = judged(
        published(house, asked_cents=10_000, email="t@example.org"), house.wijkregisseur, criterion_4=Verdict.DOUBT
    )
    move(doubted, "to_decide", house.wijkregisseur, reason="anders")
    with pytest.raises(Refused):
        propose(doubted, house.wijkregisseur)
    small = in_review(house, asked_cents=70_000, scope="straat", email="s@example.org")
    assert not small.is_application
