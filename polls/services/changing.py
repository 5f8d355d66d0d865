"""Changing one's answer, in polls where the editor lets people do that (off by default: it ends the secret)."""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from polls.models import Answer, Ballot, BallotOfVoter, Voter
from polls.questions import Answers, Mark, kept, problems
from polls.reading import asks_of
from polls.services import tallies
from polls.services.casting import require_open, rows_of
from polls.services.errors import BadAnswers, Refused


def ballot_of(voter: Voter) -> Ballot:
    """The ballot of a voter.

    Raises:
        Refused: where answers can't be changed (any more).
    """
    band = BallotOfVoter.objects.select_related("ballot").filter(voter=voter).first()
    if band is None:
        raise Refused
    return band.ballot


def answers_of(ballot: Ballot) -> dict[int, tuple[Mark, ...]]:
    """What a ballot holds."""
    found: dict[int, list[Mark]] = {}
    rows = Answer.objects.filter(ballot=ballot).order_by("question__position", "number", "pk")
    for row in rows:
        found.setdefault(row.question_id, []).append(Mark(row.choice_id, row.row_id, row.number, row.text))
    return {pk: tuple(marks) for pk, marks in found.items()}


@transaction.atomic
def change(*, voter: Voter, answers: Answers) -> None:
    """Put other answers on the ballot of a voter.

    Raises:
        BadAnswers: when they don't fit. NotOpen: after closing. Refused: where answers can't be changed.
    """
    held = Voter.objects.select_for_update(of=("self",)).select_related("poll").get(pk=voter.pk)
    asks = asks_of(held.poll)
    if wrong := problems(asks, answers):
        raise BadAnswers(wrong)
    ballot = ballot_of(held)
    require_open(held.poll)
    before, after = answers_of(ballot), kept(asks, answers)
    reviewed = {
        (row.question_id, row.text): (row.review, row.public_text)
        for row in Answer.objects.filter(ballot=ballot).exclude(text="")
    }
    Answer.objects.filter(ballot=ballot).delete()
    rows = rows_of(ballot, asks, after)
    for row in rows:
        # The same words keep what a moderator made of them.
        row.review, row.public_text = reviewed.get((row.question_id, row.text), (row.review, ""))
    Answer.objects.bulk_create(rows)
    by_pk = {ask.pk: ask for ask in asks}
    steps = Counter(tallies.keys_of(by_pk, after))
    steps.subtract(Counter(tallies.keys_of(by_pk, before)))
    tallies.move(steps, ballot.wijk_id or 0, ballot.channel)
