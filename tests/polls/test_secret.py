"""The secret: a copy of the whole database does not tie a vote to a voter (spec/polls.md, Secret ballot)."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import product

import pytest

from django.db import connection, models

from cms import tokens
from cms.models import Token
from polls import hashes
from polls.models import AddressCode, Answer, Ballot, BallotOfVoter, PendingVote, Poll, Voter
from polls.questions import Mark
from polls.services import confirming, settling, shuffle
from polls.services.casting import cast
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree
from tests.factories.polls import first_ask, make_poll, pick

VOTERS = 200
# Two rows in 200 that stand side by side by chance are nothing; an order in common is all of them.
BY_CHANCE = 0.35


def make_votes() -> tuple[Poll, dict[str, int]]:
    """A poll after 200 votes, in which each voter picks by chance; and what each picked, which only the test knows."""
    poll = make_poll(
        make_tree(make_wijk("zuid", "1214")).wijk_pages["zuid"],
        ("number", {"text": "Welk getal?", "least": 0, "most": VOTERS}),
    )
    ask = first_ask(poll)
    numbers = list(range(VOTERS))
    random.Random(7).shuffle(numbers)
    known = {}
    for number in numbers:
        voter_hash = hashes.of_email(poll, f"buur{number}@example.org")
        cast(poll=poll, voter_hash=voter_hash, answers={ask.pk: (Mark(number=number),)})
        known[voter_hash] = number
    return poll, known


@pytest.fixture
def voted(db: None) -> tuple[Poll, dict[str, int]]:
    """The same, within the transaction of a test."""
    return make_votes()


def dump(table: str) -> list[dict[str, object]]:
    """A table as a copy of the files has it: in its order, with the columns that the database itself keeps."""
    hidden = (
        ", xmin::text::bigint AS xmin, cmin::text AS cmin, ctid::text AS ctid"
        if connection.vendor == "postgresql"
        else ", rowid"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT *{hidden} FROM {table}")  # noqa: S608 (our own table)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def matched(voters: list, votes: list, known: dict[str, int]) -> float:
    """How many voters are linked to their own vote when both lists are laid side by side."""
    return sum(known[voter] == vote for voter, vote in zip(voters, votes, strict=True)) / len(voters)


def links(known: dict[str, int]) -> dict[str, float]:
    """Each way to lay voters and votes side by side, and the share of voters that it gives away."""
    voters, ballots, answers = dump("polls_voter"), dump("polls_ballot"), dump("polls_answer")
    vote_of = {row["ballot_id"]: row["number"] for row in answers}
    found = {}
    orders = [None, *(name for name in voters[0] if name != "voter_hash")]
    for mine, (name, rows) in product(orders, (("ballot", ballots), ("answer", answers))):
        for theirs in [None, *rows[0]]:
            left = voters if mine is None else sorted(voters, key=lambda row, by=mine: str(row[by]).zfill(30))
            right = rows if theirs is None else sorted(rows, key=lambda row, by=theirs: str(row[by]).zfill(30))
            votes = [vote_of[row["id"]] if name == "ballot" else row["number"] for row in right]
            found[f"voter by {mine}, {name} by {theirs}"] = matched([row["voter_hash"] for row in left], votes, known)
    return found


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_copy_of_the_database_ties_no_vote_to_a_voter() -> None:
    _poll, known = make_votes()
    before = links(known)
    # As long as nothing was shuffled, rows written together lie together: this is what the shuffle is for.
    assert max(before.values()) == 1
    shuffle.shuffle_all(datetime.now(UTC))
    after = links(known)
    assert max(after.values()) < BY_CHANCE, max(after, key=after.get)
    by_transaction = {
        name: {row["xmin"] for row in dump(name)} for name in ("polls_voter", "polls_ballot", "polls_answer")
    }
    assert all(len(numbers) == 1 for numbers in by_transaction.values())


def test_voters_and_ballots_have_no_column_in_common_but_the_poll(voted: tuple[Poll, dict[str, int]]) -> None:
    voters = {field.name: field for field in Voter._meta.fields}
    ballots = {field.name: field for field in Ballot._meta.fields}
    assert set(voters) & set(ballots) == {"id", "poll"}
    assert set(Voter.objects.values_list("pk", flat=True)) & set(Ballot.objects.values_list("pk", flat=True)) == set()
    values = {str(value) for row in dump("polls_voter") for name, value in row.items() if name in ("id", "voter_hash")}
    others = {
        str(value) for table in ("polls_ballot", "polls_answer") for row in dump(table) for value in row.values()
    }
    assert not values & others


def test_no_table_of_votes_or_voters_holds_a_time() -> None:
    for model in (Voter, Ballot, Answer, BallotOfVoter, PendingVote, AddressCode):
        kinds = [type(field) for field in model._meta.get_fields() if isinstance(field, models.Field)]
        assert models.DateTimeField not in kinds, model


def test_keys_are_random_and_tell_no_order(voted: tuple[Poll, dict[str, int]]) -> None:
    keys = list(Ballot.objects.values_list("pk", flat=True))
    assert max(keys) > 2**60
    assert len({key >> 56 for key in keys}) > 40


def test_no_table_refers_to_both_a_voter_and_a_ballot_while_changing_is_off(
    voted: tuple[Poll, dict[str, int]],
) -> None:
    assert BallotOfVoter.objects.count() == 0
    assert PendingVote.objects.count() == 0


@pytest.mark.django_db
def test_a_vote_that_waits_is_unreadable_and_gone_once_it_is_confirmed() -> None:
    poll = make_poll(make_tree(make_wijk("zuid", "1214")).wijk_pages["zuid"])
    now = datetime.now(UTC)
    confirming.give(poll=poll, email="n@example.org", answers=pick(poll, 1), wijk_id=None, now=now, language="nl")
    waiting = PendingVote.objects.get()
    assert "answers" not in waiting.answers_encrypted
    assert "example" not in waiting.email_encrypted
    confirming.confirm(token_text=tokens.text_of(Token.objects.get()), now=now)
    assert PendingVote.objects.count() == 0
    assert Voter.objects.get().voter_hash not in Token.objects.get().subject


@pytest.mark.django_db
def test_closing_ends_the_bands_between_voters_and_ballots_and_wipes_codes_and_addresses() -> None:
    poll = make_poll(make_tree(make_wijk("zuid", "1214")).wijk_pages["zuid"], may_change=True)
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll))
    AddressCode.objects.create(
        poll=poll, code_hash="b" * 64, code_encrypted="x", address_encrypted="y", address_hash="c" * 64
    )
    assert BallotOfVoter.objects.count() == 1
    settling.settle(poll=poll, now=datetime.now(UTC))
    code = AddressCode.objects.get()
    assert BallotOfVoter.objects.count() == 0
    assert (code.code_encrypted, code.address_encrypted, code.address_hash) == ("", "", "")
