"""Deciding on the working screen: proposing, signing, recording and paying (inbox.md sections 4 and 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from django.test import Client

from cms.models import Role
from participation.codes import State
from participation.models import Decision, LedgerLine, Submission
from participation.services.account import allocate
from participation.services.errors import Refused
from tests.conftest import NOW
from tests.factories.cms import staff
from tests.factories.participation import House, granted, make_house, propose, sign, to_decide

LETTER = {"letter_text": "Je plan gaat door.", "public_text": "Dit plan gaat door."}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people, and EUR 61,750 in its pots."""
    return make_house()


def address(case: Submission, action: str = "") -> str:
    """Where the screen or one of its forms is."""
    return f"/beheer/te-behandelen/{case.pk}/{action}"


def post(client: Client, case: Submission, action: str, **data: Any) -> Any:
    """Send one form of the screen with the version of now."""
    case.refresh_from_db()
    return client.post(address(case, action), {"version": case.version, **data})


def shown(response: Any) -> str:
    """The page, without its layout of white space."""
    return re.sub(r"[ \n]+", " ", response.content.decode())


def state_of(case: Submission) -> str:
    """The state in the database."""
    return Submission.objects.get(pk=case.pk).state


def test_up_to_2000_the_wijkregisseur_decides_alone(client: Client, house: House) -> None:
    case = to_decide(house, asked_cents=200_000, scope="straat")
    client.force_login(house.wijkregisseur)
    assert "Over €\u00a02.000 tekenen, in deze volgorde:" in shown(client.get(address(case)))

    assert post(client, case, "voorstel/", outcome="grant", amount_cents="2000", **LETTER).status_code == 302
    assert state_of(case) == State.GRANTED
    assert LedgerLine.objects.get(submission=case, kind="commitment").pot.kind == "hand_money"


def test_a_proposal_waits_for_the_wijkwethouder_and_its_money_is_set_aside(client: Client, house: House) -> None:
    case = to_decide(house, asked_cents=480_000)
    client.force_login(house.wijkregisseur)

    assert post(client, case, "voorstel/", outcome="grant", amount_cents="4.800", **LETTER).status_code == 302

    assert state_of(case) == State.TO_DECIDE
    page = shown(client.get(address(case)))
    assert "Nu tekent: wijkwethouder." in page
    assert 'id="voorstel"' not in page
    assert 'id="akkoord"' not in page
    # 53,500 was free in the subsidy pot: 48,700 after this plan; the hand money stays 8,250.
    assert re.search(r"Subsidiebudget</th><td>€\u00a053.500</td> *<td>€\u00a04.800</td><td>€\u00a048.700</td>", page)
    assert re.search(r"Handgeld</th><td>€\u00a08.250</td> *<td></td><td>€\u00a08.250</td>", page)


def test_the_wijkwethouder_reads_the_decision_first_and_signs(client: Client, house: House) -> None:
    decision = propose(to_decide(house, asked_cents=480_000), house.wijkregisseur)
    case = decision.submission
    client.force_login(house.wijkwethouder)

    page = shown(client.get(address(case)))
    assert "Jij bent aan zet" in page
    assert "In één minuut" in page
    assert page.index("Jij bent aan zet") < page.index("Het plan, zoals gestuurd")
    assert 'id="voorstel"' not in page
    assert "Te behandelen (1)" in page

    assert post(client, case, "akkoord/", is_agreed="ja").status_code == 302
    assert state_of(case) == State.GRANTED
    signed = Decision.objects.get(pk=decision.pk).sign_offs.values_list("role", "user_id")
    assert list(signed) == [("wijkregisseur", house.wijkregisseur.pk), ("wijkwethouder", house.wijkwethouder.pk)]


def test_a_no_asks_why_and_sends_the_case_back(client: Client, house: House) -> None:
    case = propose(to_decide(house, asked_cents=480_000), house.wijkregisseur).submission
    client.force_login(house.wijkwethouder)

    refused = post(client, case, "akkoord/", is_agreed="nee", note="")
    assert refused.status_code == 422
    assert '<a href="#akkoord_note">Schrijf waarom je niet akkoord bent.</a>' in shown(refused)
    assert post(client, case, "akkoord/").status_code == 422
    assert state_of(case) == State.TO_DECIDE

    assert post(client, case, "akkoord/", is_agreed="nee", note="Te duur voor deze plek.").status_code == 302
    assert state_of(case) == State.IN_REVIEW
    assert Decision.objects.get().status == Decision.Status.REFUSED


def test_the_voorzitter_and_then_the_wijkwethouder_sign_above_10000(client: Client, house: House) -> None:
    case = propose(to_decide(house, asked_cents=1_450_000), house.wijkregisseur).submission
    client.force_login(house.wijkwethouder)
    assert 'id="akkoord"' not in shown(client.get(address(case)))
    early = post(client, case, "akkoord/", is_agreed="ja")
    assert early.status_code == 422
    assert "Je bent nu niet aan de beurt om te tekenen." in shown(early)

    client.force_login(house.voorzitter)
    assert post(client, case, "akkoord/", is_agreed="ja").status_code == 302
    assert state_of(case) == State.TO_DECIDE

    client.force_login(house.wijkwethouder)
    assert post(client, case, "akkoord/", is_agreed="ja").status_code == 302
    assert state_of(case) == State.GRANTED


def test_who_handles_a_case_can_not_sign_it_as_voorzitter_and_reads_why(client: Client, house: House) -> None:
    staff(Role.VOORZITTER, cluster=house.wijk.cluster, user=house.wijkregisseur)
    case = propose(to_decide(house, asked_cents=1_450_000), house.wijkregisseur).submission
    client.force_login(house.wijkregisseur)

    page = shown(client.get(address(case)))
    assert "Je behandelt deze zaak zelf. Je collega van het cluster tekent als voorzitter." in page
    assert 'id="akkoord"' not in page
    assert post(client, case, "akkoord/", is_agreed="ja").status_code == 422
    assert state_of(case) == State.TO_DECIDE


def test_rejecting_asks_a_reason_and_grants_nothing(client: Client, house: House) -> None:
    case = to_decide(house, asked_cents=150_000, scope="straat")
    client.force_login(house.wijkregisseur)

    no_reason = post(client, case, "voorstel/", outcome="reject", amount_cents="1500", **LETTER)
    assert no_reason.status_code == 422
    assert "Je plan gaat door.</textarea>" in shown(no_reason)
    unknown = post(client, case, "voorstel/", outcome="reject", amount_cents="1500", reason="budget", **LETTER)
    assert unknown.status_code == 422

    rejected = {"outcome": "reject", "amount_cents": "1500", "reason": "geen_budget"}
    not_weighed = post(client, case, "voorstel/", **rejected, **LETTER)
    assert "Schrijf bij de afweging wat de doorslag gaf." in shown(not_weighed)
    rejected["decisive"] = "Het geld is op."
    not_called = post(client, case, "voorstel/", **rejected, **LETTER)
    assert (not_called.status_code, state_of(case)) == (422, State.TO_DECIDE)
    assert "Bel eerst de indiener, en leg dat vast." in shown(not_called)
    assert post(client, case, "gebeld/", called_on="2026-11-20", why_not="In gesprek").status_code == 422
    assert post(client, case, "gebeld/", called_on="", why_not="Het nummer werkt niet.").status_code == 302
    done = post(client, case, "voorstel/", **rejected, **LETTER)
    assert done.status_code == 302
    assert state_of(case) == State.REJECTED
    assert Decision.objects.get().amount_cents == 0


def test_granting_without_an_amount_is_asked_again(client: Client, house: House) -> None:
    case = to_decide(house, asked_cents=150_000, scope="straat")
    client.force_login(house.wijkregisseur)
    response = post(client, case, "voorstel/", outcome="grant", amount_cents="", **LETTER)
    assert response.status_code == 422
    assert "Vul in hoeveel geld je toekent." in shown(response)


def test_more_than_the_wijk_has_asks_for_consultation(client: Client, house: House) -> None:
    case = to_decide(make_house("oost", subsidy_cents=300_000, hand_money_cents=0), asked_cents=480_000)
    person = case.assignee
    client.force_login(person)
    assert "Dit gaat over het budget van de wijk." in shown(client.get(address(case)))

    typed = {"outcome": "grant", "amount_cents": "4800", **LETTER}
    refused = post(client, case, "voorstel/", **typed)
    assert refused.status_code == 422
    assert "Overleg met de teammanagers" in shown(refused)
    both = [staff(Role.TEAMMANAGER) for _number in range(2)]
    asked = {"consulted": [person.pk for person in both]}
    without_day = post(client, case, "voorstel/", **asked, **typed)
    assert without_day.status_code == 422
    assert "Vul in op welke dag je met de teammanagers overlegde." in shown(without_day)
    nobody = post(client, case, "voorstel/", consulted_on="2026-11-18", **typed)
    assert "Kies met welke teammanagers je overlegde." in shown(nobody)
    to_come = post(client, case, "voorstel/", consulted_on="2026-11-21", **asked, **typed)
    assert "Kies voor het overleg een dag die geweest is." in shown(to_come)
    assert post(client, case, "voorstel/", consulted_on="2026-11-18", **asked, **typed).status_code == 302
    decision = case.decisions.get()
    assert (decision.is_consulted, decision.consulted_on, set(decision.consulted.all())) == (
        True,
        date(2026, 11, 18),
        set(both),
    )
    assert "Overleg met de teammanagers op 18 november 2026" in shown(client.get(address(case)))


def test_only_who_was_teammanager_then_was_consulted(house: House) -> None:
    later = staff(Role.TEAMMANAGER, valid_from=date(2026, 11, 19))
    case = to_decide(house)
    asked = {"consulted": [later], "consulted_on": date(2026, 11, 18)}
    with pytest.raises(Refused, match="die op die dag teammanager waren"):
        propose(case, house.wijkregisseur, **asked)


def test_above_25000_the_griffie_records_what_the_college_decided(client: Client, house: House) -> None:
    case = to_decide(house, asked_cents=3_000_000)
    client.force_login(house.wijkregisseur)
    refused = post(client, case, "voorstel/", outcome="grant", amount_cents="30000", **LETTER)
    assert refused.status_code == 422
    assert "Hierover beslist het college." in shown(refused)
    not_hers = post(client, case, "uitkomst/", outcome="grant", amount_cents="30000", body="college", **LETTER)
    assert not_hers.status_code == 403

    client.force_login(house.griffie)
    assert "Leg vast wat college of raad besloot" in shown(client.get(address(case)))
    assert post(client, case, "uitkomst/", outcome="grant", amount_cents="30000", **LETTER).status_code == 422
    done = post(client, case, "uitkomst/", outcome="grant", amount_cents="30000", body="gemeenteraad", **LETTER)
    assert done.status_code == 302
    assert state_of(case) == State.GRANTED


def test_a_payment_is_booked_once_however_often_the_button_is_pressed(client: Client, house: House) -> None:
    case = granted(house, asked_cents=180_000).submission
    client.force_login(house.wijkregisseur)
    case.refresh_from_db()
    assert "Vraag een betaling (nog €\u00a01.800)" in shown(client.get(address(case)))
    form = {"version": case.version, "amount_cents": "1000"}

    assert client.post(address(case, "betaling/"), form).status_code == 302
    assert client.post(address(case, "betaling/"), form).status_code == 409

    assert list(LedgerLine.objects.filter(kind="payment").values_list("amount_cents", flat=True)) == [100_000]
    too_much = post(client, case, "betaling/", amount_cents="800,01")
    assert too_much.status_code == 422
    assert "Er is nog €\u00a0800 toegezegd en niet betaald of gevraagd." in shown(too_much)
    assert post(client, case, "betaling/", amount_cents="0").status_code == 422


def test_a_stale_sign_off_is_not_taken(client: Client, house: House) -> None:
    decision = propose(to_decide(house, asked_cents=480_000), house.wijkregisseur)
    case = decision.submission
    case.refresh_from_db()
    old = case.version
    sign(decision, house.wijkwethouder, Role.WIJKWETHOUDER, is_agreed=False, note="Nee")
    client.force_login(house.wijkwethouder)

    response = client.post(
        address(case, "akkoord/"), {"version": old, "is_agreed": "nee", "note": "Mijn lange uitleg"}
    )
    assert response.status_code == 409
    assert "Mijn lange uitleg</textarea>" in shown(response)
    assert state_of(case) == State.IN_REVIEW


def test_the_wethouder_signs_for_bijzondere_wijkkansen(client: Client, house: House) -> None:
    allocate(year=2026, kind="wijkkansen", amount_cents=7_500_000, now=NOW)
    wethouder = staff(Role.WETHOUDER)
    case = to_decide(house, asked_cents=900_000)
    client.force_login(house.wijkregisseur)
    typed = {"outcome": "grant", "amount_cents": "9000", "pot_kind": "wijkkansen", **LETTER}
    assert post(client, case, "voorstel/", **typed).status_code == 302

    client.force_login(wethouder)
    waiting = shown(client.get(address(case)))
    assert "Jij bent aan zet" in waiting
    assert "Eerst is advies nodig van: wijkregisseur en wijkwethouder." in waiting
    for person, giver in ((house.wijkregisseur, "wijkregisseur"), (house.wijkwethouder, "wijkwethouder")):
        client.force_login(person)
        advice = {"giver": giver, "is_positive": "ja", "text": f"Doen, zegt de {giver}."}
        assert post(client, case, "advies/", **advice).status_code == 302
    client.force_login(wethouder)
    assert "Doen, zegt de wijkwethouder." in shown(client.get(address(case)))
    assert post(client, case, "akkoord/", is_agreed="ja").status_code == 302
    assert state_of(case) == State.GRANTED


def test_who_decides_alone_reads_that_it_is_decided(client: Client, house: House) -> None:
    small, large = to_decide(house, asked_cents=150_000), to_decide(house, asked_cents=480_000, email="b@example.org")
    client.force_login(house.wijkregisseur)
    for case, amount, words in (
        (small, "1500", "Het besluit is genomen. De indiener krijgt de brief."),
        (large, "4800", "Je voorstel is vastgelegd."),
    ):
        post(client, case, "voorstel/", outcome="grant", amount_cents=amount, **LETTER)
        assert words in shown(client.get(address(case)))
