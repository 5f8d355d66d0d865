"""Reading polls: the questions in a language, counts, and lists. Nothing here changes anything."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from django.db.models import QuerySet, Sum

from cms.languages import active_language
from polls.codes import Kind
from polls.models.facts import Choice, Poll, PollArea, Question, in_language
from polls.models.voting import Tally, Turnout
from polls.questions import Ask, Option

# What of a question's block is words.
TEXT_NAMES = ("text", "help_text", "low", "high", "unit")


def asks_of(poll: Poll, language: str = "") -> tuple[Ask, ...]:
    """The questions of a poll with their choices, in a language (the active one); two queries, once a version."""
    return _asks(poll.pk, poll.version, language or active_language())


@lru_cache(maxsize=200)
def _asks(poll_pk: int, version: int, language: str) -> tuple[Ask, ...]:
    """Kept by version: every change of the rows gives the poll another."""
    by_question: dict[int, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(question__poll_id=poll_pk).order_by("position", "pk"):
        by_question[choice.question_id].append(choice)
    question_of = {choice.pk: pk for pk, choices in by_question.items() for choice in choices}
    return tuple(
        _ask(question, by_question[question.pk], question_of, language)
        for question in Question.objects.filter(poll_id=poll_pk).order_by("position", "pk")
    )


def _ask(question: Question, choices: list[Choice], question_of: dict[int, int], language: str) -> Ask:
    words = in_language(question.words, language) or {}
    options = [(choice.is_row, _option(choice, language)) for choice in choices]
    return Ask(
        pk=question.pk,
        kind=Kind(question.kind),
        text=words.get("text", ""),
        help_text=words.get("help_text", ""),
        options=tuple(option for is_row, option in options if not is_row),
        rows=tuple(option for is_row, option in options if is_row),
        is_required=question.is_required,
        is_confidential=question.is_confidential,
        is_retired=question.is_retired,
        least=question.least,
        most=question.most,
        low=words.get("low", ""),
        high=words.get("high", ""),
        unit=words.get("unit", ""),
        page=question.page,
        page_title=words.get("page", ""),
        only_if=(question_of[question.only_if_id], question.only_if_id) if question.only_if_id else None,
        text_before=in_language(question.words_before, language) or "",
        key=str(question.block_id),
    )


def _option(choice: Choice, language: str) -> Option:
    return Option(
        pk=choice.pk,
        text=in_language(choice.words, language) or "",
        is_other=choice.is_other,
        is_retired=choice.is_retired,
        picture=choice.picture_id,
        text_before=in_language(choice.words_before, language) or "",
    )


def is_inside(poll: Poll, postcode: str) -> bool:
    """Whether residents of a postcode ("1213LA") may vote; one query."""
    return PollArea.objects.filter(poll=poll, first__lte=postcode, last__gte=postcode).exists()


# Wijk (0: not known) and channel.
Place = tuple[int, str]


def counts_of(poll: Poll) -> dict[int, dict[Place, dict[str, int]]]:
    """People by question, by wijk and channel, by slot; one query."""
    found: dict[int, dict[Place, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = Tally.objects.filter(question__poll=poll, people__gt=0)
    rows = rows.values_list("question", "place", "channel", "slot").annotate(all=Sum("people")).order_by()
    for question, place, channel, slot, people in rows:
        found[question][(place, channel)][slot] = people
    return found


def turnout_of(poll: Poll) -> dict[Place, int]:
    """Ballots by wijk and channel; one query."""
    rows = Turnout.objects.filter(poll=poll, people__gt=0).values_list("place", "channel").annotate(all=Sum("people"))
    return {(place, channel): people for place, channel, people in rows.order_by("place", "channel")}


def listed() -> QuerySet[Poll]:
    """Polls that stand in overviews."""
    return Poll.objects.filter(is_live=True, is_listed=True).select_related("wijk")
