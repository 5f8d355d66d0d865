"""Searching, and the way to a challenge: with the keyboard, without JavaScript, in both languages."""

import re

import pytest

from tests.browser.test_pages import check

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "path",
    [
        "/zoeken/",
        "/zoeken/?q=buurt",
        "/zoeken/?q=?",
        "/zoeken/?q=zwemparadijs",
        "/en/zoeken/?q=neighbours",
        "/uitdagen/",
        "/wijken/oost/uitdagen/",
        "/en/wijken/oost/uitdagen/",
    ],
)
def test_the_page_is_accessible_and_fits_a_phone(visit, path):
    check(visit(), path)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_resident_searches_from_any_page_and_finds_a_plan(visit, javascript):
    page = visit(javascript=javascript).goto("/wijken/oost/")
    page.get_by_role("banner").get_by_role("link", name="Zoeken").click()
    page.get_by_label("Waar zoek je naar?").fill("watertappunten")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=watertappunten")

    plans = page.get_by_role("region", name="Plannen van bewoners")
    plans.get_by_role("link", name="Watertappunt op het Jan Korteplein").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Watertappunt op het Jan Korteplein"


def test_the_language_switch_keeps_the_question(visit):
    page = visit().goto("/zoeken/?q=watertappunt")
    page.get_by_role("banner").get_by_role("link", name="English").click()
    page.wait_for_url("**/en/zoeken/?q=watertappunt")

    title = page.get_by_role("heading", name="Watertappunt op het Jan Korteplein")
    assert title.get_attribute("lang") == "nl"


def test_who_is_lost_searches_on_from_there(visit):
    page = visit().goto("/dit-is-er-niet/")
    page.get_by_label("Waar zoek je naar?").fill("huisregels")
    page.get_by_role("button", name="Zoek", exact=True).click()

    page.locator("#inhoud").get_by_role("link", name="Huisregels", exact=True).click()
    assert page.url.endswith("/huisregels/")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_group_asks_for_a_talk_about_a_task(visit, javascript):
    page = visit(javascript=javascript).goto("/wijken/oost/")
    page.get_by_role("link", name="Een taak van de gemeente overnemen?").click()
    page.wait_for_url("**/wijken/oost/uitdagen/")
    page.get_by_role("link", name="Vraag een gesprek aan").click()
    page.wait_for_url(re.compile(r"/start/\?soort=taak&wijk=oost"))
    page.get_by_label("Wat wil je doen?").fill("Wij willen het plantsoen zelf onderhouden.")
    page.get_by_label("Waar?").fill("het plantsoen bij de flat")
    page.get_by_label("Hoe bereiken we je?").fill("groep@example.org")
    assert page.get_by_label("In welke wijk is het?").input_value() == "oost"
    page.get_by_role("button", name="Verstuur je plan").click()

    page.wait_for_url("**/start/ontvangen/**")
    assert "Oost" in page.get_by_role("main").inner_text()
