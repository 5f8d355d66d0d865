"""Every page of HTML that a visitor can get, in Dutch and English: pages, forms, refused forms and errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from django.http import HttpResponseBase
from django.template.loader import render_to_string

from participation.forms.answers import ALL_STEPS
from participation.services import drafts
from participation.views.writing import LATER
from tests.conftest import NOW
from tests.matrix.answers import Visitor
from tests.matrix.crawl_list import Stop, stops
from tests.matrix.world import World

OTHER_LANGUAGE = "en"
_FILLED_IN = {
    "plan": {"titel": "Geveltuinen", "wat": "Twintig tuintjes langs de huizen."},
    "plek": {"postcode": "1214 AA", "huisnummer": "12a"},
    "geld": {"bedrag": "1.750", "kosten_1": "Planten", "kosten_1_bedrag": "1.750"},
}
# With an e-mail address, a link asks for that first.
_YOU = ({"naam": "Fatima El Idrissi", "telefoon": "06 12345678"}, {"naam": "Fatima", "email": "fatima@example.org"})
# Wagtail's own screens, and files.
_NOT_OURS = ("/beheer/", "/_util/", "/static/", "/media/", "/documents/")


@dataclass(frozen=True)
class Shown:
    """A page as a browser gets it."""

    name: str
    status: int
    html: str


class _Forms(HTMLParser):
    """The forms that post: where to, with what their hidden fields hold and their first button."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._is_open = self._has_button = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_open = given.get("method", "").lower() == "post"
            self._has_button = False
            if self._is_open:
                self.found.append((given.get("action", ""), {}))
        elif self._is_open and given.get("type") == "hidden":
            self.found[-1][1].setdefault(given["name"], given.get("value", ""))
        elif self._is_open and given.get("type") == "submit" and not self._has_button:
            self._has_button = True
            self.found[-1][1][given.get("name", "")] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_open and tag != "form"


def forms_of(html: str) -> list[tuple[str, dict[str, str]]]:
    """The forms of a page that post: address ("" is the page itself) and the fields that are filled in already."""
    parser = _Forms()
    parser.feed(html)
    return parser.found


def shown_pages(world: World) -> list[Shown]:
    """All pages, each once."""
    visitor, strict = Visitor(world, "anoniem"), Visitor(world, "anoniem")
    strict.client.handler.enforce_csrf_checks = True
    found: dict[str, Shown] = {}
    for stop in _questions(world):
        for shown in _ask(strict if stop.checks_csrf else visitor, stop):
            found.setdefault(shown.html, shown)
    return [*found.values(), Shown("500", 500, render_to_string("500.html"))]


def _questions(world: World) -> Iterator[Stop]:
    for stop in (*stops(world), *_steps()):
        if not stop.path.startswith(_NOT_OURS):
            yield stop
            if not stop.path.startswith(f"/{OTHER_LANGUAGE}/"):
                yield replace(stop, path=f"/{OTHER_LANGUAGE}{stop.path}")


def _steps() -> Iterator[Stop]:
    """The steps of a plan that is filled in, so that each of them opens, and the pages to go on later."""
    for you in _YOU:
        token = drafts.token(draft=drafts.save(draft=None, data=_FILLED_IN | {"jij": you}, now=NOW), now=NOW)
        for step in (*ALL_STEPS, LATER):
            yield Stop(f"step {step}", f"/wijken/zuid/initiatieven/indienen/{token}/{step}/", 200, "")


def _ask(visitor: Visitor, stop: Stop) -> Iterator[Shown]:
    """What comes back, and what comes back of each form on it, sent as it is."""
    response, content = visitor.response(stop.path, stop.method, **dict(stop.headers))
    if not _is_html(response, content):
        return
    html = content.decode()
    error = f" {response.exc_info[1]!r}" if response.status_code == 500 else ""
    yield Shown(f"{stop.name} {stop.path}{error}", response.status_code, html)
    if response.status_code == 200 and stop.method == "get":
        for action, body in forms_of(html):
            response, content = visitor.response(action or stop.path, "post", body)
            if _is_html(response, content):
                yield Shown(f"{stop.name} {action or stop.path} posted", response.status_code, content.decode())


def _is_html(response: HttpResponseBase, content: bytes) -> bool:
    # A piece of a page, which a script asks for, is no page of its own.
    return response.get("Content-Type", "").startswith("text/html") and b"<html" in content
