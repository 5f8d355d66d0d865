"""What neighbours do at a plan besides supporting it: ask, help and follow."""

from __future__ import annotations

from crispy_forms.layout import HTML, Layout

from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from cms.forms import (
    AntiSpamMixin,
    EmailField,
    IdempotencyMixin,
    LongTextField,
    NameField,
    RadioCards,
    ResidentForm,
    Submit,
)
from participation.forms.fields import PhoneField
from participation.models import HelpOffer

_capfirst = lazy(capfirst, str)
_HIDDEN = ("bijschrift", "geopend")
_EMAIL_MISSING = gettext_lazy("Vul je e-mailadres in, bijvoorbeeld naam@example.org.")


class NeighbourForm(AntiSpamMixin, ResidentForm):
    """What these forms share."""

    show_errors_above = False

    @property
    def is_trapped(self) -> bool:
        """Whether a robot filled in the field that nobody sees. For a valid form."""
        return bool(self.cleaned_data.get("bijschrift"))


class QuestionForm(IdempotencyMixin, NeighbourForm):
    """A question about a plan."""

    vraag = LongTextField(
        label=gettext_lazy("Je vraag"),
        help_text=gettext_lazy("Zet er geen namen, adressen of telefoonnummers in."),
        max_length=1000,
    )
    email = EmailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Dan mailen we je één keer, als er een antwoord is. Daarna verwijderen we je adres."),
        required=False,
    )

    required_messages = {"vraag": gettext_lazy("Schrijf je vraag op.")}
    buttons = (Submit("stel", gettext_lazy("Verstuur je vraag"), icon="pijl"),)
    layout = Layout(*_HIDDEN, "sleutel", "vraag", "email")


class HelpForm(NeighbourForm):
    """An offer to lend a hand; the initiator gets name and address."""

    soort = forms.ChoiceField(
        label=gettext_lazy("Wat kun je doen?"),
        choices=[(code, _capfirst(text)) for code, text in HelpOffer.Sort.choices],
        widget=RadioCards(
            hints={
                "hands": gettext_lazy("Bijvoorbeeld planten, timmeren of koffie zetten."),
                "goods": gettext_lazy("Iets uitlenen of weggeven."),
                "knowledge": gettext_lazy("Meedenken over iets waar je veel van weet."),
            }
        ),
    )
    toelichting = LongTextField(label=gettext_lazy("Vertel er iets over"), required=False, max_length=500)
    naam = NameField(label=gettext_lazy("Je naam"))
    email = EmailField(
        label=gettext_lazy("Je e-mailadres"), help_text=gettext_lazy("Je krijgt eerst een mail om dit te bevestigen.")
    )
    telefoon = PhoneField(
        label=gettext_lazy("Telefoonnummer"),
        help_text=gettext_lazy("Alleen als je gebeld wilt worden."),
        required=False,
    )
    akkoord = forms.BooleanField(
        label=gettext_lazy("De initiatiefnemer krijgt je naam en adres. Dat vind ik goed."),
        help_text=gettext_lazy("Met je adres bedoelen we je e-mailadres, en je telefoonnummer als je dat invult."),
    )

    required_messages = {
        "soort": gettext_lazy("Kies wat je kunt doen."),
        "naam": gettext_lazy("Vul je naam in."),
        "email": _EMAIL_MISSING,
        "akkoord": gettext_lazy("Zet een vinkje. Zonder je naam en adres kan de initiatiefnemer je niet bereiken."),
    }
    buttons = (Submit("help", gettext_lazy("Bied je hulp aan"), icon="handdruk"),)
    layout = Layout(
        *_HIDDEN,
        "soort",
        "toelichting",
        "naam",
        "email",
        "telefoon",
        "akkoord",
        HTML('{% include "participation/parts/privacy_help.html" %}'),
    )

    def given(self) -> dict[str, str]:
        """The arguments of `services.help.offer` that come from this form. For a valid form."""
        typed = self.cleaned_data
        return {
            "sort": typed["soort"],
            "text": typed["toelichting"],
            "name": typed["naam"],
            "email": typed["email"],
            "phone": typed["telefoon"],
        }


class FollowForm(NeighbourForm):
    """An address for news of one plan."""

    email = EmailField(
        label=gettext_lazy("Je e-mailadres"), help_text=gettext_lazy("Je krijgt eerst een mail om dit te bevestigen.")
    )

    required_messages = {"email": _EMAIL_MISSING}
    buttons = (Submit("volg", gettext_lazy("Volg dit plan"), icon="mail"),)
    layout = Layout(*_HIDDEN, "email", HTML('{% include "participation/parts/privacy_follow.html" %}'))
