"""The form of the buurtdeal, and what forms of a plan that goes on share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.forms import EuroField, LongTextField, TextField
from participation import deals
from participation.admin.case_form import CaseForm
from participation.admin.forms_terms import day_field
from participation.codes import Kind
from participation.models import Buurtdeal

if TYPE_CHECKING:
    from participation.admin.case import Case

_CHALLENGE_ONLY = ("task", "quality", "yearly_cents")
NO_NAMES = gettext_lazy("Dit komt ook op de pagina van het plan. Noem geen namen.")


class DealForm(CaseForm):
    """The words of the next version."""

    key = "deal"
    task = LongTextField(
        label=gettext_lazy("Welke taak neemt de groep over?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
    )
    municipality_does = LongTextField(
        label=gettext_lazy("Wat doet de gemeente?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )
    neighbours_do = LongTextField(
        label=gettext_lazy("Wat doen de buren?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )
    quality = LongTextField(
        label=gettext_lazy("Welke kwaliteit spreek je af, en hoe meet je die?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours_a_year = forms.IntegerField(
        label=gettext_lazy("Uren van de buren per jaar"), required=False, min_value=0, max_value=100_000
    )
    means = LongTextField(
        label=gettext_lazy("Middelen van de buren"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    upkeep_years = forms.IntegerField(
        label=gettext_lazy("Jaren onderhoud door de buren"),
        required=False,
        min_value=0,
        max_value=deals.MOST_YEARS,
    )
    yearly_cents = EuroField(label=gettext_lazy("Geld per jaar in euro"), required=False, min_cents=0)
    starts_on = day_field(gettext_lazy("Begint op"), required=False)
    ends_on = day_field(gettext_lazy("Loopt tot en met"), required=False)
    contact = TextField(
        label=gettext_lazy("Contact bij de gemeente"),
        max_length=120,
        help_text=gettext_lazy("Een functie en geen naam, bijvoorbeeld: wijkregisseur Zuid."),
    )

    def known(self, case: Case) -> dict[str, Any]:
        """The draft; else the words of the newest version, as a start for the next."""
        found: Buurtdeal | None = case.submission.deals.order_by("-number").first()
        if found is None:
            wijk = case.submission.wijk
            contact = gettext_lazy("wijkregisseur %(wijk)s") % {"wijk": wijk} if wijk else ""
            values: dict[str, Any] = {"contact": str(contact)}
        else:
            values = {name: getattr(found, name) for name in deals.Deal.__dataclass_fields__}
        return {name: value for name, value in values.items() if self._is_asked(case, name)}

    @staticmethod
    def _is_asked(case: Case, name: str) -> bool:
        return name not in _CHALLENGE_ONLY or case.submission.kind == Kind.CHALLENGE

    def prepare(self, case: Case) -> None:
        """Leave out what only the agreement on a task asks."""
        for name in _CHALLENGE_ONLY:
            if not self._is_asked(case, name):
                del self.fields[name]

    def words(self) -> deals.Deal:
        """What was typed, for the rules."""
        given = {name: self.cleaned_data.get(name) for name in deals.Deal.__dataclass_fields__}
        return deals.Deal(
            **given
            | {name: given[name] or "" for name in ("means", "task", "quality")}
            | {"upkeep_years": given["upkeep_years"] or 0}
        )
