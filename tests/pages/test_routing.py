"""From an address to a page: as Wagtail finds it, in fewer queries."""

from collections.abc import Callable

import pytest

from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from wagtail.models import Page, PageViewRestriction
from wagtail.views import serve

from pages.middleware import OneSiteMiddleware
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    """Home, the wijken, and the pages of Oost."""
    return make_tree(make_wijk("oost", "1221"))


def routed(path: str) -> Page | None:
    """The page that an address leads to."""
    return Page.find_for_request(RequestFactory().get(f"/{path}"), path)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("", "Wat speelt er in jouw wijk?"),
        ("wijken/", "Wijken"),
        ("wijken/oost/", "Oost"),
        ("wijken/oost/initiatieven/", "Initiatieven"),
        ("wijken/oost/wijkthermometer/", "Wijkthermometer"),
        ("wijkthermometer/", "Wijkthermometer"),
    ],
)
def test_an_address_leads_to_its_page_in_its_own_class(tree: Tree, path: str, title: str) -> None:
    page = routed(path)

    assert page is not None
    assert (page.title, type(page)) == (title, page.specific_class)


@pytest.mark.parametrize(
    "path",
    [
        "niets/",
        "wijken/niets/",
        "wijken/oost/niets/",
        "wijken/oost/initiatieven/niets/",
        "oost/",
        "x/" * 50,
        "wijken/oost/" + "x/" * 500,
    ],
)
def test_what_is_not_there_is_not_found(tree: Tree, client: Client, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


def test_a_page_that_is_not_live_is_not_found(tree: Tree, client: Client) -> None:
    tree.wijk_pages["oost"].unpublish()

    assert client.get("/wijken/oost/").status_code == 404


def test_a_deep_page_costs_as_many_queries_as_a_shallow_one(
    tree: Tree, django_assert_num_queries: Callable[..., object]
) -> None:
    make_content_page(tree.wijk_pages["oost"], "Speelplekken", "speelplekken")
    routed("wijken/oost/speelplekken/")  # fills the cache of content types

    for path in ("wijken/", "wijken/oost/speelplekken/"):
        with django_assert_num_queries(5):  # site, locale, home, the line of pages, the page itself
            routed(path)


def test_a_restriction_on_a_page_above_holds_below(tree: Tree) -> None:
    PageViewRestriction.objects.create(page=tree.wijken, restriction_type=PageViewRestriction.LOGIN)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    below, beside = routed("wijken/oost/initiatieven/"), routed("wijkthermometer/")

    assert below is not None and beside is not None
    assert [rule.accept_request(request) for rule in below.get_view_restrictions()] == [False]
    assert list(beside.get_view_restrictions()) == []


@pytest.mark.parametrize("path", ["", "wijken/oost/", "wijken/oost/initiatieven/"])
def test_a_page_that_is_open_to_all_says_so_without_a_query(
    tree: Tree, path: str, rf: RequestFactory, django_assert_num_queries: Callable[..., object]
) -> None:
    request = rf.get(f"/{path}")
    OneSiteMiddleware(lambda request: None).process_view(request, serve, (), {})  # type: ignore[arg-type]
    page = Page.find_for_request(request, path)

    assert page is not None
    with django_assert_num_queries(0):
        assert list(page.get_view_restrictions()) == []


@pytest.mark.parametrize("shut", ["root", "home", "wijken", "page"])
def test_a_page_is_shut_from_the_next_request_on_wherever_it_was_shut(tree: Tree, client: Client, shut: str) -> None:
    path = "/wijken/oost/"
    assert client.get(path).status_code == 200

    page = {"root": tree.home.get_parent(), "home": tree.home, "wijken": tree.wijken, "page": tree.wijk_pages["oost"]}
    rule = PageViewRestriction.objects.create(page=page[shut], restriction_type=PageViewRestriction.LOGIN)
    assert client.get(path).status_code == 302
    assert client.get("/").status_code == (302 if shut in ("root", "home") else 200)

    rule.delete()
    assert client.get(path).status_code == 200


def test_an_alias_keeps_the_restriction_of_its_source(tree: Tree) -> None:
    secret = make_content_page(tree.home, "Geheim", "geheim")
    secret.create_alias(parent=tree.wijk_pages["oost"], update_slug="kopie")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)

    alias = routed("wijken/oost/kopie/")

    assert alias is not None
    assert alias.get_view_restrictions().count() == 1
