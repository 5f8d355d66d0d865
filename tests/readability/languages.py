"""Whether a text is Dutch or English, told by its small words."""

from __future__ import annotations

import re

_DUTCH_WORDS = """
aan al alle als bij daarna daarom dan dat de deze die dit doe door een en er geen gemeente het hier hoe
hoeveel iets ik je jij jou jouw jullie kan kies kun maar maak meer met moet na naar niet nog nu of om onze ook
op over plan plannen staat te tot uit van vanaf vul voor waar waarom wanneer wat we welke werd wie wij wijk
wil worden wordt zijn zo zonder zet
"""
_DUTCH = frozenset(_DUTCH_WORDS.split())
_ENGLISH_WORDS = """
a about after all an and are at be because by can do does for from has have how if into is it its more my not
of on or our since than that the their them then there these they this to was were what when where which who
will with without you your
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """ "nl", "en", or "" where nothing tells: names, codes, paths."""
    found = [word.lower() for word in _WORD.findall(text)]
    dutch, english = sum(word in _DUTCH for word in found), sum(word in _ENGLISH for word in found)
    if dutch == english:
        return ""
    return "nl" if dutch > english else "en"
