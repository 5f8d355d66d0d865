"""The first pages and those of the demo: every kind of page and block, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from pytest_django.asserts import assertContains

from django.db import transaction
from django.test import Client

from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation

from cms.registries import DemoContext, DemoPart, Registry, demo_parts, setup_parts
from cms.town import read_town
from pages.blocks import Body
from pages.first_pages import make, plain
from pages.models import BasePage, ContentPage, HomePage, NewsPage, OfficeHour, WijkPage
from pages.notation import T, pairs_in, rich
from pages.town import home_page
from tests.conftest import NOW
from tests.factories.pages import make_home

NOT_OF_PAGES = {"plannen"}
# Names, numbers and words that are the same in both languages.
SAME = {
    # Names for a playground that people vote on, and a word that is the same.
    *("Lindenpark", "Park de Kolk", "Tuin van Zuid", "Water"),
    "Aicha",
    "Contact",
    "Henk",
    "Hilversummers",
    "Jeu de boules",
    "Karim",
    "Open Hilversum",
    "Privacy",
    "Restaurant 1215",
    "Wijken",
    "Wijkplein is open",
    "Wijkthermometer",
}

# The texts are the same on every database.
pytestmark = pytest.mark.once


@pytest.fixture
def english(site: Site) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def kinds_of_page() -> set[type[BasePage]]:
    return {model for model in BasePage.__subclasses__() for model in leaves(model)}


def leaves(model: type[BasePage]) -> Iterator[type[BasePage]]:
    if not model._meta.abstract:
        yield model
    for below in model.__subclasses__():
        yield from leaves(below)


@pytest.fixture(scope="module")
def laid_out(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoContext]:
    """The set-up of Hilversum, and all that the demo adds but the plans of residents; once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        context = DemoContext(now=NOW, data={"town": read_town()})
        for registry in (setup_parts, demo_parts):
            build_all(registry, context)
        yield context
        transaction.set_rollback(True)


@pytest.fixture
def demo_site(laid_out: DemoContext, db: None) -> DemoContext:
    """That, and whatever a test changes is undone after it."""
    return laid_out


def build_all(registry: Registry[DemoPart], context: DemoContext) -> None:
    for part in sorted(registry, key=lambda part: part.order):
        if part.name not in NOT_OF_PAGES:
            part.build(context)


def test_a_text_is_its_dutch_and_knows_its_english() -> None:
    text = T("Huisregels van {where}", "House rules of {where}").fill(where="Oost")

    assert text == "Huisregels van Oost"
    assert text.en == "House rules of Oost"
    assert type(plain(text)) is str


def test_rich_text_is_made_of_headings_paragraphs_and_lists_and_escapes_them() -> None:
    body = rich(("h2", T("Jij & ik", "You & me")), T("Zo < zo", "So < so"), [T("een", "one"), T("twee", "two")])

    assert body.source == "<h2>Jij &amp; ik</h2><p>Zo &lt; zo</p><ul><li>een</li><li>twee</li></ul>"
    assert dict(pairs_in({"body": [("text", body)]})) == {
        "Jij & ik": "You & me",
        "Zo < zo": "So < so",
        "een": "one",
        "twee": "two",
    }


def test_a_first_page_comes_in_both_languages_and_is_made_once(english: Locale, root_page: Page) -> None:
    home = make(root_page, HomePage, slug="begin", title=T("Welkom", "Welcome"))
    texts = {
        "title": T("Anna's tuin & meer", "Anna's garden & more"),
        "body": [("text", rich(("h2", T("Kom 'ns", "Do come")), T("Er is soep.", "There is soup.")))],
    }

    page = make(home, ContentPage, slug="tuin", **texts)
    again = make(home, ContentPage, slug="tuin", title=T("Iets anders", "Something else"))

    other = page.get_translation(english).specific
    assert again.pk == page.pk
    assert (page.title, other.title, other.slug, other.live, other.alias_of_id) == (
        "Anna's tuin & meer",
        "Anna's garden & more",
        "tuin",
        True,
        None,
    )
    assert unescape(other.body[0].value.source).replace(' data-block-key=""', "").count("There is soup.") == 1
    assert [block.id for block in other.body] == [block.id for block in page.body]


def test_without_english_the_pages_are_made_in_dutch_alone(site: Site) -> None:
    page = make(make_home(), ContentPage, slug="tuin", title=T("Tuin", "Garden"))

    assert page.title == "Tuin"
    assert Page.objects.filter(slug="tuin").count() == 1


def test_every_kind_of_page_and_block_is_in_the_demo_in_both_languages(demo_site: DemoContext) -> None:
    found = {
        code: {
            type(page)
            for page in Page.objects.live().filter(locale__language_code=code, alias_of=None, depth__gt=1).specific()
        }
        for code in ("nl", "en")
    }
    blocks = {
        code: {
            block.block_type
            for page in ContentPage.objects.live().filter(locale__language_code=code)
            for block in page.body
        }
        for code in ("nl", "en")
    }

    assert {model.__name__ for model in kinds_of_page() - found["nl"]} == set()
    assert {model.__name__ for model in kinds_of_page() - found["en"]} == set()
    assert set(Body().child_blocks) - blocks["nl"] == set()
    assert set(Body().child_blocks) - blocks["en"] == set()


def test_no_text_of_the_demo_stays_behind_in_dutch(demo_site: DemoContext) -> None:
    """A text without English would stand there in Dutch: only names and the like may be the same."""
    wijken = {page.title for page in WijkPage.objects.all()}

    same = {
        unescape(row.data)
        for row in StringTranslation.objects.filter(locale__language_code="en").select_related("translation_of")
        if row.data == row.translation_of.data
    }

    assert same - SAME - wijken == set()
    assert same & {"Privacy", "Karim"} == {"Privacy", "Karim"}


def test_an_english_page_leads_on_to_english_pages(demo_site: DemoContext, client: Client) -> None:
    page = client.get("/en/speelstraat/", SERVER_NAME="wijkplein.example.org", secure=True)

    assertContains(page, '<a href="/en/zo-werkt-wijkplein/">How Wijkplein works</a>')
    assertContains(page, '<a href="/en/huisregels/">House rules</a>')


def test_at_a_spreekuur_of_the_demo_sit_the_wijkregisseurs_of_that_wijk_alone(demo_site: DemoContext) -> None:
    found = {hour.wijk.slug: {person.name for person in hour.people.all()} for hour in OfficeHour.objects.all()}

    assert found["zuid"] == {"Yasmina Benali"}
    assert found["oost"] == {"Joost Bakker", "Samira Verhoef"}


def test_the_set_up_leaves_alone_what_editors_changed(demo_site: DemoContext) -> None:
    count = Page.objects.count()
    page = NewsPage.objects.filter(locale__language_code="nl").first()
    page.title = "Door de redactie veranderd"
    page.save_revision().publish()

    for registry in (setup_parts, demo_parts):
        build_all(registry, demo_site)

    page.refresh_from_db()
    assert page.title == "Door de redactie veranderd"
    assert Page.objects.count() == count


def test_home_of_the_source_language_is_the_home_page(demo_site: DemoContext) -> None:
    assert HomePage.objects.count() == 2
    assert home_page().locale.language_code == "nl"


def test_the_blocks_of_the_demo_keep_their_ids(demo_site: DemoContext) -> None:
    page = ContentPage.objects.get(slug="speelstraat", locale__language_code="nl")
    stored: StreamValue = page.body

    assert all(block.id for block in stored)
    assert [block.id for block in stored] == [block.id for block in ContentPage.objects.get(pk=page.pk).body]
