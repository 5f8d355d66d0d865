"""Pages for tests: a small tree that looks like the real one."""

from __future__ import annotations

from dataclasses import dataclass, field

from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.models import Wijk
from pages.models import ContentPage, HomePage, WijkenPage, WijkPage
from participation.models import InitiativesPage, ThermometerPage


@dataclass
class Tree:
    """Home, the wijken and what hangs below them."""

    home: HomePage
    wijken: WijkenPage
    wijk_pages: dict[str, WijkPage] = field(default_factory=dict)


def make_home(title: str = "Wat speelt er in jouw wijk?") -> HomePage:
    """The home page of the default site, in the place of Wagtail's welcome page."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title=title, slug="wijkplein", lead="Kijk wat er te doen is."))
    site = Site.objects.get(is_default_site=True)
    site.root_page, site.hostname, site.port = home, "testserver", 80
    site.save()
    return home


def make_tree(*wijken: Wijk) -> Tree:
    """Home, its overview and thermometer, and of each wijk its page with the same two below it."""
    home = make_home()
    _hosts(home)
    tree = Tree(home, home.add_child(instance=WijkenPage(title="Wijken", slug="wijken")))
    for wijk in wijken:
        tree.wijk_pages[wijk.slug] = make_wijk_page(tree.wijken, wijk)
    return tree


def make_wijk_page(parent: WijkenPage, wijk: Wijk) -> WijkPage:
    """The page of a wijk, with its overview and thermometer."""
    page = parent.add_child(instance=WijkPage(title=wijk.name, slug=wijk.slug, wijk=wijk, lead=f"Alles over {wijk}."))
    _hosts(page)
    return page


def make_content_page(parent: Page, title: str = "Privacy", slug: str = "privacy", **fields: object) -> ContentPage:
    """A page of text. A `body` of HTML becomes one block."""
    if isinstance(fields.get("body"), str):
        fields["body"] = [("text", RichText(fields["body"]))]
    return parent.add_child(instance=ContentPage(title=title, slug=slug, **fields))


def _hosts(parent: Page) -> None:
    parent.add_child(instance=InitiativesPage(title="Initiatieven", slug="initiatieven", lead="Plannen van bewoners."))
    parent.add_child(
        instance=ThermometerPage(title="Wijkthermometer", slug="wijkthermometer", lead="Het huishoudboekje.")
    )
