"""The form for the code of a mail (cms.codes)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from cms.forms.base import ResidentForm
from cms.forms.buttons import Submit
from cms.forms.fields import TextField


class CodeForm(ResidentForm):
    """The six characters of a mail."""

    code = TextField(
        label=gettext_lazy("Code uit de mail"),
        help_text=gettext_lazy("Zes letters en cijfers, bijvoorbeeld 7K3-QF2."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "wp-input--s",
            }
        ),
    )

    required_messages = {"code": gettext_lazy("Vul de code in die in de mail staat.")}
    show_errors_above = False
    buttons = (Submit("met_code", gettext_lazy("Bevestig met de code"), kind="secondary"),)
