"""Help beside the forms in a real browser: look-alikes, who decides, and the pin on the map."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
FORM = "/initiatieven/indienen/"
# Where the background comes from by default; nothing in a test reaches it.
HOST = "https://service.pdok.nl/**"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def draw_tile(route: Route) -> None:
    """Answer as the server of the background would."""
    route.fulfill(status=200, content_type="image/png", body=PIXEL)


def to_place(visitor: object) -> Page:
    """On to the step that asks where it is."""
    visitor.context.route(HOST, draw_tile)
    page = visitor.goto(FORM)
    page.get_by_label("Hoe heet je plan?").fill("Een bankje bij de vijver")
    page.get_by_label("Wat wil je gaan doen?").fill("Uitrusten.")
    page.get_by_role("button", name="Verder", exact=True).click()
    page.wait_for_url("**/plek/")
    return page


def pin_of(page: Page) -> list[str]:
    """What goes along with the form."""
    return [page.locator(f"input[name={name}]").input_value() for name in ("breedte", "lengte")]


def test_look_alikes_come_while_somebody_types(visit):
    visitor = visit()
    page = visitor.goto(FORM)
    page.get_by_label("Hoe heet je plan?").press_sequentially("Speelplek vergroenen bij school")
    region = page.locator("form [data-hulp]")
    expect(region.get_by_role("heading", name="Lijkt je plan hierop?")).to_be_visible()
    expect(region).to_have_attribute("aria-live", "polite")
    assert visitor.axe() == []
    page.get_by_label("Hoe heet je plan?").fill("Kort")
    expect(region).to_be_empty()


def test_who_decides_comes_as_soon_as_an_amount_is_typed(visit):
    page = visit(width=390).goto("/start/")
    page.get_by_text("Wil je meer vertellen?").click()
    amount = page.get_by_label("Hoeveel geld denk je nodig te hebben?")
    amount.press_sequentially("1.750")
    expect(page.get_by_text("Daarna zoek je steun bij je buren.")).to_be_visible()
    page.get_by_label("Straat", exact=False).first.check()
    expect(page.get_by_text("Snelle route")).to_be_visible()
    amount.fill("veel")
    expect(page.get_by_text("Snelle route")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pin_is_placed_by_keyboard_by_buttons_and_by_a_click(visit, width):
    visitor = visit(width=width)
    page = to_place(visitor)
    page.get_by_role("button", name="Wijs de plek aan op de kaart").click()
    pin, status = page.locator(".wp-kaart__punt"), page.locator("[data-pin-melding]")
    expect(pin).to_be_focused()

    page.keyboard.press("ArrowUp")
    expect(status).to_contain_text("De pin is verschoven.")
    assert pin_of(page) == ["", ""]
    page.keyboard.press("Enter")
    expect(status).to_contain_text("De pin staat vast.")
    by_key = pin_of(page)
    assert all(by_key)

    page.get_by_role("button", name="Naar links").click()
    page.get_by_role("button", name="Zet de pin hier").click()
    by_button = pin_of(page)
    assert by_button[0] == by_key[0] and float(by_button[1]) < float(by_key[1])

    box = page.locator("[data-pin-doek]").bounding_box()
    page.locator("[data-pin-doek]").click(position={"x": box["width"] / 2 + 30, "y": box["height"] / 2 + 20})
    assert pin_of(page) not in (by_key, by_button)
    assert visitor.axe() == []
    assert visitor.overflow(320) <= 0

    page.get_by_role("button", name="Haal de pin weg").click()
    assert pin_of(page) == ["", ""]


def test_without_javascript_there_is_no_map_and_words_will_do(visit):
    page = to_place(visit(javascript=False))
    expect(page.locator("[data-pin]")).to_be_hidden()
    page.get_by_label("Vertel waar het is").fill("Bij de vijver")
    page.get_by_role("button", name="Verder", exact=True).click()
    page.wait_for_url("**/geld/")
