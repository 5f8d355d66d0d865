"""News: what a wijk and the city list, page by page, and the same as RSS."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, PageViewRestriction

from cms.models import Wijk
from pages.models import NewsIndexPage, NewsPage
from tests.factories.blocks import make_news, make_news_index, make_picture, set_body
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def oost() -> Wijk:
    """A wijk."""
    return make_wijk("oost", "1221")


@pytest.fixture
def zuid() -> Wijk:
    """Another wijk."""
    return make_wijk("zuid", "1214")


@pytest.fixture
def tree(oost: Wijk, zuid: Wijk) -> Tree:
    """Home and two wijken."""
    return make_tree(oost, zuid)


@pytest.fixture
def indexes(tree: Tree) -> dict[str, NewsIndexPage]:
    """The news pages of the city and of both wijken."""
    made = {slug: make_news_index(page) for slug, page in tree.wijk_pages.items()}
    return made | {"stad": make_news_index(tree.home)}


@pytest.fixture
def news(indexes: dict[str, NewsIndexPage], oost: Wijk) -> dict[str, NewsPage]:
    """One of each: of Oost, of Zuid, of Zuid and for Oost too, of the city."""
    return {
        "oost": make_news(indexes["oost"], "Bomen in Oost", DAY, lead="Ze komen."),
        "zuid": make_news(indexes["zuid"], "Soep in Zuid", DAY - timedelta(days=1)),
        "samen": make_news(indexes["zuid"], "Samen koken", DAY - timedelta(days=2), oost),
        "stad": make_news(indexes["stad"], "Meer geld", DAY - timedelta(days=40)),
    }


def titles(client: Client, path: str) -> list[str]:
    """The titles on a news page, in order."""
    answer = client.get(path)
    assert answer.status_code == 200
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', answer.content.decode())


def test_the_city_lists_all_news_newest_first(news: dict[str, NewsPage], client: Client) -> None:
    assert titles(client, "/nieuws/") == ["Bomen in Oost", "Soep in Zuid", "Samen koken", "Meer geld"]


def test_a_wijk_lists_its_own_what_is_meant_for_it_and_the_citys(news: dict[str, NewsPage], client: Client) -> None:
    assert titles(client, "/wijken/oost/nieuws/") == ["Bomen in Oost", "Samen koken", "Meer geld"]
    assert titles(client, "/wijken/zuid/nieuws/") == ["Soep in Zuid", "Samen koken", "Meer geld"]


def test_each_item_says_its_day_and_its_wijken(news: dict[str, NewsPage], client: Client) -> None:
    html = client.get("/nieuws/").content.decode()

    cards = re.findall(r'<li class="wp-card".*?</li>', html, flags=re.DOTALL)
    words = [re.findall(r">([^<>]*\w[^<>]*)<", card) for card in cards]
    assert words == [
        ["Bomen in Oost", "Ze komen.", "20 november 2026", "Oost"],
        ["Soep in Zuid", "19 november 2026", "Zuid"],
        ["Samen koken", "18 november 2026", "Zuid", "Oost"],
        ["Meer geld", "11 oktober 2026", "Hele stad"],
    ]
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", html.split("<main")[1].split("</main>")[0]) == [
        "november 2026",
        "oktober 2026",
    ]


def test_what_is_not_live_or_not_for_everybody_is_not_listed(news: dict[str, NewsPage], client: Client) -> None:
    NewsPage.objects.filter(pk=news["zuid"].pk).update(live=False)
    PageViewRestriction.objects.create(page=news["oost"], restriction_type=PageViewRestriction.LOGIN)

    assert titles(client, "/nieuws/") == ["Samen koken", "Meer geld"]


def test_news_below_a_wijk_that_is_not_for_everybody_is_not_listed(
    news: dict[str, NewsPage], tree: Tree, client: Client
) -> None:
    PageViewRestriction.objects.create(page=tree.wijk_pages["zuid"], restriction_type=PageViewRestriction.LOGIN)

    assert titles(client, "/nieuws/") == ["Bomen in Oost", "Meer geld"]
    assertNotContains(client.get("/nieuws.rss"), "Samen koken")
    assertNotContains(client.get("/wijken/oost/"), "Samen koken")


def test_older_news_follows_page_by_page_without_a_count(indexes: dict[str, NewsIndexPage], client: Client) -> None:
    for number in range(30):
        # Several on one day: the number of the page decides then.
        make_news(indexes["stad"], f"Bericht {number}", DAY - timedelta(days=number // 5))

    seen, path = [], "/nieuws/"
    with CaptureQueriesContext(connection) as queries:
        for _page in range(3):
            seen.append(titles(client, path))
            following = re.search(r'href="(\?na=[^"]+)" rel="next"', client.get(path).content.decode())
            path = f"/nieuws/{following[1]}" if following else ""

    assert [len(found) for found in seen] == [12, 12, 6]
    assert len({title for found in seen for title in found}) == 30
    assert seen[0][:4] == ["Bericht 4", "Bericht 3", "Bericht 2", "Bericht 1"]
    assert path == ""
    assert [query["sql"] for query in queries if "COUNT(" in query["sql"]] == []


@pytest.mark.parametrize("key", ["onzin", "2026-13-45.1", "9999-12-31", "2026-11-20.99999999999999999999", "%00"])
def test_a_wrong_key_is_no_key(news: dict[str, NewsPage], client: Client, key: str) -> None:
    assert len(titles(client, f"/nieuws/?na={key}")) == 4


def test_past_the_last_page_it_says_so(news: dict[str, NewsPage], client: Client) -> None:
    answer = client.get("/nieuws/?na=2001-01-01.1")

    assertContains(answer, "Er is geen ouder nieuws")
    assertContains(answer, '<meta name="robots" content="noindex">', html=True)


def test_a_news_page_without_news_says_what_to_do(indexes: dict[str, NewsIndexPage], client: Client) -> None:
    assertContains(client.get("/wijken/oost/nieuws/"), "Er is nog geen nieuws")


@pytest.mark.parametrize("path", ["/nieuws/", "/wijken/oost/nieuws/", "/wijken/oost/", "/nieuws.rss"])
def test_a_list_costs_the_same_at_1_and_at_200(
    indexes: dict[str, NewsIndexPage], oost: Wijk, zuid: Wijk, client: Client, path: str
) -> None:
    picture = make_picture(width=40, height=30)

    def add(count: int) -> None:
        for number in range(count):
            place = ("oost", "zuid", "stad")[number % 3]
            page = make_news(indexes[place], f"{count}-{number}", DAY, oost, picture=picture, picture_alt="Een plein")
            assert page.live

    counts = []
    for total in (3, 200):
        add(total)
        client.get(path)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_wijk_page_names_the_three_newest_within_its_budget(
    news: dict[str, NewsPage], indexes: dict[str, NewsIndexPage], client: Client
) -> None:
    make_news(indexes["stad"], "Heel oud", date(2020, 1, 1))
    client.get("/wijken/oost/")

    with CaptureQueriesContext(connection) as queries:
        html = client.get("/wijken/oost/").content.decode()

    part = html.split('id="k-nieuws"')[1].split("</ul>")[0]
    assert re.findall(r"<strong>([^<]+)</strong>", part) == ["Bomen in Oost", "Samen koken", "Meer geld"]
    assert re.findall(r'href="([^"]+)"', part)[:2] == ["/wijken/oost/nieuws/", "/wijken/oost/nieuws/bomen-in-oost/"]
    assert "20 november 2026" in part
    assert len(queries) <= 12


def test_a_piece_of_news_shows_day_wijken_picture_and_text(
    indexes: dict[str, NewsIndexPage], zuid: Wijk, client: Client
) -> None:
    page = make_news(
        indexes["oost"], "Bomen", DAY, zuid, lead="Ze komen.", picture=make_picture(), picture_alt="Een boom"
    )
    set_body(page, ("text", "<p>In maart gaan ze de grond in.</p>"))

    answer = client.get("/wijken/oost/nieuws/bomen/")

    assertContains(answer, '<meta name="description" content="Ze komen.">', html=True)
    assertContains(answer, '<time class="wp-small wp-subtle" datetime="2026-11-20">20 november 2026</time>', html=True)
    assertContains(answer, 'alt="Een boom"')
    assertContains(answer, "In maart gaan ze de grond in.")
    main = answer.content.decode().split("<main")[1]
    assert re.findall(r'wp-badge--wijk" data-wijk="zuid">([^<]+)<', main) == ["Oost", "Zuid"]


@override_settings(BASE_URL="https://wijkplein.example.org")
@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/nieuws.rss", ["Bomen in Oost", "Soep in Zuid", "Samen koken", "Meer geld"]),
        ("/wijken/oost/nieuws.rss", ["Bomen in Oost", "Samen koken", "Meer geld"]),
    ],
)
def test_the_same_news_comes_as_rss(news: dict[str, NewsPage], client: Client, path: str, found: list[str]) -> None:
    answer = client.get(path, HTTP_HOST="127.0.0.1")

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer["Cache-Control"].startswith("public") and not answer.cookies
    channel = ElementTree.fromstring(answer.content).find("channel")  # noqa: S314 (our own answer)
    assert [item.findtext("title") for item in channel.iter("item")] == found
    first = next(channel.iter("item"))
    assert first.findtext("link") == "https://wijkplein.example.org/wijken/oost/nieuws/bomen-in-oost/"
    assert first.findtext("pubDate") == "Fri, 20 Nov 2026 12:00:00 +0100"
    assert channel.findtext("language") == "nl"


@pytest.mark.parametrize("path", ["/nieuws.rss", "/wijken/oost/nieuws.rss", "/wijken/nergens/nieuws.rss"])
def test_there_is_no_rss_without_a_news_page(tree: Tree, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_rss_of_a_news_page_that_is_not_for_everybody_is_not_there(
    news: dict[str, NewsPage], indexes: dict[str, NewsIndexPage], client: Client
) -> None:
    PageViewRestriction.objects.create(page=indexes["stad"], restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/nieuws.rss").status_code == 404


def test_the_news_page_leads_to_its_rss(news: dict[str, NewsPage], client: Client) -> None:
    assertContains(
        client.get("/wijken/oost/nieuws/"), 'type="application/rss+xml" title="Nieuws" href="/wijken/oost/nieuws.rss"'
    )


class TestInEnglish:
    """The English tree: news that waits for a translation is there in Dutch, and marked so."""

    @pytest.fixture
    def english(self, news: dict[str, NewsPage], indexes: dict[str, NewsIndexPage], tree: Tree) -> Locale:
        """All pages as aliases; the news page of the city and one piece of news are translated."""
        locale = Locale.objects.create(language_code="en")
        tree.home.copy_for_translation(locale, copy_parents=True)
        for page in (tree.wijken, *tree.wijk_pages.values(), *indexes.values()):
            page.refresh_from_db()
            page.copy_for_translation(locale)
        for page in news.values():
            page.refresh_from_db()
            page.copy_for_translation(locale, alias=page is not news["samen"])
        from wagtail.models import Page

        Page.objects.filter(locale=locale).update(live=True)
        NewsPage.objects.filter(locale=locale, title="Samen koken").update(title="Cooking together")
        cache.clear()
        return locale

    def test_lists_follow_the_tree_of_the_language(self, english: Locale, client: Client) -> None:
        assert titles(client, "/en/nieuws/") == ["Bomen in Oost", "Soep in Zuid", "Cooking together", "Meer geld"]
        assert titles(client, "/en/wijken/oost/nieuws/") == ["Bomen in Oost", "Cooking together", "Meer geld"]
        assert titles(client, "/nieuws/")[2] == "Samen koken"

    def test_dutch_text_among_english_is_marked(self, english: Locale, client: Client) -> None:
        html = client.get("/en/nieuws/").content.decode()

        cards = re.findall(r'<li class="wp-card"([^>]*)>.*?<h3><a href="([^"]+)"', html, flags=re.DOTALL)
        assert [("lang" in attributes, url) for attributes, url in cards] == [
            (True, "/en/wijken/oost/nieuws/bomen-in-oost/"),
            (True, "/en/wijken/zuid/nieuws/soep-in-zuid/"),
            (False, "/en/wijken/zuid/nieuws/samen-koken/"),
            (True, "/en/nieuws/meer-geld/"),
        ]

    def test_the_wijken_of_news_are_those_of_the_dutch_page(
        self, english: Locale, news: dict[str, NewsPage], client: Client
    ) -> None:
        news["samen"].also_in = []
        news["samen"].save()

        assert "Cooking together" not in titles(client, "/en/wijken/oost/nieuws/")
        assertNotContains(client.get("/en/wijken/zuid/nieuws/samen-koken/"), ">Oost</span>")

    def test_the_wijk_page_marks_dutch_titles(self, english: Locale, client: Client) -> None:
        part = client.get("/en/wijken/oost/").content.decode().split('id="k-nieuws"')[1].split("</ul>")[0]

        assert re.findall(r'<a href="[^"]+"( lang="nl")?><strong>([^<]+)<', part) == [
            (' lang="nl"', "Bomen in Oost"),
            ("", "Cooking together"),
            (' lang="nl"', "Meer geld"),
        ]

    def test_rss_has_an_english_address(self, english: Locale, client: Client) -> None:
        assertContains(client.get("/en/nieuws.rss"), "/en/nieuws/meer-geld/")
