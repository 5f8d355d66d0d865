"""Find your wijk by postcode: one wijk leads on, everything else gets a friendly answer."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from tests.factories.cms import make_wijk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wijken() -> None:
    """Oost, and Zuid and Zuidoost that share 1213."""
    make_wijk("oost", "1221", "1223")
    make_wijk("zuid", "1214", "1213LA-1213ZZ")
    make_wijk("zuidoost", "1213AA-1213KZ")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("1221AB", "oost"),
        ("1223 ab", "oost"),
        ("1221", "oost"),
        ("1213 LA", "zuid"),
        ("1213kz", "zuidoost"),
        (" 12 14\u00a0AA ", "zuid"),
    ],
)
def test_a_postcode_of_one_wijk_leads_to_its_page(client: Client, typed: str, slug: str) -> None:
    answer = client.get("/vind-je-wijk/", {"postcode": typed})

    assert (answer.status_code, answer["Location"]) == (302, f"/wijken/{slug}/")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1213", "Postcode 1213 ligt in twee wijken: Zuid en Zuidoost. Vul ook de twee letters in."),
        ("3511 AB", "We kennen postcode 3511 AB niet. Klopt de postcode? Kies dan hieronder je wijk."),
        ("Kerkstraat", "Dit is geen postcode. Vul vier cijfers en twee letters in, bijvoorbeeld 1223 AB."),
        ("", "Vul je postcode in, bijvoorbeeld 1223 AB."),
    ],
)
def test_what_leads_nowhere_says_what_to_do(client: Client, typed: str, sentence: str) -> None:
    answer = client.get("/vind-je-wijk/", {"postcode": typed})

    assertContains(answer, sentence)
    assertContains(answer, f'value="{typed}"')
    assertContains(answer, "<title>Fout: Vind je wijk | ")
    assertContains(answer, '<a href="/wijken/oost/"')


def test_a_postcode_of_two_wijken_offers_both(client: Client) -> None:
    answer = client.get("/vind-je-wijk/", {"postcode": "1213"})

    for slug, name in (("zuid", "Zuid"), ("zuidoost", "Zuidoost")):
        button = f'<a class="wp-button wp-button--secondary" href="/wijken/{slug}/">{name}</a>'
        assertContains(answer, button, html=True)


def test_without_a_question_there_is_no_error(client: Client) -> None:
    answer = client.get("/vind-je-wijk/")

    assertContains(answer, "<title>Vind je wijk | ")
    assertNotContains(answer, "is-invalid")


def test_what_was_typed_is_shown_as_text_and_no_longer_than_a_line(client: Client) -> None:
    answer = client.get("/vind-je-wijk/", {"postcode": '"><script>alert(1)</script>' + "x" * 5000})

    assertNotContains(answer, "<script>alert(1)")
    assertNotContains(answer, "x" * 41)


def test_nothing_is_kept_of_who_asked(client: Client) -> None:
    for typed in ("1221AB", "1213", "Kerkstraat"):
        answer = client.get("/vind-je-wijk/", {"postcode": typed})

        assert not answer.cookies
        assert b"csrfmiddlewaretoken" not in answer.content


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/vind-je-wijk/", {"postcode": "1221AB"}).status_code == 405
