"""Sentences and words of a text, Dutch or English. Pure: text in, text out."""

from __future__ import annotations

import re
from html import unescape

# Tags that stand inside a sentence; every other tag ends it.
INLINE_TAGS = "a|abbr|b|bdi|code|em|i|kbd|mark|small|span|strong|sub|sup|time|u"
_INLINE = re.compile(rf"</?(?:{INLINE_TAGS})(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_PARAGRAPH = re.compile(r"\n\s*\n")

# A full stop after these does not end a sentence.
_ABBREVIATIONS_WORDS = """
a.u.b art blz bijv bv ca dhr d.w.z dr drs e.g excl i.e incl ing ir jl max mevr min mr mrs ms mw nr o.a o.l.v
prof st tel vs vgl
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
# These may end one: they do when a capital follows.
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-z]|[\"'“‘«(\[]*€)")
_LAST_WORD = re.compile(r"([^\s(\"'“‘]+)\.[\"'”’)\]]*$")
_NUMBER_OF_A_LIST = re.compile(r"^\d{1,2}\.$")
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*$")

# What stands in a message for what the program fills in, written as a reader sees it.
_VARIABLE = re.compile(r"\{\{\s*([\w.]+)[^{}]*\}\}|%\((\w+)\)[sd]|%[sd]|\{(\w*)[^{}]*\}")
_FILLED_IN = (
    (re.compile(r"moment|_at$|confirm_until"), "1 januari 2026, 14.30 uur"),
    (re.compile(r"day|date|_on$|until|datum"), "1 januari 2026"),
    (re.compile(r"amount|euro|cents|money|_eur$"), "€ 2.000"),
    (re.compile(r"count|number|percent|norm|supporters|total|days|size|limit|max|min"), "12"),
)
# Telephone numbers and Dutch postcodes are one thing to read, whatever spaces they hold.
_ONE_THING = re.compile(r"\b14 0\d{2,3}\b|\b0\d{1,3}[ -]\d{2,}(?: \d{2,})*\b|\b\d{4} [A-Z]{2}\b")


def fill_in(text: str) -> str:
    """Replace the variables of a message ("{{ day }}", "%(day)s", "{day}") by words of the usual length."""

    def filled(match: re.Match[str]) -> str:
        name = (match[1] or match[2] or match[3] or "").lower()
        return next((example for pattern, example in _FILLED_IN if pattern.search(name)), "Iets")

    return _VARIABLE.sub(filled, text).replace("%%", "%")


def paragraphs(text: str) -> list[str]:
    """Running text without tags: a tag that is not inline and an empty line both end a paragraph."""
    without = _TAG.sub("\n\n", _INLINE.sub("", text))
    parts = (" ".join(unescape(part).split()) for part in _PARAGRAPH.split(without))
    return [part for part in parts if part]


def sentences(text: str) -> list[str]:
    """All sentences of a text, and all labels and headings: those have no full stop."""
    return [sentence for paragraph in paragraphs(text) for sentence in _sentences_of(paragraph)]


def _sentences_of(paragraph: str) -> list[str]:
    found: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        sentence = paragraph[start : match.end()].strip()
        if _goes_on(sentence):
            continue
        found.append(sentence)
        start = match.end()
    return [*found, paragraph[start:].strip()] if paragraph[start:].strip() else found


def _goes_on(sentence: str) -> bool:
    """Whether the full stop at the end is one of an abbreviation, an initial or a number of a list."""
    if _NUMBER_OF_A_LIST.match(sentence):
        return True
    last = _LAST_WORD.search(sentence)
    if not last:
        return False
    word = last[1]
    return word.lower() in _ABBREVIATIONS or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word) is not None


def is_closed(sentence: str) -> bool:
    """Whether it is a whole sentence, with its full stop; a label, heading or button has none."""
    return _CLOSED.search(sentence) is not None


def words(sentence: str) -> list[str]:
    """What a reader counts as words: "€ 2.000", "19.30", "14 035" and an address of the web are one each."""
    joined = _ONE_THING.sub(lambda match: match[0].replace(" ", "\u00a0"), sentence.replace("\u00a0", " "))
    return [word for word in re.split(r"[ \t\n]+", joined) if re.search(r"\w", word)]
