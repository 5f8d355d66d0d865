"""Answers in words, for who looks them over before sending."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from polls.addresses import vote_path
from polls.codes import TEXTS, Kind
from polls.models import Poll
from polls.questions import Answers, Ask, Mark, visible


def rows_of(poll: Poll, asks: tuple[Ask, ...], answers: Answers) -> list[dict[str, Any]]:
    """Each question that was asked, what was answered, and where to change it."""
    return [
        {
            "term": ask.text,
            "value": words_of(ask, answers.get(ask.pk, ())),
            "url": f"{vote_path(poll)}{ask.page}/",
        }
        for ask in visible(asks, answers)
    ]


def words_of(ask: Ask, marks: tuple[Mark, ...] | list[Mark]) -> str:
    """An answer in words, a line for each mark."""
    names = {option.pk: option.text for option in (*ask.options, *ask.rows)}
    if ask.kind == Kind.RANKING:
        ordered = sorted(marks, key=lambda mark: mark.number or 0)
        return "\n".join(f"{mark.number}. {names.get(mark.choice, '')}" for mark in ordered)
    if ask.kind == Kind.MATRIX:
        return "\n".join(f"{names.get(mark.row, '')}: {mark.number}" for mark in marks)
    if ask.kind == Kind.PLACE:
        pinned = _("%(place)s, met een punt op de kaart")
        return "".join((pinned if m.text else "%(place)s") % {"place": names.get(m.choice, "")} for m in marks)
    if ask.kind in TEXTS:
        return "\n".join(mark.text for mark in marks)
    if ask.kind in (Kind.SCALE, Kind.NUMBER):
        return " ".join(filter(None, [*(str(mark.number) for mark in marks), ask.unit]))
    return "\n".join(": ".join(filter(None, [names.get(mark.choice, ""), mark.text])) for mark in marks)
