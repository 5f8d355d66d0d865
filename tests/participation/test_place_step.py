"""Where a plan is: an address that is looked up, a pin on the map, and more than one wijk."""

from __future__ import annotations

import html
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from django.test import Client

from cms.models import PostcodeArea
from participation import listing
from participation.codes import Scope
from participation.models import Submission
from participation.selectors import initiative_path, recent_public, seeking_support
from participation.services.campaigns import default_areas
from tests.conftest import NOW
from tests.factories.locatieserver import BOSDRIFT, found, running, say
from tests.factories.residents import Town, lay_out_town, own_page, seeking_plan, sent_plan
from tests.participation.test_plan_form import begun, errors, filled_in
from tests.policies import policy_of

AT_BOSDRIFT = {"postcode": "1215 AA", "huisnummer": "12"}
PIN = {"breedte": "52.2255004", "lengte": "5.1990000"}
TILES = "https://tegels.example.org"


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def friday(town: Town) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


def check_page(client: Client, base: str) -> str:
    """The page with all answers, as people read it."""
    return html.unescape(client.get(f"{base}controleer/").text)


def sent(client: Client, base: str) -> Submission:
    """The case that a finished form becomes."""
    assert client.post(f"{base}controleer/", {"verstuur": ""}).status_code == 302
    return Submission.objects.select_related("initiative", "wijk").get()


def test_the_street_is_found_shown_and_kept(client: Client, settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as server:
        settings.PDOK_URL = server.url
        base = filled_in(client, plek=AT_BOSDRIFT)
        page = check_page(client, base)
        case = sent(client, base)

    assert "Bosdrift 12, Hilversum" in page
    assert case.initiative.place_text == "Bosdrift 12, Hilversum"
    assert (case.initiative.latitude, case.initiative.longitude) == (Decimal("52.214988"), Decimal("5.170123"))
    assert len(server.asked) == 1


def test_what_the_resident_wrote_goes_before_the_address(client: Client, settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as server:
        settings.PDOK_URL = server.url
        base = filled_in(client, plek=AT_BOSDRIFT | {"waar": "Het hofje"} | PIN)
        page = check_page(client, base)
        case = sent(client, base)

    assert "Bosdrift 12, Hilversum" in page and "Het hofje" in page and "Je hebt een pin gezet." in page
    assert case.initiative.place_text == "Het hofje"
    assert (case.initiative.latitude, case.initiative.longitude) == (Decimal("52.225500"), Decimal("5.199000"))


def test_another_number_is_looked_up_anew(client: Client, settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as server:
        settings.PDOK_URL = server.url
        base = filled_in(client, plek=AT_BOSDRIFT)
        client.post(f"{base}plek/?wijzig=1", AT_BOSDRIFT | {"verder": ""})
        assert len(server.asked) == 1
        client.post(f"{base}plek/?wijzig=1", AT_BOSDRIFT | {"huisnummer": "14", "verder": ""})
        page = check_page(client, base)

    assert len(server.asked) == 2
    assert "Bosdrift" not in page


@pytest.mark.parametrize("answer", [say(b"", 500), say(b"<html>"), say(found())])
def test_a_look_up_that_fails_is_no_obstacle(client: Client, settings: Any, answer: Any) -> None:
    with running(answer) as server:
        settings.PDOK_URL = server.url
        base = filled_in(client, plek=AT_BOSDRIFT)
        case = sent(client, base)

    assert server.asked
    assert (case.initiative.postcode, case.initiative.house_number) == ("1215AA", "12")
    assert (case.initiative.place_text, case.initiative.latitude) == ("", None)


def test_the_postcode_decides_the_wijk_whatever_the_look_up_says(client: Client, town: Town, settings: Any) -> None:
    area = PostcodeArea.objects.get(first__lte="1215AA", last__gte="1215AA")
    with running(say(found(BOSDRIFT | {"wijknaam": "Oost", "centroide_ll": "POINT(5.199 52.2255)"}))) as server:
        settings.PDOK_URL = server.url
        case = sent(client, filled_in(client, plek=AT_BOSDRIFT))

    assert case.wijk == area.wijk != town.wijken["oost"]


def test_a_pin_is_an_answer(client: Client) -> None:
    base = filled_in(client, plek={"postcode": "", "huisnummer": ""} | PIN)

    assert "Je hebt een pin gezet." in check_page(client, base)
    initiative = sent(client, base).initiative
    assert (initiative.latitude, initiative.longitude) == (Decimal("52.225500"), Decimal("5.199000"))


@pytest.mark.parametrize(
    "pin",
    [{"breedte": "52.37", "lengte": "4.89"}, {"breedte": "x", "lengte": "<b>"}, {"breedte": "9" * 40, "lengte": "0"}],
)
def test_a_pin_elsewhere_is_left_out_with_a_sentence(client: Client, pin: dict[str, str]) -> None:
    base = filled_in(client, plek=AT_BOSDRIFT | pin)

    sentence = "De pin op de kaart staat niet in Hilversum. Daarom gebruiken we hem niet."
    assert sentence in client.get(f"{base}geld/").text
    page = check_page(client, base)
    assert sentence in page and "Je hebt een pin gezet." not in page
    assert sent(client, base).initiative.latitude is None


def test_a_pin_elsewhere_alone_is_no_answer(client: Client) -> None:
    response = client.post(f"{begun(client)}plek/", {"breedte": "52.37", "lengte": "4.89", "verder": ""})

    assert [words for _target, words in errors(response.text)] == [
        "Vul een postcode in, of vertel in eigen woorden waar het is."
    ]


def test_the_map_stands_on_the_place_step_alone(client: Client, settings: Any) -> None:
    settings.MAP_TILES_URL, settings.MAP_TILES_HOST = f"{TILES}/{{z}}/{{x}}/{{y}}.png", TILES
    base = begun(client)

    response = client.get(f"{base}plek/")
    assert "cms/pin.js" in response.text
    assert policy_of(response)["img-src"] == ["'self'", TILES]
    assert "hidden>" in response.text.split("data-pin ")[1].split("<button")[0]
    first = client.get(f"{base}plan/")
    assert "pin.js" not in first.text and TILES not in first["Content-Security-Policy"]
    settings.MAP_TILES_URL = ""
    without = client.get(f"{base}plek/")
    assert "pin.js" not in without.text and "data-pin" not in without.text
    assert TILES not in without["Content-Security-Policy"]


def test_more_wijken_are_kept_and_shown_everywhere(client: Client, town: Town) -> None:
    base = filled_in(client, plek={"ook_in": ["zuid", "centrum", "oost"]})
    page = check_page(client, base)
    case = sent(client, base)

    assert "Ook in deze wijken" in page and "Zuid, Centrum" in page
    assert case.wijk.slug == "oost"
    assert {wijk.slug for wijk in case.other_wijken.all()} == {"zuid", "centrum"}
    sentence = "Je plan is in deze wijken: Oost, Zuid en Centrum."
    assert sentence in client.post(f"{base}controleer/", {"verstuur": ""}, follow=True).text
    assert sentence in client.get(own_page(client, case)).text
    again = filled_in(Client())
    assert "Ook in deze wijken" not in check_page(client, again)


def test_a_wijk_that_does_not_exist_is_asked_back(client: Client) -> None:
    response = client.post(f"{begun(client)}plek/", {"postcode": "1221AB", "ook_in": ["zuid", "atlantis"]})

    assert errors(response.text) == [("id_ook_in_0", "Kies een van de antwoorden die er staan.")]
    assert "<details" in response.text and "checked" in response.text


def test_support_counts_in_all_wijken_of_a_plan_for_the_wijk(town: Town) -> None:
    oost, zuid = town.wijken["oost"], town.wijken["zuid"]
    of_both = sorted(PostcodeArea.objects.filter(wijk__in=[oost, zuid]).values_list("first", "last"))
    of_oost = sorted(PostcodeArea.objects.filter(wijk=oost).values_list("first", "last"))

    assert default_areas(sent_plan(town, scope=Scope.WIJK, other_wijken=[zuid])) == of_both
    assert default_areas(sent_plan(town, scope=Scope.WIJK)) == of_oost
    assert default_areas(sent_plan(town, scope=Scope.BUURT, other_wijken=[zuid])) == of_oost
    assert 0 < len(of_oost) < len(of_both)


def test_a_plan_stands_in_the_lists_of_each_of_its_wijken(client: Client, town: Town) -> None:
    oost, zuid, centrum = (town.wijken[slug] for slug in ("oost", "zuid", "centrum"))
    case = seeking_plan(town, other_wijken=[zuid])

    for wijk, expected in ((oost, [case.pk]), (zuid, [case.pk]), (centrum, []), (None, [case.pk])):
        assert [card.pk for card in recent_public(wijk=wijk)] == expected
        assert [card.pk for card in seeking_support(wijk=wijk)] == expected
        asked = {"wijk": wijk.slug} if wijk else {}
        assert (initiative_path(case) in client.get("/initiatieven/", asked).text) is bool(expected)
    assert [entry["location"] for entry in listing.sitemap_entries(oost)] == [initiative_path(case)]
    assert listing.sitemap_entries(zuid) == []
    for address in ("/wijken/zuid/initiatieven/", "/wijken/zuid/initiatieven.rss", "/wijken/oost/initiatieven.rss"):
        assert initiative_path(case) in client.get(address).text
    assert initiative_path(case) not in client.get("/wijken/centrum/initiatieven.rss").text


def test_another_wijk_gives_nobody_the_right_to_see_the_case(town: Town) -> None:
    case = sent_plan(town, other_wijken=[town.wijken["zuid"]])
    person = town.wijkregisseur
    person.wijk_roles.exclude(wijk=town.wijken["zuid"]).delete()

    assert not Submission.objects.visible_to(person).filter(pk=case.pk).exists()
