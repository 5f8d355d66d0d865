"""What everyone may do without a plan: the rules as pages, mails and the form show them, and the first pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet

from wagtail.models import Locale

from cms.languages import active_language
from pages import navigation
from pages.first_pages import make
from participation import mini_route_texts as texts
from participation.models import MiniRoutePage, MiniRoutesPage

if TYPE_CHECKING:
    from pages.models import HomePage

# Below home.
SLUG = "zo-geregeld"
# How much of a route's slug an agreement keeps (`Upkeep.route`).
CODE_LENGTH = 60


@dataclass(frozen=True)
class Rules:
    """What goes and what does not, each a short sentence."""

    dos: tuple[str, ...] = ()
    donts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.dos or self.donts)

    @property
    def dos_checks(self) -> list[dict[str, str]]:
        """What goes, as components/checks.html takes it."""
        return [{"text": text, "state": "done"} for text in self.dos]

    @property
    def donts_checks(self) -> list[dict[str, str]]:
        """What does not go, likewise."""
        return [{"text": text, "state": "no"} for text in self.donts]


@dataclass(frozen=True)
class Route:
    """A mini-route as a list shows it. `icon` is one of cms.icons, or ""."""

    title: str
    lead: str
    icon: str
    url: str
    code: str
    rules: Rules

    @property
    def sign_url(self) -> str:
        """Where its form is."""
        return f"{self.url}afspreken/"


def list_context(page: MiniRoutesPage) -> dict[str, Any]:
    """The routes below the overview, in the order of the tree; one query."""
    return {"routes": routes_of(_pages().child_of(page))}


def page_context(page: MiniRoutePage) -> dict[str, Any]:
    """The rules of one route, and where its form is; no query."""
    return {"rules": rules_on(page), "sign_url": f"{navigation.address_of(page)}afspreken/"}


def live_routes() -> list[Route]:
    """All routes that a visitor can open, in the language of the moment; one query."""
    return routes_of(_pages().filter(locale__language_code=active_language()))


def routes_of(pages: Iterable[MiniRoutePage]) -> list[Route]:
    """The routes of these pages."""
    return [
        Route(
            title=page.title,
            lead=page.lead,
            icon=page.icon,
            url=navigation.address_of(page),
            code=page.slug,
            rules=rules_on(page),
        )
        for page in pages
    ]


def rules_on(page: MiniRoutePage) -> Rules:
    """The rules that stand on a page."""
    return Rules(tuple(block.value for block in page.dos), tuple(block.value for block in page.donts))


def rules_of(code: str) -> Rules:
    """The rules of a route by its code, in the language of the moment; none where the page is gone. One query."""
    sources = MiniRoutePage.objects.filter(locale=Locale.get_default(), slug=code).values("translation_key")
    page = _pages().filter(translation_key__in=sources, locale__language_code=active_language()).first()
    return rules_on(page) if page else Rules()


def code_of(page: MiniRoutePage) -> str:
    """The code under which agreements about this route are kept: the slug of its Dutch page. At most one query."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return page.slug[:CODE_LENGTH]
    sources = type(page).objects.filter(translation_key=page.translation_key, locale=Locale.get_default())
    return (sources.values_list("slug", flat=True).first() or page.slug)[:CODE_LENGTH]


def build(home: HomePage) -> None:
    """Make the overview below home and the first routes below it; what is there stays as editors left it."""
    overview = make(home, MiniRoutesPage, slug=SLUG, title=texts.TITLE, lead=texts.LEAD)
    for fields in texts.ROUTES:
        make(overview, MiniRoutePage, **fields)


def _pages() -> QuerySet[MiniRoutePage]:
    """The pages that everybody can open, in the order of the tree."""
    return MiniRoutePage.objects.live().filter(view_restrictions__isnull=True).order_by("path")
