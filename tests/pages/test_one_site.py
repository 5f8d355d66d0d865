"""The light way to the one site there is; with more sites, Wagtail's own."""

from __future__ import annotations

import pytest

from django.test import Client, RequestFactory

from wagtail.models import Page, Site
from wagtail.views import serve

from pages.middleware import OneSiteMiddleware
from pages.models import HomePage
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    """Home, the wijken, and the pages of Oost."""
    return make_tree(make_wijk("oost", "1221"))


def site_for(view: object = serve, host: str = "testserver") -> Site | None:
    """What the middleware finds for a request before Wagtail looks."""
    request = RequestFactory().get("/", headers={"host": host})
    OneSiteMiddleware(lambda request: None).process_view(request, view, (), {})  # type: ignore[arg-type]
    return getattr(request, "_wagtail_site", None)


def test_the_one_site_comes_with_its_home_page_as_it_is(tree: Tree) -> None:
    site = site_for()

    assert site is not None
    assert (site, type(site.root_page)) == (Site.objects.get(), HomePage)


def test_other_views_than_wagtails_cost_nothing(tree: Tree, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert site_for(view=lambda request: None) is None


def test_with_two_sites_the_host_decides(tree: Tree, client: Client) -> None:
    other = HomePage(title="De andere site", slug="andere", live=True)
    Page.objects.get(depth=1).add_child(instance=other)
    Site.objects.create(hostname="wijkplein.example.org", port=80, root_page=other)

    assert site_for() is None
    assert "De andere site" in client.get("/", headers={"host": "wijkplein.example.org"}).content.decode()
    assert "De andere site" not in client.get("/").content.decode()
