"""From "ik wil iets kleins doen" to the receipt: without JavaScript, by keyboard alone, and for everybody to read."""

import re
from datetime import timedelta

import pytest

from django.utils import timezone

pytestmark = pytest.mark.browser
PARTY = "/zo-geregeld/straatfeest/afspreken/"


def focus_is(page, label: str) -> bool:
    """Whether the field with this label has the focus."""
    return label in page.evaluate("document.activeElement.labels?.[0]?.textContent ?? ''")


def tab_to(page, label: str) -> None:
    """Press Tab until this field has the focus."""
    for _press in range(40):
        if focus_is(page, label):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {label}")


def test_a_garden_is_agreed_without_javascript(visit):
    visitor = visit(width=390, javascript=False)
    page = visitor.goto("/start/")
    page.get_by_role("link", name="Ik wil iets kleins doen in mijn straat").click()
    page.get_by_role("link", name="Een geveltuin maken").click()
    assert "Minder dan 1,80 meter stoep overlaten" in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="Spreek het af").click()

    page.get_by_role("button", name="Spreek het af").click()
    errors = page.get_by_role("main").inner_text()
    assert "Vul een postcode in, of vertel in eigen woorden waar het is." in errors
    assert "Zet een vinkje bij wat je belooft." in errors

    page.get_by_label("Postcode").fill("1214 ab")
    page.get_by_label("Huisnummer").fill("12a")
    page.get_by_label("Je naam").fill("Jo O'Brien-'t Hooft")
    page.get_by_label("Hoe bereiken we je?").fill("06 12345678")
    page.get_by_label("Ik houd 1,80 meter stoep vrij").check()
    # Who takes less than three seconds is looked at by a person first.
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Spreek het af").click()
    receipt = page.get_by_role("main").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "Je mag beginnen"
    assert re.search(r"WP-20\d\d-[A-Z0-9]{6}", receipt)
    assert "Ik houd 1,80 meter stoep vrij en verzorg de planten." in receipt


def test_a_party_is_told_with_the_keyboard_alone(visit):
    visitor = visit()
    page = visitor.goto(PARTY)
    day = timezone.localdate() + timedelta(days=60)
    tab_to(page, "Postcode")
    page.keyboard.type("1221 AB")
    tab_to(page, "Huisnummer")
    page.keyboard.type("3")
    tab_to(page, "Op welke dag?")
    # A browser that speaks another language takes the parts in another order; this is the value all of them hold.
    page.get_by_label("Op welke dag?").fill(day.isoformat())
    tab_to(page, "Je naam")
    page.keyboard.type("Els")
    tab_to(page, "Hoe bereiken we je?")
    page.keyboard.type("els.feest@example.org")
    tab_to(page, "Ik vertel het alle buren in de straat")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/ontvangen/**")
    assert "we kijken of het kan" in page.get_by_role("heading", level=1).inner_text()
    assert page.get_by_role("button", name="Print deze pagina").is_visible()
    assert visitor.axe() == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/start/", "/zo-geregeld/", "/zo-geregeld/geveltuin/", PARTY])
def test_everybody_can_read_it(visit, path, width):
    visitor = visit(width=width)
    page = visitor.goto(path)
    for summary in page.locator(".wp-details summary").all():
        summary.click()

    assert visitor.axe() == []
    assert visitor.overflow(width) == 0


def test_a_refused_form_takes_the_focus_and_leads_to_its_fields(visit):
    visitor = visit(width=390)
    page = visitor.goto(PARTY)
    page.get_by_role("button", name="Meld het aan").click()

    assert page.evaluate("document.activeElement.closest('[data-foutoverzicht]') !== null")
    links = page.locator(".wp-alert:has([data-foutoverzicht]) a")
    assert links.count() == 5
    for number in range(5):
        links.nth(number).click()
        assert page.evaluate("document.activeElement.id") == links.nth(number).get_attribute("href").lstrip("#")
    assert visitor.axe() == []
