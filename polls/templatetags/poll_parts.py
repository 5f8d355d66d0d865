"""Parts of the pages of polls."""

from __future__ import annotations

from django import template

from polls.codes import Rung
from polls.models import Poll
from polls.words import rung_words

register = template.Library()


@register.filter
def rungs(poll: Poll) -> list[dict[str, object]]:
    """The five steps of influence: text, whether it is reached, and whether it is the one of this poll."""
    return [{"text": rung.label, "is_on": rung <= poll.rung, "is_now": rung == poll.rung} for rung in Rung]


@register.filter
def rung_text(poll: Poll) -> str:
    """What the step of this poll means for who votes."""
    return rung_words(poll.rung)
