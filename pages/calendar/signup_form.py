"""The form with which somebody signs up for a date."""

from __future__ import annotations

from collections.abc import Sequence

from crispy_forms.layout import HTML, Layout

from django import forms
from django.utils.translation import gettext_lazy

from cms.forms import AntiSpamMixin, EmailField, NameField, ResidentForm, Submit
from pages.calendar.signups import MOST_PEOPLE


class SignUpForm(AntiSpamMixin, ResidentForm):
    """Which date, with how many, and how to reach you."""

    keer = forms.TypedChoiceField(label=gettext_lazy("Welke keer?"), coerce=int, choices=())
    aantal = forms.TypedChoiceField(
        label=gettext_lazy("Met hoeveel mensen kom je?"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MOST_PEOPLE + 1)],
        initial=1,
        help_text=gettext_lazy("Jij telt zelf mee."),
    )
    naam = NameField(label=gettext_lazy("Je naam"))
    email = EmailField(
        label=gettext_lazy("Je e-mailadres"), help_text=gettext_lazy("Je krijgt eerst een mail om dit te bevestigen.")
    )

    required_messages = {
        "keer": gettext_lazy("Kies een dag."),
        "naam": gettext_lazy("Vul je naam in."),
        "email": gettext_lazy("Vul je e-mailadres in, bijvoorbeeld naam@example.org."),
    }
    show_errors_above = False
    buttons = (Submit("meld", gettext_lazy("Meld je aan"), icon="hand"),)
    layout = Layout(
        "bijschrift",
        "geopend",
        "keer",
        "aantal",
        "naam",
        "email",
        HTML('{% include "pages/signup/privacy.html" %}'),
    )

    def __init__(self, *args: object, dates: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keer"].choices = dates
