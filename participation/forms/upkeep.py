"""Signing for something small: where, on which day where that matters, who you are, and the promise itself."""

from __future__ import annotations

from datetime import date

from crispy_forms.layout import HTML, Div, Fieldset, Layout, Row

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import (
    AntiSpamMixin,
    IdempotencyMixin,
    LongTextField,
    NameField,
    PostcodeField,
    ResidentForm,
    Submit,
    TextField,
)
from cms.postcodes import Found, find_wijk
from participation import notice
from participation.forms.fields import ContactField, HouseNumberField
from participation.forms.places import letters_needed, place_of, postcode_in

_HIDDEN = ("bijschrift", "geopend", "sleutel")
_ISO = "%Y-%m-%d"


class UpkeepForm(AntiSpamMixin, IdempotencyMixin, ResidentForm):
    """One page. With `today` it asks for a day, which may be chosen from `notice_days` ahead."""

    postcode = PostcodeField(label=gettext_lazy("Postcode"), letters_required=False, required=False)
    huisnummer = HouseNumberField(label=gettext_lazy("Huisnummer"), required=False)
    waar = TextField(
        label=gettext_lazy("Vertel waar het is"),
        help_text=gettext_lazy("Bijvoorbeeld: de boom voor mijn deur, of het stuk straat tussen twee zijstraten."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    dag = forms.DateField(
        label=gettext_lazy("Op welke dag?"),
        input_formats=[_ISO, "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format=_ISO, attrs={"type": "date", "autocomplete": "off", "class": "wp-input--m"}),
        error_messages={"invalid": gettext_lazy("Vul een dag in die bestaat, bijvoorbeeld 31-12-2027.")},
    )
    naam = NameField(label=gettext_lazy("Je naam"))
    bereik = ContactField(
        label=gettext_lazy("Hoe bereiken we je?"),
        help_text=gettext_lazy("Je e-mailadres of je telefoonnummer. Allebei mag ook."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    opmerking = LongTextField(
        label=gettext_lazy("Wil je er nog iets bij vertellen?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    belofte = forms.BooleanField()

    required_messages = {
        "dag": gettext_lazy("Kies op welke dag het is."),
        "naam": gettext_lazy("Vul je naam in."),
        "bereik": gettext_lazy("Vul je e-mailadres of je telefoonnummer in. Anders kunnen we je niet bereiken."),
        "belofte": gettext_lazy("Zet een vinkje bij wat je belooft. Zonder belofte kun je niet beginnen."),
    }
    show_errors_above = False

    def __init__(
        self, *args: object, promise: str, today: date | None = None, notice_days: int = 0, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.notice_days = today, notice_days
        # Escaped where it is drawn, as every label is.
        self.fields["belofte"].label = promise
        for name in ("postcode", "huisnummer", "waar"):
            self.fields[name].is_alternative = True
        if today is None:
            del self.fields["dag"]
        else:
            days = {"min": notice.first_day(today, notice_days), "max": notice.last_day(today, notice_days)}
            self.fields["dag"].widget.attrs |= {name: day.isoformat() for name, day in days.items()}

    @property
    def is_trapped(self) -> bool:
        """Whether a robot filled in the field that nobody sees. For a valid form."""
        return bool(self.cleaned_data.get("bijschrift"))

    @property
    def layout(self) -> Layout:
        """Where, when where it is asked, who, and at the end the promise."""
        where = Fieldset(
            gettext_lazy("Waar is het?"),
            HTML('{% include "participation/parts/hint_upkeep_place.html" %}'),
            Row("postcode", "huisnummer", css_class="wp-mt-2"),
            Div("waar", css_class="wp-mt-4"),
        )
        day = ["dag"] if self.today else []
        privacy = HTML('{% include "participation/parts/privacy_upkeep.html" %}')
        promise = Fieldset(gettext_lazy("Dit beloof je"), "belofte")
        return Layout(*_HIDDEN, where, *day, "naam", "bereik", "opmerking", promise, privacy)

    @property
    def buttons(self) -> tuple[Submit, ...]:
        """What sending does: with a day it is told to the municipality, without one it is agreed."""
        text = gettext_lazy("Meld het aan") if self.today else gettext_lazy("Spreek het af")
        return (Submit("afspreken", text, icon="vink"),)

    def clean_dag(self) -> date:
        """Ask for a day that is far enough ahead, and not too far.

        Raises:
            ValidationError: with the first or last day that can be chosen.
        """
        day = self.cleaned_data["dag"]
        if reason := notice.why_not(day, today=self.today, notice_days=self.notice_days):
            raise forms.ValidationError(reason, code="day")
        return day

    def clean(self) -> dict[str, object]:
        """Ask where it is, and for the letters where four digits lie in two wijken."""
        given = super().clean()
        if "postcode" in self.errors or "waar" in self.errors:
            return given
        postcode = given.get("postcode", "")
        if not (postcode or given.get("waar")):
            self.add_error("postcode", _("Vul een postcode in, of vertel in eigen woorden waar het is."))
        elif postcode:
            found = find_wijk(postcode)
            if found.found is Found.LETTERS_NEEDED:
                self.add_error("postcode", letters_needed(postcode, found.choices))
        return given

    def given(self) -> dict[str, object]:
        """The arguments of `services.upkeep.Promise` that come from this form. For a valid form."""
        typed = self.cleaned_data
        place, contact = place_of(typed["postcode"] or postcode_in(typed["waar"])), typed["bereik"]
        return {
            "postcode": place.postcode,
            "wijk": place.wijk,
            "house_number": typed["huisnummer"],
            "place_text": typed["waar"],
            "happens_on": typed.get("dag"),
            "name": typed["naam"],
            "email": contact.email,
            "phone": contact.phone,
            "remarks": typed["opmerking"],
        }
