"""The frame of every page, the pages for errors, and the stylesheets."""

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django.asserts import assertInHTML

from django.contrib.staticfiles.finders import find
from django.http import HttpRequest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from cms.tiles import TILES

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ROOT = Path(__file__).resolve().parent.parent.parent
OOST = SimpleNamespace(slug="oost", tile="oost")


def page(name: str = "base.html", path: str = "/", **context: object) -> str:
    """Render a whole page for somebody without a session: the request has neither `session` nor `user`."""
    return get_template(name).render(context, RequestFactory().get(path))


def ids(html: str) -> list[str]:
    """All ids, in order."""
    return re.findall(r'\sid="([^"]*)"', html)


def refuse() -> None:
    """Stands for the account behind a request, which a read page never asks for."""
    raise AssertionError("a read page looked at the user")


class RefusingRequest(HttpRequest):
    """A request whose session and user must not be looked at."""

    user = SimpleLazyObject(refuse)

    @property
    def session(self) -> None:
        raise AssertionError("a read page looked at the session")


def test_a_page_looks_at_neither_session_nor_user() -> None:
    request = RefusingRequest()
    request.method, request.path = "GET", "/wijken/"
    request.META["SERVER_NAME"], request.META["SERVER_PORT"] = "testserver", "80"

    html = get_template("base.html").render({"wijk": OOST, "section": "wijken"}, request)

    assert '<main id="inhoud" tabindex="-1" data-wijk="oost">' in html
    assert "csrfmiddlewaretoken" not in html


def test_a_page_begins_with_language_title_and_a_way_past_the_menu() -> None:
    html = page()

    assert html.startswith('<!doctype html>\n<html lang="nl">')
    assert html.index('<a class="wp-skip" href="#inhoud">Naar de inhoud</a>') < html.index("<header")
    assert [name for name, times in Counter(ids(html)).items() if times > 1] == []


def test_the_menu_tells_where_you_are() -> None:
    html = page(path="/wijkthermometer/", section="geld")
    assertInHTML('<a href="/wijkthermometer/" aria-current="page">Geld voor je wijk</a>', html)

    html = page(path="/wijken/oost/", section="wijken")
    assertInHTML('<a href="/wijken/" aria-current="true">Wijken</a>', html)
    assert html.count("aria-current") == 1


def test_a_page_leads_only_to_what_there_is() -> None:
    links = re.findall(r'<a [^>]*href="([^"]*)"', page())

    assert sorted(set(links)) == [
        "#inhoud",
        "/",
        "/agenda/",
        "/colofon/",
        "/huisregels/",
        "/initiatieven/",
        "/peilingen/",
        "/privacy/",
        "/start/",
        "/toegankelijkheid/",
        "/uitdagen/",
        "/wijken/",
        "/wijkthermometer/",
        "/zo-werkt-wijkplein/",
        "/zoeken/",
        "tel:14035",
    ]


def test_the_site_tells_its_name_and_number_to_every_page() -> None:
    html = page("cms/melding.html", title="Deze link werkt niet meer", text="Een link werkt 24 uur.")

    assert "<title>Deze link werkt niet meer | Wijkplein Hilversum</title>" in html
    assertInHTML("<span>gemeente Hilversum</span>", html)
    assertInHTML('<a href="tel:14035">14 035</a>', html)


def test_a_message_page_offers_what_to_do_next() -> None:
    html = page(
        "cms/melding.html",
        title=HOSTILE,
        paragraphs=["Vraag een nieuwe aan."],
        actions=[{"url": "/a/", "text": "Vraag een nieuwe link aan"}, {"url": "/", "text": "Naar de voorpagina"}],
    )

    assertInHTML('<a class="wp-button" href="/a/">Vraag een nieuwe link aan</a>', html)
    assertInHTML('<a class="wp-button wp-button--secondary" href="/">Naar de voorpagina</a>', html)
    assert "<script>alert" not in html


def test_a_page_that_is_not_there_helps_to_look_further() -> None:
    html = page("404.html")

    assertInHTML("<h1>Deze pagina is er niet (meer)</h1>", html)
    assert '<form class="wp-form" action="/vind-je-wijk/" method="get"' in html
    assertInHTML('<label class="wp-label" for="zoek_postcode">Je postcode</label>', html)
    assert "csrfmiddlewaretoken" not in html


def test_the_page_for_a_fault_of_ours_needs_nothing() -> None:
    html = get_template("500.html").render()

    assert "14 035" in html
    assert "Er ging iets mis bij ons" in html
    assert "{" not in html


def test_the_page_for_a_form_that_stood_open_says_what_to_do() -> None:
    html = page("403_csrf.html")

    assertInHTML("<h1>Je formulier was te lang open</h1>", html)
    assertInHTML("<li>Ververs de pagina en verstuur het formulier opnieuw.</li>", html)


def test_every_class_in_a_template_stands_in_a_stylesheet() -> None:
    styles = "".join(path.read_text() for path in ROOT.glob("*/static/*/*.css"))
    known = set(re.findall(r"\.((?:wp|wb)-[\w-]+)", styles))
    used = {
        (name, path.relative_to(ROOT).as_posix())
        for path in (ROOT / "templates").rglob("*.html")
        for attribute in re.findall(r'class="([^"]*)"', re.sub(r"\{#.*?#\}", "", path.read_text()))
        for name in re.findall(r"(?<![\w-])((?:wp|wb)-[\w-]+)(?![\w{-]|\{\{)", attribute)
    }

    assert sorted((name, path) for name, path in used if name not in known) == []


@pytest.mark.parametrize("name", ["cms/wijkplein.css", "cms/wijkplein-beheer.css"])
def test_stylesheets_ask_nothing_of_others(name: str) -> None:
    text = Path(find(name)).read_text()

    assert "@import" not in text
    assert "http" not in text.replace('[href^="http"]', "")
    assert text.count("{") == text.count("}")


def test_every_tile_has_its_colours_in_both_stylesheets() -> None:
    for name in ("cms/wijkplein.css", "cms/wijkplein-beheer.css"):
        assert set(re.findall(r'\[data-wijk="(\w+)"\]', Path(find(name)).read_text())) == set(TILES)
