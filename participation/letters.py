"""Letters of the municipality: kinds, what may stand in a template, and the text of a letter. Pure.

Letters are in Dutch, also to who speaks another language (Awb 2:6), and they say "u"; so nothing here is translated.
They name no resident: the name and address stand on the sheet that goes with a letter on paper, so that a letter can
be kept unchanged as the law asks and a person can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LetterKind(models.TextChoices):
    """What a letter tells."""

    GRANT = "grant", gettext_lazy("toekennen")
    GRANT_FREE = "grant_free", gettext_lazy("toekennen zonder geld")
    GRANT_PART = "grant_part", gettext_lazy("voor een deel toekennen")
    REJECT = "reject", gettext_lazy("afwijzen")
    SET_ASIDE = "set_aside", gettext_lazy("buiten behandeling stellen")
    EXTENSION = "extension", gettext_lazy("termijn verlengen")


EVERYWHERE = ("titel", "nummer", "wijk", "gevraagd", "toelichting")
# What each kind knows beside that, and what its text can't do without.
EXTRA: dict[str, tuple[str, ...]] = {
    LetterKind.GRANT: ("bedrag",),
    LetterKind.GRANT_PART: ("bedrag",),
    LetterKind.EXTENSION: ("laatste_dag",),
}
NEEDED: dict[str, tuple[str, ...]] = {
    LetterKind.GRANT: ("bedrag", "toelichting"),
    LetterKind.GRANT_FREE: ("toelichting",),
    LetterKind.GRANT_PART: ("bedrag", "gevraagd", "toelichting"),
    LetterKind.REJECT: ("toelichting",),
    LetterKind.SET_ASIDE: ("toelichting",),
    LetterKind.EXTENSION: ("laatste_dag", "toelichting"),
}
# What the municipality sends until it writes its own.
DEFAULTS: dict[str, str] = {
    LetterKind.GRANT: (
        "U vroeg geld voor uw plan ‘{titel}’. Uw plan gaat door.\n\n"
        "U krijgt {bedrag} uit het wijkbudget. Dat is het bedrag dat u vroeg.\n\n"
        "{toelichting}\n\n"
        "We leggen samen vast wie wat doet. Verandert uw plan? Laat het ons dan weten."
    ),
    LetterKind.GRANT_FREE: (
        "U stuurde ons uw plan ‘{titel}’. Uw plan gaat door. Er is geen geld voor nodig.\n\n"
        "{toelichting}\n\n"
        "We leggen samen vast wie wat doet."
    ),
    LetterKind.GRANT_PART: (
        "U vroeg {gevraagd} voor uw plan ‘{titel}’. Uw plan gaat voor een deel door.\n\n"
        "U krijgt {bedrag} uit het wijkbudget. Dat is minder dan u vroeg. Hieronder leest u waarom.\n\n"
        "{toelichting}\n\n"
        "We leggen samen vast wie wat doet. Verandert uw plan? Laat het ons dan weten."
    ),
    LetterKind.REJECT: (
        "U vroeg geld voor uw plan ‘{titel}’. U krijgt daarvoor geen geld uit het wijkbudget. "
        "Hieronder leest u waarom.\n\n"
        "{toelichting}\n\n"
        "Wilt u het samen anders proberen? Uw wijkregisseur denkt graag met u mee."
    ),
    LetterKind.SET_ASIDE: (
        "U vroeg geld voor uw plan ‘{titel}’. We missen nog iets en kunnen niet beslissen. "
        "Daarom stoppen we met uw aanvraag.\n\n"
        "{toelichting}\n\n"
        "U mag uw plan altijd opnieuw insturen. Uw wijkregisseur helpt u daar graag bij."
    ),
    LetterKind.EXTENSION: (
        "U vroeg geld voor uw plan ‘{titel}’. We hebben meer tijd nodig om te beslissen. "
        "U hoort van ons uiterlijk op {laatste_dag}.\n\n"
        "{toelichting}"
    ),
}
SUBJECTS: dict[str, str] = {
    LetterKind.GRANT: "Uw plan gaat door",
    LetterKind.GRANT_FREE: "Uw plan gaat door",
    LetterKind.GRANT_PART: "Uw plan gaat voor een deel door",
    LetterKind.REJECT: "Uw plan krijgt geen geld uit het wijkbudget",
    LetterKind.SET_ASIDE: "We stoppen met uw aanvraag",
    LetterKind.EXTENSION: "We beslissen later over uw aanvraag",
}
# Awb 3:45 and 6:5: that one can object, within which time, where, and what must stand in it.
OBJECTION = (
    "Bent u het niet eens met dit besluit? Bel ons dan eerst. Vaak komen we er samen uit.",
    "U kunt ook bezwaar maken. Doe dat binnen zes weken na de datum van deze brief. "
    "Stuur uw bezwaar aan het college van burgemeester en wethouders.",
    "Zet erin: uw naam en adres, de datum en uw handtekening. "
    "Schrijf ook op over welk besluit het gaat, en waarom u het er niet mee eens bent.",
)
_PLACE = re.compile(r"\{([^{}]*)\}")


def known(kind: str) -> tuple[str, ...]:
    """The placeholders that a template of this kind may use."""
    return (*EVERYWHERE, *EXTRA.get(kind, ()))


def problems(kind: str, text: str) -> list[str]:
    """What is wrong with a template, in Dutch sentences; empty where it will do."""
    used = _PLACE.findall(text)
    unknown = [name for name in dict.fromkeys(used) if name not in known(kind)]
    missing = [name for name in NEEDED[kind] if name not in used]
    found = [_("{%(name)s} kennen we niet in deze brief. Haal het weg.") % {"name": name[:40]} for name in unknown]
    found += [_("Zet {%(name)s} in de tekst. Deze brief kan niet zonder.") % {"name": name} for name in missing]
    if _PLACE.sub("", text).count("{") or _PLACE.sub("", text).count("}"):
        found.append(_("Er staat een losse accolade in de tekst. Haal die weg."))
    return found


def filled(text: str, values: Mapping[str, str]) -> list[str]:
    """The paragraphs of a letter. What is filled in may hold braces and empty lines: it is filled in once."""
    whole = _PLACE.sub(lambda match: values.get(match[1], ""), text)
    return [re.sub(r"[ \t\r\n]+", " ", part.strip()) for part in re.split(r"\n\s*\n", whole) if part.strip()]
