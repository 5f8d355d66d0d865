"""Dutch postcodes, and the wijk they lie in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.db.models import CharField, QuerySet

from cms.prepared import Prepared, Slot

if TYPE_CHECKING:
    from cms.models import Wijk

PC6_PATTERN = r"^[1-9][0-9]{3}[A-Z]{2}$"
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff.-]+")


class Found(Enum):
    """What a search by postcode gave."""

    ONE = "one"
    LETTERS_NEEDED = "letters_needed"
    UNKNOWN = "unknown"
    NOT_A_POSTCODE = "not_a_postcode"


@dataclass(frozen=True)
class WijkSearch:
    """The answer of `find_wijk`: the wijk where there is just one, else why not."""

    found: Found
    wijk: Wijk | None = None
    choices: tuple[Wijk, ...] = ()


def normalise(text: str) -> str:
    """Give a postcode as people type it ("1213 la", with spaces or invisible characters) as "1213LA" or "1213".

    Returns "" where the text is no Dutch postcode: four digits that do not begin with 0, with or without two letters.
    """
    bare = _INVISIBLE.sub("", text or "").upper()
    return bare if re.fullmatch(r"[1-9][0-9]{3}(?:[A-Z]{2})?", bare, re.ASCII) else ""


def is_pc6(postcode: str) -> bool:
    """Whether a normalised postcode has its letters."""
    return bool(re.fullmatch(PC6_PATTERN, postcode))


def shown(postcode: str) -> str:
    """A normalised postcode as people write it: "1213 LA"."""
    return f"{postcode[:4]} {postcode[4:]}".strip()


def bounds(area: str) -> tuple[str, str]:
    """The first and last postcode of "1222", "1213AA" or "1213AA-1213KZ", both ends included.

    Raises:
        ValueError: when a part is no postcode or the ends are in the wrong order.
    """
    ends = [normalise(part) for part in area.split("-")]
    if len(ends) > 2 or not all(ends):
        raise ValueError(f"Geen postcodegebied: {area}")
    first, last = ends[0], ends[-1]
    first = first if is_pc6(first) else f"{first}AA"
    last = last if is_pc6(last) else f"{last}ZZ"
    if first > last:
        raise ValueError(f"De eerste postcode staat na de laatste: {area}")
    return first, last


def find_wijk(text: str) -> WijkSearch:
    """Find the wijk of a postcode as typed; one query.

    Four digits that lie in two wijken ask for the letters (domain: 1213 is split by letters).
    """
    postcode = normalise(text)
    if not postcode:
        return WijkSearch(Found.NOT_A_POSTCODE)
    first, last = bounds(postcode)
    wijken = tuple(dict.fromkeys(area.wijk for area in _AREAS.rows(first=first, last=last)))
    if not wijken:
        return WijkSearch(Found.UNKNOWN)
    if len(wijken) > 1:
        return WijkSearch(Found.LETTERS_NEEDED, choices=wijken)
    return WijkSearch(Found.ONE, wijk=wijken[0], choices=wijken)


def _areas() -> QuerySet:
    from cms.models import PostcodeArea

    first, last = Slot("first", CharField()), Slot("last", CharField())
    areas = PostcodeArea.objects.filter(first__lte=last, last__gte=first)
    return areas.select_related("wijk").order_by("wijk__position")


_AREAS = Prepared(_areas)
