"""Reading the news: of a wijk (its own, what is marked for it, and the city's), or of the whole city.

Lists go by key, newest first, and are never counted (performance: no COUNT for a pager).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, LPad

from wagtail.models import Page

from cms.models import Wijk
from pages import navigation
from pages.models import NewsPage, Picture, WijkPage
from pages.pictures import Sizes, prefetch
from pages.routing import shut, trail_of

PAGE_SIZE = 12
_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,15})")
# Home stands at depth 2; the city's own news two levels below it, that of a wijk four.
_CITY_DEPTH = 4


@dataclass(frozen=True)
class NewsItem:
    """One piece of news in a list. `language` is that of its text; no `wijken`: for the whole city."""

    title: str
    url: str
    lead: str
    published_on: date
    language: str
    picture: Picture | None
    picture_alt: str
    wijken: list[Wijk] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """Some news, newest first, and the key of the next page ("" on the last one)."""

    items: list[NewsItem]
    following: str = ""


def listing(page: Page, wijk: Wijk | None, *, after: str = "", size: int = PAGE_SIZE) -> Listing:
    """The news that a page of the wijk, or of the city, lists; four queries at most. A wrong key is no key."""
    rows = visible(page, wijk).select_related("picture").defer_streamfields()
    if key := _key(after):
        day, pk = key
        rows = rows.filter(Q(published_on__lt=day) | Q(published_on=day, pk__lt=pk))
    found = list(
        rows.annotate(source_language=F("alias_of__locale__language_code")).order_by("-published_on", "-pk")[
            : size + 1
        ]
    )
    shown = found[:size]
    prefetch([row.picture for row in shown], Sizes.CARD)
    last = shown[-1] if len(found) > size else None
    return Listing(_items(shown, page), f"{last.published_on}.{last.pk}" if last else "")


def _key(text: str) -> tuple[date, int] | None:
    match = _KEY.fullmatch(text)
    if not match:
        return None
    try:
        return date.fromisoformat(match[1]), int(match[2])
    except ValueError:
        return None


def visible(page: Page, wijk: Wijk | None) -> QuerySet[NewsPage]:
    """Live news in the tree of the page, open to all. Of a wijk: below its page, marked for it, or of the city."""
    home = [*trail_of(page), page][0]
    news = NewsPage.objects.live().filter(path__startswith=home.path).exclude(shut("path") | shut("alias_of__path"))
    if wijk is None:
        return news
    own = WijkPage.objects.filter(wijk=wijk, path__startswith=home.path).values("path")[:1]
    below = ExpressionWrapper(own, output_field=CharField())
    marked = _also_in().filter(newspage__translation_key=OuterRef("translation_key"), wijk=wijk)
    return news.alias(_own=below).filter(Q(depth=_CITY_DEPTH) | Q(path__startswith=F("_own")) | Exists(marked))


def _also_in() -> QuerySet[Any]:
    """News and the other wijken it is marked for. Editors mark it in the default language; translations follow."""
    return NewsPage.also_in.through.objects.filter(newspage__locale__language_code=settings.LANGUAGE_CODE)


def _items(rows: list[NewsPage], page: Page) -> list[NewsItem]:
    others = also_in(row.translation_key for row in rows)
    own = _own_wijken(rows)
    language = page.locale.language_code
    return [
        NewsItem(
            title=row.title,
            url=navigation.address_of(row),
            lead=row.lead,
            published_on=row.published_on,
            language=row.source_language or language,
            picture=row.picture,
            picture_alt=row.picture_alt,
            wijken=list(dict.fromkeys([*own.get(row.path, []), *others.get(row.translation_key, [])])),
        )
        for row in rows
    ]


def also_in(keys: Iterable[UUID]) -> dict[UUID, list[Wijk]]:
    """The wijken that news is marked for, by translation key; one query."""
    found: dict[UUID, list[Wijk]] = {}
    rows = _also_in().filter(newspage__translation_key__in=list(keys)).select_related("wijk")
    for row in rows.annotate(key=F("newspage__translation_key")).order_by("wijk__position"):
        found.setdefault(row.key, []).append(row.wijk)
    return found


def _own_wijken(rows: list[NewsPage]) -> dict[str, list[Wijk]]:
    """The wijk below whose page each piece of news lies, by the news' path; one query."""
    above = {row.path: row.path[: -2 * Page.steplen] for row in rows if row.depth > _CITY_DEPTH}
    pages = WijkPage.objects.filter(path__in=set(above.values())).select_related("wijk").defer_streamfields()
    by_path = {page.path: page.wijk for page in pages}
    return {path: [by_path[parent]] for path, parent in above.items() if parent in by_path}


def newest_names(page: Page, wijk: Wijk, *, count: int = 3) -> QuerySet[Any]:
    """Kind and language, title, path in the tree, and order (day and number) of the newest news, for pages.names."""
    newest = visible(page, wijk).order_by("-published_on", "-pk").values("pk")[:count]
    kind = Concat(Value("news:"), Coalesce(F("alias_of__locale__language_code"), Value("")), output_field=CharField())
    number = LPad(Cast("pk", CharField()), 12, Value("0"))
    order = Concat(Cast("published_on", CharField()), Value("."), number, output_field=CharField())
    return NewsPage.objects.filter(pk__in=newest).order_by().values_list(kind, "title", "url_path", order)
