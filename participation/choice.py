"""What somebody chose in the overview of plans: filters, words, order and view, as they stand in the address.

Only what is in the choices counts; anything else in the address is as if it were not there (fault 16).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Wijk
from cms.search import Question, ask
from participation.bands import Band
from participation.codes import State
from participation.models import Category
from participation.ordering import NEWEST, ORDERS, Order

MAP = "kaart"
_LABELS: dict[str, Promise] = {
    "wijk": gettext_lazy("Wijk"),
    "stand": gettext_lazy("Hoe ver is het?"),
    "onderwerp": gettext_lazy("Onderwerp"),
    "geld": gettext_lazy("Geld"),
    "volgorde": gettext_lazy("Volgorde"),
}


@dataclass(frozen=True)
class Stand:
    """A choice of the filter on how far plans are; `clause` is what the heading says of it."""

    label: Promise
    clause: Promise
    states: tuple[State, ...]


STANDS: dict[str, Stand] = {
    "zoekt-steun": Stand(gettext_lazy("Zoekt steun"), gettext_lazy("die steun zoeken"), (State.GATHERING_SUPPORT,)),
    "in-behandeling": Stand(
        gettext_lazy("Wordt bekeken"),
        gettext_lazy("die we bekijken"),
        (
            State.RECEIVED,
            State.REOPENED,
            State.IN_REVIEW,
            State.WAITING_INITIATOR,
            State.ADVICE,
            State.REFERRED,
            State.TO_DECIDE,
        ),
    ),
    "gaat-door": Stand(
        gettext_lazy("Gaat door"),
        gettext_lazy("die doorgaan"),
        (State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING, State.TAKEN_ALONG),
    ),
    "klaar": Stand(gettext_lazy("Klaar"), gettext_lazy("die klaar zijn"), (State.COMPLETED,)),
    "gaat-niet-door": Stand(
        gettext_lazy("Gaat niet door"),
        gettext_lazy("die niet doorgaan"),
        (State.REJECTED, State.SET_ASIDE, State.STOPPED, State.WITHDRAWN),
    ),
}


@dataclass(frozen=True)
class Options:
    """What there is to choose from. `wijken` is empty where the page is of one wijk."""

    wijken: tuple[Wijk, ...] = ()
    categories: tuple[Category, ...] = ()
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What was chosen; None is no filter. `asked` holds it as it stands in the address, in the order of the form."""

    wijk: Wijk | None = None
    stand: Stand | None = None
    category: Category | None = None
    band: Band | None = None
    question: Question | None = None
    order: Order = ORDERS[NEWEST]
    is_map: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_filtered(self) -> bool:
        """Whether fewer plans are shown than there are."""
        return any((self.wijk, self.stand, self.category, self.band, self.question))

    def address(self, *without: str, **other: str) -> str:
        """The part of an address that asks for the same, without some names and with other values."""
        kept = {name: value for name, value in self.asked.items() if name not in without} | other
        return f"?{urlencode(kept)}" if kept else "?"

    def texts(self) -> dict[str, str]:
        """What each filter says, by its name in the address; only those that are set."""
        found = {
            "wijk": str(self.wijk) if self.wijk else "",
            "onderwerp": self.category.label if self.category else "",
            "stand": str(self.stand.label) if self.stand else "",
            "geld": self.band.label if self.band else "",
            "q": f"‘{self.question.text}’" if self.question else "",
        }
        return {name: text for name, text in found.items() if text}

    def heading(self) -> str:
        """What is shown, in words: "Plannen in Oost over Groen die steun zoeken"."""
        if not self.is_filtered:
            return _("Alle plannen")
        clauses = [_("Plannen")]
        if self.wijk:
            clauses.append(_("in %(wijk)s") % {"wijk": self.wijk})
        if self.category:
            clauses.append(_("over %(subject)s") % {"subject": self.category.label})
        if self.stand:
            clauses.append(str(self.stand.clause))
        if self.band:
            clauses.append(f"({self.band.label})")
        if self.question:
            clauses.append(_("met ‘%(words)s’") % {"words": self.question.text})
        return " ".join(clauses)


def read(query: Mapping[str, str], options: Options, language: str) -> Choice:
    """The choice that a query string makes, under an address in this language."""
    wijk = _found(query.get("wijk", ""), {row.slug: row for row in options.wijken})
    category = _found(query.get("onderwerp", ""), {row.slug: row for row in options.categories})
    band = _found(query.get("geld", ""), {row.key: row for row in options.bands})
    stand = _found(query.get("stand", ""), STANDS)
    asked_order = query.get("volgorde", "")
    order = asked_order if asked_order in ORDERS else NEWEST
    question = ask(query.get("q", ""), language)
    is_map = query.get("beeld", "") == MAP
    asked = {
        "wijk": wijk.slug if wijk else "",
        "stand": query.get("stand", "") if stand else "",
        "onderwerp": category.slug if category else "",
        "geld": band.key if band else "",
        "volgorde": "" if order == NEWEST else order,
        "q": question.text if question.stems else "",
        "beeld": MAP if is_map else "",
    }
    return Choice(
        wijk=wijk,
        stand=stand,
        category=category,
        band=band,
        question=question if question.stems else None,
        order=ORDERS[order],
        is_map=is_map,
        asked={name: value for name, value in asked.items() if value},
    )


def _found(value: str, known: Mapping[str, Any]) -> Any:
    return known.get(value)


def selects(choice: Choice, options: Options) -> list[dict[str, Any]]:
    """The selects of the form: name, label, what is chosen, and the options as value and text."""
    choices = {
        "wijk": [(row.slug, str(row)) for row in options.wijken],
        "stand": [(key, stand.label) for key, stand in STANDS.items()],
        "onderwerp": [(row.slug, row.label) for row in options.categories],
        "geld": [(band.key, band.label) for band in options.bands],
        "volgorde": [(key, order.label) for key, order in ORDERS.items()],
    }
    return [
        {
            "name": name,
            "label": _LABELS[name],
            "chosen": choice.asked.get(name, NEWEST if name == "volgorde" else ""),
            "all": "" if name == "volgorde" else _("Alles"),
            "options": found,
        }
        for name, found in choices.items()
        if found
    ]
