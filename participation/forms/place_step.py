"""The step of the whole form that asks where a plan is."""

from __future__ import annotations

from crispy_forms.layout import HTML, Fieldset, Layout, Row

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bounds import read_point
from cms.forms import PostcodeField, TextField
from cms.models import Wijk
from cms.postcodes import Found, find_wijk
from participation.forms.fields import (
    UNKNOWN_WIJK,
    Details,
    HouseNumberField,
    WijkenField,
    WijkField,
    find_wijk_by_choice,
)
from participation.forms.places import Place, letters_needed, place_of
from participation.forms.steps import StepForm

_PIN = '{% if map_tiles %}{% include "components/pin.html" with latitude="breedte" longitude="lengte" %}{% endif %}'


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
    # Of the pin on the map, in degrees. Nobody types them, so a mistake in them is never asked back.
    breedte = forms.CharField(required=False, widget=forms.HiddenInput)
    lengte = forms.CharField(required=False, widget=forms.HiddenInput)
    wijk = WijkField(
        label=gettext_lazy("In welke wijk is het?"),
        help_text=gettext_lazy("Met je postcode vinden we je wijk vanzelf. Klopt die niet, kies dan hier een andere."),
        empty=gettext_lazy("Zoek op bij mijn postcode"),
    )
    ook_in = WijkenField(label=gettext_lazy("In welke wijken nog meer?"))

    layout = Layout(
        Fieldset(
            gettext_lazy("Bij welk adres?"),
            HTML('{% include "participation/parts/hint_place.html" %}'),
            Row("postcode", "huisnummer", css_class="wp-mt-2"),
        ),
        "waar",
        HTML(_PIN),
        "wijk",
        Details(gettext_lazy("Is je plan ook in een andere wijk? (niet verplicht)"), "ook_in"),
    )

    def __init__(self, *args: object, page_wijk: Wijk | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.page_wijk = page_wijk
        for name in ("postcode", "huisnummer", "wijk"):
            self.fields[name].is_alternative = True

    def clean(self) -> dict[str, object]:
        """Ask for one of the answers, and for the letters where four digits lie in two wijken."""
        given = super().clean()
        given["pin"] = read_point(given.get("breedte", ""), given.get("lengte", ""))
        if self.errors:
            return given
        postcode, choice = given["postcode"], given["wijk"]
        if not (postcode or given["waar"] or choice or given["pin"]):
            self.add_error("postcode", _("Vul een postcode in, of vertel in eigen woorden waar het is."))
        elif postcode and not choice:
            found = find_wijk(postcode)
            if found.found is Found.LETTERS_NEEDED:
                self.add_error("postcode", letters_needed(postcode, found.choices))
        return given

    def place(self) -> Place:
        """Postcode, wijken, pin, and what there is to say about them. For a valid form."""
        given = self.cleaned_data
        place = place_of(given["postcode"])
        wijk, note = place.wijk, place.note
        if given["wijk"] != UNKNOWN_WIJK:
            wijk = find_wijk_by_choice(given["wijk"]) or wijk
            if wijk is None and not given["postcode"]:
                wijk = self.page_wijk
            note = "" if given["wijk"] else note
        return Place(
            place.postcode,
            wijk,
            " ".join(filter(None, [note, self._pin_note()])),
            others=tuple(row for row in Wijk.objects.in_order().filter(slug__in=given["ook_in"]) if row != wijk),
            pin=given["pin"],
        )

    def _pin_note(self) -> str:
        """Why a pin is not kept; "" where it is, or where there is none."""
        given = self.cleaned_data
        if given["pin"] or not (given["breedte"] and given["lengte"]):
            return ""
        text = _("De pin op de kaart staat niet in %(town)s. Daarom gebruiken we hem niet.")
        return text % {"town": settings.MUNICIPALITY_NAME}
