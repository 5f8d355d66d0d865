"""From an address to its page in two queries, however deep the page lies.

Wagtail asks two queries a level, and two more for the ancestors; on a wijk page that is most of what the page may
cost (performance: a page's budget is its number of queries).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from wagtail.models import Page

_MAX_LEVELS = 20


def follow(start: Page, slugs: Sequence[str]) -> tuple[list[Page], list[str]]:
    """Walk down from a page along slugs; one query.

    Returns the pages passed, the last of them in its own class, and the slugs that are left. Stops at a page with
    routes of its own: these go before its children, as Wagtail does it.
    """
    slugs = list(slugs)
    paths = list(accumulate((f"{slug}/" for slug in slugs[:_MAX_LEVELS]), initial=start.url_path))[1:]
    found = {page.url_path: page for page in Page.objects.filter(url_path__in=paths)}
    chain: list[Page] = []
    for path in paths:
        if path not in found:
            break
        chain.append(found[path])
        if has_own_routes(found[path]):
            break
    if chain:
        chain[-1] = specific(chain[-1], trail=[*trail_of(start), start, *chain[:-1]])
    return chain, slugs[len(chain) :]


def has_own_routes(page: Page) -> bool:
    """Whether the page's class resolves addresses below it itself."""
    return hasattr(page.specific_class, "get_subpage_urls")


def specific(page: Page, *, trail: list[Page]) -> Page:
    """The page in its own class, with what the class reads along (`routed_with`) and the pages that lead to it."""
    model = page.specific_class or Page
    found = model._default_manager.select_related(*getattr(model, "routed_with", ())).get(pk=page.pk)
    found._trail = trail
    # Treebeard's get_parent takes the parent from here.
    found._cached_parent_obj = trail[-1]
    return found


def trail_of(page: Page) -> list[Page]:
    """The pages from home to the parent of a page; a query only where the page was not reached by its address."""
    if not hasattr(page, "_trail"):
        page._trail = [] if page.depth <= 2 else list(page.get_ancestors().filter(depth__gt=1))
    return page._trail


def paths_of_line(page: Page) -> list[str]:
    """The tree paths of a page and all pages above it, the root included."""
    return [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
