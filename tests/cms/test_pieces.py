"""Pieces: what looks the same is written once, and whatever looks different is written anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from django.db import connection
from django.template import Context, Engine, Library, TemplateSyntaxError, engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from cms.models import Buurt, Wijk
from cms.pieces import KEPT_S, MOST, PIECES, Pieces, UnfrozenError, frozen, piece
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

MOMENT = datetime(2026, 11, 29, 12, tzinfo=UTC)
# Each of these is equal to another one in Python's eyes, and looks different on a page.
LOOK_DIFFERENT = [1, True, 1.0, Decimal(1), Decimal("1.00"), SafeString("<b>"), "<b>", None, "", ["a"], ("a",)]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    amount: int = 0


@pytest.fixture
def tree(db: None) -> Tree:
    """A home page and a wijk."""
    return make_tree(make_wijk("oost", "1221"))


def written(source: str, values: dict[str, object], pieces: Pieces) -> str:
    return pieces.text(Engine().from_string(source), values, Context())


def test_what_looks_different_has_another_key() -> None:
    assert len({repr(frozen(value)) for value in LOOK_DIFFERENT}) == len(LOOK_DIFFERENT)
    keys = [frozen(value) for value in LOOK_DIFFERENT if not isinstance(value, Decimal)]
    assert all(one is other or one != other for one in keys for other in keys)


def test_a_moment_in_another_time_zone_has_another_key() -> None:
    there = MOMENT.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert there == MOMENT
    assert frozen(there) != frozen(MOMENT)


def test_a_row_is_known_by_all_it_holds() -> None:
    assert frozen(Row("Ans", 1)) == frozen(Row("Ans", 1))
    assert frozen(Row("Ans", 1)) != frozen(Row("Ans", 2))
    assert frozen({"rows": [Row("Ans")]}) != frozen({"rows": [Row("Bo")]})
    assert frozen(date(2026, 1, 1)) != frozen(date(2026, 1, 2))


def test_a_model_is_known_by_its_values_and_by_what_was_read_along() -> None:
    one, renamed = Wijk(pk=1, name="Oost"), Wijk(pk=1, name="Noordoost")
    assert one == renamed
    assert frozen(one) != frozen(renamed)
    assert frozen(Buurt(pk=1, name="Liebergen", wijk=one)) != frozen(Buurt(pk=1, name="Liebergen", wijk=renamed))


def test_a_text_that_waits_for_its_language_is_known_by_what_it_says() -> None:
    word = gettext_lazy("Zoeken")
    with translation.override("nl"):
        dutch = frozen(word)
    with translation.override("en"):
        assert frozen(word) != dutch


def test_a_thing_of_another_kind_is_written_each_time() -> None:
    with pytest.raises(UnfrozenError):
        frozen(object())
    pieces, words = Pieces(), iter("ab")
    template = Engine().from_string("{{ word }}")

    class Thing:
        def __str__(self) -> str:
            return next(words)

    assert [pieces.text(template, {"word": Thing()}, Context()) for _ in range(2)] == ["a", "b"]
    assert len(pieces) == 0


def test_it_is_written_once_for_the_same_values() -> None:
    pieces, template = Pieces(), Engine().from_string("{{ row.name }} {{ row.amount }}")
    first = pieces.text(template, {"row": Row("Ans", 1)}, Context())

    assert pieces.text(template, {"row": Row("Ans", 1)}, Context()) is first
    assert pieces.text(template, {"row": Row("Ans", 2)}, Context()) == "Ans 2"
    assert len(pieces) == 2


def test_each_language_and_template_has_its_own() -> None:
    pieces = Pieces()
    one, other = (Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string(text) for text in ("1", "2"))
    with translation.override("en"):
        pieces.text(one, {}, Context())
    with translation.override("nl"):
        assert [pieces.text(template, {}, Context()) for template in (one, other)] == ["1", "2"]
    assert len(pieces) == 3


def test_it_is_forgotten_after_ten_minutes_and_when_there_are_too_many() -> None:
    now = [0.0]
    pieces, template = Pieces(clock=lambda: now[0]), Engine().from_string("{{ number }}")
    for number in range(MOST):
        pieces.text(template, {"number": number}, Context())
    assert len(pieces) == MOST
    pieces.text(template, {"number": MOST}, Context())
    assert len(pieces) == 1

    now[0] = KEPT_S + 1
    pieces.text(template, {"number": 0}, Context())
    assert len(pieces) == 1


def test_what_comes_from_outside_stays_escaped() -> None:
    assert written("{{ name }}", {"name": "<b>"}, Pieces()) == "&lt;b&gt;"


def test_a_tag_gives_its_template_nothing_but_its_values() -> None:
    register = Library()

    @piece(register, "components/more.html")
    def to(url: str) -> dict[str, str]:
        return {"url": url, "text": "Verder"}

    ours = engines["django"].engine
    parser_ready = Engine(dirs=ours.dirs, libraries=ours.libraries, builtins=ours.builtins)
    parser_ready.template_builtins.append(register)
    shown = parser_ready.from_string('{% to "/a/" %}{% to "/a/" %}{% to "/b/" %}').render(Context({"text": "Anders"}))
    assert shown.count('href="/a/"') == 2
    assert shown.count("Verder") == 3
    assert len(PIECES) == 2


@pytest.mark.parametrize("source", ['{% piece "components/more.html" with url="/" %}', "{% piece name only %}"])
def test_a_piece_says_what_it_hangs_on(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="only"):
        engines["django"].from_string(source)


@pytest.mark.parametrize("path", ["/", "/wijken/oost/", "/wijken/"])
def test_a_page_is_the_same_from_memory_and_reads_as_much(tree: Tree, client: Client, path: str) -> None:
    def asked() -> tuple[bytes, int]:
        with CaptureQueriesContext(connection) as queries:
            body = client.get(path, {"x": "past the page cache"}).content
        return body, len(queries)

    asked()  # so that what a process reads once has been read
    PIECES.forget()
    fresh, before = asked(), len(PIECES)
    assert before > 0
    assert asked() == fresh
    assert len(PIECES) == before


def test_a_name_that_changed_is_shown_at_once(tree: Tree, client: Client) -> None:
    client.get("/")
    Wijk.objects.filter(slug="oost").update(name="Nieuwoost")
    shown = client.get("/", {"x": "past the page cache"}).content.decode()
    assert "Nieuwoost" in shown
