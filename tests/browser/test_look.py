"""The look where it is hard: a municipality's theme, forced colours, paper, and no internet."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cms.lean import lean_css
from cms.theme import thin, wanted
from tests.cms.full_theme import full_theme

pytestmark = pytest.mark.browser
WIJK = "/wijken/oost/"
KEEPING_S = 20
PLAN = ("centrum", "Watertappunt op het Jan Korteplein")
STYLESHEET = Path(__file__).resolve().parents[2] / "cms" / "static" / "cms" / "wijkplein.css"


def style(page, selector: str, name: str, pseudo: str | None = None) -> str:
    """A computed style of the first element that fits."""
    return page.locator(selector).first.evaluate(
        "(element, [name, pseudo]) => getComputedStyle(element, pseudo).getPropertyValue(name)", [name, pseudo]
    )


def drop_in(visitor, css: str) -> None:
    """Serve our stylesheet with a municipality's file after it, as THEME_CSS does."""

    def answer(route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=f"{response.text()}\n{css}")

    visitor.context.route(re.compile(r"/static/cms/wijkplein[^/]*\.css$"), answer)


@pytest.mark.parametrize("path", ["/", WIJK, "/start/", "/wijkthermometer/"])
def test_a_full_theme_restyles_the_site_and_stays_accessible(visit, path):
    visitor = visit()
    theme = thin(full_theme(), wanted(STYLESHEET.read_text(encoding="utf-8")))
    # A rule of the municipality's own, without a layer and without !important.
    drop_in(visitor, theme.css() + ".wp-footer h2 { text-transform: uppercase }")
    page = visitor.goto(path)

    assert style(page, "body", "background-color") == "rgb(243, 245, 246)"
    assert style(page, "h1", "font-family").startswith('"Zeedorp Sans; book", Georgia')
    assert style(page, ".wp-footer", "background-color") == "rgb(123, 64, 147)"
    assert style(page, ".wp-footer h2", "text-transform") == "uppercase"
    assert visitor.axe() == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert visitor.axe() == []
    assert visitor.overflow(320) <= 0


def test_buttons_and_links_follow_the_theme(visit):
    visitor = visit()
    drop_in(visitor, full_theme(":root"))
    page = visitor.goto("/")

    assert style(page, ".wp-zoek .wp-button", "background-color") == "rgb(27, 105, 110)"
    assert style(page, ".wp-zoek .wp-button", "border-radius") == "10px"
    assert style(page, ".wp-zoek .wp-button", "min-block-size") == "50px"
    assert style(page, ".wp-mapcard p a", "color") == "rgb(107, 42, 134)"


def test_the_lean_style_says_the_same(visit):
    rules = (
        visit()
        .goto("/")
        .evaluate(
            "(texts) => texts.map((text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);"
            "return [...sheet.cssRules].map((rule) => rule.cssText.replaceAll(/, */g, ',')) })",
            [text := STYLESHEET.read_text(encoding="utf-8"), lean_css(text)],
        )
    )

    assert rules[0] == rules[1]
    assert len(rules[0]) > 10


def test_a_theme_does_not_change_the_colours_of_the_wijken(visit):
    visitor = visit()
    drop_in(visitor, full_theme(":root"))
    page = visitor.goto(WIJK)

    assert style(page, ".wp-wijkhero", "background-color") == "rgb(98, 96, 0)"


# Forced colours: the person's own palette; what was a background must show as something else.


def colours(page, selector: str, name: str = "fill") -> set[str]:
    """The computed colours of all elements that fit and are shown."""
    return set(
        page.locator(selector).evaluate_all(
            "(all, name) => all.filter((one) => one.getClientRects().length)"
            ".map((one) => getComputedStyle(one).getPropertyValue(name))",
            name,
        )
    )


def system(page, name: str) -> str:
    """What a system colour is here."""
    return page.evaluate(
        "(name) => { const probe = document.createElement('i'); document.body.append(probe);"
        "probe.style.setProperty('color', name); const found = getComputedStyle(probe).color; probe.remove();"
        "return found }",
        name,
    )


@pytest.fixture(params=["light", "dark"])
def forced(visit, request):
    """A visitor with forced colours, on a light and on a dark palette."""
    visitor = visit()
    visitor.page.emulate_media(forced_colors="active", color_scheme=request.param)
    return visitor


def test_bars_and_meters_show_in_forced_colours(forced):
    page = forced.goto("/")
    canvas = system(page, "Canvas")
    bars = colours(page, ".wp-staaf rect:not(.is-rest)")

    assert bars
    assert canvas not in bars
    assert canvas not in colours(page, ".wp-meter__bar", "border-block-start-color")


def test_the_thermometer_shows_in_forced_colours(forced):
    page = forced.goto(f"{WIJK}wijkthermometer/")
    canvas, highlight = system(page, "Canvas"), system(page, "Highlight")

    assert colours(page, ".wp-thermo__bar .is-spent") == {highlight}
    assert canvas not in colours(page, ".wp-thermo__bar", "border-block-start-color")
    assert canvas not in colours(page, ".wp-thermo__bar line", "stroke")
    assert highlight in colours(page, ".wp-thermo__legend .is-spent", "background-color")
    assert style(page, ".wp-thermo__legend .is-promised", "background-image").startswith("repeating-linear-gradient")


def test_the_map_shows_in_forced_colours(forced):
    page = forced.goto("/")
    canvas, link = system(page, "Canvas"), system(page, "LinkText")

    assert colours(page, ".wp-map .vlak") == {canvas}
    assert colours(page, ".wp-map .vlak", "stroke") == {system(page, "CanvasText")}
    assert colours(page, ".wp-map text") == {link}
    page.locator(".wp-map a").first.focus()
    page.keyboard.press("Tab")
    assert system(page, "Highlight") in colours(page, ".wp-map .vlak", "stroke")


def test_steps_that_are_done_differ_from_those_that_are_not_in_forced_colours(forced):
    page = forced.goto(plan_path(forced))

    assert colours(page, ".wp-steps .is-done .wp-steps__mark", "background-color") == {system(page, "Highlight")}
    todo = ".wp-steps > li:not(.is-done) .wp-steps__mark"
    assert colours(page, todo, "background-color") == {system(page, "Canvas")}
    assert colours(page, todo, "color") == {system(page, "CanvasText")}


def test_focus_buttons_and_choices_have_an_outline_in_forced_colours(forced):
    page = forced.goto("/start/")
    canvas = system(page, "Canvas")

    for selector in ("main .wp-button", ".wp-choice", ".wp-input"):
        for side in colours(page, selector, "border-block-start-color"):
            assert side != canvas, selector
    page.locator("main .wp-input:visible").first.focus()
    assert style(page, "main .wp-input:focus", "outline-style") == "solid"
    assert style(page, "main .wp-input:focus", "outline-color") != canvas


def test_icons_and_tiles_show_in_forced_colours(forced):
    for path in ("/", WIJK):
        page = forced.goto(path)
        canvas = system(page, "Canvas")
        assert canvas not in colours(page, "main .wp-icon", "color"), path
        assert canvas not in colours(page, ".wp-tegelkaart svg", "color"), path


# Paper.

GONE = (".wp-header", ".wp-footer", ".wp-crumbs", ".wp-anchors", ".wp-filters", ".wp-skip", ".wp-button", "main form")


def pages_of(pdf: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.fixture
def paper(visit):
    """A visitor about to print."""
    visitor = visit()
    visitor.page.emulate_media(media="print")
    return visitor


def plan_path(visitor) -> str:
    """Where the plan of the tests stands."""
    wijk, title = PLAN
    visitor.goto(f"/wijken/{wijk}/initiatieven/")
    return visitor.page.locator("main a", has_text=title).first.get_attribute("href")


@pytest.mark.parametrize("path", ["/", "/wijken/", WIJK, "/initiatieven/", "/wijkthermometer/", "/start/"])
def test_paper_has_no_menus_forms_and_filters(paper, path):
    page = paper.goto(path)

    shown = [
        selector
        for selector in GONE
        if page.locator(selector).evaluate_all("all => all.some((one) => one.getClientRects().length > 0)")
    ]
    assert shown == []
    assert page.locator("h1").evaluate("one => one.getClientRects().length > 0")
    assert style(page, "body", "background-color") == "rgb(255, 255, 255)"


def test_a_thermometer_fits_two_sheets(paper):
    paper.goto(f"{WIJK}wijkthermometer/")

    assert pages_of(paper.page.pdf(prefer_css_page_size=True)) <= 2


def test_a_plan_fits_three_sheets(paper):
    paper.goto(plan_path(paper))

    assert pages_of(paper.page.pdf(prefer_css_page_size=True)) <= 3


def test_text_on_paper_is_dark(paper):
    for path in ("/", WIJK, "/start/"):
        page = paper.goto(path)
        pale = page.locator("main :is(h1, h2, h3, p, b, a, dt, dd)").evaluate_all(
            "all => all.filter((one) => one.getClientRects().length && one.textContent.trim() &&"
            "getComputedStyle(one).color.match(/\\d+/g).slice(0, 3).every((part) => part > 150))"
            ".map((one) => one.outerHTML.slice(0, 120))"
        )
        assert pale == [], path


def test_what_is_folded_is_unfolded_on_paper(paper):
    page = paper.goto(f"{WIJK}uitdagen/")
    answer = page.locator(".wp-details > :not(summary)").first

    assert answer.evaluate("one => one.checkVisibility() && one.getClientRects().length > 0")


def test_links_to_other_sites_are_written_out_on_paper(paper):
    page = paper.goto("/")
    page.evaluate(
        "document.querySelector('main .wp-lead').innerHTML = '<a href=\"https://voorbeeld.example/kaart\">kaart</a>'"
    )

    assert "https://voorbeeld.example/kaart" in style(page, "main .wp-lead a", "content", "::after")


# Without internet.


def kept(page) -> list[str]:
    """The paths of all that the worker keeps."""
    found = page.evaluate(
        "(async () => { const found = []; for (const name of await caches.keys())"
        "for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);"
        "return found })()"
    )
    return sorted(path for path in found if not path.startswith("/static/"))


def wait_until(page, path: str, *, is_kept: bool = True) -> None:
    """Until the worker has a page, or has it no longer."""
    limit = time.monotonic() + KEEPING_S
    while (path in kept(page)) is not is_kept:
        assert time.monotonic() < limit, kept(page)
        page.wait_for_timeout(100)


def test_the_chosen_wijk_can_be_read_without_internet(visit):
    visitor = visit(keeps_pages=True)
    page = visitor.goto(WIJK)
    wait_until(page, f"{WIJK}wijkthermometer/")
    wait_until(page, f"{WIJK}initiatieven/")

    visitor.context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text() == "Oost"
    assert style(page, ".wp-wijkhero", "background-color") == "rgb(98, 96, 0)"
    visitor.goto(f"{WIJK}wijkthermometer/")
    assert "Oost" in page.locator("h1").inner_text()

    visitor.goto("/wijken/zuid/")
    assert page.locator("h1").inner_text() == "Je bent niet online"
    page.get_by_role("heading", name="Dit kun je wel lezen").wait_for()
    page.get_by_role("main").get_by_role("link", name="Oost", exact=True).click()
    assert page.locator("h1").inner_text() == "Oost"
    assert visitor.axe() == []


def test_another_wijk_takes_the_place_of_the_first(visit):
    visitor = visit(keeps_pages=True)
    page = visitor.goto(WIJK)
    wait_until(page, f"{WIJK}initiatieven/")

    visitor.goto("/")
    page.get_by_label("Je postcode").fill("1213 LA")
    page.get_by_role("button", name="Zoek mijn wijk").click()
    page.wait_for_url("**/wijken/*/")
    chosen = urlsplit(page.url).path
    assert chosen != WIJK
    wait_until(page, chosen)
    wait_until(page, WIJK, is_kept=False)


def test_private_pages_are_never_kept(visit):
    visitor = visit(keeps_pages=True)
    page = visitor.goto(WIJK)
    wait_until(page, f"{WIJK}initiatieven/")
    path = plan_path(visitor)
    for private in ("/mijn-plan/1-geheim/", "/bevestig/1-geheim/", f"{path}steunen/", "/start/", "/beheer/login/"):
        visitor.goto(private)
    visitor.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.active.postMessage('/mijn-plan/1-geheim/'))")
    visitor.goto(WIJK)
    wait_until(page, WIJK)

    private = re.compile(r"/(mijn-plan|bevestig|steun|steunen|zorg|indienen|start|beheer)(/|$)")
    assert [found for found in kept(page) if private.search(found)] == []
    assert [found for found in kept(page) if not found.startswith("/wijken/") and "offline" not in found] == []


def test_the_worker_asks_without_cookies(visit):
    """With the cookie of who signed in, every page is private and nothing would be kept."""
    visitor = visit(keeps_pages=True)
    visitor.sign_in("redactie@example.org")
    page = visitor.goto(WIJK)
    wait_until(page, f"{WIJK}initiatieven/")

    assert "wagtail-userbar" in page.content()
    assert "wagtail-userbar" not in page.evaluate("async (path) => (await caches.match(path)).text()", WIJK)
