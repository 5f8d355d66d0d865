"""What changed in the public text of a plan, word by word. Pure: text in, pieces out."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

# Comparing costs the square of the number of words; a text on the site holds about 900.
MOST_WORDS = 1200
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words. kind: "" (stayed), "ins" (came) or "del" (went)."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces of old and new, in reading order; of texts too long to compare, all of the old, then the new."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > 2 * MOST_WORDS:
        return _whole(old, new)
    pieces: list[Piece] = []
    for kind, first, last, start, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("", "".join(before[first:last])))
            continue
        pieces += _whole("".join(before[first:last]), "".join(after[start:end]))
    return pieces


def _whole(old: str, new: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("del", old), ("ins", new)) if text]
