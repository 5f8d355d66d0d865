"""Whatever is thrown at the forms: kept as it is, or asked back; never an error page (faults 32, 37, 38)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from django.test import Client

from participation.forms.contact import meant_email, parse_phone
from participation.forms.places import postcode_in
from participation.models import Initiative, Submission
from tests.conftest import NOW
from tests.factories.residents import SHORT, SUPPORT, Town, lay_out_town, own_page, seeking_plan, sent_plan

pytestmark = pytest.mark.once

ODD = [
    "🌳👩‍👩‍👧‍👦 een boom voor iedereen",
    "مرحبا بالجيران",
    "Ẑ̴a̴l̴g̴o̴ in de straat",
    "İstanbul-plein en Straße",
    "' OR 1=1; DROP TABLE wijk; --",
    "{{ settings.SECRET_KEY }} {% debug %}",
    '=HYPERLINK("https://kwaad.example.com")',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "%2568%2574%2574%2570",
    "../../etc/passwd",
]
UNSEEN = ["a\x00b", "recht\u202eskni", "zacht\u00adstreepje", "niets\u200btussen", "\ufeffbegin"]


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def friday(town: Town) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_kept_as_they_are_and_shown_inert(client: Client, text: str) -> None:
    refused = client.post("/start/", SHORT | {"wat": text, "waar": text, "bereik": ""})
    response = client.post("/start/", SHORT | {"wat": text, "waar": text})

    assert refused.status_code == 422
    assert "<script>alert" not in refused.text and "<img src=x" not in refused.text
    assert response.status_code == 302
    sent = Initiative.objects.get()
    assert (sent.what, sent.place_text) == (text, text)
    own = client.get(own_page(client, sent.submission))
    assert "<script>alert" not in own.text and "<img src=x" not in own.text
    assert "test-0123456789" not in own.text


@pytest.mark.parametrize("text", UNSEEN)
def test_what_nobody_sees_is_left_out(client: Client, text: str) -> None:
    assert client.post("/start/", SHORT | {"wat": text}).status_code == 302

    what = Initiative.objects.get().what
    assert what and not set(what) & set("\x00\u202e\u00ad\u200b\ufeff")


@pytest.mark.parametrize(
    "typed",
    [
        {"sleutel": "geen-uuid", "geopend": "x", "soort": "<x>"},
        {"wijk": "atlantis"},
        {"reikwijdte": "heelal"},
        {"bedrag": "9" * 500},
        {"bedrag": "-1"},
        {"bedrag": "1e9"},
        {"bedrag": "NaN"},
        {"bereik": "@" * 300},
        {"bereik": "a@b" * 90},
        {"bereik": "x@" + "y" * 250 + ".nl"},
        {"bereik": "1" * 299},
        {"waar": "x" * 301},
        {"naam": "n" * 101},
        {"bestanden": "geen bestand"},
        {"wat": "w" * 100_000},
    ],
)
def test_no_input_of_the_short_form_is_an_error_page(client: Client, typed: dict[str, str]) -> None:
    assert client.post("/start/", SHORT | typed).status_code in (302, 422)


@pytest.mark.parametrize(
    "typed",
    [
        {"postcode": "١٢٣٤AB"},
        {"postcode": "0123 AB"},
        {"postcode": "1221\u200b ab"},
        {"huisnummer": "-1"},
        {"huisnummer": "9" * 20},
        {"huisnummer": "12 bis-3"},
        {"organisatie_soort": "sekte", "organisatie": "x"},
        {"organisatie_soort": "school", "organisatie": "x" * 121},
        {"email": "a" * 300 + "@example.org"},
        {"email": "a@example.org\r\nBcc: b@example.org"},
        {"nieuws": "misschien"},
    ],
)
def test_no_input_of_the_support_form_is_an_error_page(client: Client, town: Town, typed: dict[str, str]) -> None:
    case = seeking_plan(town)
    path = f"/wijken/oost/initiatieven/{case.reference.lower()}-x/steunen/"

    assert client.post(path, SUPPORT | typed).status_code in (302, 422)


@pytest.mark.parametrize("page", ["plan", "plek", "geld", "jij"])
@pytest.mark.parametrize("text", [*ODD, *UNSEEN, "x" * 20_000])
def test_no_input_of_the_whole_form_is_an_error_page(client: Client, page: str, text: str) -> None:
    start = "/initiatieven/indienen/"
    base = client.post(start, {"titel": "Tuin", "wat": "Tuin", "verder": ""})["Location"].removesuffix("plek/")
    fields = {
        "plan": ["titel", "wat", "voor_wie", "wanneer", "waartoe", "reikwijdte", "onderwerp"],
        "plek": ["postcode", "huisnummer", "waar", "wijk"],
        "geld": ["bedrag", "weet_niet", "kosten_1", "kosten_1_bedrag", "inkomsten_3", "eigen_inzet", "ander_geld"],
        "jij": ["naam", "email", "telefoon", "adres", "organisatie"],
    }[page]

    for button in ("verder", "terug", "bewaar"):
        response = client.post(f"{base}{page}/", dict.fromkeys(fields, text) | {button: ""})
        assert response.status_code in (302, 422)
        shown = client.get(f"{base}{page}/")
        assert shown.status_code in (200, 302)
        assert "<script>alert" not in shown.text
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/start/ontvangen/{}/", "/bevestig/{}/", "/mijn-plan/{}/", "/steun/bevestig/{}/", "/steun/intrekken/{}/"]
)
@pytest.mark.parametrize("token", ["0", "1-", "-1", "1-x", "9" * 40, "١-x", "%00", "a" * 2000, "1-é"])
def test_no_token_is_an_error_page(client: Client, path: str, token: str) -> None:
    for response in (client.get(path.format(token)), client.post(path.format(token))):
        assert response.status_code == 404


def test_the_same_number_twice_in_a_post_is_no_error(client: Client, town: Town) -> None:
    sent_plan(town)

    assert (
        client.post("/start/", {"wat": ["a", "b"], "waar": ["c", "d"], "bereik": ["x", "06 12345678"]}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bosdrift 12, 1215 AA", "1215AA"),
        ("1215aa Hilversum", "1215AA"),
        ("bij 1213 en omgeving", "1213"),
        ("nummer 2026", ""),
        ("€ 1215 voor bankjes", ""),
        ("het jaar 1424", ""),
        ("", ""),
    ],
)
def test_a_postcode_is_found_in_a_sentence(town: Town, text: str, found: str) -> None:
    assert postcode_in(text) == found


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06-12345678", "0612345678"),
        ("(035) 624 12 34", "0356241234"),
        ("+31(0)612345678", "0612345678"),
        ("+31 06 12345678", "0612345678"),
        ("+32 475 12 34 56", "+32475123456"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, stored: str) -> None:
    assert parse_phone(typed) == stored


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a@gmial.com", "a@gmail.com"),
        ("a@hotnail.com", "a@hotmail.com"),
        ("a@gmail.com", ""),
        ("a@example.org", ""),
        ("a@ziggo.n", "a@ziggo.nl"),
        ("geen", ""),
    ],
)
def test_a_mistyped_provider_is_recognised(typed: str, meant: str) -> None:
    assert meant_email(typed) == meant
