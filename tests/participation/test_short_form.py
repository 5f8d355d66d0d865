"""The short form at /start/: three questions, two minutes (participation.md, the path, step 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from participation.codes import Kind
from participation.models import Applicant, Submission
from tests.conftest import NOW, Mailbox
from tests.factories.files import photo
from tests.factories.residents import EMAIL, SHORT, Town, lay_out_town


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def friday(town: Town) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


def sent(client: Client, **changes: object) -> Submission:
    """What became of a form that is taken in."""
    response = client.post("/start/", SHORT | changes)
    assert response.status_code == 302, re.findall(r'href="#id_\w+">([^<]+)', response.text)
    return Submission.objects.order_by("-pk").first()


def test_the_page_shows_routes_and_a_private_form(client: Client) -> None:
    response = client.get("/start/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "Wat wil je voor je buurt?" in response.text
    for label in ("Wat wil je doen?", "Waar?", "Hoe bereiken we je?"):
        assert re.search(rf"<label[^>]*>\s*{re.escape(label)}\s*</label>", response.text)
    assert "Verstuur je plan" in response.text
    assert response.text.count("<form") == 1


def test_three_answers_are_enough(client: Client, mailbox: Mailbox) -> None:
    case = sent(client)

    assert case.wijk.slug == "oost"
    assert case.initiative.title == "Een bankje bij de vijver"
    assert case.initiative.place_text == "1221 AB"
    assert case.initiative.is_short
    assert case.asked_cents is None
    assert Applicant.objects.get().email == EMAIL
    assert [mail.template for mail in mailbox.queued] == ["plan_received"]


def test_after_sending_the_receipt_is_shown(client: Client) -> None:
    response = client.post("/start/", SHORT, follow=True)

    case = Submission.objects.get()
    assert response.redirect_chain[0][0].startswith("/start/ontvangen/")
    assert case.reference in response.text
    # Friday 20 November; five working days later is Friday 27 November.
    assert "vrijdag 27 november 2026" in response.text
    assert "vrijdag 20 november 2026, 14.32 uur" in response.text


@pytest.mark.parametrize(
    ("where", "slug"),
    [
        ("Vaartweg 12, 1213 la Hilversum", "zuid"),
        ("1221ab", "oost"),
        ("in 1223", "oost"),
        ("bij het station", None),
        ("1213", None),
        ("1012 AB Amsterdam", None),
        ("op de hoek van nummer 1223 en omgeving", "oost"),
    ],
)
def test_a_postcode_in_the_place_gives_the_wijk(client: Client, town: Town, where: str, slug: str | None) -> None:
    case = sent(client, waar=where)

    assert (case.wijk and case.wijk.slug) == slug
    assert case.initiative.place_text == where


def test_a_chosen_wijk_goes_before_the_postcode(client: Client) -> None:
    assert sent(client, wijk="zuid").wijk.slug == "zuid"


def test_not_knowing_the_wijk_is_an_answer(client: Client) -> None:
    assert sent(client, waar="bij het water", wijk="onbekend").wijk is None


@pytest.mark.parametrize(
    ("typed", "email", "phone"),
    [
        ("fatima@example.org", "fatima@example.org", ""),
        (" Fatima@Example.org ", "Fatima@Example.org", ""),
        ("06-1234 5678", "", "0612345678"),
        ("+31 6 12345678", "", "0612345678"),
        ("0031 (0)35 624 12 34", "", "0356241234"),
        ("+49 30 1234567", "", "+49301234567"),
        ("fatima@example.org of 06 12345678", "fatima@example.org", "0612345678"),
        ("tel: 035-6241234, mail fatima@example.org", "fatima@example.org", "0356241234"),
    ],
)
def test_we_reach_people_by_mail_phone_or_both(client: Client, typed: str, email: str, phone: str) -> None:
    sent(client, bereik=typed)

    found = Applicant.objects.get()
    assert (found.email, found.phone) == (email, phone)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul je e-mailadres of je telefoonnummer in. Anders kunnen we je niet bereiken."),
        ("fatima", "Vul een e-mailadres in, zoals naam@example.org, of een telefoonnummer, zoals 06 12345678."),
        ("fatima@", "Kijk je e-mailadres na. Het ziet eruit als naam@example.org."),
        ("fatima@example", "Kijk je e-mailadres na. Het ziet eruit als naam@example.org."),
        ("6241234", "Zet het netnummer voor je telefoonnummer, bijvoorbeeld 035 1234567."),
        (
            "06 123456",
            "Kijk je telefoonnummer na. Het heeft 10 cijfers, bijvoorbeeld 06 12345678 of 035 1234567.",
        ),
    ],
)
def test_a_contact_with_a_mistake_is_asked_back(client: Client, typed: str, sentence: str) -> None:
    response = client.post("/start/", SHORT | {"bereik": typed})

    assert response.status_code == 422
    assert response.text.count(sentence) == 2  # in the summary and beside the field
    assert Submission.objects.count() == 0


def test_an_empty_form_has_as_many_links_as_mistakes(client: Client) -> None:
    response = client.post("/start/", {})

    assert response.status_code == 422
    assert "<title>Fout: Vertel je idee" in response.text
    assert re.findall(r'<li><a href="#(\w+)">', response.text) == ["id_wat", "id_waar", "id_bereik"]
    assert response.text.count('class="wp-error"') == 3
    assert response.text.index("Er is iets niet goed ingevuld") < response.text.index("<h1")


def test_what_was_typed_stays_after_a_mistake(client: Client) -> None:
    typed = {"wat": "Nguyễn & O'Brien-'t Hooft 🌳", "waar": "Bosdrift", "bereik": "fout", "bedrag": "1.500,00"}

    response = client.post("/start/", typed)

    assert "Nguyễn &amp; O&#x27;Brien-&#x27;t Hooft 🌳" in response.text
    assert 'value="Bosdrift"' in response.text
    assert 'value="1.500,00"' in response.text


@pytest.mark.parametrize(("typed", "cents"), [("1.500,00", 150_000), ("1500", 150_000), ("€ 1 500", 150_000)])
def test_an_amount_is_read_as_people_write_it(client: Client, typed: str, cents: int) -> None:
    assert sent(client, bedrag=typed).asked_cents == cents


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("veel", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("1,5 ton", "Bedoel je €\xa0150.000? Schrijf het bedrag dan in cijfers."),
    ],
)
def test_an_amount_that_is_none_is_asked_back(client: Client, typed: str, sentence: str) -> None:
    response = client.post("/start/", SHORT | {"bedrag": typed})

    assert response.status_code == 422
    assert sentence in response.text.replace("&nbsp;", "\xa0")


def test_more_than_2000_euro_is_an_application_at_once(client: Client) -> None:
    assert sent(client, bedrag="2.000,01").is_application
    assert not sent(client, bedrag="2.000", sleutel="").is_application


def test_a_small_plan_for_the_street_gets_the_fast_lane(client: Client) -> None:
    case = sent(client, bedrag="500", reikwijdte="straat")

    # Two working days after Friday 20 November.
    assert f"{case.answer_due_on:%Y-%m-%d}" == "2026-11-24"


@pytest.mark.parametrize(("route", "kind"), [("taak", Kind.CHALLENGE), ("vraag", Kind.SIGNAL), ("x", Kind.INITIATIVE)])
def test_the_route_gives_the_kind(client: Client, route: str, kind: str) -> None:
    assert sent(client, soort=route).kind == kind


def test_a_form_sent_twice_is_one_case_and_one_mail(client: Client, mailbox: Mailbox) -> None:
    key = "6c7f6a0e-6f0f-4f4e-9c2b-0d2a5c1b7e11"

    for _turn in range(10):
        assert client.post("/start/", SHORT | {"sleutel": key}).status_code == 302

    assert Submission.objects.count() == 1
    assert len(mailbox.queued) == 1


def test_a_form_without_trap_or_haste_is_not_suspicious(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        opened = re.search(r'name="geopend" value="([^"]+)"', client.get("/start/").text).group(1)
        clock.shift(30)
        assert not sent(client, geopend=opened).is_suspicious


def test_a_trap_or_haste_sets_apart_and_never_refuses(client: Client) -> None:
    opened = re.search(r'name="geopend" value="([^"]+)"', client.get("/start/").text).group(1)

    assert sent(client, geopend=opened).is_suspicious
    assert sent(client, bijschrift="koop nu").is_suspicious


def test_a_photo_comes_along_without_its_name(client: Client) -> None:
    case = sent(client, bestanden=photo())

    assert [(file.width, file.height, file.extension) for file in case.attachments.all()] == [(20, 10, "jpg")]
    assert "bankje" not in case.attachments.get().file.name


def test_a_file_that_is_no_photo_keeps_the_other_answers(client: Client) -> None:
    file = SimpleUploadedFile("foto.jpg", b"<html>geen foto</html>", "image/jpeg")

    response = client.post("/start/", SHORT | {"bestanden": file})

    assert response.status_code == 422
    assert "De naam van dit bestand past niet bij de inhoud. Bewaar de foto opnieuw als JPG." in response.text
    assert 'value="1221 AB"' in response.text
    assert "<details" in response.text and " open>" in response.text


def test_a_good_photo_is_asked_again_when_something_else_was_wrong(client: Client) -> None:
    response = client.post("/start/", SHORT | {"bereik": "", "bestanden": photo()})

    assert "Kies je bestanden opnieuw: die kunnen we niet onthouden." in response.text


def test_the_61st_form_in_an_hour_is_kept_but_not_taken_in(client: Client) -> None:
    for _turn in range(60):
        client.post("/start/", {})

    response = client.post("/start/", SHORT)

    assert response.status_code == 429
    assert "Probeer het over een uur opnieuw" in response.text
    assert 'value="1221 AB"' in response.text
    assert Submission.objects.count() == 0


def test_extra_fields_change_nothing(client: Client) -> None:
    case = sent(client, state="granted", granted_cents="100", reference="WP-1", kind="signal", is_short="")

    assert (case.state, case.granted_cents, case.kind) == ("received", None, Kind.INITIATIVE)


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("Een bankje. En bloemen.", "Een bankje"),
        ("Ik wil bijv. een bankje bij de vijver", "Ik wil bijv. een bankje bij de vijver"),
        ("Een plek voor iedereen!\nEn nog meer", "Een plek voor iedereen"),
        ("Meer dan 2.000 euro is niet nodig", "Meer dan 2.000 euro is niet nodig"),
        ("a" * 200, "a" * 99 + "…"),
        ("woord " * 40, ("woord " * 16).strip() + "…"),
    ],
)
def test_the_title_is_the_first_sentence(client: Client, what: str, title: str) -> None:
    assert sent(client, wat=what).initiative.title == title


def test_a_text_that_is_too_long_is_asked_back_whole(client: Client) -> None:
    response = client.post("/start/", SHORT | {"wat": "é" * 3001})

    assert response.status_code == 422
    assert "Maak dit korter: gebruik hoogstens 3000 tekens. Nu zijn het er 3001." in response.text
    assert "é" * 3001 in response.text
