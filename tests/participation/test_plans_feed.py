"""New plans as RSS: what is on the site, the newest first, and only its moderated text."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from pytest_django.asserts import assertContains

from django.test import Client

from participation.codes import State
from participation.models import Category, PublicVersion, Submission
from participation.services import moderate
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import House, in_review, make_house, published
from tests.factories.plans import public_plan

pytestmark = pytest.mark.django_db
SITE = "https://wijkplein.example.org"


@pytest.fixture
def zuid() -> House:
    """Zuid and its pages."""
    house = make_house("zuid")
    make_tree(house.wijk)
    return house


def channel(client: Client, path: str = "/initiatieven.rss") -> ElementTree.Element:
    """The channel of a feed, read as XML."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/rss+xml; charset=utf-8")
    root = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    return root.find("channel")


def titles(client: Client, path: str = "/initiatieven.rss") -> list[str]:
    """The titles in a feed, in order."""
    return [item.findtext("title") for item in channel(client, path).iter("item")]


def test_an_item_tells_of_a_plan_what_its_page_does(zuid: House, client: Client) -> None:
    groen = Category.objects.create(name="Groen", slug="groen")
    case = published(zuid, title="Bomen & <struiken>", category=groen, what="Kanariewoord", name="Kanarie Naam")
    number = case.reference.lower()

    feed = channel(client)
    item = feed.find("item")

    assert feed.findtext("title") == "Initiatieven | Wijkplein Hilversum"
    assert feed.findtext("link") == f"{SITE}/initiatieven/"
    assert feed.findtext("language") == "nl"
    assert item.findtext("title") == "Bomen & <struiken>"
    assert item.findtext("link") == f"{SITE}/wijken/zuid/initiatieven/{number}-bomen-struiken/"
    assert item.findtext("description") == "Twintig geveltuintjes maken de straat groen."
    assert item.findtext("pubDate") == "Fri, 20 Nov 2026 13:32:00 +0000"
    assert [row.text for row in item.iter("category")] == ["Zuid", "Groen"]
    assert b"anarie" not in client.get("/initiatieven.rss").content


def test_a_guid_outlives_another_title_another_wijk_and_another_language(zuid: House, client: Client) -> None:
    from pages.languages import sync_trees

    sync_trees("en")
    case = published(zuid, title="Bomen")
    first = channel(client).find("item/guid")
    PublicVersion.objects.filter(submission=case).update(slug="anders", title="Anders")
    Submission.objects.filter(pk=case.pk).update(wijk=make_house("oost").wijk)

    assert first.text == f"{SITE}/initiatieven/{case.reference.lower()}/"
    assert first.get("isPermaLink") == "false"
    assert (
        channel(client).findtext("item/guid")
        == channel(client, "/en/initiatieven.rss").findtext("item/guid")
        == first.text
    )


def test_the_newest_thirty_of_the_city_or_of_a_wijk(zuid: House, client: Client) -> None:
    oost = make_house("oost")
    for number in range(32):
        public_plan(zuid.wijk, f"Zuid {number}", published_at=NOW - timedelta(hours=2 * number))
    public_plan(oost.wijk, "Oost", published_at=NOW - timedelta(hours=1))

    found = titles(client)
    assert found[:3] == ["Zuid 0", "Oost", "Zuid 1"] and len(found) == 30
    assert titles(client, "/wijken/zuid/initiatieven.rss") == [f"Zuid {number}" for number in range(30)]


def test_what_is_not_on_the_site_is_not_in_the_feed(zuid: House, client: Client) -> None:
    in_review(zuid, email="a@example.org")
    public_plan(zuid.wijk, "Ongewenst", state=State.SPAM)
    gone = published(zuid, title="Weggehaald", email="b@example.org")
    published(zuid, title="Blijft", email="c@example.org")
    assert titles(client) == ["Blijft", "Weggehaald"]

    moderate.unpublish(submission=gone, by=zuid.wijkregisseur, expected_version=gone.version, now=NOW)

    assert titles(client) == titles(client, "/wijken/zuid/initiatieven.rss") == ["Blijft"]


def test_who_has_the_feed_of_now_gets_304_and_who_has_an_older_one_gets_it_anew(zuid: House, client: Client) -> None:
    old = public_plan(zuid.wijk, "Oud", published_at=NOW - timedelta(days=3))
    new = public_plan(zuid.wijk, "Nieuw", published_at=NOW - timedelta(days=1))
    answer = client.get("/initiatieven.rss")
    known = {"HTTP_IF_NONE_MATCH": answer["ETag"], "HTTP_IF_MODIFIED_SINCE": answer["Last-Modified"]}

    assert answer["Last-Modified"] == "Thu, 19 Nov 2026 13:32:00 GMT"
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert client.get("/initiatieven.rss", **known).status_code == 304

    PublicVersion.objects.filter(submission=new).update(is_public=False)
    assert client.get("/initiatieven.rss", **known).status_code == 200
    assert client.get("/initiatieven.rss", HTTP_IF_MODIFIED_SINCE=answer["Last-Modified"]).status_code == 200
    assert titles(client) == [old.public_version.title]


def test_a_feed_without_plans_stays_the_same(zuid: House, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        first = client.get("/initiatieven.rss")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert client.get("/initiatieven.rss", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


def test_characters_that_may_not_stand_in_xml_are_left_out(zuid: House, client: Client) -> None:
    public_plan(zuid.wijk, "Bo\x0bmen \ufffe🌳", text={"summary": "Groen\x1b[0m ]]> é"})

    item = channel(client).find("item")

    assert (item.findtext("title"), item.findtext("description")) == ("Bomen 🌳", "Groen[0m ]]> é")


@pytest.mark.parametrize("path", ["/wijken/nergens/initiatieven.rss", "/wijken/oost/initiatieven.rss"])
def test_there_is_no_feed_without_an_overview(zuid: House, client: Client, path: str) -> None:
    make_house("oost")

    assert client.get(path).status_code == 404


def test_a_feed_is_read_and_nothing_else(zuid: House, client: Client) -> None:
    assert client.post("/initiatieven.rss").status_code == 405


@pytest.mark.parametrize("path", ["/initiatieven/", "/wijken/zuid/initiatieven/"])
def test_the_overview_leads_to_its_feed(zuid: House, client: Client, path: str) -> None:
    feed = f"{path.rstrip('/')}.rss"

    assertContains(client.get(path), '<link rel="alternate" type="application/rss+xml" title="Initiatieven')
    assertContains(client.get(path), f'href="{feed}"', count=2)
