"""Whole euro cents: reading what people type, and writing amounts as people read them.

Amounts are ints in cents everywhere; there is no float and no Decimal outside this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms.languages import interface_language

MAX_CENTS = 1_000_000_000
_MAX_LENGTH = 60
_CURRENCY = re.compile(r"^(?:€|eur(?:o)?\b)|(?:€|eur(?:o(?:'?s)?)?)$", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,](?:-{1,2}|[–—−=])$")
_MINUS = re.compile(r"^[-–—−]")
_WHOLE = r"(?P<whole>\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)"
_DUTCH = re.compile(rf"{_WHOLE}(?:,(?P<decimals>\d{{1,2}}))?", re.ASCII)
_DOT_DECIMALS = re.compile(r"(?P<whole>\d+|\d{1,3}(?: \d{3})+)\.(?P<decimals>\d{1,2})", re.ASCII)
_ENGLISH = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<decimals>\d{1,2})", re.ASCII)
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_MANY_DECIMALS = re.compile(r"[\d. ]*\d[.,]\d{3,}", re.ASCII)
_UNITS = {
    "k": 1_000,
    "mille": 1_000,
    "duizend": 1_000,
    "ton": 100_000,
    "mln": 1_000_000,
    "miljoen": 1_000_000,
}
_WITH_UNIT = re.compile(
    rf"(?P<whole>\d{{1,6}})(?:[.,](?P<decimals>\d{{1,2}}))? ?(?P<unit>{'|'.join(_UNITS)})", re.ASCII | re.IGNORECASE
)


class AmountError(ValueError):
    """The text is no amount; the message is a Dutch sentence that says how to mend it."""


def parse_euro(text: str) -> int:
    """Read an amount in euro as people type it; returns cents, 0 up to and including 10,000,000 euro.

    A dot before one or two last digits is a decimal point; a dot before exactly three is for thousands.
    Abbreviations ("1,5 ton", "5k") are asked back, never guessed (participation.md, Money).

    Raises:
        AmountError: when the text is no such amount; the message can stand beside the field.
    """
    bare = _bare(text)
    if not bare:
        raise AmountError(_("Vul een bedrag in, bijvoorbeeld 1.500. Vul 0 in als er geen geld nodig is."))
    if _MINUS.match(bare):
        raise AmountError(_("Een bedrag is nooit kleiner dan 0. Haal het minteken weg."))
    match = (
        len(bare) <= _MAX_LENGTH
        and (_DUTCH.fullmatch(bare) or _DOT_DECIMALS.fullmatch(bare) or _ENGLISH.fullmatch(bare))
    ) or None
    if match is None:
        raise AmountError(_what_is_wrong(bare))
    cents = _cents(match)
    if cents > MAX_CENTS:
        raise AmountError(
            _("Dit bedrag is te hoog. Vul hoogstens %(maximum)s in.") % {"maximum": format_euro(MAX_CENTS)}
        )
    return cents


def format_euro(cents: int, *, cents_if_whole: bool = False, language: str | None = None) -> str:
    """Write an amount: "€ 8.400" (no-break space) and "€ 1.849,95" in Dutch, "€8,400" in English.

    language: that of the sentence around it; by default that of our own texts at this moment.

    A debt gets a real minus sign before it: "− € 150". Cents are left out of whole euros unless asked for.
    """
    whole, rest = divmod(abs(cents), 100)
    is_english = interface_language(language) == "en"
    thousands, decimal = (",", ".") if is_english else (".", ",")
    number = f"{whole:,}".replace(",", thousands)
    if rest or cents_if_whole:
        number = f"{number}{decimal}{rest:02d}"
    space = "" if is_english else "\u00a0"
    return f"{f'−{space}' if cents < 0 else ''}€{space}{number}"


def percent(part: int, whole: int) -> int:
    """The share in whole percents, a half rounded up; 0 where there is nothing to divide."""
    return (200 * part + whole) // (2 * whole) if whole > 0 else 0


def largest_remainder(parts: Sequence[int], whole: int) -> list[int]:
    """Shares in whole percents that together are exactly 100 where the parts make up the whole.

    Hamilton's method: round down, then give the points left over to the largest remainders, the first part
    going first where they are equal. Parts that do not make up the whole add up to their own percentage.
    """
    if whole <= 0:
        return [0] * len(parts)
    shares = [100 * part // whole for part in parts]
    left = percent(sum(parts), whole) - sum(shares)
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(100 * parts[i] % whole), i))
    for i in by_remainder[: max(left, 0)]:
        shares[i] += 1
    return shares


def _bare(text: str) -> str:
    """The amount alone: without invisible characters, currency, ",-" at the end; spaces are plain and single."""
    visible = (
        " " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    bare = " ".join("".join(visible).split())
    bare = _CURRENCY.sub("", bare).strip()
    return _NO_CENTS.sub("", bare).strip()


def _cents(match: re.Match[str]) -> int:
    whole = int(re.sub(r"[., ]", "", match["whole"]))
    return whole * 100 + int((match["decimals"] or "").ljust(2, "0"))


def _what_is_wrong(bare: str) -> str:
    """The sentence for a text that is no amount, with a proposal where the meaning can be guessed."""
    if unit := _WITH_UNIT.fullmatch(bare):
        meant = format_euro(_cents(unit) * _UNITS[unit["unit"].lower()])
        return _("Bedoel je %(amount)s? Schrijf het bedrag dan in cijfers.") % {"amount": meant}
    if len(bare) <= _MAX_LENGTH and _COMMA_THOUSANDS.fullmatch(bare):
        meant = format_euro(int(bare.replace(",", "")) * 100)
        return _("Bedoel je %(amount)s? Zet dan een punt waar nu de komma staat.") % {"amount": meant}
    if _MANY_DECIMALS.fullmatch(bare):
        return _("Schrijf hoogstens twee cijfers achter de komma, bijvoorbeeld 1.500,50.")
    return _("Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50.")
