"""The blocks of a page: what they show, and how they show in the picker of the editor."""

import re
from typing import Any

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import PageViewRestriction

from pages.blocks import Body, PortraitBlock
from pages.models import ContentPage, Picture
from pages.models.news import EditionBlock
from tests.factories.blocks import YOUTUBE, every_block, make_document, make_picture, make_portrait, set_body
from tests.factories.cms import UserFactory, make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    """Home and Oost."""
    return make_tree(make_wijk("oost", "1221"))


@pytest.fixture
def page(tree: Tree) -> ContentPage:
    """A page of text, still empty."""
    return make_content_page(tree.home, "Het plein", "het-plein", lead="Zo wordt het plein.")


@pytest.fixture
def administrator(client: Client) -> Client:
    """Somebody who may do everything in the admin."""
    client.force_login(UserFactory(email="beheer@example.org", is_superuser=True))
    return client


def main_of(client: Client, path: str = "/het-plein/") -> str:
    """What stands in `<main>`."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def heading_levels(html: str) -> list[int]:
    """The levels of all headings, in order."""
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


def test_every_block_is_in_the_list_of_examples(page: ContentPage) -> None:
    kinds = [kind for kind, _value in every_block(page, make_picture(), make_document())]

    assert sorted(kinds) == sorted(Body().child_blocks)


def test_a_page_with_every_block_leaves_no_heading_out(page: ContentPage, client: Client) -> None:
    set_body(page, *every_block(page, make_picture(), make_document()))

    main = main_of(client)

    levels = heading_levels(main)
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))
    titles = (
        "In het kort",
        "Vragen",
        "De buurtdag",
        "De straat wordt groen",
        "Om te bewaren",
        "Doe mee",
        "Lees verder",
    )
    assert [title for title in titles if f"<h2>{title}</h2>" not in main.replace(' class="wp-h-l"', "")] == []


def test_on_a_wijk_page_the_headings_of_blocks_stand_below_its_own(tree: Tree, client: Client) -> None:
    oost = tree.wijk_pages["oost"]
    set_body(oost, *every_block(oost, make_picture(), make_document()), field="about_body")

    main = main_of(client, "/wijken/oost/")

    assert main.count("<h2") == 3
    assert "<h3>Waarom?</h3>" in main and "<h4>En dan?</h4>" in main
    levels = heading_levels(main)
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))


def test_a_picture_comes_in_widths_with_the_description_of_the_library(page: ContentPage, client: Client) -> None:
    picture = make_picture(width=900, height=600, credit="Piet")
    set_body(page, ("picture", {"picture": picture.pk, "caption": "Ons plein."}))

    main = main_of(client)

    assert 'alt="Dit is het plein."' in main and 'loading="lazy"' in main
    assert re.findall(r"(\d+)w[,\"]", main.split("srcset=")[1]) == ["480", "800", "900"]
    assert ".webp 900w" in main
    assert "Ons plein.<br>Foto: Piet</figcaption>" in main


def test_the_description_of_this_place_goes_before_that_of_the_library(page: ContentPage, client: Client) -> None:
    set_body(page, ("picture", {"picture": make_picture().pk, "description": "Twee buren zwaaien."}))

    assert 'alt="Twee buren zwaaien."' in main_of(client)


def test_a_picture_whose_file_or_row_is_gone_leaves_the_rest_of_the_page(page: ContentPage, client: Client) -> None:
    lost = Picture.objects.create(title="weg", description="Weg.", file="is-er-niet.png", width=9, height=9)
    gone = make_picture("gewist")
    rows = [("picture", {"picture": row.pk}) for row in (lost, gone)]
    set_body(page, *rows, ("album", {"title": "Ons feest", "pictures": [{"picture": lost.pk}, {"picture": gone.pk}]}))
    gone.delete()

    main = main_of(client)

    assert "<img" not in main and "<figure" not in main
    assert "<h2>Ons feest</h2>" in main


def test_an_album_links_each_picture_to_a_large_one(page: ContentPage, client: Client) -> None:
    pictures = [make_picture("feest", width=2000, height=1000), make_picture("taart")]
    set_body(page, ("album", {"title": "Feest", "pictures": [{"picture": row.pk} for row in pictures]}))

    main = main_of(client)

    links = re.findall(r'<a href="([^"]+)"><img alt="([^"]+)"', main)
    assert [alt for _url, alt in links] == ["Dit is het feest.", "Dit is het taart."]
    assert all("max-1600x1600" in url for url, _alt in links)


def test_an_album_costs_the_same_however_many_pictures(page: ContentPage, client: Client) -> None:
    pictures = [make_picture(f"foto-{number}", width=40, height=30) for number in range(30)]
    counts = []
    for shown in (pictures[:2], pictures):
        set_body(page, ("album", {"title": "Feest", "pictures": [{"picture": row.pk} for row in shown]}))
        main_of(client)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert main_of(client).count("<img") == len(shown)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_film_is_a_link_until_somebody_clicks(page: ContentPage, client: Client) -> None:
    body = {"title": "Groen", "url": YOUTUBE, "has_captions": True, "transcript": "<p>Een kraan.</p>"}
    set_body(page, ("video", body))

    main = main_of(client)

    assert "<iframe" not in main
    assert '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">' in main
    assert 'data-film="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?' in main
    assert "<summary>Lees wat er te zien en te horen is</summary>" in main
    assertContains(client.get("/het-plein/"), "cms/video.js")


def test_a_page_without_a_film_asks_for_no_script_of_films(page: ContentPage, client: Client) -> None:
    assertNotContains(client.get("/het-plein/"), "cms/video.js")


@pytest.mark.parametrize(
    ("url", "captions", "field"),
    [("https://example.org/film", "on", "url"), (YOUTUBE, "", "has_captions")],
)
def test_a_film_needs_a_known_host_and_captions(url: str, captions: str, field: str) -> None:
    block = Body().child_blocks["video"]

    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"title": "Groen", "url": url, "has_captions": bool(captions)}))

    assert list(refused.value.block_errors) == [field]


def test_a_file_says_its_kind_size_and_language(page: ContentPage, client: Client) -> None:
    document = make_document(content=b"%PDF" + b"x" * 2044)
    files = [{"document": document.pk, "language": "nl"}, {"document": document.pk, "title": "Plan", "language": "en"}]
    set_body(page, ("downloads", {"title": "", "files": files}))

    main = main_of(client)

    assert re.search(r'hreflang="nl">.*Verslag <span class="wp-small">\(PDF, 2,0\xa0KB\)', main)
    assert re.search(r'hreflang="en">.*Plan <span class="wp-small">\(PDF, 2,0\xa0KB, in het Engels\)', main)


def test_a_call_leads_to_a_page_an_address_or_another_site(page: ContentPage, client: Client) -> None:
    links = ({"page": page.pk}, {"path": "/start/"}, {"url": "https://example.org/doe-mee"})
    rows = [("call_to_action", {"title": "Doe mee", "button": "Doe mee", "link": link}) for link in links]
    set_body(page, *rows)

    found = re.findall(r'<a class="wp-button" href="([^"]+)">Doe mee</a>', main_of(client))

    assert found == ["/het-plein/", "/start/", "https://example.org/doe-mee"]


@pytest.mark.parametrize(
    "link",
    [
        {},
        {"path": "/start/", "url": "https://example.org"},
        {"path": "start"},
        {"path": "//example.org/"},
    ],
)
def test_a_call_needs_exactly_one_place_to_lead_to(link: dict[str, str]) -> None:
    block = Body().child_blocks["call_to_action"].child_blocks["link"]

    with pytest.raises(ValidationError):
        block.clean(block.to_python(link))


def test_a_call_to_a_page_that_is_not_live_is_not_shown(page: ContentPage, tree: Tree, client: Client) -> None:
    draft = make_content_page(tree.home, "Straks", "straks", live=False)
    set_body(page, ("call_to_action", {"title": "Doe mee", "button": "Doe mee", "link": {"page": draft.pk}}))

    assert "Doe mee" not in main_of(client)


def test_teasers_keep_their_order_and_leave_out_what_not_everybody_may_read(
    page: ContentPage, tree: Tree, client: Client
) -> None:
    other = make_content_page(tree.home, "Eerst dit", "eerst", lead="Lees dit.")
    hidden = make_content_page(tree.home, "Besloten", "besloten")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    draft = make_content_page(tree.home, "Concept", "concept", live=False)
    chosen = [other.pk, hidden.pk, draft.pk, tree.wijk_pages["oost"].pk]
    set_body(page, ("teaser", {"title": "Lees verder", "pages": chosen}))

    cards = re.findall(r'<h3><a href="([^"]+)">([^<]+)</a></h3>\s*<p>([^<]+)</p>', main_of(client))

    assert cards == [("/eerst/", "Eerst dit", "Lees dit."), ("/wijken/oost/", "Oost", "Alles over Oost.")]


def all_blocks() -> list[Any]:
    """The blocks that an editor can pick."""
    return [*Body().child_blocks.values(), PortraitBlock(), EditionBlock()]


@pytest.mark.parametrize("is_empty", [False, True], ids=["with a library", "with nothing"])
def test_every_block_shows_an_example_in_the_picker(administrator: Client, tree: Tree, is_empty: bool) -> None:
    if not is_empty:
        every_block(tree.home, make_picture(), make_document())
        make_portrait()

    for block in all_blocks():
        answer = administrator.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

        assert block.is_previewable
        assertContains(answer, "cms/blocks.css")
        assert is_empty or re.search(r"<(p|h2|figure|img|div|ul)\b", answer.content.decode().split("<main")[1])


def test_every_block_says_in_dutch_what_it_is_for() -> None:
    for block in all_blocks():
        assert block.get_description().endswith(".")
        assert block.meta.icon not in ("", "placeholder")
