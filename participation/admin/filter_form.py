"""The filters of the inbox as a form, and back as an address and as chips.

Addresses are kept by people and by saved views, and typed by who tries the door. So what is no field here, or no
choice of this reader, is left out (fault 16): an old link still opens, and a made-up one narrows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import EuroField, TextField
from participation.admin.cards import signer
from participation.codes import Channel, Kind
from participation.inbox_filters import NO_WIJK, Filters, level_key
from participation.inbox_sorts import Order
from participation.mandates import INITIATIVE, MandateRow, in_force
from participation.states import STATE_ORDER, Group

# Longer than this is asked by a form: servers and proxies refuse long addresses.
LONGEST_ADDRESS = 1_500
EVERY_WIJK = "alle"
Pairs = list[tuple[str, str]]

_CHOICES: dict[str, list[tuple[str, Any]]] = {
    "van": [
        ("mij", gettext_lazy("Van mij")),
        ("niemand", gettext_lazy("Nog van niemand")),
        ("collega", gettext_lazy("Van een collega")),
        ("waarneming", gettext_lazy("Van wie ik vervang")),
    ],
    "termijn": [
        ("te-laat", gettext_lazy("Te laat")),
        ("3", gettext_lazy("Binnen 3 werkdagen")),
        ("7", gettext_lazy("Binnen 7 werkdagen")),
        ("14", gettext_lazy("Binnen 14 werkdagen")),
        ("stil", gettext_lazy("Staat stil")),
        ("geen", gettext_lazy("Geen termijn")),
    ],
    "leeftijd": [
        ("0-5", gettext_lazy("Tot en met 5 werkdagen")),
        ("6-20", gettext_lazy("6 tot en met 20 werkdagen")),
        ("21-60", gettext_lazy("21 tot en met 60 werkdagen")),
        ("60plus", gettext_lazy("Meer dan 60 werkdagen")),
    ],
    "draagvlak": [
        ("gehaald", gettext_lazy("Genoeg steun")),
        ("niet", gettext_lazy("Nog niet genoeg")),
        ("geen", gettext_lazy("Nog niet open")),
    ],
    "bijlage": [("ja", gettext_lazy("Met bijlage")), ("nee", gettext_lazy("Zonder bijlage"))],
    "let_op": [
        ("bericht", gettext_lazy("Nieuw bericht")),
        ("mail", gettext_lazy("E-mailadres niet bevestigd")),
        ("controle", gettext_lazy("Extra controle")),
        ("zorgen", gettext_lazy("Gesprek over zorgen nodig")),
        ("virus", gettext_lazy("Bestand apart gezet")),
        ("zwerver", gettext_lazy("Zwerver")),
        ("aan-zet", gettext_lazy("Ik ben aan zet")),
        ("mijn-mandaat", gettext_lazy("Ter besluit, mijn mandaat")),
    ],
}
# The field of `Filters` that each choice of the form fills.
_NAMES = {
    "groep": "group",
    "wijk": "wijk",
    "status": "state",
    "van": "assigned",
    "termijn": "deadline",
    "leeftijd": "age",
    "mandaat": "mandate",
    "draagvlak": "support",
    "onderwerp": "category",
    "soort": "kind",
    "kanaal": "channel",
    "taal": "language",
    "bijlage": "attachment",
    "let_op": "flag",
    "label": "label",
    "eigenaar": "owner",
}
_RANGES = {
    "bedrag_van": "amount_from",
    "bedrag_tot": "amount_to",
    "ontvangen_van": "received_from",
    "ontvangen_tot": "received_to",
    "besloten_van": "decided_from",
    "besloten_tot": "decided_to",
}
# What stands open in the form; the rest is behind "Meer filters".
FIRST = ("van", "wijk", "status", "termijn")


class _Several(forms.MultipleChoiceField):
    """Several choices; values that are none are left out."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: Any, choices: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(label=label, choices=choices, required=False)

    def to_python(self, value: Any) -> list[str]:
        """Those that are choices, each once, in the order of the choices."""
        given = {str(item) for item in value or ()}
        return [str(key) for key, _label in self.choices if str(key) in given]


def _day_field(label: Any) -> forms.DateField:
    error = gettext_lazy("Schrijf de datum als 20-11-2026.")
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": error},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class FilterForm(forms.Form):
    """What the list is narrowed by."""

    use_required_attribute = False

    q = TextField(label=gettext_lazy("Titel, nummer, tekst of notitie"), max_length=150, required=False)
    contact = TextField(
        label=gettext_lazy("Naam, e-mail of telefoon"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Wie op een persoon zoekt, wordt vastgelegd."),
    )
    van = _Several(gettext_lazy("Van wie"), _CHOICES["van"])
    wijk = _Several(gettext_lazy("Wijk"))
    status = _Several(gettext_lazy("Status"), [(state.value, state.label) for state in STATE_ORDER])
    termijn = _Several(gettext_lazy("Termijn"), _CHOICES["termijn"])
    groep = _Several(gettext_lazy("Groep"), [(group.value, group.label) for group in Group])
    soort = _Several(gettext_lazy("Soort"), Kind.choices)
    onderwerp = _Several(gettext_lazy("Onderwerp"))
    label = _Several(gettext_lazy("Label"))
    let_op = _Several(gettext_lazy("Let op"), _CHOICES["let_op"])
    eigenaar = _Several(gettext_lazy("Eigenaar"))
    mandaat = _Several(gettext_lazy("Wie beslist"))
    draagvlak = _Several(gettext_lazy("Draagvlak"), _CHOICES["draagvlak"])
    leeftijd = _Several(gettext_lazy("Leeftijd"), _CHOICES["leeftijd"])
    kanaal = _Several(gettext_lazy("Kanaal"), Channel.choices)
    taal = _Several(gettext_lazy("Taal"), settings.LANGUAGES)
    bijlage = _Several(gettext_lazy("Bijlage"), _CHOICES["bijlage"])
    bedrag_van = EuroField(label=gettext_lazy("Bedrag vanaf, in euro"), required=False)
    bedrag_tot = EuroField(label=gettext_lazy("Bedrag tot en met, in euro"), required=False)
    ontvangen_van = _day_field(gettext_lazy("Ontvangen vanaf"))
    ontvangen_tot = _day_field(gettext_lazy("Ontvangen tot en met"))
    besloten_van = _day_field(gettext_lazy("Besloten vanaf"))
    besloten_tot = _day_field(gettext_lazy("Besloten tot en met"))
    sorteer = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        words: dict[str, list[tuple[str, str]]],
        levels: tuple[MandateRow, ...],
        today: date,
        has_outside: bool,
        may_read_contact: bool,
        preset: tuple[str, ...] = (),
    ) -> None:
        self.preset = preset
        self.offers = {
            **words,
            "mandaat": [
                (level_key(row), ", ".join(signer(role) for role in row.roles))
                for row in in_force(levels, on=today)
                if row.kind == INITIATIVE
            ],
        }
        self.offers["eigenaar"] = [(NO_WIJK, _("Zonder eigenaar")), *words["eigenaar"]]
        if has_outside:
            self.offers["wijk"] = [*words["wijk"], (NO_WIJK, _("Buiten de wijken of onbekend"))]
        super().__init__(self._with_preset(data), auto_id="filter_%s")
        for name, choices in self.offers.items():
            self.fields[name].choices = choices
        if preset:
            self.fields["wijk"].choices = [*self.offers["wijk"], (EVERY_WIJK, _("Alle wijken"))]
        if not may_read_contact:
            del self.fields["contact"]
        for name in (name for name in ("label", "mandaat") if not self.fields[name].choices):
            del self.fields[name]

    def _with_preset(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Begin with the own wijken, until something is said of wijken."""
        if not self.preset or "wijk" in data:
            return data
        filled = data.copy() if isinstance(data, QueryDict) else QueryDict("", mutable=True)
        filled.setlist("wijk", list(self.preset))
        return filled

    def clean(self) -> dict[str, Any]:
        """Keep each range in order."""
        given = super().clean()
        for name in ("bedrag", "ontvangen", "besloten"):
            first, last = given.get(f"{name}_van"), given.get(f"{name}_tot")
            if first is not None and last is not None and first > last:
                self.add_error(f"{name}_tot", _("Kies bij ‘tot en met’ iets dat niet voor ‘vanaf’ ligt."))
        return given

    @property
    def filters(self) -> Filters:
        """The filters, as the selectors take them; what is wrong narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        several = {name: tuple(given.get(field) or ()) for field, name in _NAMES.items()}
        if EVERY_WIJK in several["wijk"]:
            several["wijk"] = ()
        ranges = {name: given.get(field) for field, name in _RANGES.items()}
        return Filters(**several, **ranges, search=given.get("q", ""), contact=given.get("contact", ""))

    @property
    def order(self) -> Order:
        """The order that was asked."""
        self.is_valid()
        return Order.parse(self.cleaned_data.get("sorteer", ""))

    @property
    def pairs(self) -> Pairs:
        """What is asked, as it stands in an address: only what is set, and never personal data."""
        self.is_valid()
        found: Pairs = []
        for name, value in self.cleaned_data.items():
            if name in ("contact", "sorteer") or value in (None, "", []):
                continue
            found += [(name, part) for part in (value if isinstance(value, list) else [_written(value)])]
        return [*found, *([("sorteer", str(self.order))] if str(self.order) != str(Order()) else [])]

    @property
    def chips(self) -> list[Chip]:
        """What is asked, in words, each with what is left without it."""
        pairs = self.pairs
        found = [
            Chip(self._words(name, value), without(pairs, name, value, self.preset), f"{name}={value}")
            for name, value in pairs
            if name != "sorteer"
        ]
        contact = self.cleaned_data.get("contact")
        return [*found, *([Chip(_("Persoon: %(words)s") % {"words": contact}, pairs, "contact=")] if contact else [])]

    def _words(self, name: str, value: str) -> str:
        field = self.fields[name]
        words = value
        if isinstance(field, forms.ChoiceField):
            words = next((str(label) for key, label in field.choices if str(key) == value), value)
        return f"{field.label}: {words}"

    def _block(self, name: str) -> Block:
        field, value = self.fields[name], self.cleaned_data.get(name)
        if not isinstance(field, _Several):
            return Block(self[name], (), bool(value) or name in self.errors)
        ticked = set(value or ())
        choices = tuple((str(key), str(label), str(key) in ticked) for key, label in field.choices)
        return Block(self[name], choices, bool(ticked))

    @property
    def first(self) -> list[Block]:
        """What stands open."""
        self.is_valid()
        return [self._block(name) for name in FIRST]

    @cached_property
    def more(self) -> list[Block]:
        """What stands behind "Meer filters"."""
        self.is_valid()
        return [self._block(name) for name in self.fields if name not in (*FIRST, "q", "contact", "sorteer")]

    @property
    def is_more_used(self) -> bool:
        """Whether something behind "Meer filters" is set or wrong."""
        return any(block.is_used for block in self.more)


@dataclass(frozen=True)
class Block:
    """One filter as the page draws it; its choices are drawn by hand, since Django makes a template of each.

    choices: value, words, and whether it is ticked; none for a field that is typed in.
    """

    field: forms.BoundField
    choices: tuple[tuple[str, str, bool], ...]
    is_used: bool


@dataclass(frozen=True)
class Chip:
    """One filter in words, what is asked without it, and how a button names it."""

    text: str
    rest: Pairs
    key: str

    @property
    def url(self) -> str:
        """The address without it."""
        return address(self.rest)


def _written(value: Any) -> str:
    """A value as people write it: amounts in euro, a day as the browser sends it."""
    if isinstance(value, int):
        return f"{value // 100},{value % 100:02d}" if value % 100 else str(value // 100)
    return value.isoformat() if isinstance(value, date) else str(value)


def without(pairs: Pairs, name: str, value: str, preset: tuple[str, ...] = ()) -> Pairs:
    """What is asked without one value. Who takes the last wijk away wants to see them all, not the preset again."""
    rest = [pair for pair in pairs if pair != (name, value)]
    if preset and name == "wijk" and all(found != "wijk" for found, _value in rest):
        rest += [("wijk", EVERY_WIJK)] if value != EVERY_WIJK else []
    return rest


def address(pairs: Pairs, **more: str) -> str:
    """A query string of what is asked, with some names set anew; a name set to "" is left out."""
    kept = [pair for pair in pairs if pair[0] not in more]
    return "?" + urlencode([*kept, *((name, value) for name, value in more.items() if value)])
