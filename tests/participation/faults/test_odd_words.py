"""Names and words of every script, controls, and too much of it: kept as it is, or asked back (fault 38)."""

from __future__ import annotations

import pytest

from django.test import Client
from django.utils.html import escape

from participation.models import Applicant, CostLine, Initiative, Message, Submission, Support
from tests.factories.residents import SHORT, SUPPORT, Town, own_page
from tests.participation.faults.forms import WHOLE, fill_in, send
from tests.payloads import KEPT, TIDIED, TOO_LONG

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.once]

# As typed, and as it must come back.
WORDS = (*((text, text) for text in KEPT), *TIDIED)
IN_PLAN = ("titel", "wat", "voor_wie", "wanneer", "waartoe")
STORED = ("title", "what", "for_whom", "when_text", "goal")


def screen(client: Client, case: Submission) -> str:
    """The case as the wijkregisseur sees it."""
    return client.get(f"/beheer/te-behandelen/{case.pk}/").text


@pytest.fixture
def desk(town: Town) -> Client:
    """The browser of the wijkregisseur."""
    desk = Client()
    desk.force_login(town.wijkregisseur)
    return desk


def test_the_short_form_keeps_every_word(client: Client, desk: Client) -> None:
    for typed, stored in WORDS:
        response = send(client, "/start/", SHORT | {"wat": typed, "waar": typed, "naam": typed})
        assert response.status_code == 302, typed
        sent = Initiative.objects.latest("pk")
        assert (sent.what, sent.place_text) == (stored, stored)
        assert Applicant.objects.latest("pk").name == stored
        assert escape(stored) in screen(desk, sent.submission)
        assert client.get(own_page(client, sent.submission)).status_code == 200


def test_the_whole_form_keeps_every_word(client: Client, desk: Client) -> None:
    for typed, stored in WORDS:
        browser = Client()
        base = fill_in(
            browser,
            plan=dict.fromkeys(IN_PLAN, typed),
            plek={"waar": typed},
            geld={"kosten_1": typed, "eigen_inzet": typed, "ander_geld": typed},
            jij={"naam": typed, "adres": typed, "organisatie": typed},
        )
        check = browser.get(f"{base}controleer/")
        assert escape(stored) in check.text, typed
        assert send(browser, f"{base}controleer/", {"verstuur": ""}).status_code == 302
        sent = Initiative.objects.latest("pk")
        names = (*STORED, "place_text", "own_effort", "other_funding")
        assert {getattr(sent, name) for name in names} == {stored}
        assert CostLine.objects.latest("pk").description == stored
        applicant = Applicant.objects.latest("pk")
        assert {applicant.name, applicant.address, applicant.organisation} == {stored}
        assert escape(stored) in screen(desk, sent.submission)


def test_a_concern_and_an_organisation_keep_every_word(
    client: Client, desk: Client, plan: Submission, place: str
) -> None:
    for number, (typed, stored) in enumerate(WORDS):
        who = SUPPORT | {"email": f"buur{number}@example.org"}
        party = {"organisatie_soort": "vereniging", "organisatie": typed}
        assert send(client, f"{place}steunen/", who | party).status_code == 302, typed
        assert Support.objects.latest("pk").party_name == stored
        assert send(client, f"{place}zorg/", who | {"zorg": typed}).status_code == 302, typed
        assert Message.objects.latest("pk").text == stored


def test_a_message_keeps_every_word_and_both_sides_read_it(client: Client, desk: Client, plan: Submission) -> None:
    page = own_page(client, plan)
    for typed, stored in WORDS:
        assert send(client, f"{page}bericht/", {"bericht": typed}).status_code == 302, typed
        assert Message.objects.latest("pk").text == stored
    both = client.get(page).text, screen(desk, plan)
    for _typed, stored in WORDS:
        assert all(escape(stored) in text for text in both), stored


@pytest.mark.parametrize(
    "name", ["O'Brien-'t Hooft", "Nguyễn", "İ", "X Æ A-12", "毛", "Ó'Súilleabháin, 3e", "Jan\u200bsen"]
)
def test_a_name_is_whatever_people_are_called(client: Client, mailbox, name: str) -> None:
    send(client, "/start/", SHORT | {"naam": name})
    kept = name.replace("\u200b", "")
    assert Applicant.objects.get().name == kept
    assert len(mailbox.deliver()) == 1


def test_ten_thousand_characters_are_asked_back_and_stay_on_the_page(client: Client, place: str) -> None:
    forms = {
        "/start/": (SHORT, ("wat", "waar", "bereik", "naam", "bedrag")),
        f"{place}steunen/": (SUPPORT, ("email", "postcode", "huisnummer", "organisatie")),
        f"{place}zorg/": (SUPPORT | {"zorg": "x"}, ("zorg", "email", "postcode", "huisnummer")),
        WHOLE: ({"titel": "x", "wat": "x", "verder": ""}, (*IN_PLAN, "onderwerp", "reikwijdte")),
    }
    for path, (filled, names) in forms.items():
        for name in names:
            response = send(client, path, filled | {name: TOO_LONG})
            if path == WHOLE:
                response = client.get(response["Location"]) if response.status_code == 302 else response
                assert response.status_code in (200, 422), (path, name)
            else:
                assert response.status_code == 422, (path, name)
            assert "wp-error" in response.text or path == WHOLE, (path, name)
    assert not Submission.objects.filter(initiative__what=TOO_LONG).exists()
    assert not Support.objects.exists()


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200b\u200b", "\u00a0", "\x00", "\u202e\u2069"])
def test_what_looks_empty_is_empty(client: Client, place: str, text: str) -> None:
    assert send(client, "/start/", SHORT | {"wat": text}).status_code == 422
    assert send(client, f"{place}zorg/", SUPPORT | {"zorg": text}).status_code == 422
    assert send(client, WHOLE, {"titel": text, "wat": "x", "verder": ""}).status_code == 422
    assert not Support.objects.exists()


def test_bytes_that_are_no_text_are_no_error(client: Client, place: str) -> None:
    for path in ("/start/", f"{place}zorg/", WHOLE):
        raw = b"wat=%ff%fe&zorg=%c3%28&waar=%ed%a0%80&bereik=%00&email=%f0%9f&titel=%80"
        response = client.post(path, raw, content_type="application/x-www-form-urlencoded", REMOTE_ADDR="10.8.8.8")
        assert response.status_code in (302, 400, 422), path
