"""A page has one address in every language: also after an editor gives it another one."""

from __future__ import annotations

import pytest

from django.test import Client

from wagtail.models import Page

from pages.languages import sync_trees, translate
from pages.models import ContentPage
from pages.slugs import take_over_slug
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
TEXTS = {"Het plein": "The square", "Een bank": "A bench"}


@pytest.fixture
def tree() -> Tree:
    """A site with an English tree."""
    tree = make_tree()
    sync_trees()
    return tree


@pytest.fixture
def page(tree: Tree) -> ContentPage:
    """A page in Dutch and English, with a page below it."""
    page = make_content_page(tree.home, "Het plein", "het-plein")
    below = make_content_page(page, "Een bank", "een-bank")
    translate(page, "en", TEXTS)
    translate(below, "en", TEXTS)
    return page


def english(page: Page) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="en")


def rename(page: Page, slug: str, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page.refresh_from_db()
        page.slug = slug
        page.save_revision().publish()


def test_a_translation_takes_over_the_slug_and_what_is_below_it_moves_along(
    page: ContentPage, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    rename(page, "ons-plein", django_capture_on_commit_callbacks)

    assert english(page).url_path.endswith("/ons-plein/")
    assert client.get("/en/ons-plein/een-bank/").status_code == 200
    assert client.get("/en/het-plein/", follow=True).redirect_chain == [("/en/ons-plein/", 301)]
    assert client.get("/en/het-plein/een-bank/", follow=True).redirect_chain == [("/en/ons-plein/een-bank/", 301)]
    assert client.get("/het-plein/", follow=True).redirect_chain == [("/ons-plein/", 301)]


def test_a_draft_keeps_its_words_and_publishing_it_brings_the_old_address_not_back(
    page: ContentPage, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    draft = english(page).specific
    draft.title = "Our square"
    draft.save_revision()

    rename(page, "ons-plein", django_capture_on_commit_callbacks)

    assert english(page).title == "The square"
    with django_capture_on_commit_callbacks(execute=True):
        english(page).specific.get_latest_revision().publish()
    assert (english(page).title, english(page).slug) == ("Our square", "ons-plein")


def test_a_page_in_english_alone_changes_no_address_of_the_source(
    page: ContentPage, django_capture_on_commit_callbacks: object
) -> None:
    rename(english(page).specific, "the-square", django_capture_on_commit_callbacks)

    page.refresh_from_db()
    assert page.slug == "het-plein"


def test_a_slug_that_a_neighbour_has_is_not_taken_over(tree: Tree, page: ContentPage) -> None:
    english_home = Page.objects.get(translation_key=tree.home.translation_key, locale__language_code="en")
    taken = ContentPage(title="Taken", slug="ons-plein", locale=english_home.locale)
    english_home.add_child(instance=taken)
    page.slug = "ons-plein"
    page.save()

    assert take_over_slug(source=page) == []
    assert english(page).slug == "het-plein"
