"""The overview of plans: what is on the site and nothing else, filters, and pages by key."""

from datetime import timedelta

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from participation import listing
from participation.codes import Reason, State
from participation.models import Category, PublicVersion, Submission
from participation.services import moderate
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import House, gathering, granted, in_review, make_house, move, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def zuid() -> House:
    """Zuid, with its pages and those of the city."""
    house = make_house("zuid")
    make_tree(house.wijk)
    return house


@pytest.fixture
def noord(zuid: House) -> House:
    """A second wijk, without pages of its own."""
    return make_house("noordoost")


def titles(client: Client, path: str, **query: str) -> list[str]:
    """Titles of the plans on a page, in order."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get(path, query)
    assert answer.status_code == 200
    return [card.title for card in answer.context["listing"].cards]


def test_only_what_was_published_is_listed(zuid: House, client: Client) -> None:
    in_review(zuid, email="a@example.org")
    published(zuid, title="Op de site", email="b@example.org")
    gone = published(zuid, title="Weggehaald", email="c@example.org")
    moderate.unpublish(submission=gone, by=zuid.wijkregisseur, expected_version=gone.version, now=NOW)

    assert titles(client, "/initiatieven/") == ["Op de site"]


def test_spam_and_merged_cases_are_never_listed(zuid: House, client: Client) -> None:
    main = published(zuid, title="Hoofdplan", email="a@example.org")
    for email, state in (("b@example.org", State.SPAM), ("c@example.org", State.MERGED)):
        case = published(zuid, title=f"Is {state}", email=email)
        Submission.objects.filter(pk=case.pk).update(state=state, merged_into=main)

    assert titles(client, "/initiatieven/") == ["Hoofdplan"]


def test_a_wijk_lists_its_own_plans_and_the_city_all(zuid: House, noord: House, client: Client) -> None:
    published(zuid, title="Van Zuid", email="a@example.org")
    published(noord, title="Van Noordoost", email="b@example.org", now=NOW + timedelta(minutes=1))

    assert titles(client, "/wijken/zuid/initiatieven/") == ["Van Zuid"]
    assert titles(client, "/initiatieven/") == ["Van Noordoost", "Van Zuid"]
    assert titles(client, "/initiatieven/", wijk="zuid") == ["Van Zuid"]
    assert titles(client, "/wijken/zuid/initiatieven/", wijk="noordoost") == ["Van Zuid"]


def test_plans_can_be_chosen_by_how_far_they_are(zuid: House, client: Client) -> None:
    published(zuid, title="Bekeken", email="a@example.org")
    gathering(zuid, title="Zoekt", email="b@example.org")
    granted(zuid, title="Door", email="c@example.org")
    stopped = published(zuid, title="Gestopt", email="d@example.org", asked_cents=0)
    move(stopped, State.STOPPED, zuid.wijkregisseur, reason=Reason.AT_REQUEST, text="Op verzoek.")

    chosen = {stand: titles(client, "/initiatieven/", stand=stand) for stand in listing.STANDS}

    assert chosen == {
        "zoekt-steun": ["Zoekt"],
        "in-behandeling": ["Bekeken"],
        "gaat-door": ["Door"],
        "klaar": [],
        "gaat-niet-door": ["Gestopt"],
    }


def test_every_state_but_the_hidden_ones_is_in_one_choice() -> None:
    chosen = [state for stand in listing.STANDS.values() for state in stand.states]

    assert sorted([*chosen, State.SPAM, State.MERGED]) == sorted(State.values)


def test_plans_can_be_chosen_by_subject(zuid: House, client: Client) -> None:
    groen = Category.objects.create(name="Groen", slug="groen")
    published(zuid, title="Bomen", email="a@example.org", category=groen)
    published(zuid, title="Feest", email="b@example.org")

    assert titles(client, "/initiatieven/", onderwerp="groen") == ["Bomen"]


@pytest.mark.parametrize(
    "query", [{"stand": "niets"}, {"onderwerp": "x' OR 1=1"}, {"wijk": "../.."}, {"na": "wp-0000-x"}, {"na": "\x00"}]
)
def test_a_filter_that_does_not_exist_filters_nothing(zuid: House, client: Client, query: dict[str, str]) -> None:
    published(zuid, title="Bomen")

    assert titles(client, "/initiatieven/", **query) == ["Bomen"]


def test_pages_go_by_key_and_lose_or_repeat_nothing(
    zuid: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    for number in range(5):
        # Two at a time at one moment: the key must tell these apart too.
        moment = NOW + timedelta(minutes=number // 2)
        published(zuid, title=f"Plan {number}", email=f"{number}@example.org", now=moment)

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        pages, query = [], ""
        for _turn in range(3):
            answer = client.get(f"/initiatieven/{query}")
            pages.append([card.title for card in answer.context["listing"].cards])
            query = answer.context["next_page"]

    assert pages == [["Plan 4", "Plan 3"], ["Plan 2", "Plan 1"], ["Plan 0"]]
    assert query == ""


def test_the_next_page_keeps_the_filter(zuid: House, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    for number in range(2):
        published(zuid, title=f"Plan {number}", email=f"{number}@example.org", now=NOW + timedelta(minutes=number))
    last = PublicVersion.objects.get(title="Plan 1").submission.reference.lower()

    answer = client.get("/initiatieven/", {"stand": "in-behandeling", "leeg": "1"})

    assertContains(answer, f'href="?stand=in-behandeling&amp;na={last}"')


def test_nothing_found_offers_everything_and_an_empty_site_a_start(zuid: House, client: Client) -> None:
    assertContains(client.get("/initiatieven/"), "Er staan nog geen plannen")
    assertContains(client.get("/initiatieven/", {"stand": "klaar"}), "Geen plannen gevonden")


def test_the_word_of_a_state_is_the_one_for_everybody(zuid: House, client: Client) -> None:
    case = published(zuid)
    move(case, State.WAITING_INITIATOR, zuid.wijkregisseur, reason=Reason.INCOMPLETE, text="Hoeveel bakken?")

    answer = client.get("/wijken/zuid/initiatieven/")

    assertContains(answer, "Wacht op de indiener")
    assertNotContains(answer, "je antwoord")
    assertNotContains(answer, "Hoeveel bakken?")


def test_a_title_is_shown_as_text_and_in_its_own_language(zuid: House, client: Client) -> None:
    case = published(zuid, title="<script>alert(1)</script>")
    PublicVersion.objects.filter(submission=case).update(language="en")

    answer = client.get("/initiatieven/")

    assertNotContains(answer, "<script>alert(1)")
    assertContains(answer, '<h3 lang="en">')


def test_the_sitemap_names_a_plan_once_below_its_wijk(zuid: House, client: Client) -> None:
    case = published(zuid, title="Bomen")

    sitemap = client.get("/sitemap.xml").content.decode()

    assert sitemap.count(f"/wijken/zuid/initiatieven/{case.reference.lower()}-bomen/") == 1
    assert f"<loc>https://wijkplein.example.org/initiatieven/{case.reference.lower()}" not in sitemap
