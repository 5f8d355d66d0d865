"""Lay out the pages of a municipality: home, the wijken, and the texts every site needs."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from cms.models import Wijk
from cms.registries import DemoContext, wijk_parts
from pages.first_pages import make
from pages.languages import sync_trees
from pages.models import (
    AccessibilityPage,
    AgendaPage,
    ContactPage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    WijkenPage,
    WijkkrantPage,
    WijkPage,
)
from pages.notation import T
from pages.services import follow_translations, give_editors_rights, give_editors_rights_everywhere
from pages.texts import ACCESSIBILITY, CONTENT_PAGES, HOME, PARTS, WIJK_ALL, WIJK_LEADS, WIJKEN


def build_pages(context: DemoContext) -> None:
    """Make the tree for `context.data["town"]` in each of its languages; what exists stays as editors left it."""
    for code in context.data["town"]["municipality"]["languages"]:
        if code != settings.LANGUAGE_CODE:
            # What editors make later gets a copy there, which waits to be translated.
            sync_trees(code)
    home = _home(context.data["town"]["municipality"]["name"])
    for row in CONTENT_PAGES:
        make(home, ContentPage, **row | {"body": [("text", row["body"])]})
    today = timezone.localdate(context.now)
    make(home, AccessibilityPage, **ACCESSIBILITY | {"body": [("text", ACCESSIBILITY["body"])], "stated_on": today})
    wijken = make(home, WijkenPage, slug="wijken", **WIJKEN)
    give_editors_rights_everywhere(home)
    for build in wijk_parts:
        build(home)
    for wijk in Wijk.objects.in_order():
        lay_out_wijk(wijken, wijk)
    context.log(f"{Page.objects.live().count()} pagina's")


def lay_out_wijk(wijken: WijkenPage, wijk: Wijk, **leads: Any) -> WijkPage:
    """Make the page of a wijk with all its parts, and the group that edits them; what is there stays.

    Args:
        leads: lead, about_lead, join_lead and contact_lead, where they are not those of the data of the town.
    """
    texts = WIJK_ALL | WIJK_LEADS.get(wijk.slug, {}) | {name: text for name, text in leads.items() if text}
    page = make(wijken, WijkPage, slug=wijk.slug, title=T(wijk.name, wijk.name), wijk=wijk, **texts)
    for build in wijk_parts:
        build(page)
    give_editors_rights(page)
    return page


def build_languages(context: DemoContext) -> None:
    """Give every page its place in the other languages of the town, and editors their rights on it."""
    town = context.data.get("town")
    # What the demo adds later follows in the languages that the set-up began with.
    followers = Locale.objects.filter(pk__in=LocaleSynchronization.objects.values("locale"))
    codes = town["municipality"]["languages"] if town else list(followers.values_list("language_code", flat=True))
    for code in codes:
        if code != settings.LANGUAGE_CODE:
            sync_trees(code)
    follow_translations()
    waiting = Page.objects.filter(alias_of__isnull=False).count()
    context.log(f"{waiting} pagina's wachten op een vertaling")


def where(parent: Page) -> str:
    """What the pages below home or a wijk page are about: the town, or the wijk."""
    return parent.title if isinstance(parent, WijkPage) else settings.MUNICIPALITY_NAME


def build_editors_parts(parent: Page) -> None:
    """Make contact, the calendar, news and the wijkkrant below home or a wijk page."""
    parts = ((ContactPage, "contact"), (AgendaPage, "agenda"), (NewsIndexPage, "nieuws"), (WijkkrantPage, "wijkkrant"))
    for model, slug in parts:
        texts = PARTS[slug]
        make(parent, model, slug=slug, title=texts["title"], lead=texts["lead"].fill(where=where(parent)))


def home_page() -> HomePage:
    """The home page in the language of the source.

    Raises:
        HomePage.DoesNotExist: when there is none yet.
    """
    return HomePage.objects.get(locale=Locale.get_default())


def _home(town: str) -> HomePage:
    home = HomePage.objects.filter(locale=Locale.get_default()).first()
    if home:
        return home
    root = Page.get_first_root_node()
    home = make(root, HomePage, slug="wijkplein", **HOME)
    base = urlsplit(settings.BASE_URL)
    port = base.port or (443 if base.scheme == "https" else 80)
    welcome = Site.objects.filter(is_default_site=True).first()
    if welcome:
        stale, welcome.root_page = welcome.root_page, home
        welcome.hostname, welcome.port, welcome.site_name = base.hostname, port, f"Wijkplein {town}"
        welcome.save()
        if stale.specific_class is Page and not stale.get_children().exists():
            stale.delete()
    else:
        Site.objects.create(
            hostname=base.hostname, port=port, site_name=f"Wijkplein {town}", root_page=home, is_default_site=True
        )
    return home
