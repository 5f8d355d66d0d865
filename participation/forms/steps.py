"""The whole form, step by step (spec/forms.md). Each step stands on its own: it can be filled in, left and changed."""

from __future__ import annotations

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cms.crypto import normalise_email
from cms.forms import (
    EmailField,
    FilesField,
    LongTextField,
    NameField,
    ResidentForm,
    Submit,
    TextField,
)
from participation.forms.fields import EmailsField, PhoneField, ScopeField
from participation.models import Category

MAX_RAW, MOST_CHOSEN = 10_000, 50
NEXT = Submit("verder", pgettext_lazy("knop", "Verder"), icon="pijl")
BACK = Submit("terug", gettext_lazy("Vorige stap"), kind="secondary")
LATER = Submit("bewaar", gettext_lazy("Bewaar en ga later verder"), kind="subtle")


class StepForm(ResidentForm):
    """One step. `name` stands in the step indicator, `heading` above the questions."""

    name: str | Promise = ""
    heading: str | Promise = ""
    buttons = (NEXT, BACK, LATER)
    show_errors_above = False
    # Where the form is sent to, where that is not its own page.
    action = ""

    @property
    def helper(self) -> FormHelper:
        """How crispy draws this step."""
        helper = super().helper
        helper.form_action = self.action
        return helper

    def raw(self) -> dict[str, str | list[str]]:
        """What was typed in the fields of this step, and nothing else that came along with it."""
        names = [name for name, field in self.fields.items() if not field.widget.needs_multipart_form]
        typed = {name: self._typed(name) for name in names}
        return {name: value for name, value in typed.items() if value}

    def _typed(self, name: str) -> str | list[str]:
        """The text of a field; of check boxes that belong together, all that were chosen."""
        key = self.add_prefix(name)
        if isinstance(self.fields[name], forms.MultipleChoiceField):
            chosen = self.fields[name].widget.value_from_datadict(self.data, self.files, key) or []
            return [str(value)[:MAX_RAW] for value in chosen][:MOST_CHOSEN]
        return str(self.data.get(key) or "")[:MAX_RAW]


class PlanForm(StepForm):
    """What it is."""

    name = gettext_lazy("je plan")
    heading = gettext_lazy("Vertel over je plan")
    buttons = (NEXT, LATER)

    titel = TextField(
        label=gettext_lazy("Hoe heet je plan?"),
        help_text=gettext_lazy("Zeg in één zin wat je wilt. Hoogstens 150 tekens."),
        max_length=150,
        error_messages={"max_length": gettext_lazy("Maak de titel korter: gebruik hoogstens 150 tekens.")},
    )
    wat = LongTextField(
        label=gettext_lazy("Wat wil je gaan doen?"),
        help_text=gettext_lazy("Schrijf zoals je praat. Wat verandert er, en waarom?"),
        max_length=3000,
    )
    voor_wie = LongTextField(
        label=gettext_lazy("Voor wie?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wanneer = TextField(
        label=gettext_lazy("Wanneer?"),
        help_text=gettext_lazy("Bijvoorbeeld: in het voorjaar, of elke woensdagmiddag."),
        required=False,
        max_length=200,
    )
    waartoe = LongTextField(
        label=gettext_lazy("Waar leidt het toe?"),
        help_text=gettext_lazy("Wat is er straks beter in je straat, buurt of wijk?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reikwijdte = ScopeField(label=gettext_lazy("Hoe groot is je plan?"))
    onderwerp = forms.ModelChoiceField(
        label=gettext_lazy("Onderwerp"),
        queryset=Category.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("Dat weet ik nog niet"),
        error_messages={"invalid_choice": gettext_lazy("Kies een van de onderwerpen die er staan.")},
        widget=forms.Select(attrs={"class": "wp-input--m"}),
    )
    bestanden = FilesField(
        label=gettext_lazy("Foto's of een PDF"),
        help_text=gettext_lazy(
            "Bijvoorbeeld een tekening of een offerte. Hoogstens 5 bestanden van 20 MB, samen 40 MB. "
            "Zet geen mensen herkenbaar op een foto."
        ),
        required=False,
    )
    # The files that stand with the draft (`views.plan_files`), and the names of those in which a virus was found.
    kept_files: Sequence[object] = ()
    infected_files: Sequence[str] = ()

    layout = Layout(
        HTML('{% include "participation/parts/enter_goes_on.html" %}'),
        "titel",
        HTML('{% include "participation/parts/alike_live.html" with alike_field="titel" %}'),
        *("wat", "voor_wie", "wanneer", "waartoe", "reikwijdte", "onderwerp", "bestanden"),
        HTML('{% include "participation/parts/files.html" %}'),
    )
    required_messages = {
        "titel": gettext_lazy("Geef je plan een naam, bijvoorbeeld: Een bankje bij de vijver."),
        "wat": gettext_lazy("Vertel wat je wilt gaan doen. Een paar zinnen is genoeg."),
    }


class YouForm(StepForm):
    """Who sends it. One way to reach somebody is enough."""

    name = gettext_lazy("jij")
    heading = gettext_lazy("Wie ben je?")

    naam = NameField(label=gettext_lazy("Je naam"))
    email = EmailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Hier sturen we je nummer en nieuws over je plan naartoe."),
        required=False,
    )
    telefoon = PhoneField(
        label=gettext_lazy("Je telefoonnummer"),
        help_text=gettext_lazy("Je wijkregisseur belt je over je plan."),
        required=False,
    )
    adres = TextField(
        label=gettext_lazy("Je adres"),
        help_text=gettext_lazy("Straat, huisnummer en postcode. Dan schrijven we je een brief."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    organisatie = TextField(
        label=gettext_lazy("Groep of organisatie"),
        help_text=gettext_lazy("Bijvoorbeeld de naam van je buurtgroep, vereniging of stichting."),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    samen = EmailsField(
        label=gettext_lazy("Met wie doe je dit samen?"),
        help_text=gettext_lazy("Hoogstens 5 e-mailadressen, elk op een eigen regel. Wij vragen hen of ze meedoen."),
        required=False,
    )

    required_messages = {"naam": gettext_lazy("Vul je naam in.")}
    layout = Layout(
        "naam",
        Fieldset(
            gettext_lazy("Hoe bereiken we je?"),
            HTML('{% include "participation/parts/hint_contact.html" %}'),
            Div("email", "telefoon", "adres", css_class="wp-mt-4"),
        ),
        "organisatie",
        "samen",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "telefoon", "adres"):
            self.fields[name].is_alternative = True

    def clean(self) -> dict[str, object]:
        """Ask for one way to reach somebody."""
        given = super().clean()
        ways = ("email", "telefoon", "adres")
        if not any(given.get(way) or way in self.errors for way in ways):
            self.add_error(
                "email", _("Vul je e-mailadres in. Heb je dat niet? Vul dan je telefoonnummer of adres in.")
            )
        return given

    def co_emails(self) -> tuple[str, ...]:
        """Whom to invite to join in, without the sender's own address. For a valid form."""
        own = normalise_email(self.cleaned_data["email"])
        return tuple(email for email in self.cleaned_data["samen"] if normalise_email(email) != own)
