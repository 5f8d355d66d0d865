"""`/start/`: what fits here and what goes elsewhere (participation.md, the path, step 1)."""

from __future__ import annotations

import re

import pytest
import time_machine

from django.test import Client

from tests.conftest import NOW
from tests.factories.residents import Town, lay_out_town, seeking_plan


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


def links(text: str) -> list[str]:
    """Where the routes lead."""
    routes = re.search(r'<ul class="wp-routes">(.+?)</ul>', text, re.DOTALL).group(1)
    return re.findall(r'<h3><a href="([^"]+)"', routes)


def test_every_route_leads_somewhere(client: Client, town: Town) -> None:
    text = client.get("/start/").text

    assert links(text) == ["#plan", "/initiatieven/", "/uitdagen/", "/start/?soort=vraag#kort"]
    assert 'id="plan"' in text and 'id="kort"' in text
    assert 'href="/initiatieven/indienen/"' in text


def test_what_is_broken_is_reported_by_phone_or_at_the_address_that_was_set(
    client: Client, town: Town, settings: object
) -> None:
    assert 'Bel <a href="tel:14035">14 035</a>' in client.get("/start/").text

    settings.MELDING_URL = "https://meldingen.example.org/"
    assert "https://meldingen.example.org/" in links(client.get("/start/").text)


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("taak", "Vertel welke taak of welk gebouw jullie willen overnemen"),
        ("vraag", "Schrijf je vraag of klacht bij ‘Wat wil je doen?’."),
    ],
)
def test_the_route_is_kept_in_the_form(client: Client, town: Town, route: str, words: str) -> None:
    text = client.get(f"/start/?soort={route}").text

    assert words in text
    assert f'name="soort" value="{route}"' in text


def test_a_route_that_does_not_exist_is_a_plan(client: Client, town: Town) -> None:
    text = client.get('/start/?soort="><script>').text

    assert "<script>" not in text.replace('<script src="', "")
    assert "Drie vragen, twee minuten." in text


def test_plans_that_seek_support_are_named_beside_the_form(client: Client, town: Town) -> None:
    with time_machine.travel(NOW, tick=False):
        case = seeking_plan(town)
        text = client.get("/start/").text

    assert "Geveltuinen in de straat" in text
    assert f"/wijken/oost/initiatieven/{case.reference.lower()}-" in text


def test_head_and_other_methods(client: Client, town: Town) -> None:
    assert client.head("/start/").status_code == 200
    assert client.put("/start/").status_code == 405
