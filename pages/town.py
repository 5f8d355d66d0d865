"""Lay out the pages of a municipality: home, the wijken, and the texts every site needs."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.models import Wijk
from cms.registries import DemoContext
from pages.models import BasePage, ContentPage, HomePage, WijkenPage, WijkPage
from pages.services import give_editors_rights, give_editors_rights_everywhere
from pages.texts import CONTENT_PAGES, WIJK_LEADS


def build_pages(context: DemoContext) -> None:
    """Make the tree for `context.data["town"]`; pages that exist stay as editors left them."""
    home = _home(context.data["town"]["municipality"]["name"])
    for row in CONTENT_PAGES:
        _child(home, ContentPage, **row | {"body": [("text", RichText(row["body"]))]})
    wijken = _child(
        home,
        WijkenPage,
        slug="wijken",
        title="Wijken",
        lead="Acht wijken, elk met een eigen tegel en een eigen kleur.",
    )
    give_editors_rights_everywhere(home)
    for wijk in Wijk.objects.in_order():
        page = _child(wijken, WijkPage, slug=wijk.slug, title=wijk.name, wijk=wijk, **WIJK_LEADS.get(wijk.slug, {}))
        give_editors_rights(page)
    context.log(f"{Page.objects.live().count()} pagina's")


def _home(town: str) -> HomePage:
    home = HomePage.objects.first()
    if home:
        return home
    root = Page.get_first_root_node()
    home = HomePage(
        title="Wat speelt er in jouw wijk?",
        slug="wijkplein",
        lead="Kijk wat er te doen is, steun een plan van je buren of begin er zelf een. "
        "Je hoeft geen account te maken.",
    )
    root.add_child(instance=home)
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


def _child(parent: Page, model: type[BasePage], *, slug: str, **fields: Any) -> BasePage:
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = parent.add_child(instance=model(slug=slug, **fields))
        page.save_revision().publish()
    return page
