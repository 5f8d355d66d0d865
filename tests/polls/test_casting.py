"""Casting one ballot: the clock, the constraint, and answers that do not fit."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from django.db import connection, transaction
from django.utils import timezone

from polls.models import Poll, Voter
from polls.services.casting import cast
from polls.services.errors import NotOpen
from tests.factories.pages import Tree
from tests.factories.polls import make_poll, pick


@pytest.fixture
def poll(tree: Tree) -> Poll:
    return make_poll(tree.wijk_pages["zuid"])


def test_a_transaction_that_began_before_closing_and_writes_after_it_is_too_late(poll: Poll) -> None:
    """Fault 4: the clock is read when the ballot is written, not when the transaction began."""
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() + timedelta(milliseconds=300))
    with pytest.raises(NotOpen), transaction.atomic():
        Voter.objects.exists()
        time.sleep(0.4)
        cast(poll=poll, voter_hash="c" * 64, answers=pick(poll))
    assert Voter.objects.count() == 0


def test_the_clock_of_the_web_server_decides_nothing(poll: Poll, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 4: a web server whose clock is a day behind does not open a closed poll."""
    Poll.objects.filter(pk=poll.pk).update(
        opens_at=timezone.now() - timedelta(hours=2), closes_at=timezone.now() - timedelta(seconds=1)
    )
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) - timedelta(days=1))
    with pytest.raises(NotOpen):
        cast(poll=poll, voter_hash="d" * 64, answers=pick(poll))


def test_the_constraint_is_in_the_database(db: None) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Voter._meta.db_table)
    assert any(one["unique"] and set(one["columns"]) == {"poll_id", "voter_hash"} for one in found.values())
