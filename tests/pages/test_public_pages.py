"""What every read page keeps to: no cookie, no session, one canonical address, a description, crumbs."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client, override_settings

from pages.models import ContentPage, Picture
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
PATHS = (
    "/",
    "/wijken/",
    "/wijken/oost/",
    "/initiatieven/",
    "/wijken/oost/initiatieven/",
    "/wijkthermometer/",
    "/wijken/oost/wijkthermometer/",
    "/privacy/",
    "/vind-je-wijk/",
)


@pytest.fixture
def tree() -> Tree:
    """Home, Oost, and a page of text."""
    tree = make_tree(make_wijk("oost", "1221"))
    make_content_page(tree.home, "Privacy", "privacy", lead="Dit doen we met je gegevens.", body="<h2>Kort</h2>")
    return tree


@pytest.mark.parametrize("path", PATHS)
def test_a_read_page_can_be_kept_by_any_cache(tree: Tree, client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Vary" not in answer.headers
    assert answer["Cache-Control"].startswith("public")
    assertNotContains(answer, "csrfmiddlewaretoken")
    assertNotContains(answer, 'method="post"')


@pytest.mark.parametrize("path", PATHS)
@override_settings(BASE_URL="https://wijkplein.example.org")
def test_a_read_page_names_its_one_address_on_our_own_host(tree: Tree, client: Client, path: str) -> None:
    answer = client.get(path, {"na": "x"}, HTTP_HOST="127.0.0.1")

    assertContains(answer, f'<link rel="canonical" href="https://wijkplein.example.org{path}">', html=True)


@pytest.mark.parametrize("path", PATHS)
def test_a_read_page_has_one_heading_1_and_no_level_left_out(tree: Tree, client: Client, path: str) -> None:
    main = client.get(path).content.decode().split("<main")[1].split("</main>")[0]
    levels = [int(level) for level in re.findall(r"<h([1-6])", main)]

    assert levels.count(1) == 1 and levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("path", PATHS)
def test_a_read_page_has_no_id_twice(tree: Tree, client: Client, path: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get(path).content.decode())

    assert len(ids) == len(set(ids))


def test_the_description_is_the_editors_own_or_else_the_lead(tree: Tree, client: Client) -> None:
    ContentPage.objects.filter(slug="privacy").update(search_description="Kort en goed.")

    assertContains(client.get("/privacy/"), '<meta name="description" content="Kort en goed.">', html=True)
    assertContains(client.get("/wijken/oost/"), '<meta name="description" content="Alles over Oost.">', html=True)


def test_the_crumbs_lead_back_to_home(tree: Tree, client: Client) -> None:
    html = client.get("/wijken/oost/initiatieven/").content.decode()
    nav = html.split('aria-label="Kruimelpad"')[1].split("</nav>")[0]

    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', nav) == [
        ("/", "Home"),
        ("/wijken/", "Wijken"),
        ("/wijken/oost/", "Oost"),
    ]
    assert '<span aria-current="page">Initiatieven</span>' in nav


@pytest.mark.parametrize("path", ["/", "/wijken/oost/", "/initiatieven/", "/wijkthermometer/", "/privacy/"])
def test_a_read_page_takes_nothing_in(tree: Tree, client: Client, path: str) -> None:
    assert client.post(path, {"x": "1"}).status_code == 405


def test_a_text_links_the_texts_below_it(tree: Tree, client: Client) -> None:
    make_content_page(ContentPage.objects.get(slug="privacy"), "Cookies", "cookies")

    assertContains(client.get("/privacy/"), 'href="/privacy/cookies/">Cookies<')


def test_a_picture_without_a_description_is_refused(tree: Tree) -> None:
    from django.core.exceptions import ValidationError

    page = ContentPage.objects.get(slug="privacy")
    page.picture = Picture.objects.create(title="plein", file="x.png", width=1, height=1, description="Het plein")

    with pytest.raises(ValidationError) as refused:
        page.clean()

    assert refused.value.message_dict == {"picture_alt": ["Beschrijf in een zin wat er op de foto te zien is."]}
