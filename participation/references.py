"""The number of a case, such as WP-2026-7K3QF2: easy to say aloud, and no word of how many cases there are.

The five or more characters follow from the row's id by a permutation that belongs to this installation, so a
number can't return after a purge; the last one is a check character (forms.md, "Reference number").
"""

import re
from functools import lru_cache

from sqids import Sqids

from django.conf import settings

from cms.crypto import keyed_hash

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "WP"
_MIN_LENGTH = 5
_SEPARATORS = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff._/-]+")
_SHAPE = re.compile(rf"(?:{PREFIX})?(?P<year>20[0-9]{{2}})(?P<code>[{ALPHABET}]{{{_MIN_LENGTH + 1},12}})", re.ASCII)


def reference_for(pk: int, year: int) -> str:
    """The number of the case with this id that came in in this year. The same for ever on one installation.

    Raises:
        ValueError: when the id is negative.
    """
    code = _permutation(settings.DATA_KEY).encode([pk])
    return f"{PREFIX}-{year}-{code}{_check_character(code)}"


def parse(text: str) -> str | None:
    """A number as people type or say it ("wp 2026 7k3qf2") in its one form; None where it can't be one.

    It does not say whether the case exists; a wrong or swapped character is mostly seen here.
    """
    match = _SHAPE.fullmatch(_SEPARATORS.sub("", text or "").upper())
    if match is None:
        return None
    code = match["code"]
    if _check_character(code[:-1]) != code[-1]:
        return None
    return f"{PREFIX}-{match['year']}-{code}"


@lru_cache(maxsize=4)
def _permutation(_data_key: str) -> Sqids:
    """The permutation of this installation: the alphabet in an order that DATA_KEY decides."""
    ordered = sorted(ALPHABET, key=lambda character: keyed_hash("reference", character))
    return Sqids(alphabet="".join(ordered), min_length=_MIN_LENGTH)


def _check_character(code: str) -> str:
    """Luhn's check for an alphabet of 30: sees every single wrong character and nearly every swap of neighbours."""
    size, total = len(ALPHABET), 0
    for place, character in enumerate(reversed(code)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return ALPHABET[-total % size]
