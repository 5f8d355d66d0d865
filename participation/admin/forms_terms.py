"""Forms of the working screen: more time, a notice of default, and the call before a no."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.forms import LongTextField
from cms.workdays import next_working_day
from participation.admin.case_form import CaseForm

if TYPE_CHECKING:
    from participation.admin.case import Case

_USUAL_EXTENSION = timedelta(weeks=4)


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A local day, asked with the browser's own field."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Vul een dag in die bestaat, bijvoorbeeld 1-12-2026.")},
    )


class ExtendForm(CaseForm):
    """The notice that the decision takes longer."""

    key = "verlengen"
    has_letter = True
    until = day_field(gettext_lazy("Nieuwe laatste dag"), help_text=gettext_lazy("Kies een dag die je kunt halen."))
    text = LongTextField(
        label=gettext_lazy("Waarom duurt het langer?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dit krijgt de indiener te lezen, met de nieuwe dag erbij."),
    )

    def known(self, case: Case) -> dict[str, Any]:
        """Four weeks more, on a working day."""
        ends_on = case.submission.decide_due_on
        return {"until": next_working_day(ends_on + _USUAL_EXTENSION) if ends_on else None}


class NoticeForm(CaseForm):
    """A letter in which the initiator says that the municipality is late."""

    key = "ingebreke"
    received_on = day_field(gettext_lazy("Op welke dag kwam de brief?"))


class CallForm(CaseForm):
    """The call with the initiator, or why there was none."""

    key = "gebeld"
    called_on = day_field(gettext_lazy("Gebeld op"), required=False)
    why_not = LongTextField(
        label=gettext_lazy("Of: waarom niet gebeld"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
