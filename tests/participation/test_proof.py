"""Proof of draagvlak beside the figures, and the whole report as it is read from the database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cms.models import PostcodeArea
from participation import public_support
from participation.models import Event, Submission, SupportProof
from participation.services import proof, support
from participation.services.erasure import REMOVED, erase_initiator
from participation.services.errors import Forbidden, Refused, StaleCase
from participation.services.facts import facts_of
from participation.services.purging import purge_words
from tests.factories.participation import (
    INITIATOR,
    House,
    confirm_support,
    gathering,
    give,
    granted,
    make_house,
    move,
    supported,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """Zuid with its people."""
    return make_house()


def add(case: Submission, house: House, now: datetime, **changes: object) -> SupportProof:
    given = {"kind": "survey", "text": "De meesten willen bankjes."} | changes
    return proof.add_proof(submission=case, by=house.wijkregisseur, now=now, **given)


def test_proof_stands_in_the_report_in_words_and_meets_nothing(house: House, now: datetime) -> None:
    case = supported(gathering(house), 3)
    before = support.report(submission=case)
    add(case, house, now, people=40, happened_on=date(2026, 11, 3))
    add(case, house, now, kind="own_knowledge", text="Ik sprak alle winkels.", people=1)
    add(case, house, now, kind="meeting", text="Verslag ligt bij mij.", happened_on=date(2026, 11, 20), people=0)
    add(case, house, now, kind="other", text="Een lijst.")

    found = support.report(submission=case)
    assert found.other_proof == (
        "Enquête, 3 november 2026, 40 mensen: De meesten willen bankjes.",
        "De wijkregisseur kent de buurt, 1 mens: Ik sprak alle winkels.",
        "Bijeenkomst met verslag, 20 november 2026, 0 mensen: Verslag ligt bij mij.",
        "Iets anders: Een lijst.",
    )
    assert (found.requirements, found.is_met) == (before.requirements, False)
    assert facts_of(case, on=now.date()).is_draagvlak_met is False
    events = case.events.filter(action=Event.Action.PROOF_ADDED)
    assert [event.data["kind"] for event in events] == ["survey", "own_knowledge", "meeting", "other"]


def test_proof_can_be_taken_out_once(house: House, now: datetime) -> None:
    case = gathering(house)
    one = add(case, house, now)
    proof.remove_proof(submission=case, by=house.wijkregisseur, proof=one.pk, now=now)
    assert not SupportProof.objects.exists()
    assert case.events.filter(action=Event.Action.PROOF_ADDED, reason="verwijderd").count() == 1
    with pytest.raises(Refused, match="is er niet meer"):
        proof.remove_proof(submission=case, by=house.wijkregisseur, proof=one.pk, now=now)


def test_proof_of_another_case_is_not_touched(house: House, now: datetime) -> None:
    case, other = gathering(house), gathering(house)
    one = add(other, house, now)
    with pytest.raises(Refused):
        proof.remove_proof(submission=case, by=house.wijkregisseur, proof=one.pk, now=now)
    assert SupportProof.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "gerucht"}, "Kies wat voor bewijs"),
        ({"text": "  "}, "schrijf op wat er bleek"),
        ({"happened_on": date(2026, 11, 21)}, "moet nog komen"),
    ],
)
def test_proof_that_says_nothing_is_asked_back(
    house: House, now: datetime, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        add(gathering(house), house, now, **changes)


def test_others_a_stale_form_and_a_decided_case_add_nothing(house: House, now: datetime) -> None:
    case = gathering(house)
    with pytest.raises(Forbidden):
        proof.add_proof(submission=case, by=house.wijkwethouder, kind="survey", text="x", now=now)
    with pytest.raises(StaleCase):
        add(case, house, now, expected_version=case.version - 1)
    decided = granted(house).submission
    with pytest.raises(Refused, match="al besloten"):
        add(decided, house, now)
    assert not SupportProof.objects.exists()


def test_proof_goes_with_the_words_of_the_case_and_names_go_on_request(house: House, now: datetime) -> None:
    case = gathering(house, name="Fatima El Idrissi")
    add(case, house, now, text="Fatima El Idrissi belde alle buren.")
    case.applicants.create(is_main=False, name="Bram", email="bram@example.org", email_hash="x")
    erase_initiator(INITIATOR, now)
    assert SupportProof.objects.get().text == f"{REMOVED} belde alle buren."

    move(case, "withdrawn", house.wijkregisseur, reason="op_verzoek", text="Op verzoek.")
    assert purge_words(now + timedelta(days=364), False) == 0
    assert SupportProof.objects.exists()
    assert purge_words(now + timedelta(days=366), False) == 1
    assert not SupportProof.objects.exists()
    assert purge_words(now + timedelta(days=367), True) == 0


def test_the_report_tells_streets_where_the_table_knows_them_and_no_small_group(house: House, now: datetime) -> None:
    case = gathering(house)
    PostcodeArea.objects.create(wijk=house.wijk, first="1214AA", last="1214AB", street="Taludweg")
    for number, postcode in enumerate(["1214AA"] * 4 + ["1214AB"] * 2 + ["1214CC"] * 5 + ["1214DD", "1214EE"]):
        confirm_support(give(case, f"buur{number}@example.org", postcode))
    found = support.report(submission=case)
    # Taludweg 4 + 2; 1214 CC five; two of one person together are under five, so the smallest group joins them: 7.
    assert [(row.key, row.count) for row in found.spread] == [("Taludweg", 6), (None, 7)]
    assert found.pc6_count == 5


def test_the_page_and_the_working_screen_hold_the_same_figures(house: House, now: datetime) -> None:
    case = supported(gathering(house), 27)
    for number in range(3):
        confirm_support(give(case, f"elders{number}@example.org", "1211AA"))
    case.refresh_from_db()
    add(case, house, now)
    own, public = support.report(submission=case), public_support.read(case, case.campaign).report
    assert (own.requirements, own.inside_count, own.outside_count) == (public.requirements, 27, 3)
    # What staff wrote is not for everybody.
    assert public.other_proof == ()
