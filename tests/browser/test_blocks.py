"""Pages with blocks in a real browser: axe, width, films that wait for a click, albums and paper."""

import re

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_pages import check

pytestmark = pytest.mark.browser
EVERY_BLOCK = "/speelstraat/"
PAGES = [
    EVERY_BLOCK,
    "/en/speelstraat/",
    "/nieuws/",
    "/en/nieuws/",
    "/wijken/oost/nieuws/",
    "/buren-maken-de-buurt/",
    "/toegankelijkheid/",
    "/en/toegankelijkheid/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_blocks_is_accessible_and_fits_a_phone(visit, path):
    check(visit(), path)


def test_a_piece_of_news_is_accessible_and_fits_a_phone(visit):
    visitor = visit()
    visitor.goto("/nieuws/")
    for address in visitor.page.locator("main .wp-card h3 a").evaluate_all("links => links.map(a => a.href)")[:2]:
        check(visitor, address)


def test_an_archive_of_the_wijkkrant_is_accessible_and_fits_a_phone(visit):
    visitor = visit()
    addresses = [f"/wijken/{slug}/wijkkrant/" for slug in ("oost", "zuid", "centrum", "noordoost", "zuidoost")]
    with_papers = [path for path in addresses if visitor.goto(path).locator(".wp-krant").count()]
    assert with_papers
    check(visitor, with_papers[0])


def asked_elsewhere(visitor: Visitor) -> list[str]:
    """What the browser asks of other sites from now on; a film answers with a page of its own."""
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url) if visitor.site.url not in request.url else 0)
    for host in ("https://www.youtube-nocookie.com/**", "https://player.vimeo.com/**"):
        visitor.context.route(host, lambda route: route.fulfill(content_type="text/html", body="<p>Film</p>"))
    return asked


def test_a_film_asks_its_host_for_nothing_until_somebody_presses_it(visit):
    visitor = visit()
    asked = asked_elsewhere(visitor)
    page = visitor.goto(EVERY_BLOCK)
    page.wait_for_load_state("networkidle")
    assert asked == []

    title = page.locator("[data-film]").get_attribute("data-titel")
    page.locator("[data-film] a").focus()
    page.keyboard.press("Enter")

    frame = page.locator("[data-film] iframe")
    assert frame.get_attribute("title") == title
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.frame_locator("[data-film] iframe").get_by_text("Film").wait_for()
    assert len(asked) == 1 and re.match(r"https://(www\.youtube-nocookie|player\.vimeo)\.com/", asked[0])
    assert visitor.axe() == []


def test_without_javascript_a_film_is_a_link_to_its_page(visit):
    visitor = visit(javascript=False)
    page = visitor.goto(EVERY_BLOCK)

    assert re.match(r"https://(www\.youtube|vimeo)\.com/", page.locator("[data-film] a").get_attribute("href"))
    assert page.locator("iframe").count() == 0


def test_an_album_opens_a_large_picture_without_javascript(visit):
    visitor = visit(javascript=False)
    page = visitor.goto(EVERY_BLOCK)

    address = page.locator(".wp-album a").first.get_attribute("href")
    answer = page.request.get(visitor.site.url + address)

    assert answer.ok and answer.headers["content-type"] == "image/webp"


def test_questions_open_by_keyboard_without_javascript(visit):
    visitor = visit(javascript=False)
    page = visitor.goto(EVERY_BLOCK)
    first = page.locator(".wp-body details").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")

    assert first.get_attribute("open") is not None
    assert first.locator("summary + *").is_visible()
