"""Counts beside the ballots, moved in the transaction that casts or changes one; they equal a recount at any time.

Rows are moved in one order (question, slot), so that no two voters wait for each other in a ring; and each count is
kept in a few rows, one of which is taken by chance, so that they seldom wait for the same one.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping

from django.db import connection
from django.db.models import F

from polls.counting import slots
from polls.models import Answer, Poll, Tally, Turnout
from polls.questions import Answers, Ask, Mark

# Question and slot.
Key = tuple[int, str]
# Of question, slot, wijk (0: not known) and channel; and of wijk and channel.
Counts = tuple[Counter[tuple[int, str, int, str]], Counter[tuple[int, str]]]

SHARDS = 8
_MOST_ROWS = 150
_ADD = """
    INSERT INTO polls_tally (question_id, slot, place, channel, shard, people) VALUES {values}
    ON CONFLICT (question_id, slot, place, channel, shard) DO UPDATE SET people = polls_tally.people + excluded.people
"""
_ADD_BALLOT = """
    INSERT INTO polls_turnout (poll_id, place, channel, shard, people) VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (poll_id, place, channel, shard) DO UPDATE SET people = polls_turnout.people + 1
"""


def any_shard() -> int:
    """One of the rows of a count."""
    return secrets.randbelow(SHARDS)


def keys_of(asks: Mapping[int, Ask], answers: Answers) -> list[Key]:
    """Everything that a ballot counts in, in the order in which counts are moved."""
    return sorted((pk, slot) for pk, marks in answers.items() for slot in slots(asks[pk], marks))


def add_ballot(poll_pk: int, place: int, channel: str) -> None:
    """Count a ballot."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD_BALLOT, [poll_pk, place, channel, any_shard()])


def add(keys: list[Key], place: int, channel: str) -> None:
    """Add one to each count, in their order."""
    shard = any_shard()
    with connection.cursor() as cursor:
        for start in range(0, len(keys), _MOST_ROWS):
            part = keys[start : start + _MOST_ROWS]
            values = ", ".join(["(%s, %s, %s, %s, %s, 1)"] * len(part))
            params = [value for question, slot in part for value in (question, slot, place, channel, shard)]
            cursor.execute(_ADD.format(values=values), params)


def move(steps: Mapping[Key, int], place: int, channel: str) -> None:
    """Change counts by so much each, up or down, in the same order as all others; for who changes an answer."""
    for key in sorted(steps):
        if steps[key] > 0:
            add([key], place, channel)
        elif steps[key] < 0:
            rows = Tally.objects.filter(question_id=key[0], slot=key[1], place=place, channel=channel, people__gt=0)
            # Held until the end, so that it has still somebody to take away.
            held = rows.select_for_update().order_by("shard").first()
            Tally.objects.filter(pk=held.pk if held else None).update(people=F("people") - 1)


def recount(poll: Poll, asks: Mapping[int, Ask]) -> Counts:
    """The counts as the ballots have them."""
    tallies: Counter[tuple[int, str, int, str]] = Counter()
    answered: set[tuple[int, int]] = set()
    rows = Answer.objects.filter(ballot__poll=poll).values_list(
        "ballot_id", "question_id", "choice_id", "row_id", "number", "text", "ballot__wijk_id", "ballot__channel"
    )
    for ballot, question, choice, row, number, text, wijk, channel in rows.iterator():
        first, *rest = slots(asks[question], [Mark(choice, row, number, text)])
        counted = rest if (ballot, question) in answered else [first, *rest]
        answered.add((ballot, question))
        for slot in counted:
            tallies[question, slot, wijk or 0, channel] += 1
    turnout = Counter((wijk or 0, channel) for wijk, channel in poll.ballots.values_list("wijk_id", "channel"))
    return tallies, turnout


def stored(poll: Poll) -> Counts:
    """The counts as they are kept."""
    tallies = Tally.objects.filter(question__poll=poll, people__gt=0)
    rows = tallies.values_list("question_id", "slot", "place", "channel", "people")
    turnout = Turnout.objects.filter(poll=poll, people__gt=0).values_list("place", "channel", "people")
    found: Counts = (Counter(), Counter())
    for *key, people in rows:
        found[0][tuple(key)] += people
    for *key, people in turnout:
        found[1][tuple(key)] += people
    return found
