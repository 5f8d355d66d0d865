"""The fields of a question about a place: a part of town or a postcode, and whereabouts on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from cms.bounds import read_point
from cms.forms import PostcodeField
from polls.questions import Ask, Mark
from polls.services.places import part_at


class PartByPostcodeField(PostcodeField):
    """A postcode, for who does not know the part of town; it gives the number of the choice."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(
            label=_("Of de postcode van de plek"),
            help_text=_("Weet je niet hoe dit deel van de stad heet? Vul dan de postcode in."),
            letters_required=False,
            required=False,
        )
        self.ask = ask
        self.is_alternative = True

    def clean(self, value: Any) -> int | None:
        """Find the part of town.

        Raises:
            ValidationError: when the postcode lies in none of these parts, or in more than one.
        """
        postcode = super().clean(value)
        if not postcode:
            return None
        part = part_at(self.ask, postcode)
        if part is None:
            raise forms.ValidationError(_("Bij deze postcode vinden we geen deel van de stad. Kies het hierboven."))
        return part.pk


def part_names(name: str) -> tuple[str, str, str]:
    """The names of the fields beside the choice: postcode, degrees north and degrees east."""
    return f"{name}_postcode", f"{name}_breedte", f"{name}_lengte"


def place_fields(ask: Ask, name: str, choice: forms.ChoiceField) -> dict[str, forms.Field]:
    """All fields by name, in order. choice: the field for the part of town."""
    postcode, latitude, longitude = part_names(name)
    choice.required, choice.is_alternative = False, choice.required
    return {
        name: choice,
        postcode: PartByPostcodeField(ask),
        # Nobody types these, so a mistake in them is never asked back.
        latitude: forms.CharField(required=False, widget=forms.HiddenInput),
        longitude: forms.CharField(required=False, widget=forms.HiddenInput),
    }


def place_marks(name: str, cleaned: Mapping[str, Any]) -> tuple[Mark, ...]:
    """The mark of a place, its point rounded to about 100 metres."""
    postcode, latitude, longitude = part_names(name)
    choice = cleaned.get(name) or cleaned.get(postcode) or None
    point = read_point(cleaned.get(latitude) or "", cleaned.get(longitude) or "")
    text = f"{point[0]:.3f},{point[1]:.3f}" if point else ""
    return (Mark(choice=int(choice) if choice else None, text=text),) if choice or point else ()


def place_initial(name: str, mark: Mark) -> dict[str, Any]:
    """What the fields show of an answer that was given before."""
    _postcode, latitude, longitude = part_names(name)
    north, _comma, east = mark.text.partition(",")
    return {name: str(mark.choice or ""), latitude: north, longitude: east}


def map_words(name: str) -> dict[str, str]:
    """What the map with the pin needs (components/pin.html); nothing where the municipality has no map."""
    if not settings.MAP_TILES_URL:
        return {}
    _postcode, latitude, longitude = part_names(name)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "map_tiles": settings.MAP_TILES_URL,
        "map_attribution": settings.MAP_ATTRIBUTION,
        "map_bounds": settings.MUNICIPALITY_BOUNDS,
        "municipality_name": settings.MUNICIPALITY_NAME,
    }
