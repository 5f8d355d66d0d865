"""Strings that stand in what must not leak, one per wijk and kind of data; found back, they say what leaked."""

from __future__ import annotations

import re

WIJKEN = ("zuid", "oost", "centrum", "nergens")

# Data of a person: readable with the contact right alone, through the contact card, or with the person's own link.
PERSON = ("naam", "mail", "telefoon", "adres", "groep")
# A neighbour who supports: nobody reads who that is.
SUPPORTER = ("steunermail",)
# A draft that nobody sent.
DRAFT = ("concept",)
# Words of residents and staff about a case: for whoever may see the case.
CASE = ("titel", "woorden", "bericht", "antwoord", "notitie", "zorg", "oordeel")
# What editors keep and is not on the site: a draft page, a restricted page, a private document, a portrait without
# consent and who stands in it, a person who left.
EDITORIAL = ("conceptpagina", "afgeschermd", "besloten", "toestemming")

KINDS = (*PERSON, *SUPPORTER, *DRAFT, *CASE, *EDITORIAL)
_FOUND = re.compile(rf"kanarie({'|'.join(KINDS)})({'|'.join(WIJKEN)})")


def canary(kind: str, wijk: str) -> str:
    """The string for this kind of data in this wijk; letters only, so that it survives slugs and addresses."""
    if kind not in KINDS or wijk not in WIJKEN:
        raise KeyError((kind, wijk))
    return f"kanarie{kind}{wijk}"


def found_in(text: str) -> set[tuple[str, str]]:
    """The kinds and wijken whose canaries stand in a text."""
    return set(_FOUND.findall(text))
