"""The short form: what, where, how do we reach you (participation.md, the path, step 2)."""

from __future__ import annotations

from crispy_forms.layout import HTML, Div, Layout

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms import (
    AntiSpamMixin,
    EuroField,
    FilesField,
    IdempotencyMixin,
    LongTextField,
    NameField,
    ResidentForm,
    Submit,
    TextField,
)
from cms.models import Wijk
from participation.codes import Kind
from participation.forms.fields import (
    UNKNOWN_WIJK,
    ContactField,
    Details,
    ScopeField,
    WijkField,
    find_wijk_by_choice,
)
from participation.forms.places import place_of, postcode_in
from participation.forms.titles import title_from
from participation.services.plans import PlanInput

MAX_FILES = 3
# What the resident chose at the top of /start/; anything else is an initiative.
KINDS = {"taak": Kind.CHALLENGE, "vraag": Kind.SIGNAL}


_MONEY = ("bedrag", HTML('{% include "participation/parts/route_live.html" %}'))


class _KindField(forms.CharField):
    """A key of KINDS or ""; never wrong, since nobody typed it."""

    def clean(self, value: object) -> str:
        return str(value) if value in KINDS else ""


class ShortForm(AntiSpamMixin, IdempotencyMixin, ResidentForm):
    """Three questions, and four more for those who want to tell more."""

    soort = _KindField(required=False, widget=forms.HiddenInput)
    wat = LongTextField(
        label=_("Wat wil je doen?"),
        help_text=_("Bijvoorbeeld: een bankje bij de vijver, zodat oudere buren kunnen uitrusten."),
        max_length=3000,
    )
    waar = TextField(
        label=_("Waar?"),
        help_text=_("Een straat, plek of postcode. Weet je je wijk niet? Dat zoeken wij op."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    bereik = ContactField(
        label=_("Hoe bereiken we je?"),
        help_text=_(
            "Je e-mailadres of je telefoonnummer. Allebei mag ook. Je wijkregisseur neemt hiermee contact met je op."
        ),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    naam = NameField(label=_("Je naam"), required=False)
    wijk = WijkField(label=_("In welke wijk is het?"), empty=_("Zoek het voor me op"))
    reikwijdte = ScopeField(label=_("Hoe groot is je plan?"))
    bedrag = EuroField(
        label=_("Hoeveel geld denk je nodig te hebben?"),
        help_text=_("Een schatting is goed. Weet je het nog niet? Laat dit dan leeg."),
        required=False,
    )
    bestanden = FilesField(
        label=_("Voeg foto's of een PDF toe"),
        help_text=_("Hoogstens 3 bestanden van 20 MB. Zet geen mensen herkenbaar op een foto."),
        required=False,
        most=MAX_FILES,
    )

    required_messages = {
        "wat": _("Vertel in een paar woorden wat je wilt doen."),
        "waar": _("Vul in waar het is: een straat, een plek of een postcode."),
        "bereik": _("Vul je e-mailadres of je telefoonnummer in. Anders kunnen we je niet bereiken."),
    }
    show_errors_above = False
    layout = Layout(
        "bijschrift",
        "geopend",
        "sleutel",
        "soort",
        "wat",
        HTML('{% include "participation/parts/alike_live.html" with alike_field="wat" %}'),
        "waar",
        "bereik",
        Details(_("Wil je meer vertellen? (niet verplicht)"), "naam", "wijk", "reikwijdte", *_MONEY, "bestanden"),
        Div(
            Submit("verstuur", _("Verstuur je plan"), icon="pijl"),
            HTML('{% include "participation/parts/to_whole_form.html" %}'),
            css_class="wp-actions",
        ),
        HTML('{% include "participation/parts/privacy_plan.html" %}'),
    )

    def plan(self, *, language: str) -> PlanInput:
        """What was filled in, for `services.submit`. For a valid form."""
        given = self.cleaned_data
        postcode = postcode_in(given["waar"])
        contact = given["bereik"]
        return PlanInput(
            title=title_from(given["wat"]),
            what=given["wat"],
            place_text=given["waar"],
            postcode=postcode,
            wijk=self._wijk(postcode),
            scope=given["reikwijdte"],
            asked_cents=given["bedrag"],
            name=given["naam"],
            email=contact.email,
            phone=contact.phone,
            kind=KINDS.get(given["soort"], Kind.INITIATIVE),
            files=given["bestanden"],
            is_short=True,
            language=language,
        )

    def _wijk(self, postcode: str) -> Wijk | None:
        """The wijk that was chosen, else that of the postcode; None goes to a person who finds out."""
        choice = self.cleaned_data["wijk"]
        if choice == UNKNOWN_WIJK:
            choice = ""
        return find_wijk_by_choice(choice) if choice else place_of(postcode).wijk
