"""What a neighbour says of a plan, and what an initiator does on the own page."""

from __future__ import annotations

from crispy_forms.layout import HTML, Fieldset, Layout, Row

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import AntiSpamMixin, EmailField, LongTextField, PostcodeField, ResidentForm, Submit, TextField
from participation.codes import Party, Stance
from participation.forms.fields import Details, HouseNumberField

_HIDDEN = ("bijschrift", "geopend")
_ADDRESS = Fieldset(
    gettext_lazy("Waar woon je?"),
    HTML('{% include "participation/parts/hint_home.html" %}'),
    Row("postcode", "huisnummer", css_class="wp-mt-2"),
)
_PRIVACY = HTML('{% include "participation/parts/privacy_support.html" %}')


class VoiceForm(AntiSpamMixin, ResidentForm):
    """What support and a concern share: how we know that everyone counts once, and where they live."""

    email = EmailField(
        label=gettext_lazy("Je e-mailadres"), help_text=gettext_lazy("Zo weten we dat iedereen maar één keer telt.")
    )
    postcode = PostcodeField(label=gettext_lazy("Postcode"))
    huisnummer = HouseNumberField(label=gettext_lazy("Huisnummer"))

    required_messages = {"email": gettext_lazy("Vul je e-mailadres in, bijvoorbeeld naam@example.org.")}
    show_errors_above = False

    @property
    def is_trapped(self) -> bool:
        """Whether a robot filled in the field that nobody sees. For a valid form."""
        return bool(self.cleaned_data.get("bijschrift"))

    def given(self) -> dict[str, object]:
        """The arguments of `services.support.give` that come from this form. For a valid form."""
        typed = self.cleaned_data
        return {"email": typed["email"], "postcode": typed["postcode"], "house_number": typed["huisnummer"]}


class SupportForm(VoiceForm):
    """I support this plan, perhaps in the name of an organisation."""

    organisatie_soort = forms.ChoiceField(
        label=gettext_lazy("Wat voor organisatie is het?"),
        choices=[("", gettext_lazy("Geen organisatie, ik steun als buur")), *Party.choices],
        required=False,
        widget=forms.Select(attrs={"class": "wp-input--m"}),
    )
    organisatie = TextField(
        label=gettext_lazy("Hoe heet de organisatie?"),
        help_text=gettext_lazy("Deze naam komt bij het plan te staan, als de wijkregisseur dat heeft gecontroleerd."),
        required=False,
        max_length=120,
    )
    nieuws = forms.BooleanField(
        label=gettext_lazy("Houd me op de hoogte van dit plan"),
        help_text=gettext_lazy("Je krijgt een mail als er nieuws is. Stoppen kan altijd."),
        required=False,
    )

    buttons = (Submit("steun", gettext_lazy("Ik steun dit plan"), icon="hand"),)
    layout = Layout(
        *_HIDDEN,
        "email",
        _ADDRESS,
        Details(gettext_lazy("Steun je namens een organisatie? (niet verplicht)"), "organisatie_soort", "organisatie"),
        "nieuws",
        _PRIVACY,
    )

    def clean(self) -> dict[str, object]:
        """Ask for kind and name of an organisation together."""
        given = super().clean()
        kind, name = given.get("organisatie_soort"), given.get("organisatie")
        if kind and not name and "organisatie" not in self.errors:
            self.add_error("organisatie", _("Vul de naam van je organisatie in, of kies ‘Geen organisatie’."))
        if name and not kind and "organisatie_soort" not in self.errors:
            self.add_error("organisatie_soort", _("Kies wat voor organisatie het is."))
        return given

    def given(self) -> dict[str, object]:
        """The arguments of `services.support.give` that come from this form. For a valid form."""
        typed = self.cleaned_data
        return super().given() | {
            "party": typed["organisatie_soort"],
            "party_name": typed["organisatie"],
            "wants_news": typed["nieuws"],
        }


class ConcernForm(VoiceForm):
    """I am worried about this plan; only the wijkregisseur reads it."""

    zorg = LongTextField(
        label=gettext_lazy("Waar maak je je zorgen over?"),
        help_text=gettext_lazy("Alleen de wijkregisseur leest dit. Bij het plan staat alleen hoeveel zorgen er zijn."),
        max_length=3000,
    )

    required_messages = VoiceForm.required_messages | {"zorg": gettext_lazy("Vertel waar je je zorgen over maakt.")}
    buttons = (Submit("zorg_verstuur", gettext_lazy("Verstuur je zorg"), icon="pijl"),)
    layout = Layout(*_HIDDEN, "zorg", "email", _ADDRESS, _PRIVACY)

    def given(self) -> dict[str, object]:
        """The arguments of `services.support.give` that come from this form. For a valid form."""
        return super().given() | {"text": self.cleaned_data["zorg"]}


FORMS: dict[str, type[VoiceForm]] = {Stance.SUPPORT: SupportForm, Stance.CONCERN: ConcernForm}
