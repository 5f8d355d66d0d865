"""Publishing makes facts: from the pages of a poll to its rows (ARCHITECTURE rule 3). Idempotent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from cms.models import PostcodeArea, Wijk
from cms.postcodes import bounds
from polls.codes import Kind
from polls.models import Answer, Choice, Poll, PollArea, PollPage, Question
from polls.models.voting import random_key
from polls.reading import TEXT_NAMES
from polls.services import places

_FIXED = {
    "ja": lambda: gettext("Ja"),
    "nee": lambda: gettext("Nee"),
    "geen": lambda: gettext("Geen mening"),
}
_OTHER = "anders"


def pages_of(key: UUID) -> tuple[PollPage | None, dict[str, PollPage]]:
    """The page that a poll follows (None where that is not live), and the live pages by language, that one first."""
    found = PollPage.objects.filter(translation_key=key, alias_of__isnull=True).select_related("locale")
    by_language = {page.locale.language_code: page for page in found.order_by("pk")}
    source = by_language.pop(settings.LANGUAGE_CODE, None) or next(iter(by_language.values()), None)
    if source is None or not source.live or source.opens_at is None or source.closes_at is None:
        return None, {}
    others = {code: page for code, page in by_language.items() if page.live and page.pk != source.pk}
    return source, {source.locale.language_code: source} | others


@transaction.atomic
def sync_poll(*, key: UUID) -> Poll | None:
    """Write the rows of a poll from its live pages; without a live page close it. None where there never was one."""
    source, pages = pages_of(key)
    if source is None:
        Poll.objects.filter(key=key, is_live=True).update(is_live=False, is_listed=False)
        return Poll.objects.filter(key=key).first()
    fields = _fields(source, pages)
    poll, _is_new = Poll.objects.get_or_create(key=key, defaults=fields)
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    for name, value in fields.items():
        setattr(poll, name, value)
    poll.version = random_key()
    if poll.closes_at > timezone.now():
        # Opened again: closing ends things once more.
        poll.settled_at = None
    poll.save()
    _write_areas(poll, source)
    _write_questions(poll, source, pages)
    return poll


def _fields(source: PollPage, pages: dict[str, PollPage]) -> dict[str, Any]:
    previous = Poll.objects.filter(key=source.previous.translation_key).first() if source.previous_id else None
    return {
        "wijk": source.wijk,
        "path": "/" + source.url_path.split("/", 2)[2],
        "words": {code: {"title": page.title, "lead": page.lead} for code, page in pages.items()},
        "opens_at": source.opens_at,
        "closes_at": source.closes_at,
        "identity": source.identity,
        "show_result": source.show_result,
        "rung": source.rung,
        "may_change": source.may_change,
        "asks_postcode": source.asks_postcode,
        "is_live": True,
        "is_listed": not source.get_view_restrictions().exists(),
        "has_outcome": bool(source.outcome),
        "previous": previous,
    }


def ranges_of(page: PollPage) -> list[tuple[str, str]]:
    """The postcodes whose residents may vote: as typed, else of the chosen wijken, else of its own, else of all.

    Raises:
        ValueError: when a line that was typed is no range of postcodes.
    """
    if page.for_postcodes.strip():
        return [bounds(line.replace("–", "-")) for line in page.for_postcodes.splitlines() if line.strip()]
    wijken = list(page.for_wijken.all()) or ([page.wijk] if page.wijk else [])
    areas = PostcodeArea.objects.filter(wijk__in=wijken) if wijken else PostcodeArea.objects.all()
    return sorted(set(areas.values_list("first", "last")))


def _write_areas(poll: Poll, source: PollPage) -> None:
    poll.areas.all().delete()
    PollArea.objects.bulk_create(PollArea(poll=poll, first=first, last=last) for first, last in ranges_of(source))


def _write_questions(poll: Poll, source: PollPage, pages: dict[str, PollPage]) -> None:
    """Rows for all blocks; what is gone is retired, unless people answered it."""
    blocks = {code: {block.id: block.value for block in page.questions} for code, page in pages.items()}
    known = {question.block_id: question for question in poll.questions.all()}
    rows: list[Question] = []
    page_number, page_titles = 1, {}
    for block in source.questions:
        if block.block_type == "next_page":
            page_number += 1
            page_titles = {code: value.get("title", "") for code, value in _of_block(blocks, block.id)}
            continue
        question = known.pop(UUID(block.id), None) or Question(poll=poll, block_id=UUID(block.id))
        _fill(question, block, blocks, len(rows) + 1, page_number, page_titles)
        rows.append(question)
    _retire(Question, [question for question in known.values() if not question.answers.exists()])
    for question, block in zip(rows, _questions(source), strict=True):
        _set_condition(question, block.value, rows)


def _questions(page: PollPage) -> list[Any]:
    """The blocks that ask something."""
    return [block for block in page.questions if block.block_type != "next_page"]


def _of_block(blocks: dict[str, dict[str, Any]], block_id: str) -> Iterator[tuple[str, Any]]:
    """The value of a block in each language that has it."""
    return ((code, by_id[block_id]) for code, by_id in blocks.items() if block_id in by_id)


def _fill(
    question: Question,
    block: Any,
    blocks: dict[str, dict[str, Any]],
    position: int,
    page: int,
    page_titles: dict[str, str],
) -> None:
    """Write a question and its choices."""
    value = block.value
    words = {
        code: {name: translated.get(name) or "" for name in TEXT_NAMES} | {"page": page_titles.get(code, "")}
        for code, translated in _of_block(blocks, block.id)
    }
    has_answers = question.pk is not None and question.answers.exists()
    _reword(question, words, has_answers, part="text")
    question.position, question.page = position, page
    question.is_required, question.is_confidential = bool(value["is_required"]), bool(value["is_confidential"])
    question.is_retired = False
    if not has_answers:
        question.kind = block.block.kind
        question.least, question.most = _ends(block.block.kind, value)
    question.save()
    _write_choices(question, block, blocks, has_answers)


def _reword(row: Question | Choice, words: dict[str, Any], has_answers: bool, *, part: str = "") -> None:
    """Take over the words; what people answered to is kept, so that the page can say that it was put otherwise."""

    def said(texts: dict[str, Any]) -> dict[str, Any]:
        return {code: text[part] if part else text for code, text in texts.items()}

    before, after = said(row.words), said(words)
    changed = {code: text for code, text in before.items() if code in after and after[code] != text}
    if has_answers and changed:
        # The first wording is what the first people answered to.
        row.words_before = changed | row.words_before
    row.words = words


def _ends(kind: Kind, value: Any) -> tuple[int | None, int | None]:
    if kind in (Kind.SCALE, Kind.MATRIX):
        return 1, int(value["size"])
    if kind in (Kind.SEVERAL, Kind.NUMBER):
        return value.get("least"), value.get("most")
    return None, None


def _write_choices(question: Question, block: Any, blocks: dict[str, dict[str, Any]], has_answers: bool) -> None:
    known = {choice.block_id: choice for choice in question.choices.all()}
    for position, (block_id, words, fields) in enumerate(_choices(block, blocks, question.poll.wijk), start=1):
        choice = known.pop(block_id, None) or Choice(question=question, block_id=block_id)
        _reword(choice, words, has_answers and choice.pk is not None)
        choice.position, choice.is_retired = position, False
        for name, value in fields.items():
            setattr(choice, name, value)
        choice.save()
    answered = set(
        Answer.objects.filter(question=question, choice__isnull=False).values_list("choice_id", flat=True).distinct()
    ) | set(Answer.objects.filter(question=question, row__isnull=False).values_list("row_id", flat=True).distinct())
    _retire(Choice, [choice for choice in known.values() if choice.pk not in answered])


def _choices(
    block: Any, blocks: dict[str, dict[str, Any]], wijk: Wijk | None
) -> Iterator[tuple[UUID, dict[str, str], dict[str, Any]]]:
    """Id, words by language and other fields of each choice or row of a question in a poll of this wijk."""
    kind, own = block.block.kind, UUID(block.id)
    if kind == Kind.YES_NO:
        for name in _FIXED:
            yield uuid5(own, name), _fixed_words(name, [code for code, _value in _of_block(blocks, block.id)]), {}
        return
    if kind == Kind.PLACE:
        languages = [code for code, _value in _of_block(blocks, block.id)]
        for key, name in places.parts_of(wijk):
            yield uuid5(own, key), dict.fromkeys(languages, name), {}
        return
    list_name = "rows" if kind == Kind.MATRIX else "choices"
    for item in block.value.get(list_name).bound_blocks if list_name in block.value else ():
        words = {}
        for code, value in _of_block(blocks, block.id):
            found = next((one.value for one in value[list_name].bound_blocks if one.id == item.id), None)
            if found is not None:
                words[code] = found["text"]
        yield UUID(item.id), words, {"is_row": kind == Kind.MATRIX, "picture": item.value.get("picture")}
    if block.value.get("has_other"):
        languages = [code for code, _value in _of_block(blocks, block.id)]
        words = {}
        for code in languages:
            with override(code):
                words[code] = gettext("Anders, namelijk")
        yield uuid5(own, _OTHER), words, {"is_other": True}


def _fixed_words(name: str, languages: list[str]) -> dict[str, str]:
    words = {}
    for code in languages:
        with override(code):
            words[code] = _FIXED[name]()
    return words


def _retire(model: type[Question | Choice], rows: list[Any]) -> None:
    model.objects.filter(pk__in=[row.pk for row in rows]).update(is_retired=True)


def _set_condition(question: Question, value: Any, rows: list[Question]) -> None:
    """Tie a question to the choice it hangs on, by the numbers that the editor gave."""
    number, place = value.get("only_if_question"), value.get("only_if_choice")
    choice = None
    if number and place and number <= len(rows) and rows[number - 1].position < question.position:
        choice = rows[number - 1].choices.filter(is_retired=False, is_row=False, position=place).first()
    if question.only_if_id != (choice.pk if choice else None):
        question.only_if = choice
        question.save(update_fields=["only_if"])
