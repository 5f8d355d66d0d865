"""What a person can arrange of the list: columns that are there to choose, and a name for what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.forms import TextField
from participation.inbox import FrontCounts


@dataclass(frozen=True)
class Column:
    """One column beside the title. sort: the key of the order that its heading gives, "" where it gives none."""

    key: str
    label: Promise
    sort: str = ""
    is_number: bool = False


_ALL = (
    Column("bedrag", _("Bedrag en besluit"), "bedrag", is_number=True),
    Column("draagvlak", _("Draagvlak"), "draagvlak"),
    Column("termijn", _("Termijn en status"), "termijn"),
    Column("van", _("Van"), ""),
    Column("laatste", _("Laatste gebeurtenis"), "laatste"),
    Column("ontvangen", _("Ontvangen"), "ontvangen"),
    Column("besloten", _("Besloten"), ""),
    Column("eigenaar", _("Eigenaar"), ""),
    Column("onderwerp", _("Onderwerp"), ""),
    Column("kanaal", _("Kanaal"), ""),
    Column("buurt", _("Buurt"), ""),
)
COLUMNS: dict[str, Column] = {column.key: column for column in _ALL}
DEFAULT = ("bedrag", "draagvlak", "termijn", "van", "laatste")


class ColumnsForm(forms.Form):
    """Which columns, and how close the lines stand."""

    use_required_attribute = False

    columns = forms.MultipleChoiceField(
        label=_("Kolommen"),
        choices=[(column.key, column.label) for column in _ALL],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies kolommen die in de lijst staan.")},
    )
    is_compact = forms.BooleanField(label=_("Zet de regels dicht op elkaar"), required=False)


class SaveForm(forms.Form):
    """A name for what the list shows now."""

    use_required_attribute = False

    name = TextField(
        label=_("Naam van de weergave"),
        max_length=60,
        error_messages={
            "required": _("Geef de weergave een naam."),
            "max_length": _("Maak de naam korter: gebruik hoogstens 60 tekens."),
        },
    )
    is_shared = forms.BooleanField(label=_("Deel met collega's"), required=False)


@dataclass(frozen=True)
class Desk:
    """How the list looks for somebody."""

    columns: tuple[Column, ...]
    is_compact: bool

    @property
    def form(self) -> ColumnsForm:
        """The form that changes it."""
        initial = {"columns": [column.key for column in self.columns], "is_compact": self.is_compact}
        return ColumnsForm(initial=initial, auto_id="kolommen_%s")


def desk_of(front: FrontCounts) -> Desk:
    """The columns that a person chose, or else the usual ones."""
    return Desk(_known(DEFAULT if front.columns is None else front.columns), front.is_compact)


def _known(keys: Iterable[Any]) -> tuple[Column, ...]:
    """The columns of these keys that there are (still), in the order of the list."""
    chosen = set(keys)
    return tuple(column for column in _ALL if column.key in chosen)
