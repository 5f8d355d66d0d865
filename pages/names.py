"""All names that a wijk page shows, in one query: buurten, postcodes, themes, the pages below it, and the newest news.

A row is kind, name, path and order. The kind of a page has the language of its text where that is not its own: what
waits to be translated is "contentpage:nl", other texts are "contentpage:".
The page's budget is its number of queries (performance), so these come along in one union of four columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from wagtail.models import Page

from cms.models import Wijk
from cms.prepared import PreparedEach, Slot
from pages import navigation, news

# The pages below a wijk that its page names, by the model of each; others have a panel of their own.
LINKED = ("contentpage", "contactpage", "newsindexpage", "wijkkrantpage", "campaignpage", "challengespage")

Row = tuple[str, str, str, str]


@dataclass(frozen=True)
class Link:
    """A page to read on. `language`: that of its text where it waits to be translated; `day`: of news."""

    title: str
    url: str
    language: str = ""
    day: date | None = None


@dataclass
class Names:
    """What the query found, in order; `ranges` of postcodes, first and last; `pages` by the model of the page."""

    buurten: list[str] = field(default_factory=list)
    ranges: list[tuple[str, str]] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    pages: dict[str, list[Link]] = field(default_factory=dict)
    news: list[Link] = field(default_factory=list)


_QUESTIONS = PreparedEach()


def read(wijk: Wijk, page: Page, *, on: date) -> Names:
    """Buurten, postcodes, themes of a local date, pages in the order of the editors, newest news; one query."""
    question = _QUESTIONS.get((wijk.pk, page.path, page.is_leaf()), lambda: _question(wijk, page))
    return _sorted_out(sorted(question.rows(on=on), key=_in_order))


def _question(wijk: Wijk, page: Page) -> QuerySet[Any]:
    on = Slot("on", DateField())
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    buurten = wijk.buurten.order_by().values_list(Value("buurt"), "name", Value(""), "name")
    themes = wijk.themes.filter(started & lasting).order_by()
    areas = wijk.postcode_areas.order_by().values_list(Value("area"), "first", "last", "first")
    of_themes = themes.values_list(Value("theme"), "name", Value(""), Cast("pk", CharField()))
    return buurten.union(areas, of_themes, _below(page), news.newest_names(page, wijk), all=True)


def _below(page: Page) -> QuerySet[Any]:
    shown = page.get_children().live().filter(content_type__model__in=LINKED, view_restrictions__isnull=True)
    source = Coalesce(F("alias_of__locale__language_code"), Value(""))
    kind = Concat(F("content_type__model"), Value(":"), source, output_field=CharField())
    return shown.order_by().values_list(kind, "title", "url_path", "path")


def _in_order(row: Row) -> tuple[int, str]:
    """By name and by postcode; of what goes by number or by place in the tree, longer is later."""
    kind, _name, _path, order = row
    return (0 if kind in ("buurt", "area") else len(order), order)


def _sorted_out(rows: Iterable[Row]) -> Names:
    found = Names()
    for marked, name, path, order in rows:
        kind, _colon, language = marked.partition(":")
        if kind == "buurt":
            found.buurten.append(name)
        elif kind == "area":
            found.ranges.append((name, path))
        elif kind == "theme":
            found.themes.append(name)
        elif kind == "news":
            day = date.fromisoformat(order.partition(".")[0])
            found.news.insert(0, Link(name, navigation.address_at(path), language, day))
        else:
            found.pages.setdefault(kind, []).append(Link(name, navigation.address_at(path), language))
    return found
