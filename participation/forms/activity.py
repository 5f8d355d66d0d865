"""Suggesting an activity: what, when, where, and how to reach you."""

from __future__ import annotations

from datetime import date, timedelta

from crispy_forms.layout import HTML, Layout, Row

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import (
    AntiSpamMixin,
    EmailField,
    IdempotencyMixin,
    LongTextField,
    NameField,
    ResidentForm,
    Submit,
    TextField,
)
from participation.codes import Kind
from participation.forms.fields import WijkField, find_wijk_by_choice
from participation.services.plans import PlanInput

_ISO = "%Y-%m-%d"
AHEAD = timedelta(days=549)


class SuggestForm(AntiSpamMixin, IdempotencyMixin, ResidentForm):
    """One page."""

    titel = TextField(label=gettext_lazy("Hoe heet de activiteit?"), max_length=120)
    wat = LongTextField(
        label=gettext_lazy("Wat gaan jullie doen?"),
        help_text=gettext_lazy("Twee of drie zinnen. Vertel ook wat het kost en voor wie het is."),
        max_length=1000,
    )
    dag = forms.DateField(
        label=gettext_lazy("Op welke dag?"),
        help_text=gettext_lazy("Komt het vaker terug? Vul dan de eerste dag in."),
        input_formats=[_ISO, "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format=_ISO, attrs={"type": "date", "autocomplete": "off", "class": "wp-input--m"}),
        error_messages={"invalid": gettext_lazy("Vul een dag in die bestaat, bijvoorbeeld 31-12-2027.")},
    )
    begint = forms.TimeField(
        label=gettext_lazy("Hoe laat begint het?"),
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "wp-input--s"}),
        error_messages={"invalid": gettext_lazy("Vul een tijd in, bijvoorbeeld 19.30.")},
    )
    eindigt = forms.TimeField(
        label=gettext_lazy("Hoe laat is het klaar?"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "wp-input--s"}),
        error_messages={"invalid": gettext_lazy("Vul een tijd in, bijvoorbeeld 21.30.")},
    )
    herhaling = TextField(
        label=gettext_lazy("Komt het vaker terug?"),
        help_text=gettext_lazy("Bijvoorbeeld: elke eerste vrijdag van de maand, niet in de zomer."),
        required=False,
        max_length=150,
    )
    waar = TextField(
        label=gettext_lazy("Waar is het?"),
        help_text=gettext_lazy("De naam van de plek, en de straat."),
        max_length=120,
    )
    wijk = WijkField(label=gettext_lazy("In welke wijk is het?"), empty=gettext_lazy("Kies een wijk"))
    organisatie = TextField(label=gettext_lazy("Groep of organisatie"), required=False, max_length=100)
    naam = NameField(label=gettext_lazy("Je naam"))
    email = EmailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Je krijgt een mail om dit te bevestigen. Je adres komt niet op de site."),
    )

    required_messages = {
        "titel": gettext_lazy("Vul in hoe de activiteit heet."),
        "wat": gettext_lazy("Vertel in een paar zinnen wat jullie gaan doen."),
        "dag": gettext_lazy("Kies op welke dag het is."),
        "begint": gettext_lazy("Vul in hoe laat het begint."),
        "waar": gettext_lazy("Vul in waar het is."),
        "naam": gettext_lazy("Vul je naam in."),
        "email": gettext_lazy("Vul je e-mailadres in, bijvoorbeeld naam@example.org."),
    }
    show_errors_above = False
    buttons = (Submit("meld", gettext_lazy("Meld je activiteit aan"), icon="pijl"),)
    layout = Layout(
        *("bijschrift", "geopend", "sleutel", "titel", "wat", "dag"),
        Row("begint", "eindigt"),
        *("herhaling", "waar", "wijk", "organisatie", "naam", "email"),
        HTML('{% include "participation/parts/privacy_activity.html" %}'),
    )

    def clean_dag(self) -> date:
        """Ask for a day that is still to come, and not too far.

        Raises:
            ValidationError: when it is over, or more than eighteen months ahead.
        """
        day, today = self.cleaned_data["dag"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("Deze dag is voorbij. Kies een dag die nog komt."), code="past")
        if day > today + AHEAD:
            raise forms.ValidationError(_("Kies een dag in de komende anderhalf jaar."), code="far")
        return day

    def clean(self) -> dict[str, object]:
        """Ask for an end after the beginning, on the same day."""
        given = super().clean()
        starts, ends = given.get("begint"), given.get("eindigt")
        if starts and ends and ends <= starts:
            self.add_error("eindigt", _("Het einde ligt voor het begin. Is het na middernacht klaar? Laat dit leeg."))
        return given

    def plan(self, *, language: str) -> PlanInput:
        """The words of the case. For a valid form."""
        given = self.cleaned_data
        return PlanInput(
            title=given["titel"],
            what=given["wat"],
            when_text=given["herhaling"],
            place_text=given["waar"],
            wijk=find_wijk_by_choice(given["wijk"]),
            name=given["naam"],
            email=given["email"],
            organisation=given["organisatie"],
            is_short=True,
            kind=Kind.ACTIVITY,
            language=language,
        )

    def when(self) -> dict[str, object]:
        """The day and hours of `services.suggest`. For a valid form."""
        given = self.cleaned_data
        return {"first_day": given["dag"], "starts_at": given["begint"], "ends_at": given["eindigt"]}
