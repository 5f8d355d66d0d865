"""A title out of the first words of a plan, for those who were not asked for one. Pure."""

from __future__ import annotations

import re

MAX_TITLE = 100
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s+[\"'‘“(]?[A-Z0-9À-Ý]|\s*$)|\n")


def title_from(text: str) -> str:
    """The first sentence without its full stop, cut off between words after at most 100 characters."""
    text = text.strip()
    end = _SENTENCE_END.search(text)
    sentence = " ".join((text[: end.start()] if end else text).split()) or " ".join(text.split())
    if len(sentence) <= MAX_TITLE:
        return sentence
    cut = sentence[: MAX_TITLE - 1]
    return f"{cut.rpartition(' ')[0] or cut}…".replace(",…", "…")
