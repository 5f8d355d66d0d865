"""Searching for plans: by the public text of what is on the site, and by nothing else (rules 7 and 8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.registries import search_sections
from participation.codes import State
from participation.models import PublicVersion, Submission
from participation.services import moderate
from participation.services.erasure import erase_initiator
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import House, in_review, make_house, published

pytestmark = pytest.mark.django_db
BUDGET = 12


@pytest.fixture
def zuid() -> House:
    """Zuid with its pages."""
    house = make_house("zuid")
    make_tree(house.wijk)
    return house


def index() -> None:
    """Do at once what the worker does."""
    call_command("update_index", verbosity=0)


def plans(client: Client, words: str, prefix: str = "", **more: object) -> list[str]:
    """Titles of the plans that are found."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get(f"{prefix}/zoeken/", {"q": words, **more})
    assert answer.status_code == 200
    found = {section.name: section.hits for section in answer.context["found"]}
    return [hit.title for hit in found.get("plannen", [])]


def written(case: Submission, **texts: str) -> PublicVersion:
    """Other words in the public text of a plan."""
    version = PublicVersion.objects.get(submission=case)
    for name, text in texts.items():
        setattr(version, name, text)
    version.save()
    index()
    return version


def test_the_public_text_and_the_number_are_searched(zuid: House, client: Client) -> None:
    case = published(zuid, title="Bankje bij de vijver")
    written(
        case,
        summary="Om te rusten.",
        body="Met wandelingen.",
        own_effort="Buren schilderen.",
        place="Laapersveld",
        outcome_text="Toegekend.",
    )

    words = ["banken", "vijvers", "rust", "wandeling", "schilder", "laapersveld", "toegekend", case.reference]
    assert {word: plans(client, word) for word in words} == dict.fromkeys(words, ["Bankje bij de vijver"])


def test_a_hit_leads_to_the_plan_and_tells_where_it_stands(zuid: House, client: Client) -> None:
    case = published(zuid, title="Bankje")
    index()
    with time_machine.travel(NOW, tick=False):
        hit = client.get("/zoeken/", {"q": "bankje"}).context["found"][0].hits[0]
        assert client.get(hit.url).status_code == 200

    assert hit.url == f"/wijken/zuid/initiatieven/{case.reference.lower()}-bankje/"
    assert (hit.wijk, hit.text) == (zuid.wijk, "Twintig geveltuintjes maken de straat groen.")
    assert hit.kind == "We kijken ernaar"


def test_what_was_sent_is_never_searched(zuid: House, client: Client) -> None:
    published(zuid, title="Bankje", what="Kanariewoord in de brief.", name="Kanarie Naam", email="kanarie@example.org")
    index()

    for word in ("kanariewoord", "kanarie", "example", "naam"):
        assert plans(client, word) == [], word
    assert plans(client, "bankje") == ["Bankje"]


def test_what_is_not_on_the_site_is_never_found(zuid: House, client: Client) -> None:
    in_review(zuid, title="Kanarie niet geplaatst", email="a@example.org")
    gone = published(zuid, title="Kanarie weggehaald", email="b@example.org")
    moderate.unpublish(submission=gone, by=zuid.wijkregisseur, expected_version=gone.version, now=NOW)
    for email, state in (("c@example.org", State.SPAM), ("d@example.org", State.MERGED)):
        case = published(zuid, title=f"Kanarie {state}", email=email)
        Submission.objects.filter(pk=case.pk).update(state=state, merged_into=gone)
    nowhere = published(zuid, title="Kanarie nergens", email="e@example.org")
    Submission.objects.filter(pk=nowhere.pk).update(wijk=None)
    shown = published(zuid, title="Kanarie op de site", email="f@example.org")
    index()

    assert shown.pk and plans(client, "kanarie") == ["Kanarie op de site"]


def test_a_plan_that_is_taken_off_is_gone_before_the_index_is_renewed(zuid: House, client: Client) -> None:
    case = published(zuid, title="Kanarie")
    index()
    assert plans(client, "kanarie") == ["Kanarie"]
    moderate.unpublish(submission=case, by=zuid.wijkregisseur, expected_version=case.version, now=NOW)

    assert plans(client, "kanarie") == []


def test_plans_are_found_in_their_own_language_under_every_address(zuid: House, client: Client) -> None:
    from pages.languages import sync_trees

    sync_trees("en")
    published(zuid, title="Groene wandelingen", email="a@example.org")
    written(published(zuid, title="Community library", email="b@example.org"), language="en")

    for prefix in ("", "/en"):
        assert plans(client, "wandeling", prefix) == ["Groene wandelingen"]
        assert plans(client, "libraries", prefix) == ["Community library"]
    text = client.get("/en/zoeken/", {"q": "wandeling"}).text
    assert '<h3 lang="nl"><a href="/en/wijken/zuid/' in text
    assert '<h3 lang="en"><a href="/wijken/zuid/' in client.get("/zoeken/", {"q": "library"}).text


@pytest.mark.django_db(transaction=True)
def test_the_worker_indexes_what_is_published_and_what_is_erased(zuid: House, client: Client) -> None:
    DBTaskResult.objects.all().delete()
    case = published(zuid, title="Tuin van Kanarievogel", name="Kanarievogel", email="kanarie@example.org")
    DBTaskResult.objects.exclude(task_path__contains="insert_or_update_object").delete()
    call_command("worker", once=True)
    assert plans(client, "kanarievogel") == ["Tuin van Kanarievogel"]

    erase_initiator("kanarie@example.org", NOW)
    DBTaskResult.objects.exclude(task_path__contains="insert_or_update_object").delete()
    call_command("worker", once=True)
    assert plans(client, "kanarievogel") == []
    assert plans(client, "tuin") == ["Tuin van [verwijderd]"]
    assert case.pk


def test_a_search_costs_as_many_queries_with_two_hundred_plans(zuid: House, client: Client) -> None:
    first = published(zuid, title="Fiets")
    index()

    def cost() -> int:
        assert plans(client, "fiets")
        with CaptureQueriesContext(connection) as queries:
            assert plans(client, "fiets")
        return len(queries)

    few = cost()
    fields = {"state": first.state, "state_since_at": NOW, "received_at": NOW, "answer_due_on": NOW.date()}
    for number in range(199):
        case = Submission.objects.create(reference=f"WP-2026-X{number:05}", wijk=zuid.wijk, **fields)
        PublicVersion.objects.create(
            submission=case,
            title=f"Fietsen {number}",
            slug=f"fietsen-{number}",
            summary="Een plan.",
            is_public=True,
            published_at=NOW - timedelta(minutes=number),
            updated_at=NOW,
        )
    index()

    assert cost() == few <= BUDGET
    pages = [plans(client, "fiets", deel="plannen", vanaf=skip) for skip in (0, 8, 16)]
    assert len({title for page in pages for title in page}) == 24


def test_pages_plans_and_organisations_stand_apart_in_a_fixed_order() -> None:
    ordered = sorted(search_sections.items(), key=lambda item: item[1].order)

    assert [name for name, _section in ordered][:3] == ["paginas", "plannen", "organisaties"]
