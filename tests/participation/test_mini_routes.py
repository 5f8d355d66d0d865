"""The pages about what everyone may do, and the routes of /start/ (participation.md, the path, 1)."""

from __future__ import annotations

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from django.test import Client

from pages.languages import sync_trees
from participation import mini_routes
from participation.models import MiniRoutePage, MiniRoutesPage
from participation.town import build_hosts
from tests.factories.residents import SHORT, Town
from tests.factories.upkeep import GARDEN, PARTY, PROMISE, lay_out_routes, route

SLUGS = ["boomspiegel", "geveltuin", "plantenbak", "straatfeest", "buitenspeeldag"]


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum with the first mini-routes."""
    return lay_out_routes()


def words(text: str) -> str:
    """The text of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.partition("<main")[2]))


def test_the_overview_names_every_route_in_order(client: Client, town: Town) -> None:
    page = client.get("/zo-geregeld/")

    assert page.status_code == 200
    assert re.findall(r'<h3><a href="/zo-geregeld/([^"]+)/"', page.text) == SLUGS
    assert "Staat jouw idee er niet bij?" in page.text


def test_a_route_says_what_goes_what_does_not_and_what_you_promise(client: Client, town: Town) -> None:
    page = client.get(GARDEN)
    text = words(page.text)

    lists = re.findall(r"<div><h3>([^<]+)</h3>(.*?)</ul>", page.text, re.DOTALL)
    counts = {title: (found.count('class="is-done"'), found.count('class="is-niet"')) for title, found in lists}
    assert counts == {"Dit mag": (3, 0), "Dit mag niet": (0, 3)}
    assert PROMISE in text and "Zodra je het afspreekt, mag je beginnen." in text
    assert f'href="{GARDEN}afspreken/"' in page.text
    assert "<form" not in page.text.partition("<main")[2] and "Set-Cookie" not in page.headers


def test_a_route_with_a_day_says_how_long_ahead_and_when_the_answer_comes(client: Client, town: Town) -> None:
    text = words(client.get(PARTY).text)

    assert "Meld het minstens 21 dagen van tevoren." in text
    assert "Binnen 5 werkdagen hoor je of het kan." in text
    assert "mag je beginnen" not in text


def test_no_form_is_taken_in_at_the_address_of_the_rules(client: Client, town: Town) -> None:
    assert client.post(GARDEN, {"naam": "x"}).status_code == 405
    assert client.post("/zo-geregeld/").status_code == 405


def test_the_pages_read_in_english_at_the_same_slugs(client: Client, town: Town) -> None:
    sync_trees("en")
    build_hosts(town.tree.home)

    assert client.get(f"/en{GARDEN}").status_code == 200
    assert client.get(f"/en{GARDEN}afspreken/").status_code == 200
    assert f'href="/en{GARDEN}afspreken/"' in client.get(f"/en{GARDEN}").text


def test_a_route_that_is_not_live_is_nowhere(client: Client, town: Town) -> None:
    route().unpublish()

    assert client.get(f"{GARDEN}afspreken/").status_code == 404
    for path in ("/zo-geregeld/", "/start/"):
        assert GARDEN not in client.get(path).text
    assert not mini_routes.rules_of("geveltuin")


def test_setting_up_twice_leaves_what_editors_changed(town: Town) -> None:
    page = route()
    page.promise = "Ik doe het zelf."
    page.save()
    build_hosts(town.tree.home)

    assert MiniRoutePage.objects.get(pk=page.pk).promise == "Ik doe het zelf."
    assert (MiniRoutesPage.objects.count(), MiniRoutePage.objects.count()) == (1, 5)


def test_a_page_without_rules_or_text_shows_no_empty_parts(client: Client, town: Town) -> None:
    MiniRoutePage.objects.update(body="[]", dos="[]", donts="[]", icon="", lead="")

    for path in (GARDEN, f"{GARDEN}afspreken/", "/zo-geregeld/", "/start/"):
        text = words(client.get(path).text)
        assert "Dit mag" not in text and "De regels" not in text.replace("De regels en hulp", ""), path


def test_the_preview_of_the_editor_shows_the_rules_as_they_are_typed(town: Town) -> None:
    page = route()
    page.promise = "Ik doe iets nieuws."
    for model in (page, MiniRoutesPage.objects.get()):
        shown = model.make_preview_request(preview_mode=model.default_preview_mode)
        assert shown.status_code == 200
    assert "Ik doe iets nieuws." in page.make_preview_request().rendered_content


def test_start_leads_everywhere_and_shows_the_rules_of_small_things(client: Client, town: Town) -> None:
    text = client.get("/start/").text

    for path in ("/zo-geregeld/", "/initiatieven/", "/uitdagen/", "/start/?soort=vraag#kort"):
        assert f'<h3><a href="{path}"' in text, path
    assert "Dan heb je een burgerinitiatief nodig." in text
    assert re.findall(r'class="wp-more" href="/zo-geregeld/([^"]+)/"', text) == SLUGS
    assert text.count('<details class="wp-details">') >= 5
    assert "Een strook tot 45 centimeter vanaf je gevel" in text


def test_a_subject_for_the_council_goes_to_the_address_that_was_set(
    client: Client, town: Town, settings: object
) -> None:
    settings.BURGERINITIATIEF_URL = "https://raad.example.org/burgerinitiatief/"

    assert '<h3><a href="https://raad.example.org/burgerinitiatief/" rel="noopener">' in client.get("/start/").text


def test_a_refused_short_form_does_not_read_the_routes(client: Client, town: Town) -> None:
    refused = client.post("/start/", SHORT | {"wat": ""})

    assert refused.status_code == 422
    assert "Dit kan bijna altijd" not in refused.text


@pytest.mark.parametrize("path", ["/zo-geregeld/", GARDEN, f"{GARDEN}afspreken/", "/start/"])
def test_a_page_costs_as_many_queries_with_many_routes(
    client: Client, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    overview = MiniRoutesPage.objects.get()
    for number in range(30):
        page = MiniRoutePage(title=f"Iets {number}", slug=f"iets-{number}", promise="Ik ruim op.")
        overview.add_child(instance=page)
    with django_assert_max_num_queries(12) as many:
        client.get(path)

    assert len(few) == len(many)
