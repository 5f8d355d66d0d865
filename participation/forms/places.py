"""Where a plan is: the wijk that follows from what a resident typed, and what to say where none follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from cms.models import PostcodeArea, Wijk
from cms.postcodes import Found, find_wijk, normalise, shown

Point = tuple[Decimal, Decimal]

# Two small letters after four digits are seldom a postcode: "bij 1213 en omgeving".
_WORDS = frozenset(
    ["en", "in", "is", "of", "op", "de", "na", "te", "om", "ik", "we", "ze", "je", "er", "al", "zo", "nu"]
)
_PC6 = re.compile(r"(?<!\d)([1-9]\d{3})[ \u00a0]?([A-Za-z]{2})(?![A-Za-z\d])", re.ASCII)
_PC4 = re.compile(r"(?<![\d€.,])(?<!€[ \u00a0])([1-9]\d{3})(?![\d.,]*\d)", re.ASCII)


@dataclass(frozen=True)
class Place:
    """The postcode found ("1213LA", "1223" or ""), its wijk where there is just one, and a sentence about it.

    others: wijken in which it is as well. pin: where the resident put it on the map. address: "Bosdrift 12,
    Hilversum" where that could be looked up, with its place. Points are (latitude, longitude) in degrees (WGS 84).
    """

    postcode: str = ""
    wijk: Wijk | None = None
    note: str = ""
    others: tuple[Wijk, ...] = ()
    pin: Point | None = None
    address: str = ""
    address_point: Point | None = None

    @property
    def point(self) -> Point | None:
        """Where it is: what the resident pointed at goes before what the address says."""
        return self.pin or self.address_point


def postcode_in(text: str) -> str:
    """The first postcode in a line of free text, normalised; "" where there is none.

    Four digits by themselves count only where they lie in a wijk: they may as well be a house number.
    """
    for digits, letters in _PC6.findall(text):
        if letters not in _WORDS:
            return f"{digits}{letters.upper()}"
    for digits in _PC4.findall(text):
        if find_wijk(digits).found in (Found.ONE, Found.LETTERS_NEEDED):
            return digits
    return ""


def place_of(postcode: str) -> Place:
    """The wijk of a normalised postcode, or a sentence that says why there is none. Never an obstacle."""
    if not normalise(postcode):
        return Place()
    found = find_wijk(postcode)
    if found.found is Found.ONE:
        return Place(postcode, found.wijk)
    if found.found is Found.LETTERS_NEEDED:
        return Place(postcode, note=letters_needed(postcode, found.choices))
    names = {"postcode": shown(postcode), "town": settings.MUNICIPALITY_NAME}
    if PostcodeArea.objects.filter(first__lte=f"{postcode[:4]}ZZ", last__gte=f"{postcode[:4]}AA").exists():
        note = _(
            "Postcode %(postcode)s kennen we niet. Kijk of de letters kloppen. Kloppen ze? Dan zoeken wij je wijk op."
        )
    else:
        note = _(
            "Postcode %(postcode)s ligt niet in %(town)s. Is je plan wel in %(town)s? Ga dan gewoon verder: "
            "wij zoeken uit bij welke wijk het hoort."
        )
    return Place(postcode, note=note % names)


def letters_needed(postcode: str, wijken: tuple[Wijk, ...]) -> str:
    """Ask for the letters of four digits that lie in more than one wijk, naming the wijken."""
    names = [str(wijk) for wijk in wijken]
    joined = _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("Postcode %(postcode)s ligt in %(wijken)s. Vul ook de twee letters in, bijvoorbeeld %(postcode)s AB.") % {
        "postcode": postcode,
        "wijken": joined,
    }
