"""What a keyboard and a screen reader meet."""

import pytest

pytestmark = pytest.mark.browser


def test_the_error_summary_takes_the_focus_and_leads_to_the_fields(visit):
    visitor = visit()
    page = visitor.goto("/start/")
    page.get_by_role("button", name="Verstuur je plan").click()
    focused = page.evaluate("document.activeElement.closest('[data-foutoverzicht]') !== null")
    assert focused
    links = page.locator(".wp-alert:has([data-foutoverzicht]) a")
    assert links.count() == 3
    for number in range(3):
        links.nth(number).click()
        target = links.nth(number).get_attribute("href").lstrip("#")
        assert page.evaluate("document.activeElement.id") == target


def test_the_first_tab_skips_to_the_content(visit):
    page = visit().goto("/wijken/oost/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_a_plan_is_filed_with_the_keyboard_alone(visit):
    visitor = visit()
    page = visitor.goto("/start/")
    page.get_by_label("Wat wil je doen?").focus()
    page.keyboard.type("Een ruilkast in onze straat.")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.labels?.[0]?.textContent.trim() ?? ''") != "Waar?":
        page.keyboard.press("Tab")
    page.keyboard.type("Resedastraat, 1214 CD")
    while "Hoe bereiken we je?" not in page.evaluate("document.activeElement.labels?.[0]?.textContent ?? ''"):
        page.keyboard.press("Tab")
    page.keyboard.type("toets@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/ontvangen/**")
    assert page.get_by_role("heading", level=1).is_visible()
