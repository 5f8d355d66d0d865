"""The money step of the whole form: what is asked, and an estimate of costs and income line by line."""

from __future__ import annotations

from dataclasses import dataclass

from crispy_forms.layout import HTML, Layout

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import EuroField, LongTextField, MoneyInput, TextField
from participation.forms.steps import StepForm
from participation.models import CostLine
from participation.services.plans import CostInput

COST_ROWS = 6
INCOME_ROWS = 3
# More of them make a page on a phone twice as long, and most plans need no more: the rest opens on request.
SHOWN_ROWS = {CostLine.Side.COST: 3, CostLine.Side.INCOME: 1}
_COST = ("kosten", gettext_lazy("Kostenpost %(number)d"), gettext_lazy("Bedrag kostenpost %(number)d"))
_INCOME = ("inkomsten", gettext_lazy("Inkomsten %(number)d"), gettext_lazy("Bedrag inkomsten %(number)d"))
_WORDS = {CostLine.Side.COST: _COST, CostLine.Side.INCOME: _INCOME}


@dataclass(frozen=True)
class Row:
    """One line of the estimate as the page draws it: two bound fields."""

    description: forms.BoundField
    amount: forms.BoundField

    @property
    def fields(self) -> tuple[forms.BoundField, forms.BoundField]:
        """Both, in the order of the page."""
        return self.description, self.amount


@dataclass(frozen=True)
class Rows:
    """The lines of one side of the estimate: those that are shown, and more behind a summary."""

    shown: list[Row]
    more: list[Row]

    @property
    def is_open(self) -> bool:
        """Whether what is behind the summary has to be seen: something is filled in there, or wrong."""
        return any(field.value() or field.errors for row in self.more for field in row.fields)


class MoneyForm(StepForm):
    """How much is asked. Not knowing it yet is an answer."""

    name = gettext_lazy("het geld")
    heading = gettext_lazy("Wat kost je plan?")

    bedrag = EuroField(
        label=gettext_lazy("Hoeveel geld is er nodig?"),
        help_text=gettext_lazy(
            "Hoeveel vraag je aan de gemeente? Een schatting is genoeg. Vul 0 in als er geen geld nodig is."
        ),
        required=False,
    )
    weet_niet = forms.BooleanField(label=gettext_lazy("Ik weet het nog niet"), required=False)
    eigen_inzet = LongTextField(
        label=gettext_lazy("Eigen inzet"),
        help_text=gettext_lazy("Wat doen jullie zelf? Bijvoorbeeld uren werk, gereedschap of eigen geld."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ander_geld = LongTextField(
        label=gettext_lazy("Ander geld"),
        help_text=gettext_lazy("Vraag je ook geld aan een fonds, een winkel of een corporatie?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    layout = Layout(
        "bedrag",
        "weet_niet",
        HTML('{% include "participation/parts/route_live.html" %}'),
        HTML('{% include "participation/parts/costs.html" %}'),
        "eigen_inzet",
        "ander_geld",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.base_fields = {**self.base_fields, **_all_row_fields()}
        super().__init__(*args, **kwargs)
        rows = [name for row in (*self.costs, *self.income) for name in (row.description.name, row.amount.name)]
        self.order_fields(["bedrag", "weet_niet", *rows])
        for name in ("bedrag", "weet_niet"):
            self.fields[name].is_alternative = True

    @property
    def costs(self) -> list[Row]:
        """The lines of what it costs."""
        return self._rows(CostLine.Side.COST, COST_ROWS)

    @property
    def income(self) -> list[Row]:
        """The lines of what comes in."""
        return self._rows(CostLine.Side.INCOME, INCOME_ROWS)

    def cost_rows(self) -> Rows:
        """The same, as the page draws them."""
        shown = SHOWN_ROWS[CostLine.Side.COST]
        return Rows(self.costs[:shown], self.costs[shown:])

    def income_rows(self) -> Rows:
        """The same, as the page draws them."""
        shown = SHOWN_ROWS[CostLine.Side.INCOME]
        return Rows(self.income[:shown], self.income[shown:])

    def _rows(self, side: str, count: int) -> list[Row]:
        prefix = _WORDS[side][0]
        return [Row(self[f"{prefix}_{n}"], self[f"{prefix}_{n}_bedrag"]) for n in range(1, count + 1)]

    def clean(self) -> dict[str, object]:
        """Ask for an amount or "I don't know yet", and for both halves of each line."""
        given = super().clean()
        if given.get("bedrag") is None and not given.get("weet_niet") and "bedrag" not in self.errors:
            self.add_error("bedrag", _("Vul een bedrag in, of kies ‘Ik weet het nog niet’."))
        for row in (*self.costs, *self.income):
            self._check_row(row.description.name, row.amount.name)
        return given

    def _check_row(self, description: str, amount: str) -> None:
        given = self.cleaned_data
        if given.get(description) and given.get(amount) is None and amount not in self.errors:
            self.add_error(amount, _("Vul bij ‘%(what)s’ ook een bedrag in.") % {"what": given[description]})
        if given.get(amount) is not None and not given.get(description) and description not in self.errors:
            self.add_error(description, _("Schrijf erbij waar dit bedrag voor is."))

    def asked_cents(self) -> int | None:
        """The amount asked; None where it is not known yet. An amount that was filled in counts. For a valid form."""
        return self.cleaned_data["bedrag"]

    def cost_lines(self) -> list[CostInput]:
        """The lines that were filled in. For a valid form."""
        lines = []
        for side, rows in ((CostLine.Side.COST, self.costs), (CostLine.Side.INCOME, self.income)):
            for row in rows:
                text, cents = self.cleaned_data[row.description.name], self.cleaned_data[row.amount.name]
                if text and cents is not None:
                    lines.append(CostInput(side=side, description=text, amount_cents=cents))
        return lines


def _all_row_fields() -> dict[str, forms.Field]:
    """The fields of all lines of the estimate."""
    fields: dict[str, forms.Field] = {}
    for side, count in ((CostLine.Side.COST, COST_ROWS), (CostLine.Side.INCOME, INCOME_ROWS)):
        for number in range(1, count + 1):
            fields |= _row_fields(side, number)
    return fields


def _row_fields(side: str, number: int) -> dict[str, forms.Field]:
    """The two fields of one line."""
    prefix, what, how_much = _WORDS[side]
    counted = {"number": number}
    return {
        f"{prefix}_{number}": TextField(label=str(what) % counted, required=False, max_length=120),
        f"{prefix}_{number}_bedrag": EuroField(
            label=str(how_much) % counted, required=False, widget=MoneyInput(attrs={"class": "wp-input--s"})
        ),
    }
