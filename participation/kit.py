"""What an initiator makes a plan known with: poster, flyer, support cards and a text for the wijkkrant.

All of it is made of the moderated text alone (ARCHITECTURE rule 8), in the language of that text. Pure, but for the
template: no ORM, no request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cms.qr import qr_svg
from cms.tiles import ACCENTS, TILES

MOST_WORDS = 100
# Of a plan without a wijk: the blue of the site.
_BLUE = "#0d3a5e"
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Sheet:
    """Something to print. `key` stands in its address, `size` is a CSS page size."""

    key: str
    name: str | Promise
    about: str | Promise
    size: str
    needs_support: bool = False


SHEETS: dict[str, Sheet] = {
    sheet.key: sheet
    for sheet in (
        Sheet("poster", _("Poster"), _("A4, om op te hangen"), "A4"),
        Sheet("poster-a3", _("Grote poster"), _("A3, om op te hangen"), "A3"),
        Sheet("flyer", _("Flyer"), _("A5, twee op een vel"), "A4 landscape"),
        Sheet("steunkaarten", _("Steunkaarten"), _("één per persoon"), "A4", needs_support=True),
        Sheet("wijkkrant", _("100 woorden"), _("voor de wijkkrant"), "A4"),
    )
}


@dataclass(frozen=True)
class Poster:
    """What the sheets say. Texts are the public ones; `closes_on` is local, None where no support is sought."""

    title: str
    summary: str
    body: str
    own_effort: str
    place: str
    language: str
    url: str
    wijk: str
    tile: str
    closes_on: date | None = None
    goal: int | None = None

    @property
    def accent(self) -> str:
        """The colour of the wijk, as white text can stand on it."""
        return ACCENTS.get(self.tile, _BLUE)

    @property
    def pattern(self) -> SafeString:
        """The tile of the wijk as the inside of an SVG of 40 by 40; drawings of our own."""
        return mark_safe(TILES.get(self.tile, ""))  # noqa: S308

    @property
    def code(self) -> SafeString:
        """The address as a QR code: an inline SVG. Everything in it is ours."""
        return qr_svg(self.url, css_class="kit-code")

    @property
    def shown_url(self) -> str:
        """The address as people type it."""
        return self.url.partition("://")[2].rstrip("/")

    @property
    def is_long(self) -> bool:
        """Whether the title needs smaller letters."""
        return len(self.title) > 60

    @property
    def story(self) -> str:
        """At most 100 words for the wijkkrant."""
        return first_words(self.summary, self.body, self.own_effort, most=MOST_WORDS)


def first_words(*texts: str, most: int) -> str:
    """Whole sentences from the beginning, together at most so many words.

    A first sentence that is longer than that by itself is cut off, with "…" behind it.
    """
    found: list[str] = []
    count = 0
    for text in texts:
        for sentence in _SENTENCE.split(" ".join(text.split())):
            words = sentence.split()
            if count + len(words) > most:
                return " ".join(found) if found else " ".join(words[:most]) + "…"
            found += [sentence] if words else []
            count += len(words)
    return " ".join(found)
