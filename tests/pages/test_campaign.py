"""Campaigns: when they run, and residents' faces for as long as these gave consent (AVG art. 7)."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from pages.blocks import PortraitBlock
from pages.models import CampaignPage, Portrait
from tests.conftest import NOW
from tests.factories.blocks import make_campaign, make_picture, make_portrait
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
PATH = "/wijken/oost/ik-help-mee/"
HILVERSUM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def tree() -> Tree:
    """Home and Oost."""
    return make_tree(make_wijk("oost", "1221"))


def faces(client: Client) -> list[str]:
    """The names of the faces on the page."""
    answer = client.get(PATH)
    assert answer.status_code == 200
    return re.findall(r"<figcaption><strong>([^<]+)</strong>", answer.content.decode())


@time_machine.travel(NOW, tick=False)
def test_a_face_comes_with_picture_name_and_words(tree: Tree, client: Client) -> None:
    make_campaign(tree.wijk_pages["oost"], make_portrait("Nadia"))

    answer = client.get(PATH)

    assertContains(answer, "<strong>Nadia</strong>", html=True)
    assertContains(answer, "<p>Ik ben Nadia.</p>", html=True)
    assertContains(answer, 'alt="Dit is het gezicht-nadia."')


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 6, 30, 23, 59, tzinfo=HILVERSUM), ["Nadia", "Wim"]),
        (datetime(2026, 7, 1, 0, 0, tzinfo=HILVERSUM), ["Wim"]),
        (datetime(2025, 12, 31, 23, 59, tzinfo=HILVERSUM), []),
    ],
)
def test_a_face_is_there_from_the_first_day_of_its_consent_to_the_last(
    tree: Tree, client: Client, moment: datetime, shown: list[str]
) -> None:
    make_campaign(tree.wijk_pages["oost"], make_portrait("Nadia", until=date(2026, 6, 30)), make_portrait("Wim"))

    with time_machine.travel(moment, tick=False):
        assert faces(client) == shown
        answer = client.get(PATH)

    assert ("Bewoners vertellen" in answer.content.decode()) is bool(shown)
    if "Nadia" not in shown:
        assertNotContains(answer, "Nadia")
        assertNotContains(answer, "gezicht-nadia")


@time_machine.travel(NOW, tick=False)
def test_a_portrait_that_was_withdrawn_takes_its_words_along(tree: Tree, client: Client) -> None:
    gone = make_portrait("Nadia")
    make_campaign(tree.wijk_pages["oost"], gone, make_portrait("Wim"))
    gone.delete()

    assert faces(client) == ["Wim"]


@time_machine.travel(NOW, tick=False)
def test_the_block_itself_never_shows_a_face_without_consent(tree: Tree) -> None:
    block = PortraitBlock()
    for portrait in (make_portrait("Nadia", until=date(2026, 11, 19)), None):
        html = block.render(block.normalize({"portrait": portrait, "quote": "Ik help mee."}))

        assert html.strip() == ""


@time_machine.travel(NOW, tick=False)
def test_only_the_public_words_of_a_portrait_are_on_the_page(tree: Tree, client: Client) -> None:
    make_campaign(tree.wijk_pages["oost"], make_portrait("Nadia", email="nadia@example.org"))

    answer = client.get(PATH)

    assertNotContains(answer, "nadia@example.org")
    assertNotContains(answer, "Z-2026-1")
    assert str(Portrait.objects.get()) == f"portret {Portrait.objects.get().pk}"


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2026, 9, 1), date(2026, 11, 20), "1 september 2026 tot en met 20 november 2026"),
        (date(2026, 9, 1), date(2026, 11, 19), "Deze campagne is afgelopen op 19 november 2026"),
        (None, date(2026, 12, 1), "Tot en met 1 december 2026"),
        (date(2027, 1, 4), None, "Vanaf 4 januari 2027"),
    ],
)
def test_a_campaign_says_when_it_runs_and_when_it_is_over(
    tree: Tree, client: Client, starts: date | None, ends: date | None, words: str
) -> None:
    make_campaign(tree.home, starts_on=starts, ends_on=ends)

    assertContains(client.get("/ik-help-mee/"), words)


def test_a_campaign_without_dates_faces_or_picture_works(tree: Tree, client: Client) -> None:
    page = make_campaign(tree.home)
    make_content_page(page, "Meer weten", "meer")

    answer = client.get("/ik-help-mee/")

    assertContains(answer, '<a class="wp-more" href="/ik-help-mee/meer/">')
    assertNotContains(answer, "<img")


def test_caches_keep_a_campaign_so_shortly_that_an_end_of_consent_is_seen_at_once(tree: Tree, client: Client) -> None:
    make_campaign(tree.home, picture=make_picture(), picture_alt="Een plein")

    seconds = [int(found) for found in re.findall(r"max-?age=(\d+)", client.get("/ik-help-mee/")["Cache-Control"])]

    assert seconds and max(seconds) <= 60
    assert CampaignPage.objects.count() == 1
