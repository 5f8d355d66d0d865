"""The calendar in a browser: filters with and without JavaScript, one sheet of paper, and the editor."""

import re

import pytest

pytestmark = pytest.mark.browser
WIJKEN = ("noordoost", "noordwest", "zuid", "zuidoost", "zuidwest", "hilversumse-meent", "centrum", "oost")


def test_a_filter_swaps_the_month_without_a_reload_and_back_again(visit):
    visitor = visit()
    page = visitor.goto("/agenda/?maand=2026-12")
    page.evaluate("window.zelfde = true")
    page.get_by_label("Wijk", exact=True).select_option("oost")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url(re.compile("wijk=oost"))
    assert page.evaluate("window.zelfde") is True
    assert page.get_by_text("Ratatouille").first.is_visible()
    assert page.get_by_text("Jeu de boules").count() == 0
    page.go_back()
    page.get_by_text("Jeu de boules").first.wait_for()
    assert page.evaluate("window.zelfde") is True


def test_the_month_is_read_by_keyboard_and_the_list_works_without_javascript(visit):
    visitor = visit(width=390, javascript=False)
    page = visitor.goto("/agenda/?maand=2026-12")
    assert page.get_by_role("table").get_by_role("columnheader").count() == 7
    page.get_by_label("Soort").select_option("werk")
    page.get_by_role("button", name="Toon").click()
    assert "soort=werk" in page.url
    page.get_by_role("link", name="Lijst").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("beeld=lijst"))
    page.get_by_role("link", name="Meld een activiteit aan").last.click()
    assert page.get_by_label("Hoe heet de activiteit?").is_visible()


def test_december_of_each_wijk_fits_one_sheet(visit):
    visitor = visit()
    for wijk in WIJKEN:
        page = visitor.goto(f"/wijken/{wijk}/agenda/?maand=2026-12&print")
        sheet = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1, wijk


def test_an_editor_reads_the_days_before_publishing(visit):
    editor = visit()
    editor.sign_in("redactie@example.org")
    page = editor.goto("/wijken/zuid/agenda/restaurant-1215/")
    edit = page.locator('a[href*="/beheer/pages/"][href*="/edit/"]').first.get_attribute("href")
    editor.goto(edit[edit.index("/beheer/") :])
    days = page.locator("[data-dagen]")
    assert "Elke twee weken op donderdag" in days.inner_text()
    assert days.get_by_role("listitem").count() == 6
    page.locator("#id_interval").fill("4")
    page.get_by_text("Elke vier weken op donderdag").wait_for()
    page.locator("#id_ends_at").fill("09:00")
    page.get_by_text("Het einde ligt voor het begin.").first.wait_for()
    # Wagtail's own editing screen sets styles that our policy refuses, and saves along; a draft with errors is a 400.
    editor.complaints[:] = []
