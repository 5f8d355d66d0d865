"""Voting at the same moment, with real connections on PostgreSQL (spec/polls.md; faults 3, 4 and 57)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from django.db import IntegrityError, connection, connections
from django.utils import timezone

from cms.models import OutgoingMail, Purpose
from cms.throttle import Limit
from polls.codes import Channel
from polls.models import Answer, Ballot, BallotOfVoter, PendingVote, Poll, Tally, Voter
from polls.questions import Mark
from polls.reading import asks_of, counts_of
from polls.results import results_of
from polls.services import changing, confirming, settling, shuffle, tallies
from polls.services.casting import cast
from polls.services.errors import AlreadyVoted
from tests.factories.cms import link_text, make_wijk
from tests.factories.pages import Tree, make_tree
from tests.factories.polls import first_ask, make_poll, pick
from tests.participation.test_races import at_once, names

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def assert_exact(poll: Poll) -> None:
    """Counts equal a recount."""
    assert tallies.stored(poll) == tallies.recount(poll, {ask.pk: ask for ask in asks_of(poll)})


@pytest.fixture
def tree(transactional_db: None) -> Tree:
    return make_tree(make_wijk("zuid", "1214"))


@pytest.fixture
def poll(tree: Tree) -> Poll:
    return make_poll(tree.wijk_pages["zuid"])


def test_fifty_votes_of_one_voter_make_one_ballot_and_forty_nine_clear_answers(poll: Poll) -> None:
    answers = pick(poll)
    results = at_once([lambda: cast(poll=poll, voter_hash="a" * 64, answers=answers)] * 50)
    assert names(results) == {"NoneType": 1, "AlreadyVoted": 49}
    assert all(str(result) for result in results if isinstance(result, AlreadyVoted))
    assert (Voter.objects.count(), Ballot.objects.count(), Answer.objects.count()) == (1, 1, 1)
    assert_exact(poll)


def test_a_link_that_is_clicked_fifty_times_at_once_casts_one_ballot(poll: Poll) -> None:
    now = datetime.now(UTC)
    pk = confirming.give(poll=poll, email="n@example.org", answers=pick(poll), wijk_id=None, now=now, language="nl")
    link = link_text(Purpose.CONFIRM_VOTE, f"vote:{pk}")
    results = at_once([lambda: confirming.confirm(token_text=link, now=now)] * 50)
    assert names(results)["Poll"] == 1
    assert sum(count for name, count in names(results).items() if name.startswith("Token")) == 49
    assert (Voter.objects.count(), Ballot.objects.count(), PendingVote.objects.count()) == (1, 1, 0)
    assert_exact(poll)


def test_a_form_that_is_sent_twenty_times_at_once_waits_once_and_mails_once(poll: Poll) -> None:
    now = datetime.now(UTC)
    given = {"email": "n@example.org", "answers": pick(poll), "wijk_id": None, "now": now, "language": "nl"}
    results = at_once([lambda: confirming.give(poll=poll, **given)] * 20)
    assert names(results) == {"int": 20}
    assert PendingVote.objects.count() == 1
    assert OutgoingMail.objects.filter(template="vote_confirm").count() == 1


def test_different_sets_of_choices_of_one_voter_leave_one_ballot_with_three_at_most(tree: Tree) -> None:
    """Fault 3."""
    question = {"text": "Kies er drie", "choices": [{"text": str(n)} for n in range(8)], "most": 3}
    poll = make_poll(tree.wijk_pages["zuid"], ("several", question))
    ask = first_ask(poll)

    def of(start: int) -> Callable[[], object]:
        picked = [ask.options[(start + step) % 8].pk for step in range(3)]
        answers = {ask.pk: tuple(Mark(choice=pk) for pk in picked)}
        return lambda: cast(poll=poll, voter_hash="b" * 64, answers=answers)

    results = at_once([of(n % 8) for n in range(40)])
    assert names(results) == {"NoneType": 1, "AlreadyVoted": 39}
    assert Ballot.objects.count() == 1
    assert Answer.objects.count() == 3
    assert_exact(poll)


def test_two_hundred_voters_at_once_are_all_counted_and_none_twice(tree: Tree) -> None:
    """Fault 57, in short; the sixty seconds are in the bench."""
    question = {"text": "Kies", "choices": [{"text": str(n)} for n in range(6)], "most": 3}
    poll = make_poll(tree.wijk_pages["zuid"], ("several", question), ("scale", {"text": "Cijfer?", "size": "10"}))
    asks = asks_of(poll)

    def voter(number: int) -> Callable[[], object]:
        # Choices in another order for each, so that counts are moved in all orders if nobody sorts them.
        picked = (
            [asks[0].options[(number * step) % 6].pk for step in (1, 5)] if number % 6 else [asks[0].options[0].pk]
        )
        answers = {
            asks[0].pk: tuple(Mark(choice=pk) for pk in dict.fromkeys(picked)),
            asks[1].pk: (Mark(number=1 + number % 10),),
        }
        return lambda: cast(poll=poll, voter_hash=f"{number:064d}", answers=answers)

    found: list[object] = []
    for start in range(0, 200, 50):
        found += at_once([voter(number) for number in range(start, start + 50)])
        assert_exact(poll)
    assert names(found) == {"NoneType": 200}
    assert (Voter.objects.count(), Ballot.objects.count()) == (200, 200)
    assert results_of(poll).people == 200


def test_votes_around_closing_are_counted_or_told_so_and_nothing_in_between(poll: Poll) -> None:
    """Fault 4: what the voter was told, the ballots, the counts and the results agree."""
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() + timedelta(milliseconds=400))
    answers = pick(poll)

    def voter(number: int) -> Callable[[], object]:
        def act() -> object:
            threading.Event().wait(number * 0.02)
            return cast(poll=poll, voter_hash=f"{number:064d}", answers=answers)

        return act

    results = at_once([voter(number) for number in range(45)])
    told = names(results)
    assert set(told) == {"NoneType", "NotOpen"}
    assert told["NoneType"] == Ballot.objects.count() == Voter.objects.count() == results_of(poll).people
    assert_exact(poll)


def test_answers_that_change_while_others_vote_keep_the_counts_exact(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], may_change=True)
    for number in range(10):
        cast(poll=poll, voter_hash=f"{number:064d}", answers=pick(poll, number % 3))
    voters = list(Voter.objects.all())

    def changer(voter: Voter, place: int) -> Callable[[], object]:
        return lambda: changing.change(voter=voter, answers=pick(poll, place))

    def newcomer(number: int) -> Callable[[], object]:
        return lambda: cast(poll=poll, voter_hash=f"{number:064d}", answers=pick(poll, number % 3))

    acts = [changer(voter, place) for voter in voters for place in range(3)]
    results = at_once([*acts, *(newcomer(number) for number in range(10, 30))])
    assert names(results) == {"NoneType": 50}
    assert (Ballot.objects.count(), BallotOfVoter.objects.count()) == (30, 30)
    assert_exact(poll)


def test_votes_while_the_tables_are_shuffled_are_none_lost(poll: Poll) -> None:
    def voter(number: int) -> Callable[[], object]:
        return lambda: cast(poll=poll, voter_hash=f"{number:064d}", answers=pick(poll))

    def shuffler() -> object:
        return shuffle.shuffle_all(datetime.now(UTC))

    cast(poll=poll, voter_hash="e" * 64, answers=pick(poll))
    results = at_once([*(voter(number) for number in range(30)), shuffler, shuffler])
    assert names(results)["NoneType"] == 30
    assert Ballot.objects.count() == 31
    assert_exact(poll)


@pytest.fixture
def without_constraint(poll: Poll) -> Iterator[Poll]:
    """A scratch schema with the same tables, without the constraint that keeps one ballot for each voter."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA scratch")
        cursor.execute("CREATE TABLE scratch.polls_voter (LIKE public.polls_voter INCLUDING DEFAULTS)")
        cursor.execute(f"ALTER ROLE CURRENT_USER IN DATABASE {quoted_database()} SET search_path = scratch, public")
    connections.close_all()
    try:
        yield poll
    finally:
        connections.close_all()
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER ROLE CURRENT_USER IN DATABASE {quoted_database()} RESET search_path")
            cursor.execute("DROP SCHEMA scratch CASCADE")
        connections.close_all()


def quoted_database() -> str:
    return connection.ops.quote_name(connection.settings_dict["NAME"])


def test_without_the_constraint_there_would_be_double_votes(without_constraint: Poll) -> None:
    """The proof that it is the constraint which keeps the promise: where it is dropped, this sees double votes."""
    poll, answers = without_constraint, pick(without_constraint)
    results = at_once([lambda: cast(poll=poll, voter_hash="f" * 64, answers=answers)] * 10)
    assert names(results)["NoneType"] > 1
    assert Ballot.objects.count() == names(results)["NoneType"]


def test_closing_while_people_confirm_leaves_nothing_half(poll: Poll) -> None:
    now = datetime.now(UTC)
    links = []
    for number in range(12):
        email = f"n{number}@example.org"
        pk = confirming.give(poll=poll, email=email, answers=pick(poll), wijk_id=None, now=now, language="nl")
        links.append(link_text(Purpose.CONFIRM_VOTE, f"vote:{pk}"))
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() + timedelta(milliseconds=100))

    def confirmer(link: str, number: int) -> Callable[[], object]:
        def act() -> object:
            threading.Event().wait(number * 0.02)
            return confirming.confirm(token_text=link, now=now)

        return act

    def settler() -> object:
        threading.Event().wait(0.12)
        return settling.settle_due(datetime.now(UTC))

    results = at_once([*(confirmer(link, number) for number, link in enumerate(links)), settler])
    counted = sum(isinstance(result, Poll) for result in results)
    assert counted == Ballot.objects.count() == Voter.objects.count()
    assert not any(isinstance(result, IntegrityError) for result in results)
    assert_exact(poll)
    assert counts_of(poll) == {} if not counted else Tally.objects.filter(channel=Channel.ONLINE).exists()


def test_of_fifty_voters_at_one_connection_as_many_are_counted_as_may_be(poll: Poll) -> None:
    """The limit counts in the statement that writes the ballot: no two slip through together."""
    limit = Limit("poll_open:x", "192.0.2.1", 30, timedelta(hours=1), datetime.now(UTC))

    def voter(number: int) -> Callable[[], object]:
        return lambda: cast(poll=poll, voter_hash=f"{number:064d}", answers=pick(poll), limit=limit)

    results = at_once([voter(number) for number in range(50)])
    assert names(results) == {"NoneType": 30, "TooMany": 20}
    assert (Voter.objects.count(), Ballot.objects.count()) == (30, 30)
    assert_exact(poll)
