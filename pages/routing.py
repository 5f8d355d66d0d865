"""From an address to its page in two queries, however deep the page lies.

Wagtail asks two queries a level, and two more for the ancestors; on a wijk page that is most of what the page may
cost (performance: a page's budget is its number of queries).
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Subquery, TextField
from django.http import Http404

from wagtail.models import Page, PageViewRestriction

from cms.prepared import Prepared, Slot
from cms.trees import Elsewhere, Tree, trees

_MAX_LEVELS = 20
# A page as the database has it: to make an object of it takes longer than to read it, and most are only looked at.
_COLUMNS = tuple(field.attname for field in Page._meta.concrete_fields)
_Row = namedtuple("_Row", _COLUMNS)


def follow(start: Page, slugs: Sequence[str]) -> tuple[list[Page], list[str]]:
    """Walk down from a page along slugs; one query.

    Returns the pages passed, the last of them in its own class, and the slugs that are left. Stops at a page with
    routes of its own: these go before its children, as Wagtail does it. Slugs are the same in every language, so the
    same query tells in which of them the last page can be read.
    """
    slugs = list(slugs)
    rests = list(accumulate(f"{slug}/" for slug in slugs[:_MAX_LEVELS]))
    paths = [start.url_path + rest for rest in rests]
    others = {tree.language: tree.home_path for tree in _other_trees(start)}
    wanted = paths + [home + rest for home in others.values() for rest in rests]
    places = {f"path{number}": path for number, path in enumerate(wanted)}
    places |= {f"slug{number}": slug for number, slug in enumerate(slugs[:_MAX_LEVELS])}
    rows = _on_paths(len(wanted), len(rests)).rows(**places)
    found = {row.url_path: row for row in map(_Row._make, rows)}
    line: list[Any] = []
    for path in paths:
        if path not in found:
            break
        line.append(found[path])
        if has_own_routes(class_of(line[-1].content_type_id)):
            break
    if not line:
        return [], slugs
    chain = [Page.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row) for row in line[:-1]]
    last = specific(line[-1], trail=[*trail_of(start), start, *chain])
    if start.depth == 2:
        rest = rests[len(chain)]
        siblings = {language: found[home + rest] for language, home in others.items() if home + rest in found}
        last.elsewhere = {
            language: Elsewhere(row.id, row.alias_of_id is None)
            for language, row in siblings.items()
            if row.live and row.translation_key == last.translation_key
        }
    return [*chain, last], slugs[len(line) :]


@lru_cache(maxsize=_MAX_LEVELS * 4)
def _on_paths(count: int, levels: int) -> Prepared:
    """The pages on so many paths, given as path0, path1 and so on; slug0, slug1: what they can be called.

    Wagtail has an index on the slug and none on the whole path: without the slugs all pages of the site are read.
    """
    paths = [Slot(f"path{number}", TextField()) for number in range(count)]
    slugs = [Slot(f"slug{number}", CharField()) for number in range(levels)]
    pages = Page.objects.filter(url_path__in=paths, slug__in=slugs)
    return Prepared(lambda: pages.values_list(*_COLUMNS))


def _other_trees(home: Page) -> list[Tree]:
    """The trees of the other languages; none for a page that is no home page of this site."""
    known = trees().values() if home.depth == 2 else ()
    is_home = any(tree.home_id == home.pk for tree in known)
    return [tree for tree in known if is_home and tree.home_id != home.pk]


def elsewhere_of_home(home: Page) -> dict[str, Elsewhere]:
    """The home pages of the other languages."""
    return {tree.language: Elsewhere(tree.home_id, tree.is_translated) for tree in _other_trees(home)}


def read_elsewhere(page: Page) -> dict[str, Elsewhere]:
    """The live pages with the same text in other languages; one query."""
    siblings = Page.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    rows = siblings.values_list("locale__language_code", "pk", "alias_of_id")
    return {language: Elsewhere(pk, alias_of is None) for language, pk, alias_of in rows}


def class_of(content_type_id: int) -> type[Page]:
    """The class of a page by its content type; no query once that is known."""
    return ContentType.objects.get_for_id(content_type_id).model_class() or Page


def has_own_routes(model: type[Page]) -> bool:
    """Whether a class of pages resolves addresses below it itself."""
    return hasattr(model, "get_subpage_urls")


def specific(row: Any, *, trail: list[Page]) -> Page:
    """The page in its own class, with what the class reads along (`routed_with`) and the pages that lead to it."""
    found = in_own_class(class_of(row.content_type_id), row.id)
    found._trail = trail
    # Treebeard's get_parent takes the parent from here.
    found._cached_parent_obj = trail[-1]
    return found


def in_own_class(model: type[Page], pk: int) -> Page:
    """A page by its number, of the class it is, and whether it is shut for some people; one query.

    Raises:
        Http404: when it went between two queries.
    """
    rows = _of_class(model).rows(pk=pk)
    if not rows:
        raise Http404
    return rows[0]


@cache
def _of_class(model: type[Page]) -> Prepared:
    """A page of this class, with what the class reads along."""
    related = getattr(model, "routed_with", ())
    pages = model._default_manager.select_related(*related) if related else model._default_manager.all()
    return Prepared(lambda: pages.filter(pk=Slot("pk", IntegerField())).annotate(is_shut=shut("path")))


def shut(path: str) -> Exists:
    """Whether a page, or one above it, is for some people alone. path: the name of the page's place in the tree."""
    below = ExpressionWrapper(OuterRef(path), output_field=CharField())
    # Not joined: SQLite would begin at the pages, and read all of them for each page that is looked at.
    own = Subquery(Page.objects.filter(pk=OuterRef("page_id")).order_by().values("path"))
    return Exists(PageViewRestriction.objects.annotate(_below=below, _own=own).filter(_below__startswith=F("_own")))


def trail_of(page: Page) -> list[Page]:
    """The pages from home to the parent of a page; a query only where the page was not reached by its address."""
    if not hasattr(page, "_trail"):
        page._trail = [] if page.depth <= 2 else list(page.get_ancestors().filter(depth__gt=1))
    return page._trail


def paths_of_line(page: Page) -> list[str]:
    """The tree paths of a page and all pages above it, the root included."""
    return [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
