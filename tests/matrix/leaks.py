"""Where data of a case may appear, written by hand; a canary anywhere else is a leak.

Rows: pattern or glob, methods, who, kinds. Of which wijken follows from who reads: see `wijken_of`.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from tests.factories.personas import ADMINISTRATOR, CITY_READERS, EDITORS, HANDLERS, PERSONAS, SCOPED_READERS
from tests.matrix.canaries import CASE, EDITORIAL, PERSON, WIJKEN

READERS = (*HANDLERS, *SCOPED_READERS, *CITY_READERS, ADMINISTRATOR)
BOTH = ("get", "post", "head")
SIGNED_IN = tuple(persona for persona in PERSONAS if persona not in ("anoniem", "uit_dienst"))

ALLOWED: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    # A list names a case by its title; the working screen shows its words, to whoever may see the case.
    ("beheer/", ("get",), READERS, ("titel",)),
    ("beheer/te-behandelen/", ("get",), READERS, ("titel",)),
    (
        "beheer/te-behandelen/<int:pk>/contact/",
        ("post",),
        (*HANDLERS, "balie", ADMINISTRATOR),
        PERSON,
    ),
    ("beheer/te-behandelen/<int:pk>/*", BOTH, READERS, CASE),
    # Editors find drafts and restricted texts: of their own tree, and in the page chooser the titles of every tree.
    ("beheer/choose-page/*", BOTH, EDITORS, ("conceptpagina", "afgeschermd")),
    ("beheer/*", BOTH, ("redactie", ADMINISTRATOR), EDITORIAL),
    # Behind a link that was mailed to one person stands what that person sent or was sent.
    ("bevestig/<str:token>/", ("get",), PERSONAS, ("mail", "titel")),
    ("mijn-plan/meedoen/<str:token>/", BOTH, PERSONAS, ("naam", "titel")),
    ("mijn-plan/<str:token>/*", BOTH, PERSONAS, ("bericht", "antwoord")),
    # Pages for whoever signed in, and for the group that edits Oost.
    ("restricted login", ("get",), SIGNED_IN, ("afgeschermd",)),
    ("restricted groups", ("get",), (ADMINISTRATOR,), ("afgeschermd",)),
)

# Of their own wijk; wijkregisseurs of the tray without a wijk too.
_OF_WIJK = {
    "regisseur_zuid": ("zuid", "nergens"),
    "vervanger": ("zuid", "nergens"),
    "regisseur_oost": ("oost", "nergens"),
    "regisseur_twee": ("zuid", "oost", "nergens"),
    "wijkwethouder": ("zuid",),
    "voorzitter": ("zuid",),
}


def wijken_of(persona: str, pattern: str) -> tuple[str, ...]:
    """The wijken of whose cases this persona may read. A mailed link is about its own case alone."""
    if not pattern.startswith("beheer/") or persona in (*CITY_READERS, *EDITORS, ADMINISTRATOR):
        return WIJKEN
    return _OF_WIJK.get(persona, ())


def may_show(persona: str, method: str, pattern: str, kind: str, wijk: str) -> bool:
    """Whether this kind of data of this wijk may stand in this answer."""
    return wijk in wijken_of(persona, pattern) and any(
        (pattern == glob or fnmatchcase(pattern, glob)) and method in methods and persona in who and kind in kinds
        for glob, methods, who, kinds in ALLOWED
    )


def leaks_in(
    persona: str, method: str, pattern: str, found: frozenset[tuple[str, str]], *, wijk: str = ""
) -> list[str]:
    """The canaries that may not be there; with `wijk`, everything of another wijk than that of the case itself."""
    return sorted(
        f"{kind} {place}"
        for kind, place in found
        if not may_show(persona, method, pattern, kind, place) or (wijk and kind in CASE and place != wijk)
    )
