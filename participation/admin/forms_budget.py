"""Forms of the household book: what the college decided about the pots of a year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import EuroField
from cms.money import format_euro
from participation.models import LedgerLine, Pot
from participation.review import Move, Standing

MOVES = 8
_MONEY = {"class": "wb-bedrag", "inputmode": "decimal"}


class CollegeForm(forms.Form):
    """What every decision about the budget has; `last_line` tells whether somebody booked in the meantime."""

    use_required_attribute = False

    last_line = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decided_on = forms.DateField(
        label=gettext_lazy("Datum van het besluit"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Vul de datum in waarop het college besloot."),
            "invalid": gettext_lazy("Vul een datum in, bijvoorbeeld 2026-07-01."),
        },
    )
    number = forms.RegexField(
        r"^[A-Za-z0-9_.:/ -]+$",
        label=gettext_lazy("Nummer van het besluit"),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Vul het nummer van het besluit in."),
            "invalid": gettext_lazy("Gebruik alleen letters, cijfers, spaties, punten en streepjes."),
        },
    )
    why = forms.CharField(
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("Dit staat op de wijkthermometer. Noem geen mensen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf in een of twee zinnen waarom het geld verschuift.")},
    )

    def __init__(self, data: Any = None, *, rows: list[tuple[Pot, Standing]], **kwargs: Any) -> None:
        self.rows = rows
        self.pots = {pot.pk: pot for pot, _standing in rows}
        newest = LedgerLine.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.newest_line = newest
        initial = {"last_line": newest} | kwargs.pop("initial", {})
        super().__init__(data, auto_id="budget_%s", initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that was sent twice, or lay open while somebody else booked."""
        cleaned = super().clean()
        if cleaned.get("last_line") != self.newest_line:
            self.add_error(None, _("Er is intussen geboekt. Kijk de bedragen na en verstuur het dan opnieuw."))
            # What is seen now is what counts at the next try.
            self.data = self.data.copy()
            self.data["last_line"] = str(self.newest_line)
        elif not self.errors and not self.moves():
            self.add_error(None, _("Vul minstens één bedrag in dat hoger is dan 0."))
        return cleaned

    def moves(self) -> list[Move]:
        """What was filled in. For a valid form."""
        raise NotImplementedError


class ReviewForm(CollegeForm):
    """From one pot to another, some times; what the half-yearly look proposes stands in it already."""

    def __init__(self, data: Any = None, *, proposed: list[Move] = (), **kwargs: Any) -> None:
        initial = {}
        for number, move in enumerate(proposed, start=1):
            initial |= {
                f"from_{number}": move.source,
                f"to_{number}": move.target,
                f"cents_{number}": move.amount_cents,
            }
        super().__init__(data, initial=initial, **kwargs)
        choices = [("", _("kies een pot")), *((pot.pk, pot.words) for pot in self.pots.values())]
        for number in range(1, MOVES + 1):
            for name, label in (("from", _("Van, regel %(number)d")), ("to", _("Naar, regel %(number)d"))):
                self.fields[f"{name}_{number}"] = forms.TypedChoiceField(
                    label=label % {"number": number},
                    choices=choices,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    error_messages={"invalid_choice": _("Kies een pot uit de lijst.")},
                )
            self.fields[f"cents_{number}"] = EuroField(
                label=_("Bedrag, regel %(number)d") % {"number": number}, required=False, min_cents=1
            )

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields, line by line."""
        return [tuple(self[f"{name}_{n}"] for name in ("from", "to", "cents")) for n in range(1, MOVES + 1)]

    def clean(self) -> dict[str, Any]:
        """Ask for all three of a line, for two pots that differ, and for no more than a pot has free."""
        for number in range(1, MOVES + 1):
            self._check_line(number)
        self._check_free()
        return super().clean()

    def _check_line(self, number: int) -> None:
        given = {name: self.cleaned_data.get(f"{name}_{number}") for name in ("from", "to", "cents")}
        if not any(given.values()) or any(f"{name}_{number}" in self.errors for name in given):
            return
        asked = {"from": _("Kies de pot waar het geld uit gaat."), "to": _("Kies de pot waar het geld naartoe gaat.")}
        asked["cents"] = _("Vul het bedrag in dat verschuift.")
        for name, sentence in asked.items():
            if given[name] is None:
                self.add_error(f"{name}_{number}", sentence)
        if given["from"] is not None and given["from"] == given["to"]:
            self.add_error(f"to_{number}", _("Kies twee verschillende potten."))

    def _check_free(self) -> None:
        free = {pot.pk: standing.free_cents for pot, standing in self.rows}
        taken: dict[int, int] = {}
        for number, move in self._numbered():
            taken[move.source] = taken.get(move.source, 0) + move.amount_cents
            if taken[move.source] > free[move.source]:
                words = {"pot": self.pots[move.source].words, "free": format_euro(free[move.source])}
                self.add_error(f"cents_{number}", _("In %(pot)s is nog %(free)s vrij. Kies een lager bedrag.") % words)

    def _numbered(self) -> list[tuple[int, Move]]:
        found = []
        for number in range(1, MOVES + 1):
            given = [self.cleaned_data.get(f"{name}_{number}") for name in ("from", "to", "cents")]
            if all(value is not None for value in given):
                found.append((number, Move(*given)))
        return found

    def moves(self) -> list[Move]:
        """What was filled in. For a valid form."""
        return [move for _number, move in self._numbered()]


class CarryOverForm(CollegeForm):
    """What goes along to the same pot of the next year, for each pot with money left."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for pot, standing in self.rows:
            if standing.free_cents > 0:
                self.fields[f"pot_{pot.pk}"] = EuroField(
                    label=_("%(pot)s mee naar %(year)s") % {"pot": pot.words, "year": pot.year.year + 1},
                    required=False,
                    max_cents=standing.free_cents,
                    error_messages={"max": _("Er is nog %(limit)s vrij. Kies een lager bedrag.")},
                )

    def lines(self) -> list[tuple[Pot, Standing, forms.BoundField]]:
        """Each pot with money left, and its field."""
        return [(pot, row, self[f"pot_{pot.pk}"]) for pot, row in self.rows if f"pot_{pot.pk}" in self.fields]

    def moves(self) -> list[Move]:
        """What was filled in, with no target yet: the pot of the next year may have to be made. For a valid form."""
        given = {pot.pk: self.cleaned_data.get(f"pot_{pot.pk}") for pot, _standing in self.rows}
        return [Move(pk, 0, cents) for pk, cents in given.items() if cents]
