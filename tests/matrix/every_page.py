"""One live page of each type beside the tree of tests/factories/pages.py, and every block on those that take them.

A new page type belongs here: tests/test_html_valid.py fails for one that is nowhere in the world.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from wagtail.models import Page

from cms.models import Wijk
from pages.models import AccessibilityPage, ContactPage, Picture
from participation.town import build_hosts
from tests.conftest import NOW
from tests.factories.blocks import (
    every_block,
    make_campaign,
    make_news,
    make_news_index,
    make_portrait,
    make_wijkkrant,
    set_body,
)
from tests.factories.calendar import make_activity, make_agenda
from tests.factories.pages import Tree, make_content_page
from tests.matrix.polls import make_poll_pages


def make_every_page_type(tree: Tree, wijken: dict[str, Wijk], picture: Picture, document: Any) -> None:
    """Below home and below Zuid: what editors and residents find there."""
    blocks = every_block(tree.wijk_pages["zuid"], picture, document)
    for parent in (tree.home, tree.wijk_pages["zuid"]):
        _of_a_place(parent, wijken["oost"], picture, document, blocks)
    statement = AccessibilityPage(title="Toegankelijkheid", slug="toegankelijkheid", stated_on=NOW.date())
    set_body(tree.home.add_child(instance=statement), blocks[0])
    set_body(make_content_page(tree.home, "Alle blokken", "alle-blokken"), *blocks)
    make_poll_pages(tree, picture)


def live_pages() -> list[Page]:
    """The pages of all trees that a visitor can open."""
    return [page for page in Page.objects.live().public().specific().order_by("path") if page.url]


def scale_pictures() -> None:
    """Show each page once: its pictures are scaled then. What a test asks is undone, and would scale them anew."""
    for page in live_pages():
        Client().get(urlsplit(page.full_url).path)


def _of_a_place(parent: Page, elsewhere: Wijk, picture: Picture, document: Any, blocks: list[tuple[str, Any]]) -> None:
    build_hosts(parent)
    parent.add_child(instance=ContactPage(title="Contact", slug="contact"))
    calendar = make_agenda(parent)
    make_activity(calendar, "Samen eten", signup="hier", repeat="week", seats=4)
    news = make_news(make_news_index(parent), "Het plein is klaar", NOW.date(), elsewhere)
    set_body(news, *blocks)
    set_body(make_campaign(parent, make_portrait(f"Nadia {parent.pk}")), *blocks)
    edition = {
        "title": "Najaar 2026",
        "appeared_on": NOW.date(),
        "document": document.pk,
        "cover": picture.pk,
        "summary": "Over het nieuwe plein.",
        "language": "nl",
    }
    make_wijkkrant(parent, edition)
