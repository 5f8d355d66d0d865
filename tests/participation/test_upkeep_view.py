"""The form of something small, its receipt, and the own page of who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.test import Client

from cms.forms.protection import opened_at_token
from cms.models import OutgoingMail
from pages.languages import sync_trees
from participation.codes import State
from participation.models import MiniRoutePage, Submission, Upkeep
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, Town, own_page
from tests.factories.upkeep import FORM, GARDEN, PARTY, PROMISE, lay_out_routes, signed

SIGN = f"{GARDEN}afspreken/"
SIGN_PARTY = f"{PARTY}afspreken/"


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum with the first mini-routes."""
    return lay_out_routes()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def words(text: str) -> str:
    """The text of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.partition("<main")[2]))


def filled(**changes: str) -> dict[str, str]:
    """The form as somebody fills it in after a minute; None leaves a field out."""
    form = FORM | {"geopend": opened_at_token(NOW - (NOW - NOW.replace(minute=0)))} | changes
    return {name: value for name, value in form.items() if value is not None}


def test_a_garden_from_form_to_receipt(client: Client, town: Town, mailbox: Mailbox) -> None:
    page = client.get(SIGN)
    assert page.status_code == 200
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
    assert PROMISE in page.text and 'name="dag"' not in page.text

    sent = client.post(SIGN, filled())
    assert sent.status_code == 302 and sent.url.startswith("/start/ontvangen/")
    case = Submission.objects.get()
    assert (case.state, case.wijk.slug, case.is_suspicious) == (State.COMPLETED, "oost", False)

    receipt = client.get(sent.url)
    text = words(receipt.text)
    assert receipt["Cache-Control"] == "private, no-store"
    for expected in ("Je mag beginnen", case.reference, PROMISE, "Een strook tot 45 centimeter", "Samira Verhoef"):
        assert expected in text, expected
    assert "Zo gaat het verder" not in text
    assert "1221" not in text and "Fatima" not in text
    assert len(mailbox.deliver()) == 1


def test_a_party_is_told_and_looked_at(client: Client, town: Town) -> None:
    page = client.get(SIGN_PARTY)
    assert "Kies een dag vanaf vrijdag 11 december 2026." in words(page.text)
    assert 'min="2026-12-11" max="2027-11-20"' in page.text

    receipt = client.get(client.post(SIGN_PARTY, filled(dag="2026-12-11")).url)
    text = words(receipt.text)
    assert "Dank je wel, we kijken of het kan" in text and "Je mag beginnen" not in text
    assert "Samira kijkt of het op die dag kan. Je hoort het uiterlijk vrijdag 27 november 2026." in text
    assert "Op welke dag vrijdag 11 december 2026" in text
    assert Submission.objects.get().state == State.RECEIVED


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"postcode": None}, "postcode", "Vul een postcode in, of vertel in eigen woorden waar het is."),
        ({"postcode": "12"}, "postcode", "Vul je postcode in, bijvoorbeeld 1211 AB."),
        ({"postcode": "1213"}, "postcode", "Vul ook de twee letters in"),
        ({"huisnummer": "x"}, "huisnummer", "Vul een huisnummer in dat met een cijfer begint"),
        ({"naam": ""}, "naam", "Vul je naam in."),
        ({"bereik": ""}, "bereik", "Vul je e-mailadres of je telefoonnummer in."),
        ({"bereik": "ik"}, "bereik", "Vul een e-mailadres in, zoals naam@example.org"),
        ({"belofte": None}, "belofte", "Zet een vinkje bij wat je belooft."),
        ({"opmerking": "a" * 1001}, "opmerking", "gebruik hoogstens 1000 tekens"),
        ({"waar": "a" * 301}, "waar", "gebruik hoogstens 300 tekens"),
        ({"dag": ""}, "dag", "Kies op welke dag het is."),
        ({"dag": "morgen"}, "dag", "Vul een dag in die bestaat, bijvoorbeeld 31-12-2027."),
        ({"dag": "2026-12-10"}, "dag", "Kies een dag vanaf vrijdag 11 december 2026. Zoveel tijd hebben we nodig."),
        ({"dag": "2027-11-21"}, "dag", "Kies een dag tot en met zaterdag 20 november 2027."),
    ],
)
def test_what_is_wrong_is_said_above_and_beside(
    client: Client, town: Town, changes: dict[str, Any], field: str, error: str
) -> None:
    refused = client.post(SIGN_PARTY, filled(**{"dag": "2026-12-11"} | changes))

    assert refused.status_code == 422
    assert "<title>Fout: " in refused.text
    assert refused.text.count(error) == 2, "in the summary and at the field"
    assert f'href="#id_{field}"' in refused.text
    assert not Submission.objects.exists()


def test_what_was_typed_stays_after_a_refusal(client: Client, town: Town) -> None:
    refused = client.post(SIGN_PARTY, filled(dag="2026-12-10", naam="O'Brien-'t Hooft", opmerking="<b>Hoi</b>"))

    assert 'value="2026-12-10"' in refused.text
    assert "O&#x27;Brien-&#x27;t Hooft" in refused.text and "&lt;b&gt;Hoi" in refused.text


@pytest.mark.parametrize("typed", ["11-12-2026", "11/12/2026", "2026-12-11"])
def test_a_day_may_be_typed_as_people_write_it(client: Client, town: Town, typed: str) -> None:
    assert client.post(SIGN_PARTY, filled(dag=typed)).status_code == 302
    assert Upkeep.objects.get().happens_on.isoformat() == "2026-12-11"


def test_words_say_where_and_a_postcode_in_them_finds_the_wijk(client: Client, town: Town) -> None:
    client.post(SIGN, filled(postcode=None, huisnummer=None, waar="De boom voor nummer 12, 1221 ab"))

    case = Submission.objects.get()
    assert (case.wijk.slug, case.upkeep.postcode, case.state) == ("oost", "1221AB", State.COMPLETED)


def test_outside_the_town_is_explained_and_not_blocked(client: Client, town: Town) -> None:
    receipt = client.get(client.post(SIGN, filled(postcode="3511 AB")).url)
    text = words(receipt.text)

    assert "Postcode 3511 AB ligt niet in Hilversum." in text
    assert "Je wijkregisseur kijkt ernaar. Je hoort uiterlijk vrijdag 27 november 2026 of je kunt beginnen." in text
    assert Submission.objects.get().wijk is None


def test_a_robot_gets_the_same_answer_and_no_mail(client: Client, town: Town) -> None:
    assert client.post(SIGN, filled(bijschrift="koop nu")).status_code == 302
    assert Submission.objects.get().is_suspicious
    assert not OutgoingMail.objects.exists()
    assert client.post(SIGN, filled(geopend=opened_at_token(NOW))).status_code == 302
    assert Submission.objects.filter(is_suspicious=True, state=State.RECEIVED).count() == 2


def test_a_double_click_is_one_case(client: Client, town: Town) -> None:
    form = filled(sleutel="0f8fad5b-d9cb-469f-a165-70867728950e")
    for _turn in range(3):
        assert client.post(SIGN, form).status_code == 302

    assert Submission.objects.count() == OutgoingMail.objects.count() == 1


def test_no_address_gets_more_than_five_mails_an_hour(client: Client, town: Town) -> None:
    for _turn in range(7):
        assert client.post(SIGN, filled()).status_code == 302

    assert (Submission.objects.count(), OutgoingMail.objects.count()) == (7, 5)


def test_the_61st_form_in_an_hour_has_to_wait(client: Client, town: Town) -> None:
    for _turn in range(60):
        client.post(SIGN, {"naam": ""})

    assert client.post(SIGN, filled()).status_code == 429
    assert not Submission.objects.exists()


def test_what_the_form_does_not_ask_is_ignored(client: Client, town: Town) -> None:
    client.post(SIGN, filled(dag="2026-12-11", state="spam", wijk="zuid", promise="Niets", route="straatfeest"))

    agreement = Upkeep.objects.select_related("submission__wijk").get()
    assert (agreement.happens_on, agreement.route, agreement.promise) == (None, "geveltuin", PROMISE)
    assert (agreement.submission.state, agreement.submission.wijk.slug) == (State.COMPLETED, "oost")


def test_in_english_the_code_is_the_same_and_the_promise_reads_as_it_stood(client: Client, town: Town) -> None:
    sync_trees("en")
    page = MiniRoutePage.objects.get(slug="geveltuin", locale__language_code="en")
    MiniRoutePage.objects.filter(pk=page.pk).update(slug="front-garden", promise="I look after it.", alias_of=None)
    page = MiniRoutePage.objects.get(pk=page.pk)
    page.set_url_path(page.get_parent())
    page.save()
    client.post("/en/zo-geregeld/front-garden/afspreken/", filled())

    agreement = Upkeep.objects.select_related("submission").get()
    assert (agreement.route, agreement.promise) == ("geveltuin", "I look after it.")
    assert agreement.submission.language == "en"


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("put", 405), ("delete", 405)])
def test_other_methods(client: Client, town: Town, method: str, status: int) -> None:
    assert getattr(client, method)(SIGN).status_code == status


def test_confirming_leads_to_the_own_page_that_stands_for_a_promise(
    client: Client, town: Town, mailbox: Mailbox
) -> None:
    signed(town)
    link = re.search(r"/bevestig/[^/\s]+/", mailbox.deliver()[0].body).group()
    assert "Een geveltuin maken" in client.get(link).text
    own = client.get(client.post(link).url)
    text = words(own.text)

    assert own.status_code == 200
    assert "Een geveltuin maken" in text and "Afgesproken" in text
    assert "Trek je plan in" not in text and "Steun zoeken" not in text and "aanvragen" not in own.text


def test_a_party_can_be_called_off_on_the_own_page(client: Client, town: Town) -> None:
    case = signed(town, route="straatfeest", happens_on=NOW.date().replace(month=12, day=31), notice_days=21)
    case.applicants.update(email_confirmed_at=NOW)
    own = own_page(client, case)

    assert "We kijken of het kan" in words(client.get(own).text)
    assert client.get(f"{own}aanvragen/").status_code == 302
    client.post(f"{own}intrekken/")
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN
    assert words(client.get(own).text).count("Ingetrokken") == 2


def test_the_mail_to_confirm_can_be_asked_again_on_the_receipt(client: Client, town: Town) -> None:
    receipt = client.post(SIGN, filled()).url
    assert "Stuur de mail opnieuw" in client.get(receipt).text
    assert client.post(receipt).status_code == 302
    assert list(OutgoingMail.objects.values_list("template", flat=True)) == ["upkeep_received", "confirm_email"]
    assert OutgoingMail.objects.filter(to_hash="").count() == 0 and EMAIL not in str(OutgoingMail.objects.values())
