"""What an editor is told before saving: dates, conditions, and what people have already answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from polls.codes import PICKS, Identity, Kind
from polls.models import Answer, Choice, Poll, PollPage, Question
from polls.services.publishing import _ends, ranges_of


def faults(page: PollPage) -> dict[str, ValidationError]:
    """What is wrong with a page of a poll, by field; empty where it can be published."""
    found: dict[str, ValidationError] = {}
    if page.opens_at and page.closes_at and page.opens_at >= page.closes_at:
        found["closes_at"] = ValidationError(_("De peiling sluit voor hij opent. Kies een later moment."))
    if page.may_change and page.identity == Identity.OPEN:
        found["may_change"] = ValidationError(
            _("Bij een open peiling weten we niet wie iemand is. Veranderen kan dan niet.")
        )
    if page.for_postcodes.strip():
        try:
            ranges_of(page)
        except ValueError as error:
            found["for_postcodes"] = ValidationError(str(error))
    if words := _conditions(page) or _answered(page):
        found["questions"] = ValidationError(words)
    poll = Poll.objects.filter(key=page.translation_key).first()
    if poll is not None and poll.ballots.exists():
        found |= _fixed(page, poll)
    return found


def _fixed(page: PollPage, poll: Poll) -> dict[str, ValidationError]:
    """What can't change once people voted: who may, and whether it stays a secret."""
    if not page.is_source_of_poll:
        return {}
    found = {}
    if page.identity != poll.identity:
        found["identity"] = ValidationError(_("Er is al gestemd. Dit kan niet meer anders."))
    if page.may_change != poll.may_change:
        found["may_change"] = ValidationError(_("Er is al gestemd. Dit kan niet meer anders."))
    return found


def _conditions(page: PollPage) -> list[str]:
    """What is wrong with conditions: they ask for an earlier question with choices, and one of its answers."""
    blocks = [block for block in page.questions if block.block_type != "next_page"]
    found = []
    for number, block in enumerate(blocks, start=1):
        asked, place = block.value.get("only_if_question"), block.value.get("only_if_choice")
        if not asked or not place:
            continue
        words = {"number": number, "asked": asked, "place": place}
        if asked >= number:
            found.append(_("Vraag %(number)s hangt af van vraag %(asked)s. Die moet ervoor staan.") % words)
        elif blocks[asked - 1].block.kind not in PICKS:
            found.append(_("Vraag %(number)s hangt af van vraag %(asked)s. Daar valt niets te kiezen.") % words)
        elif place > _choice_count(blocks[asked - 1]):
            found.append(_("Vraag %(number)s: vraag %(asked)s heeft geen antwoord %(place)s.") % words)
    return found


def _choice_count(block: Any) -> int:
    if block.block.kind == Kind.YES_NO:
        return 3
    return len(block.value["choices"]) + bool(block.value.get("has_other"))


def _answered(page: PollPage) -> list[str]:
    """What people answered and is gone, or means something else. Only the page that the poll follows can do that."""
    questions = Question.objects.filter(poll__key=page.translation_key, answers__isnull=False).distinct()
    if not page.is_source_of_poll or not questions:
        return []
    blocks = {UUID(block.id): block for block in page.questions if block.id and block.block_type != "next_page"}
    found = []
    for question in questions:
        block = blocks.get(question.block_id)
        text = {"question": next(iter(question.words.values()), {}).get("text", "")}
        if block is None:
            found.append(_("Op ‘%(question)s’ is al geantwoord. Zet deze vraag terug.") % text)
        elif block.block.kind != question.kind or _ends(block.block.kind, block.value) != (
            question.least,
            question.most,
        ):
            found.append(_("Op ‘%(question)s’ is al geantwoord. Soort, schaal en grenzen blijven zo.") % text)
        else:
            found += _answered_choices(question, block)
    return found


def _answered_choices(question: Question, block: Any) -> list[str]:
    if question.kind in (Kind.YES_NO, Kind.PLACE):
        return []
    items = block.value.get("rows") if question.kind == Kind.MATRIX else block.value.get("choices")
    there = {UUID(item.id) for item in items.bound_blocks} if items is not None else set()
    answers = Answer.objects.filter(question=question)
    used = set(answers.exclude(choice=None).values_list("choice", flat=True).distinct())
    used |= set(answers.exclude(row=None).values_list("row", flat=True).distinct())
    gone = [
        choice
        for choice in Choice.objects.filter(pk__in=used)
        if (choice.is_other and not block.value.get("has_other"))
        or (not choice.is_other and choice.block_id not in there)
    ]
    return [
        _("Het antwoord ‘%(choice)s’ is al gekozen. Zet het terug.")
        % {"choice": next(iter(choice.words.values()), "")}
        for choice in gone
    ]
