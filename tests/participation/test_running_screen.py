"""The screen of a plan that goes on: what staff do with deal, dates, photographs, account and example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.uploads import clean_image
from participation.codes import Kind, State
from participation.models import BestPractice, Buurtdeal, Milestone, Submission
from participation.services import aftercare, grant_account
from participation.states import resident_words
from tests.conftest import NOW
from tests.factories.after import agreed, completed, granted_with_deal, main_of, paid, spent
from tests.factories.files import photo
from tests.factories.participation import House, granted, in_review, make_house
from tests.participation.test_decide_screen import address, post, shown

DEAL = {
    "municipality_does": "De gemeente levert bakken.",
    "neighbours_do": "De buren planten.",
    "contact": "wijkregisseur Zuid",
    "upkeep_years": "5",
    "starts_on": "2027-01-01",
}
RUNNING = "uitvoering/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(client: Client, db: None) -> House:
    """Zuid, before the eyes of its wijkregisseur."""
    house = make_house("zuid")
    client.force_login(house.wijkregisseur)
    return house


def screen(client: Client, case: Submission) -> str:
    return shown(client.get(address(case, RUNNING)))


def fill(client: Client, case: Submission, action: str, **data: Any) -> Any:
    return post(client, case, f"{RUNNING}{action}", **data)


def test_the_case_leads_to_the_screen_and_a_draft_is_kept(client: Client, house: House) -> None:
    case = in_review(house)
    assert f'href="{address(case, RUNNING)}"' in shown(client.get(address(case)))
    assert "wijkregisseur Zuid" in screen(client, case), "the contact proposes itself"
    bad = fill(client, case, "deal/", **DEAL | {"starts_on": "morgen"})
    assert bad.status_code == 422
    assert "De gemeente levert bakken." in shown(bad) and "Vul een dag in die bestaat" in shown(bad)
    done = fill(client, case, "deal/", **DEAL)
    assert done.url == f"{address(case, RUNNING)}#deal"
    assert "Versie 1: concept" in screen(client, case)
    assert Buurtdeal.objects.get().upkeep_years == 5


def test_a_stale_form_keeps_what_was_typed(client: Client, house: House) -> None:
    case = in_review(house)
    old = Submission.objects.get(pk=case.pk).version
    fill(client, case, "deal/", **DEAL)
    stale = client.post(address(case, f"{RUNNING}deal/"), DEAL | {"version": old, "neighbours_do": "Anders."})
    assert stale.status_code == 409
    assert "Anders." in shown(stale) and "De buren planten." in shown(stale)
    assert Buurtdeal.objects.get().neighbours_do == "De buren planten."


def test_the_municipality_agrees_and_prints(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    deal = case.deals.get()
    assert "Geef akkoord namens de gemeente" in screen(client, case)
    assert fill(client, case, "deal/akkoord/", which=deal.pk).status_code == 302
    after = screen(client, case)
    assert "Akkoord van de gemeente op 20 november 2026" in after
    assert "Geef akkoord namens de gemeente" not in after
    assert client.get(address(case, f"{RUNNING}deal/1.pdf"))["Content-Type"] == "application/pdf"
    fill(client, case, "deal/", **DEAL)
    assert fill(client, case, "deal/vastleggen/").status_code == 302
    assert case.deals.get(status="offered").number == 2


def test_dates_are_made_and_settled(client: Client, house: House) -> None:
    case = in_review(house)
    given = {"title": "Planten", "due_on": "2027-03-01", "who": "neighbours", "sort": "work"}
    assert fill(client, case, "afspraak/", **given).status_code == 302
    refused = fill(client, case, "afspraak/", **given | {"sort": "evaluation"})
    assert refused.status_code == 422
    made = Milestone.objects.get()
    assert fill(client, case, "afspraak/stand/", which=made.pk, to="done", outcome="Gelukt.").status_code == 302
    assert "Gelukt." in screen(client, case)
    gone = fill(client, case, "afspraak/stand/", which=made.pk + 1, to="done")
    assert gone.status_code == 422


def test_photo_story_and_receipt_are_looked_at(client: Client, house: House) -> None:
    case = granted(house).submission
    by = main_of(case)
    sent = aftercare.send_photo(applicant=by, image=clean_image(photo()), alt="Een bank.", now=NOW)
    aftercare.tell_story(applicant=by, text="Het ging goed.", language="nl", now=NOW)
    line = spent(case, 10_000)
    assert client.get(address(case, f"{RUNNING}fotos/{sent.pk}/"))["Content-Type"] == "image/jpeg"
    assert client.get(address(case, f"{RUNNING}bonnen/{line.pk}/")).status_code == 200
    assert "Klopt deze regel?" not in screen(client, case), "nothing to check before it was handed in"
    grant_account.hand_in(applicant=by, now=NOW)

    for action, data in (
        ("foto/", {"which": sent.pk, "is_public": "ja", "alt": "Een houten bank."}),
        ("verhaal/", {"is_public": "ja", "public_text": "Het ging goed."}),
        ("regel/", {"which": line.pk, "is_ok": "ja"}),
    ):
        assert fill(client, case, action, **data).status_code == 302
    sent.refresh_from_db(), line.refresh_from_db()
    assert (sent.state, sent.alt, line.check_state) == ("public", "Een houten bank.", "ok")
    no = fill(client, case, "regel/", which=line.pk, is_ok="nee")
    assert no.status_code == 422 and "Schrijf waarom deze regel niet meetelt." in shown(no)


def test_the_settlement_proposes_itself(client: Client, house: House) -> None:
    decision = granted(house, asked_cents=800_000)
    case = decision.submission
    paid(decision, house, 800_000)
    assert "De indiener heeft de verantwoording nog niet ingeleverd." in screen(client, case)
    line = spent(case, 700_000)
    grant_account.hand_in(applicant=main_of(case), now=NOW)
    fill(client, case, "regel/", which=line.pk, is_ok="ja")
    words = "Voorstel: stel vast op €\u00a07.000. Weer vrij: €\u00a00. Terug te vragen: €\u00a01.000."
    assert words in screen(client, case)
    assert post(client, case, "vaststelling/", spent_cents="7000").status_code == 302
    assert "Nog terug te vragen: €\u00a01.000." in screen(client, case)


def test_an_example_and_a_tile_are_for_a_plan_that_is_done(client: Client, house: House) -> None:
    case = completed(house)
    assert fill(client, case, "voorbeeld/", is_example="ja", why="Begin klein.").status_code == 302
    assert BestPractice.objects.get().why == "Begin klein."
    refused = fill(client, case, "tegel/", on="2026-11-20")
    assert refused.status_code == 422 and "beide partijen" in shown(refused)


def test_another_day_for_the_account(client: Client, house: House) -> None:
    case = granted(house).submission
    assert fill(client, case, "verantwoordingsdag/", due_on="2028-06-01").status_code == 302
    assert "Uiterlijk 1 juni 2028." in screen(client, case)


def test_a_challenge_has_its_own_stages_and_fields(client: Client, house: House) -> None:
    case = in_review(house)
    Submission.objects.filter(pk=case.pk).update(kind=Kind.CHALLENGE)
    page = screen(client, case)
    assert "Gesprek en toelating" in page and "Welke taak neemt de groep over?" in page
    assert "Gesprek en toelating" in shown(client.get("/beheer/te-behandelen/"))
    Submission.objects.filter(pk=case.pk).update(state=State.EXECUTING)
    assert "Overeenkomst met jaarlijkse evaluatie" in shown(client.get(address(case)))
    assert resident_words(State.EXECUTING, kind=Kind.CHALLENGE) == "Bewoners doen deze taak"
    assert resident_words(State.EXECUTING) == "Wordt uitgevoerd"


def test_a_reader_sees_it_without_a_form_and_another_wijk_does_not(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    client.force_login(house.wijkwethouder)
    page = screen(client, case).split("<main")[1]
    assert "De gemeente levert de bakken." in page
    assert f'action="{address(case, RUNNING)}' not in page
    client.force_login(make_house("noord").wijkregisseur)
    assert client.get(address(case, RUNNING)).status_code == 404


def test_the_screen_costs_no_more_with_many_rows(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    agreed(case, house)
    given = {"submission": case, "due_on": NOW.date(), "who": "together"}
    Milestone.objects.create(title="Eén", **given)
    screen(client, case)
    with CaptureQueriesContext(connection) as one:
        screen(client, case)
    Milestone.objects.bulk_create([Milestone(title=f"Nummer {number}", **given) for number in range(40)])
    with CaptureQueriesContext(connection) as many:
        screen(client, case)
    assert len(many) == len(one)
