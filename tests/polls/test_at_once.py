"""A vote at a busy moment, without asking for the poll again: as exact as any other (polls.views.at_once)."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import PageViewRestriction

from cms.models import ThrottleCount
from polls.codes import Identity
from polls.models import Ballot, Poll, PollPage, Voter
from polls.reading import asks_of
from polls.views import at_once, finish
from tests.factories.pages import Tree
from tests.factories.polls import SQUARE, first_ask, make_poll, republish
from tests.polls.test_voting import VOTE, assert_counted, filled


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    at_once._known.clear()


@pytest.fixture
def poll(tree: Tree) -> Poll:
    return make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)


def visitor() -> Client:
    """A browser that has opened the form."""
    client = Client()
    client.get(VOTE)
    return client


def queries_of(client: Client, poll: Poll) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.post(VOTE, filled(poll)).status_code == 302
    return [query["sql"] for query in queries]


def test_the_second_vote_within_a_second_asks_for_no_poll(poll: Poll) -> None:
    first, second = queries_of(visitor(), poll), queries_of(visitor(), poll)
    assert any('"polls_poll"."words"' in sql for sql in first)
    assert not any('"polls_poll"."words"' in sql for sql in second)
    assert_counted(poll, 2, 0, 0)


@pytest.mark.postgres
def test_a_vote_is_one_statement(poll: Poll) -> None:
    queries_of(visitor(), poll)
    # Within the transaction of a test it needs a point to go back to.
    statements = [sql for sql in queries_of(visitor(), poll) if "SAVEPOINT" not in sql]
    assert len(statements) == 1


def test_after_a_second_the_poll_is_asked_for_again(poll: Poll, monkeypatch: pytest.MonkeyPatch) -> None:
    queries_of(visitor(), poll)
    client = visitor()
    moment = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: moment + 1.1)
    assert any('"polls_poll"."words"' in sql for sql in queries_of(client, poll))


def test_a_poll_that_closed_since_takes_no_vote(poll: Poll) -> None:
    queries_of(visitor(), poll)
    client = visitor()
    Poll.objects.filter(pk=poll.pk).update(
        opens_at=timezone.now() - timedelta(hours=2), closes_at=timezone.now() - timedelta(seconds=1)
    )
    response = client.post(VOTE, filled(poll))
    assert response.status_code == 410
    assert "De peiling is gesloten." in response.content.decode()
    assert Ballot.objects.count() == 1


def test_a_poll_that_was_extended_since_takes_the_vote(poll: Poll) -> None:
    closed, open_until = timezone.now() - timedelta(seconds=1), poll.closes_at
    Poll.objects.filter(pk=poll.pk).update(opens_at=closed - timedelta(hours=1), closes_at=closed)
    client = Client()
    assert client.post(VOTE, filled(poll)).status_code == 410
    Poll.objects.filter(pk=poll.pk).update(closes_at=open_until)
    client.get(VOTE)
    assert client.post(VOTE, filled(poll)).status_code == 302


def test_a_choice_that_is_gone_since_is_refused_and_the_form_shown_again(poll: Poll) -> None:
    queries_of(visitor(), poll)
    client, sent = visitor(), filled(poll, 2)
    kept = SQUARE[1]["choices"][:2]
    page = PollPage.objects.get(translation_key=poll.key, locale__language_code="nl")
    with_ids = [
        {"type": "item", "value": {"text": one["text"], "picture": None}, "id": item.id}
        for one, item in zip(kept, page.questions[0].value["choices"].bound_blocks, strict=False)
    ]
    raw = page.questions.raw_data[0]
    republish(poll, questions=[{**raw, "value": {**raw["value"], "choices": with_ids}}])
    response = client.post(VOTE, sent)
    assert response.status_code == 422
    assert "Kies een van de antwoorden die er staan." in response.content.decode()
    assert Ballot.objects.count() == 1


def test_a_poll_that_is_for_some_people_alone_since_is_not_found(poll: Poll) -> None:
    queries_of(visitor(), poll)
    client = visitor()
    page = PollPage.objects.get(translation_key=poll.key, locale__language_code="nl")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    republish(poll)
    assert client.post(VOTE, filled(poll)).status_code == 404
    assert Ballot.objects.count() == 1


def test_a_poll_that_is_off_the_site_since_is_not_found(poll: Poll) -> None:
    queries_of(visitor(), poll)
    client = visitor()
    Poll.objects.filter(pk=poll.pk).update(is_live=False)
    assert client.post(VOTE, filled(poll)).status_code == 404
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("fields", [{"identity": Identity.EMAIL}, {"identity": Identity.CODE}])
def test_polls_that_must_know_who_votes_are_not_voted_in_this_way(tree: Tree, fields: dict[str, int]) -> None:
    make_poll(tree.wijk_pages["zuid"], **fields)
    assert at_once._kept("wijken/zuid/peilingen/plein") is None


def test_a_survey_is_not_voted_in_this_way(tree: Tree) -> None:
    questions = [SQUARE, ("next_page", {"title": "meer"}), ("yes_no", {"text": "Nog iets?"})]
    make_poll(tree.wijk_pages["zuid"], *questions, identity=Identity.OPEN)
    assert at_once._kept("wijken/zuid/peilingen/plein") is None


def test_more_votes_than_a_connection_may_give_are_refused_and_said_why(
    poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_of = finish.limit_of
    monkeypatch.setattr(at_once, "limit_of", lambda *args: limit_of(*args)._replace(most=2))
    monkeypatch.setattr(finish, "OPEN_VOTES_PER_HOUR", 2)
    for _turn in range(2):
        queries_of(visitor(), poll)
    client = visitor()
    response = client.post(VOTE, filled(poll) | {"geopend": ""})
    assert response.status_code == 409
    assert "Vanaf jouw internetverbinding is al vaak gestemd." in response.content.decode()
    assert (Ballot.objects.count(), Voter.objects.count()) == (2, 2)
    assert_counted(poll, 2, 0, 0)


def test_a_second_vote_of_a_browser_is_not_counted_for_its_connection(poll: Poll) -> None:
    client = visitor()
    queries_of(client, poll)
    assert client.post(VOTE, filled(poll, 1)).status_code == 409
    assert ThrottleCount.objects.get(name=f"poll_open:{poll.pk}").hit_count == 1
    assert_counted(poll, 1, 0, 0)


def test_the_trap_and_a_wrong_form_go_the_usual_way(poll: Poll) -> None:
    queries_of(visitor(), poll)
    assert visitor().post(VOTE, filled(poll) | {"bijschrift": "x"}).status_code == 302
    response = visitor().post(VOTE, {f"v{first_ask(poll).pk}": "999999"})
    assert response.status_code == 422
    assert Ballot.objects.count() == 1
    assert len(asks_of(poll)) == 1
