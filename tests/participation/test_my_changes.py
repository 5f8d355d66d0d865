"""Adding to a plan from the own page, step by step (faults 10, 32, 37 and 38)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine

from django.test import Client
from django.utils.html import escape

from participation.models import CostLine, Submission, Supplement
from participation.services.supplement import estimate_of, words_of
from tests.conftest import NOW
from tests.factories.residents import Town, lay_out_town, own_page, seeking_plan, sent_plan
from tests.payloads import KEPT, TIDIED, XSS, alive

PLAN = {
    "titel": "Geveltuinen in de Swammerdamstraat",
    "wat": "Twintig geveltuintjes langs de huizen.",
    "voor_wie": "Voor de hele straat.",
    "wanneer": "In het voorjaar.",
    "waartoe": "",
    "reikwijdte": "straat",
    "onderwerp": "",
}
MONEY = {"bedrag": "1.999,99", "eigen_inzet": "Wij planten.", "ander_geld": ""}


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case(town: Town) -> Submission:
    """A short form: a title and a few words, no amount."""
    return sent_plan(town, asked_cents=None, scope="", is_short=True)


@pytest.fixture
def page(client: Client, case: Submission) -> str:
    """Where adding to it begins."""
    return f"{own_page(client, case)}aanvullen/"


def seen(text: str) -> str:
    """The change that a form shows."""
    return re.search(r'name="gezien" value="(\d+)"', text).group(1)


def test_a_short_form_grows_into_the_whole_one(client: Client, case: Submission, page: str) -> None:
    home = client.get(own_page(client, case)).text
    assert "Maak je plan af" in home
    assert "Voor wie en wanneer? Dat mist nog." in home
    shown = client.get(f"{page}plan/")
    assert shown["Cache-Control"] == "private, no-store"
    assert "Stap 1 van 4: je plan" in shown.text
    assert "Twintig geveltuintjes langs de huizen." in shown.text

    steps = [("plan", PLAN, "plek"), ("plek", {"postcode": "1221 ab", "huisnummer": "12"}, "geld")]
    steps.append(("geld", MONEY | {"kosten_1": "Planten", "kosten_1_bedrag": "400"}, "controleer"))
    for name, given, after in steps:
        response = client.post(f"{page}{name}/", given)
        assert response.status_code == 302
        assert response["Location"].startswith(f"{page}{after}/")

    case.refresh_from_db()
    words = words_of(case)
    assert (words.for_whom, words.house_number, words.own_effort) == ("Voor de hele straat.", "12", "Wij planten.")
    assert (case.scope, case.asked_cents) == ("straat", 199_999)
    assert [(line.description, line.amount_cents) for line in estimate_of(case)] == [("Planten", 40_000)]
    review = client.get(f"{page}controleer/").text
    for shown_words in ("Voor de hele straat.", "1221 AB", "Planten", "€\xa01.999,99"):
        assert shown_words in review
    assert "aanvraag nodig" not in review
    assert "Maak je plan af" not in client.get(own_page(client, case)).text


def test_a_cent_above_the_limit_says_who_decides_and_that_it_takes_an_application(
    client: Client, case: Submission, page: str
) -> None:
    client.post(f"{page}geld/", MONEY)
    before = client.get(f"{page}controleer/").text
    client.post(f"{page}geld/", MONEY | {"bedrag": "2.000,01"})
    after = client.get(f"{page}controleer/").text

    case.refresh_from_db()
    assert case.asked_cents == 200_001
    assert "Voor dit bedrag is een aanvraag nodig." not in before
    assert "Voor dit bedrag is een aanvraag nodig." in after
    assert "wijkwethouder" in after.lower()
    assert "aanvragen/" in after
    assert not case.is_application


def test_what_is_wrong_is_asked_back_and_nothing_is_kept(client: Client, page: str) -> None:
    response = client.post(f"{page}plan/", PLAN | {"titel": ""})
    assert response.status_code == 422
    assert '<a href="#id_titel">Geef je plan een naam' in response.text
    assert "Voor de hele straat." in response.text
    assert client.post(f"{page}geld/", {"bedrag": "veel"}).status_code == 422
    assert not Supplement.objects.exists()


def test_two_people_at_once_lose_nothing(client: Client, case: Submission, page: str) -> None:
    form = {"gezien": seen(client.get(f"{page}plan/").text)}
    client.post(f"{page}plan/", PLAN | form)
    behind = client.post(f"{page}plan/", PLAN | form | {"voor_wie": "Voor kinderen."})

    assert behind.status_code == 422
    assert "Iemand anders heeft je plan intussen veranderd." in behind.text
    assert "Voor kinderen." in behind.text
    assert words_of(case).for_whom == "Voor de hele straat."
    again = client.post(f"{page}plan/", PLAN | {"gezien": seen(behind.text), "voor_wie": "Voor kinderen."})
    assert again.status_code == 302
    assert Submission.objects.get().supplements.filter(field="for_whom").count() == 2


def test_fields_of_other_steps_and_of_the_case_are_ignored(client: Client, case: Submission, page: str) -> None:
    extra = {"state": "granted", "status": "toegekend", "bedrag": "9.999", "wijk": "zuid", "granted_cents": "1"}
    client.post(f"{page}plan/", PLAN | extra)

    before, case = case, Submission.objects.get()
    assert (case.state, case.asked_cents, case.granted_cents, case.wijk) == ("received", None, None, before.wijk)
    assert client.get(f"{page}jij/").status_code == 404
    assert client.post(f"{page}bestaat-niet/", PLAN).status_code == 404
    assert client.post(f"{page}controleer/", PLAN).status_code in (200, 302)


def test_too_late_is_said_in_words(client: Client, town: Town) -> None:
    case = sent_plan(town)
    page = own_page(client, case)
    assert case.is_application

    assert "Je hebt het geld al aangevraagd." in client.get(page).text
    assert "aanvullen/" not in client.get(page).text
    assert "Je hebt het geld al aangevraagd." in client.get(f"{page}aanvullen/plan/").text
    assert client.post(f"{page}aanvullen/plan/", PLAN).status_code == 409
    assert not Supplement.objects.exists()


def test_the_public_text_stays_and_the_page_says_so(client: Client, town: Town) -> None:
    case = seeking_plan(town, asked_cents=100_000)
    page = f"{own_page(client, case)}aanvullen/"
    assert "De tekst op de site verandert niet vanzelf." in client.get(f"{page}plan/").text

    client.post(f"{page}plan/", PLAN | {"titel": "Iets heel anders", "reikwijdte": "buurt"})

    case.public_version.refresh_from_db()
    assert case.public_version.title == "Geveltuinen in de straat"
    assert words_of(case).title == "Iets heel anders"


def test_every_script_is_kept_as_it_was_typed(client: Client, case: Submission, page: str) -> None:
    """Fault 38."""
    for typed, kept in (*zip(KEPT, KEPT, strict=True), *TIDIED):
        assert client.post(f"{page}plan/", PLAN | {"voor_wie": typed}).status_code == 302
        assert words_of(Submission.objects.get()).for_whom == kept
        assert escape(kept) in client.get(f"{page}controleer/").text


def test_payloads_stay_words(client: Client, case: Submission, page: str) -> None:
    for payload in XSS[:12]:
        client.post(f"{page}plan/", PLAN | {"titel": payload[:150], "wat": payload})
        for path in (page.replace("aanvullen/", ""), f"{page}controleer/", f"{page}plan/"):
            assert alive(client.get(path).text) == []


def test_too_long_is_refused(client: Client, page: str) -> None:
    assert client.post(f"{page}plan/", PLAN | {"wat": "a" * 10_000}).status_code == 422
    assert not CostLine.objects.exists()
