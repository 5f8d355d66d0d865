"""Where a page lies: its address, and the crumbs that lead to it. No queries for a page reached by its address."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from wagtail.models import Page

from cms.templatetags.wijkplein import pad
from pages.routing import trail_of

Crumb = tuple[str, str]


def path_of(page: Page) -> str:
    """The address of a page on this site, such as "/wijken/oost/", in the active language."""
    home = [*trail_of(page), page][0]
    return pad(f"/{page.url_path[len(home.url_path) :]}")


def address_of(page: Page) -> str:
    """The address of a page in the active language, from its place in the tree alone; no query, whatever its tree."""
    return address_at(page.url_path)


def address_at(url_path: str) -> str:
    """The address of a path in the tree, such as "/wijkplein/wijken/oost/", in the active language.

    Slugs are the same in all languages, and the home page of each stands at depth 2.
    """
    return pad("/" + below_home(url_path))


def below_home(url_path: str) -> str:
    """A path in the tree without its home page: "wijken/oost/"."""
    return url_path.split("/", 2)[2]


def canonical(path: str) -> str:
    """The full address of a path, from BASE_URL and never from the request (rule 17)."""
    return f"{settings.BASE_URL}{path}"


def crumbs(page: Page, *further: Crumb) -> list[Crumb]:
    """Title and address of home, of the pages in between and of the page itself; then of what lies below it."""
    line = [*trail_of(page), page]
    home, *rest = line
    tail = [(below.title, pad(f"/{below.url_path[len(home.url_path) :]}")) for below in rest]
    return [(_("Home"), pad("/")), *tail, *further]


def below(page: Page) -> list[Crumb]:
    """Title and address of the pages right below one that are live and open to all; one query."""
    shown = page.get_children().live().filter(view_restrictions__isnull=True).order_by("path")
    return [(child.title, address_of(child)) for child in shown]
