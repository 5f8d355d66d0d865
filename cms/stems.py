"""Words as a search compares them: without accents, and cut down to their stem.

The same function reduces what is indexed and what somebody types, so both databases find "wandelingen" by "wandeling".
A language without a stemmer is compared word by word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_ALGORITHMS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fr": "french",
    "hi": "hindi",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "tr": "turkish",
}
# Words that stand in almost every text; in a question they only get in the way.
_SMALL_NL = """
aan al als bij dan dat de deze die dit doe door dus een en er het hier hoe hun ik in is je kan kun maar me met mij mijn
naar niet nog of om ons onze ook op over te tot uit van voor waar wat we wie wij wil zijn ze
"""
_SMALL_EN = """
an and are as at be by can do for from how in is it me my of on or our that the their this to we what where who with
you your
"""
_SMALL = {"nl": frozenset(_SMALL_NL.split()), "en": frozenset(_SMALL_EN.split())}
# Plurals that no rule finds.
_IRREGULAR = {"kinderen": "kind", "leden": "lid", "steden": "stad"}
_WORD = re.compile(r"[^\W_]+")
# What accents become when a letter is taken apart.
_ACCENTS = re.compile("[\u0300-\u036f]")
_LAST_E = re.compile(r"(?<=[^aeiouy\W\d_])e$")


def fold(text: str) -> str:
    """Small letters without accents: "Café" as "cafe"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded; single letters are none."""
    return [word for word in _WORD.findall(fold(text)) if len(word) > 1]


def stems(text: str, language: str) -> list[str]:
    """The stem of every word of a text in a language, in order, each as often as it occurs."""
    base = language.split("-")[0]
    return [_stem(word, base) for word in words(text)]


def asked_stems(text: str, language: str) -> list[str]:
    """The stems to look for: each once, without the small words, unless there is nothing else."""
    base = language.split("-")[0]
    asked = words(text)
    telling = [word for word in asked if word not in _SMALL.get(base, frozenset())]
    return list(dict.fromkeys(_stem(word, base) for word in telling or asked))


def telling(text: str) -> str:
    """A text without the words that are small in any language: for who compares texts of all languages."""
    small = frozenset().union(*_SMALL.values())
    return " ".join(word for word in words(text) if word not in small)


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    """The stem of a folded word; a stemmer of its own for each word, since one keeps its place in it (threads)."""
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return word
    if language == "nl":
        return _dutch(word)
    return snowballstemmer.stemmer(algorithm).stemWord(word)


def _dutch(word: str) -> str:
    """What the Dutch stemmer leaves apart is brought together: "groen" and "groene", "fiets" and "fietsen"."""
    stem = _IRREGULAR.get(word, word)
    if stem.endswith("eeen"):
        stem = stem[:-2]
    stemmer = snowballstemmer.stemmer("dutch")
    for _turn in range(3):
        before, stem = stem, stemmer.stemWord(stem)
        if len(stem) > 3:
            stem = _LAST_E.sub("", stem)
        if stem == before:
            break
    return stem
