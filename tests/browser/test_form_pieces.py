"""The pieces of forms and meters in a real browser: axe, focus, counting, sending once. Needs no running site."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route

from django.contrib.staticfiles.finders import find
from django.template import engines
from django.test import RequestFactory

from tests.browser.conftest import AXE_TAGS
from tests.cms.example_form import PlanForm, links

pytestmark = pytest.mark.browser

ORIGIN = "http://wijkplein.example.org"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
BALANCE = SimpleNamespace(
    budget_cents=100_000, spent_cents=40_000, committed_cents=30_000, reserved_cents=10_000, free_cents=20_000
)
SOURCE = """{% extends "base.html" %}{% load crispy_forms_tags wijkplein %}
{% block title %}Proef{% endblock %}
{% block content %}<div class="wp-wrap wp-flow">
<h1>Vertel over je plan</h1>{% voortgang 2 5 "je plan" %}{% crispy form %}
<h2>Geld</h2>{% thermometer balance %}{% thermometer balance mini=True %}{% meter 17 25 %}
{% melding kind="warning" title="Let op" level=2 %}<p>Bevestig je e-mailadres.</p>{% endmelding %}
</div>{% endblock %}"""


@pytest.fixture(params=[1280, 390, 320])
def width(request: pytest.FixtureRequest) -> int:
    """Of the window, in pixels."""
    return request.param


@pytest.fixture
def posts() -> list[str]:
    """What was sent to the server."""
    return []


@pytest.fixture
def page(chromium: Browser, posts: list[str]) -> Iterator[Page]:
    """A tab on a form with errors (at /fout/) and one without (at /), under the site's policy; it may not complain."""
    context = chromium.new_context(locale="nl-NL")
    context.route("**/*", lambda route, request: _answer(route, request, posts))
    complaints: list[str] = []
    tab = context.new_page()
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert complaints == []


def _answer(route: Route, request: Request, posts: list[str]) -> None:
    path = request.url.removeprefix(ORIGIN)
    if path.startswith("/static/"):
        route.fulfill(path=find(path.removeprefix("/static/")))
    elif request.method == "POST":
        posts.append(request.post_data or "")
        route.fulfill(status=204)  # stays on the page, as when the answer is slow
    else:
        route.fulfill(body=_html(has_errors=path == "/fout/"), headers={"Content-Security-Policy": POLICY})


def _html(*, has_errors: bool) -> str:
    data = {"titel": "x" * 30, "bedrag": "veel", "postcode": "1213"} if has_errors else None
    context = {"form": PlanForm(data), "balance": BALANCE}
    return engines["django"].from_string(SOURCE).render(context, RequestFactory().get("/"))


@pytest.mark.parametrize("path", ["/", "/fout/"])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(ORIGIN + path)

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}}).response["violations"]

    assert [(rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_after_an_error_the_focus_is_on_the_summary_and_its_links_lead_to_the_fields(page: Page) -> None:
    page.goto(f"{ORIGIN}/fout/")

    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.id") == "foutoverzicht"
    targets = links(page.content())
    assert len(targets) == 8
    for target in targets:
        page.locator(f'a[href="#{target}"]').click()
        assert page.evaluate("document.activeElement.id") == target


def test_every_control_is_big_enough_to_hit(page: Page) -> None:
    page.goto(f"{ORIGIN}/")

    heights = page.eval_on_selector_all(
        ".wp-input, .wp-select, .wp-textarea, .wp-choice, .wp-button, .wp-nav a",
        "all => all.map(one => one.getBoundingClientRect().height)",
    )
    assert len(heights) >= 15
    assert min(heights) >= 48


def test_a_long_text_counts_along_and_is_never_cut_off(page: Page) -> None:
    page.goto(f"{ORIGIN}/")
    field = page.get_by_label("Wat wil je gaan doen?")

    field.fill("x" * 1490)
    page.get_by_text("Nog 10 van 1500 tekens over.").wait_for(timeout=5_000)
    field.fill("x" * 1503)
    page.get_by_text("Haal 3 tekens weg. Je mag er 1500 gebruiken.").wait_for(timeout=5_000)

    assert len(field.input_value()) == 1503


def test_two_clicks_send_once_and_the_button_stays_usable(page: Page, posts: list[str]) -> None:
    page.goto(f"{ORIGIN}/")

    page.get_by_role("button", name="Verder").dblclick()
    page.wait_for_timeout(300)

    assert len(posts) == 1
    assert page.get_by_role("button", name="Verder").is_enabled()


def test_nobody_tabs_into_the_trap(page: Page) -> None:
    page.goto(f"{ORIGIN}/")
    page.get_by_label("Hoe heet je plan?").focus()
    names = []
    for _press in range(12):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || ''"))

    assert "wat" in names
    assert "verder" in names
    assert "bijschrift" not in names


def test_escape_closes_the_menu_of_a_small_window(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{ORIGIN}/")
    page.locator(".wp-menu summary").click()
    assert page.get_by_role("link", name="Wijken", exact=True).is_visible()

    page.keyboard.press("Escape")

    assert not page.get_by_role("link", name="Wijken", exact=True).is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
