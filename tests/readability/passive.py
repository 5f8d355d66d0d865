"""A rough measure of the passive voice in Dutch: a form of "worden" with a past participle in the same sentence."""

from __future__ import annotations

import re

_WORDEN = re.compile(r"\b(?:word|wordt|worden|werd|werden|geworden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:[a-zë]{0,10}ge[a-zë]{2,}(?:d|t|en|aan)|(?:be|ver|ont|her|er|door|over|onder)[a-zë]{2,}(?:d|t)"
    r"|(?:af|aan|her|ver)?(?:be(?:gonnen|houden|keken|loten|noemd|sloten|sproken|vroren|wezen)|ont(?:houden|nomen|vangen)"
    r"|ver(?:boden|geten|kozen|kregen|leend|loren|nomen|stoken|vangen|wezen|zonden)"
    r"|onder(?:nomen|tekend|zocht|broken|schreven)|over(?:genomen|legd|wogen)))\b",
    re.IGNORECASE,
)
# Nouns and the like that only look like a participle.
_NO_PARTICIPLE_WORDS = """
bedrijven beeld begroot beleid bent bericht beschikbaarheid besluit bestand bezit boven budget gebied gebieden
gebouwen gedicht geduld geen gegeven geld gelden geluid gemeenten gemeenteraad genoeg gerecht geschikt
getallen gevallen gewicht gewoond gezicht gezinnen gezond herkenbaarheid hersenen verband verhaal verstand
verschillend agenda overheid onderhoud afgelegen bereid bekend openbaarheid verkeerd volgend boeken gemeente
overzicht
"""
_NO_PARTICIPLE = frozenset(_NO_PARTICIPLE_WORDS.split())


def is_passive(sentence: str) -> bool:
    """Whether the sentence is probably passive."""
    if not _WORDEN.search(sentence):
        return False
    return any(match[0].lower() not in _NO_PARTICIPLE for match in _PARTICIPLE.finditer(sentence))
