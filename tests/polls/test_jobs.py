"""What the worker does for polls, and what is kept how long; finding and removing one person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cms import retention
from cms.models import Token
from cms.registries import periodic_jobs
from polls import hashes
from polls.codes import Review
from polls.models import AddressCode, Answer, Ballot, BallotOfVoter, PendingVote, Poll, SavedProgress, Tally, Voter
from polls.questions import Mark
from polls.services import confirming, saving, settling
from polls.services.casting import cast
from tests.factories.pages import Tree
from tests.factories.polls import first_ask, make_poll, pick

NOW = datetime.now(UTC)
NADIA = "nadia@example.org"


@pytest.fixture
def poll(tree: Tree) -> Poll:
    return make_poll(tree.wijk_pages["zuid"])


def close(days_ago: int) -> None:
    """Let all polls have closed so many days ago."""
    Poll.objects.update(opens_at=NOW - timedelta(days=days_ago + 30), closes_at=NOW - timedelta(days=days_ago))


def test_jobs_run_and_run_again(poll: Poll) -> None:
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll))
    for name in ("polls_settle", "polls_shuffle", "polls_reconcile"):
        for _turn in range(2):
            periodic_jobs.get(name).run(NOW)
    assert Ballot.objects.count() == 1


def test_settling_ends_what_waits_and_what_was_saved_and_happens_once(poll: Poll) -> None:
    confirming.give(poll=poll, email=NADIA, answers=pick(poll), wijk_id=None, now=NOW, language="nl")
    saving.save(poll=poll, saved=None, answers=pick(poll), now=NOW)
    assert settling.settle_due(NOW) == 0
    close(1)
    assert settling.settle_due(NOW) == 1
    assert settling.settle_due(NOW) == 0
    assert (PendingVote.objects.count(), SavedProgress.objects.count()) == (0, 0)


def test_voters_go_a_month_after_closing_and_the_counts_stay(poll: Poll) -> None:
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll))
    AddressCode.objects.create(poll=poll, code_hash="b" * 64)
    close(29)
    retention.purge_all(NOW)
    assert (Voter.objects.count(), AddressCode.objects.count()) == (1, 1)
    close(31)
    assert retention.purge_all(NOW, dry_run=True)["stemmers"] == 1
    retention.purge_all(NOW)
    assert (Voter.objects.count(), AddressCode.objects.count()) == (0, 0)
    assert (Ballot.objects.count(), Answer.objects.count()) == (1, 1)
    assert Tally.objects.filter(people=1).count() == 2


def test_texts_that_are_not_on_the_site_go_a_year_after_closing(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], ("short_text", {"text": "Waar?"}))
    for number, review in enumerate((Review.WAITING, Review.SHOWN, Review.HIDDEN)):
        cast(poll=poll, voter_hash=f"{number:064d}", answers={first_ask(poll).pk: (Mark(text=f"tekst {review}"),)})
        Answer.objects.filter(text=f"tekst {review}").update(review=review)
    close(364)
    retention.purge_all(NOW)
    assert Answer.objects.exclude(text="").count() == 3
    close(366)
    retention.purge_all(NOW)
    assert list(Answer.objects.exclude(text="").values_list("text", flat=True)) == ["tekst shown"]
    assert Answer.objects.count() == 3


def test_what_was_never_confirmed_or_finished_goes(poll: Poll) -> None:
    confirming.give(poll=poll, email=NADIA, answers=pick(poll), wijk_id=None, now=NOW, language="nl")
    saving.save(poll=poll, saved=None, answers=pick(poll), now=NOW)
    retention.purge_all(NOW + timedelta(hours=12))
    assert (PendingVote.objects.count(), SavedProgress.objects.count()) == (1, 1)
    retention.purge_all(NOW + timedelta(days=3))
    assert (PendingVote.objects.count(), SavedProgress.objects.count()) == (0, 1)
    retention.purge_all(NOW + timedelta(days=32))
    assert SavedProgress.objects.count() == 0


def test_a_person_is_found_among_voters_but_never_with_what_was_voted(poll: Poll) -> None:
    cast(poll=poll, voter_hash=hashes.of_email(poll, NADIA), answers=pick(poll))
    found = retention.inspect_person("NADIA@example.org")["stemmers"]
    assert found == [{"peiling": "Wat komt er op het plein?", "gestemd": "ja"}]


def test_erasing_a_person_leaves_no_room_for_a_second_vote_and_ends_the_band(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], may_change=True)
    other = make_poll(tree.wijk_pages["oost"])
    cast(poll=poll, voter_hash=hashes.of_email(poll, NADIA), answers=pick(poll))
    confirming.give(poll=other, email=NADIA, answers=pick(other), wijk_id=None, now=NOW, language="nl")
    retention.erase_person(NADIA, NOW)
    assert (BallotOfVoter.objects.count(), PendingVote.objects.count()) == (0, 0)
    assert not Token.objects.filter(subject__startswith="vote:").exists()
    # While it runs, the key stays: else this person could vote again.
    assert Voter.objects.count() == 1
    close(1)
    retention.erase_person(NADIA, NOW)
    assert Voter.objects.count() == 0
    assert Ballot.objects.count() == 1
