"""Where polls are found: overviews, panels, the quick poll on any page; and what these cost."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import PageViewRestriction

from polls.codes import Identity
from polls.models import Answer, Ballot, Poll, PollPage, Voter
from polls.reading import asks_of
from polls.services import tallies
from polls.services.casting import cast
from polls.services.publishing import sync_poll
from tests.factories.blocks import make_picture, set_body
from tests.factories.pages import Tree, make_content_page
from tests.factories.polls import every_question, first_ask, make_poll, pick

MOST_QUERIES = 12


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as found:
        response = client.get(path)
    assert response.status_code == 200
    return len(found)


def test_the_overview_shows_open_coming_and_closed_polls(tree: Tree, client: Client) -> None:
    now = timezone.now()
    zuid = tree.wijk_pages["zuid"]
    make_poll(zuid, title="Nu open")
    make_poll(zuid, title="Straks", slug="straks", opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
    make_poll(
        zuid, title="Voorbij", slug="voorbij", opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )
    make_poll(tree.wijk_pages["oost"], title="Van Oost")
    make_poll(tree.home, title="Van de stad")
    text = client.get("/wijken/zuid/peilingen/").content.decode()
    places = [
        text.index(words)
        for words in ("Nu stemmen", "Nu open", "Binnenkort", "Straks", "Gesloten peilingen", "Voorbij")
    ]
    assert places == sorted(places)
    assert "Van Oost" not in text
    city = client.get("/peilingen/").content.decode()
    assert all(title in city for title in ("Nu open", "Van Oost", "Van de stad", "Voorbij"))


def test_the_card_of_a_poll_that_was_answered_says_so(tree: Tree, client: Client) -> None:
    past = {"opens_at": timezone.now() - timedelta(days=2), "closes_at": timezone.now() - timedelta(days=1)}
    make_poll(tree.home, title="Zonder antwoord", slug="zonder", **past)
    make_poll(tree.home, title="Met antwoord", slug="met", outcome=[("text", "<p>De bank komt er.</p>")], **past)

    text = client.get("/peilingen/").content.decode()

    assert text.count("Met terugkoppeling") == 1
    assert text.index("Met antwoord") < text.index("Met terugkoppeling")
    assert "True" not in text and "False" not in text and "None" not in text


def test_home_and_a_wijk_page_show_what_is_open(tree: Tree, client: Client) -> None:
    make_poll(tree.wijk_pages["zuid"], title="Nu open")
    make_poll(tree.wijk_pages["oost"], title="Van Oost")
    make_poll(tree.home, title="Van de stad")
    assert all(title in client.get("/").content.decode() for title in ("Nu open", "Van Oost", "Van de stad"))
    zuid = client.get("/wijken/zuid/").content.decode()
    assert "Nu open" in zuid
    assert "Van de stad" in zuid
    assert "Van Oost" not in zuid


def test_a_poll_for_some_people_stands_nowhere_and_takes_votes_of_nobody_else(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], title="Besloten", identity=Identity.OPEN)
    page = PollPage.objects.get(translation_key=poll.key)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    sync_poll(key=poll.key)
    for path in ("/", "/peilingen/", "/wijken/zuid/", "/wijken/zuid/peilingen/"):
        assert "Besloten" not in client.get(path).content.decode()
    assert client.get("/wijken/zuid/peilingen/plein/stemmen/").status_code == 404


def test_a_quick_poll_on_any_page_leads_to_the_form_with_the_choice_filled_in(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    page = make_content_page(tree.home, "Nieuw plein", "nieuw-plein")
    set_body(page, ("poll", {"poll": PollPage.objects.get(translation_key=poll.key).pk}))
    text = client.get("/nieuw-plein/").content.decode()
    option = first_ask(poll).options[1]
    link = f"/wijken/zuid/peilingen/plein/stemmen/?keuze={option.pk}"
    assert f'href="{link}"' in text
    assert "csrfmiddlewaretoken" not in text
    form = client.get(link).content.decode()
    assert f'value="{option.pk}"' in form.split("checked")[0][-120:]
    assert client.get("/wijken/zuid/peilingen/plein/stemmen/?keuze=999999999999999999999").status_code == 200


def test_what_pages_of_polls_cost_does_not_grow_with_polls(tree: Tree, client: Client) -> None:
    make_poll(tree.wijk_pages["zuid"])
    make_poll(tree.home)
    paths = ("/", "/peilingen/", "/wijken/zuid/", "/wijken/zuid/peilingen/")
    few = {path: queries(client, path) for path in paths}
    now = timezone.now()
    Poll.objects.bulk_create(
        Poll(
            key=uuid4(),
            wijk_id=tree.wijk_pages["zuid"].wijk_id if number % 2 else None,
            path=f"/x/{number}/",
            words={"nl": {"title": f"Peiling {number}", "lead": ""}},
            opens_at=now - timedelta(days=3),
            closes_at=now + timedelta(days=1 if number % 3 else -1),
            identity=1,
            show_result="live",
            rung=2,
            is_live=True,
            is_listed=True,
        )
        for number in range(200)
    )
    assert {path: queries(client, path) for path in paths} == few
    assert max(few.values()) <= MOST_QUERIES


@pytest.mark.parametrize("votes", [1, 200])
def test_a_poll_with_every_question_costs_the_same_at_any_number_of_votes(
    tree: Tree, client: Client, votes: int
) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], *every_question(make_picture()), asks_postcode=True)
    ask = asks_of(poll)
    yes = next(a for a in ask if a.kind == "yes_no")
    ballots = Ballot.objects.bulk_create(Ballot(poll=poll, wijk_id=poll.wijk_id) for _number in range(votes))
    Voter.objects.bulk_create(Voter(poll=poll, voter_hash=f"{number:064d}") for number in range(votes))
    Answer.objects.bulk_create(Answer(ballot=b, question_id=yes.pk, choice_id=yes.options[0].pk) for b in ballots)
    for _ballot in ballots:
        tallies.add([(yes.pk, ""), (yes.pk, f"c{yes.options[0].pk}")], poll.wijk_id, "online")
        tallies.add_ballot(poll.pk, poll.wijk_id, "online")
    assert queries(client, "/wijken/zuid/peilingen/plein/") <= MOST_QUERIES
    assert tallies.stored(poll) == tallies.recount(poll, {a.pk: a for a in ask})


def test_older_polls_are_a_page_further(tree: Tree, client: Client) -> None:
    now = timezone.now()
    for number in range(22):
        make_poll(
            tree.wijk_pages["zuid"],
            title=f"Oud {number:02d}",
            slug=f"oud-{number}",
            opens_at=now - timedelta(days=90),
            closes_at=now - timedelta(days=1 + number),
        )
    first = client.get("/wijken/zuid/peilingen/").content.decode()
    assert "Oud 00" in first
    assert "Oud 21" not in first
    link = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(f"/wijken/zuid/peilingen/{link}").content.decode()
    assert "Oud 20" in second
    assert "Oud 21" in second
    assert "Oud 19" not in second


def test_a_vote_shows_on_the_page(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll))
    assert "Tussenstand na 1 stem" in client.get("/wijken/zuid/peilingen/plein/").content.decode()
