"""The map beside the list of places: fetched after a click alone, and usable with the keyboard."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
PAGES = ["/contact/", "/wijken/oost/contact/"]
# Where the background comes from by default; nothing in a test reaches it.
HOST = "service.pdok.nl"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def draw_tile(route: Route) -> None:
    """Answer as the server of the background would."""
    route.fulfill(status=200, content_type="image/png", body=PIXEL)


@pytest.fixture
def open_at(visit):
    """Open a page with a map, and write down which hosts were asked."""

    def go(path: str, **options: object):
        visitor = visit(**options)
        visitor.asked = []
        visitor.context.route(f"https://{HOST}/**", draw_tile)
        visitor.page.on("request", lambda request: visitor.asked.append(urlsplit(request.url).netloc))
        visitor.goto(path)
        return visitor

    return go


def show(page: Page) -> None:
    """Press the button, and wait for the points."""
    page.get_by_role("button", name="Toon op de kaart").click()
    expect(page.locator(".wp-kaart__punt").first).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_asked_elsewhere_before_the_click(open_at, path):
    visitor = open_at(path)
    page, own = visitor.page, urlsplit(visitor.site.url).netloc
    page.wait_for_load_state("networkidle")
    assert set(visitor.asked) == {own}
    assert page.evaluate("typeof window.L") == "undefined"

    show(page)
    page.wait_for_load_state("networkidle")
    assert set(visitor.asked) == {own, HOST}


@pytest.mark.parametrize("width", [1280, 390])
def test_the_map_is_accessible_and_fits(open_at, width):
    visitor = open_at("/contact/", width=width)
    show(visitor.page)
    assert visitor.axe() == []
    visitor.page.locator(".wp-kaart__punt").last.press("Enter")
    expect(visitor.page.locator(".leaflet-popup-content a")).to_be_focused()
    # While it fades in, its letters are lighter than they are.
    expect(visitor.page.locator(".leaflet-popup")).to_have_css("opacity", "1")
    assert visitor.axe() == []
    assert visitor.overflow(320) <= 0


def test_each_place_has_a_point_with_its_name(open_at):
    page = open_at("/contact/").page
    show(page)
    names = page.locator("[data-naam]").evaluate_all("all => all.map((one) => one.dataset.naam)")
    points = page.locator(".wp-kaart__punt").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert len(names) > 3
    assert sorted(points) == sorted(names)


def test_a_point_opens_and_closes_with_the_keyboard_and_leads_to_the_card(open_at):
    page = open_at("/contact/").page
    button = page.get_by_role("button", name="Toon op de kaart")
    button.focus()
    page.keyboard.press("Enter")
    point = page.locator(".wp-kaart__punt").first
    expect(point).to_be_visible()
    name = point.get_attribute("aria-label")
    for _step in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('wp-kaart__punt')"):
            break
    expect(point).to_be_focused()

    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=f"Lees meer: {name}")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_have_count(0)
    expect(point).to_be_focused()

    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    card = page.locator(":target")
    expect(card.get_by_role("heading")).to_have_text(name)


def test_zooming_and_hiding_leave_the_console_silent(open_at):
    page = open_at("/contact/").page
    show(page)
    for name in ("Dichterbij", "Dichterbij", "Verder weg", "Dichterbij"):
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Verberg de kaart").click()
    expect(page.locator("[data-kaart-doek]")).to_be_hidden()
    show(page)


def test_a_map_that_does_not_load_says_so_and_leaves_the_list(open_at):
    visitor = open_at("/contact/")
    visitor.context.route("**/leaflet/leaflet*.js", lambda route: route.abort())
    visitor.page.get_by_role("button", name="Toon op de kaart").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("De kaart laden lukt niet.")
    expect(visitor.page.locator(".wp-plek").first).to_be_visible()


def test_without_javascript_there_is_the_list_alone(open_at):
    page = open_at("/contact/", javascript=False).page
    expect(page.get_by_role("button", name="Toon op de kaart")).to_be_hidden()
    expect(page.locator(".wp-plek").first).to_be_visible()
