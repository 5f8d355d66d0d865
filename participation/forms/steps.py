"""The whole form, step by step (spec/forms.md). Each step stands on its own: it can be filled in, left and changed."""

from __future__ import annotations

from crispy_forms.layout import HTML, Div, Fieldset, Layout, Row

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import (
    EmailField,
    LongTextField,
    NameField,
    PostcodeField,
    ResidentForm,
    Submit,
    TextField,
)
from cms.models import Wijk
from cms.postcodes import Found, find_wijk
from participation.forms.fields import (
    UNKNOWN_WIJK,
    HouseNumberField,
    PhoneField,
    ScopeField,
    WijkField,
    find_wijk_by_choice,
)
from participation.forms.places import Place, letters_needed, place_of
from participation.models import Category

MAX_RAW = 10_000
NEXT = Submit("verder", gettext_lazy("Verder"), icon="pijl")
BACK = Submit("terug", gettext_lazy("Vorige stap"), kind="secondary")
LATER = Submit("bewaar", gettext_lazy("Bewaar en ga later verder"), kind="subtle")


class StepForm(ResidentForm):
    """One step. `name` stands in the step indicator, `heading` above the questions."""

    name: str | Promise = ""
    heading: str | Promise = ""
    buttons = (NEXT, BACK, LATER)
    show_errors_above = False

    def raw(self) -> dict[str, str]:
        """What was typed in the fields of this step, and nothing else that came along with it."""
        typed = {name: self.data.get(self.add_prefix(name)) for name in self.fields}
        return {name: str(value)[:MAX_RAW] for name, value in typed.items() if value not in (None, "")}


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

    required_messages = {
        "titel": gettext_lazy("Geef je plan een naam, bijvoorbeeld: Een bankje bij de vijver."),
        "wat": gettext_lazy("Vertel wat je wilt gaan doen. Een paar zinnen is genoeg."),
    }


class PlaceForm(StepForm):
    """Where it is. The wijk follows from the postcode and can be corrected; not knowing it is an answer."""

    name = gettext_lazy("de plek")
    heading = gettext_lazy("Waar is het?")

    postcode = PostcodeField(label=gettext_lazy("Postcode"), letters_required=False, required=False)
    huisnummer = HouseNumberField(label=gettext_lazy("Huisnummer"), required=False)
    waar = TextField(
        label=gettext_lazy("Vertel waar het is"),
        help_text=gettext_lazy("Bijvoorbeeld: het veldje achter de school aan de Bosdrift."),
        required=False,
        max_length=300,
    )
    wijk = WijkField(
        label=gettext_lazy("In welke wijk is het?"),
        help_text=gettext_lazy("Met je postcode vinden we je wijk vanzelf. Klopt die niet, kies dan hier een andere."),
        empty=gettext_lazy("Zoek op bij mijn postcode"),
    )

    layout = Layout(
        Fieldset(
            gettext_lazy("Bij welk adres?"),
            HTML('{% include "participation/parts/hint_place.html" %}'),
            Row("postcode", "huisnummer", css_class="wp-mt-2"),
        ),
        "waar",
        "wijk",
    )

    def __init__(self, *args: object, page_wijk: Wijk | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.page_wijk = page_wijk
        for name in ("postcode", "huisnummer", "wijk"):
            self.fields[name].is_alternative = True

    def clean(self) -> dict[str, object]:
        """Ask for one of the answers, and for the letters where four digits lie in two wijken."""
        given = super().clean()
        if self.errors:
            return given
        postcode, choice = given["postcode"], given["wijk"]
        if not (postcode or given["waar"] or choice):
            self.add_error("postcode", _("Vul een postcode in, of vertel in eigen woorden waar het is."))
        elif postcode and not choice:
            found = find_wijk(postcode)
            if found.found is Found.LETTERS_NEEDED:
                self.add_error("postcode", letters_needed(postcode, found.choices))
        return given

    def place(self) -> Place:
        """Postcode, wijk and what there is to say about them. For a valid form."""
        given = self.cleaned_data
        place = place_of(given["postcode"])
        if given["wijk"] == UNKNOWN_WIJK:
            return Place(place.postcode, place.wijk, place.note)
        chosen = find_wijk_by_choice(given["wijk"]) or place.wijk
        if chosen is None and not given["postcode"]:
            chosen = self.page_wijk
        return Place(place.postcode, chosen, "" if given["wijk"] else place.note)


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

    required_messages = {"naam": gettext_lazy("Vul je naam in.")}
    layout = Layout(
        "naam",
        Fieldset(
            gettext_lazy("Hoe bereiken we je?"),
            HTML('{% include "participation/parts/hint_contact.html" %}'),
            Div("email", "telefoon", "adres", css_class="wp-mt-4"),
        ),
        "organisatie",
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
