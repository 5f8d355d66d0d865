"""Help beside the forms: plans that resemble what somebody types, and who decides on an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from participation.alike import alike
from participation.models import PublicVersion
from tests.conftest import NOW
from tests.factories.residents import SHORT, Town, lay_out_town, seeking_plan
from tests.participation.test_plan_form import begun, filled_in

LOOK, WHO = "/start/lijkt-op/", "/start/wie-beslist/"
HEAD = "Lijkt je plan hierop?"
TITLES = {
    "Geveltuinen langs de Bosdrift": "oost",
    "Meer geveltuin voor onze straat": "zuid",
    "Groene geveltuinen bij de Bosdrift": "centrum",
    "Een tuin met gevels aan de Bosdrift": "zuid",
    "Schaken in het buurthuis": "oost",
}


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def plans(town: Town, index_texts: Any) -> dict[str, PublicVersion]:
    """Plans on the site, by title, each seeking support."""
    made = {}
    for title, slug in TITLES.items():
        text = seeking_plan(town, wijk=town.wijken[slug]).public_version
        text.title, text.summary = title, "Een plan van buren."
        text.save()
        made[title] = text
    index_texts()
    return made


@pytest.fixture
def index_texts() -> Any:
    """Put every public text in the index of the search, as the worker does after each change."""
    from wagtail.search.backends import get_search_backend

    def fill() -> None:
        get_search_backend().add_bulk(PublicVersion, list(PublicVersion.objects.select_related("submission")))

    return fill


def titles(text: str) -> list[str]:
    """The plans that a piece of page names, in order."""
    return re.findall(r"<strong lang=\"nl\">([^<]+)</strong>", text)


def test_plans_that_share_two_words_are_found_those_of_the_wijk_first(
    client: Client, plans: dict[str, PublicVersion]
) -> None:
    typed = {"titel": "Geveltuinen aan de Bosdrift", "wijk": "centrum"}
    response = client.get(LOOK, typed)

    found = titles(response.text)
    assert found[0] == "Groene geveltuinen bij de Bosdrift"
    assert set(found[1:]) == {"Geveltuinen langs de Bosdrift"}
    assert response.text.count("Bekijk en steun dit plan") == 2
    assert response["Cache-Control"] == "private, no-store"
    assert "<html" not in response.text and not response.cookies
    assert titles(client.get(LOOK, typed | {"wijk": "oost"}).text)[0] == "Geveltuinen langs de Bosdrift"


def test_what_is_no_longer_on_the_site_or_did_not_go_ahead_is_not_named(
    client: Client, plans: dict[str, PublicVersion]
) -> None:
    hidden, refused = plans["Geveltuinen langs de Bosdrift"], plans["Groene geveltuinen bij de Bosdrift"]
    PublicVersion.objects.filter(pk=hidden.pk).update(is_public=False)
    refused.submission.state = "rejected"
    refused.submission.save()

    assert titles(client.get(LOOK, {"titel": "Geveltuinen aan de Bosdrift"}).text) == []


@pytest.mark.parametrize(
    "typed",
    ["", "Geveltuin", "de het een voor ons", "x" * 5000, "' OR 1=1 --", "a\x00b c d e f g", "geveltuin* NOT (x)"],
)
def test_too_little_or_nonsense_gives_nothing(client: Client, plans: dict[str, PublicVersion], typed: str) -> None:
    response = client.get(LOOK, {"titel": typed, "wijk": "'\x00"})

    assert response.status_code == 200
    assert response.text.strip() == ""


def test_the_work_is_capped(plans: dict[str, PublicVersion], town: Town) -> None:
    title = "Geveltuinen schaken buurthuis Bosdrift straat groene gevels langs onze tuin"
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        translation.override("en"),
    ):
        assert len(alike(title, wijk=town.wijken["zuid"], language="en")) == 3
    assert len(asked) == 2
    assert "LIMIT 100" in asked[0]["sql"]
    with CaptureQueriesContext(connection) as asked:
        assert alike("Te kort", wijk=None, language="nl") == []
    assert len(asked) == 0


def test_without_javascript_the_plans_stand_on_the_pages_that_follow(
    client: Client, plans: dict[str, PublicVersion]
) -> None:
    name = {"titel": "Geveltuinen aan de Bosdrift"}
    base = filled_in(client, plan=name)
    assert HEAD in client.get(f"{base}plek/").text and HEAD in client.get(f"{base}controleer/").text
    assert HEAD not in client.get(f"{base}geld/").text
    assert HEAD in client.post(f"{base}controleer/", {"verstuur": ""}, follow=True).text
    refused = client.post("/start/", SHORT | {"wat": "Geveltuinen aan de Bosdrift. Voor ons.", "bereik": ""})
    assert refused.status_code == 422 and HEAD in refused.text
    assert HEAD not in client.get("/start/").text
    assert client.post("/start/", SHORT | {"wijk": "\x00"}).status_code == 422
    assert HEAD not in client.get(f"{begun(Client())}plek/").text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"bedrag": "1.750", "reikwijdte": "straat"}, "Dan weet je of het kan."),
        ({"bedrag": "1750,00", "reikwijdte": "wijk"}, "Daarna zoek je steun bij je buren."),
        ({"bedrag": "€ 12.000"}, "Dit is een aanvraag."),
        ({"bedrag": "2000,01", "reikwijdte": "heelal"}, "Dit is een aanvraag."),
    ],
)
def test_who_decides_and_by_when_follows_from_the_amount(client: Client, asked: dict[str, str], sentence: str) -> None:
    response = client.get(WHO, asked)

    assert sentence in response.text
    assert "Je hoort iets uiterlijk" in response.text
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("amount", ["", "veel", "-5", "1e9", "9" * 500, "NaN", "\x00"])
def test_a_wrong_amount_gives_nothing(client: Client, amount: str) -> None:
    response = client.get(WHO, {"bedrag": amount, "reikwijdte": "straat"})

    assert (response.status_code, response.text.strip()) == (200, "")


def test_without_javascript_who_decides_stands_on_the_money_step_after_coming_back(client: Client) -> None:
    base = filled_in(client, plan={"reikwijdte": "straat"})

    assert "Snelle route" in client.get(f"{base}geld/").text
    refused = client.post(f"{base}geld/", {"bedrag": "12.000", "kosten_1": "Planten"})
    assert refused.status_code == 422 and "Dit is een aanvraag." in refused.text
    assert "Je hoort iets uiterlijk" not in client.post(f"{base}geld/", {"bedrag": "veel"}).text
    assert "Je hoort iets uiterlijk" in client.post("/start/", SHORT | {"bedrag": "500", "bereik": ""}).text


def test_too_many_questions_get_no_answer(client: Client, clock: time_machine.Coordinates) -> None:
    for _turn in range(60):
        assert client.get(WHO).status_code == 200
    for address in (WHO, LOOK):
        response = client.get(address, {"bedrag": "500", "titel": "Geveltuinen aan de Bosdrift"})
        assert (response.status_code, response.text) == (429, "")
    clock.shift(61)
    assert client.get(WHO).status_code == 200


@pytest.mark.parametrize("address", [WHO, LOOK])
def test_help_takes_no_posts(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
