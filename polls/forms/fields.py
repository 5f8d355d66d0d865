"""From questions to form fields, and from what was filled in to marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.forms import CheckboxCards, LongTextField, RadioCards, TextField
from pages.models import Picture
from pages.pictures import Sizes, drawn
from polls.codes import OTHER_LIMIT, PICKS, TEXT_LIMITS, Kind
from polls.forms.places import place_fields, place_initial, place_marks
from polls.questions import Ask, Mark, Option, Problem


def name_of(ask: Ask, option: Option | None = None) -> str:
    """The name of the field of a question, or of a part of it."""
    return f"v{ask.pk}" if option is None else f"v{ask.pk}_{option.pk}"


def other_name(ask: Ask) -> str:
    """The name of the field for "anders, namelijk"."""
    return f"v{ask.pk}_anders"


def parts_of(ask: Ask) -> tuple[Option, ...]:
    """What has a field of its own within a question; nothing for most kinds."""
    if ask.kind == Kind.RANKING:
        return ask.open_options
    return ask.open_rows if ask.kind == Kind.MATRIX else ()


def fields_of(ask: Ask) -> dict[str, forms.Field]:
    """The fields of a question by name, in order."""
    if ask.kind == Kind.RANKING:
        return {name_of(ask, option): _place(ask, option) for option in ask.open_options}
    if ask.kind == Kind.MATRIX:
        return {name_of(ask, row): _rate(ask, row.text, _missing_row(row)) for row in ask.open_rows}
    if ask.kind == Kind.PLACE:
        return place_fields(ask, name_of(ask), _part(ask))
    fields = {name_of(ask): _MAKERS[ask.kind](ask)}
    if any(option.is_other for option in ask.open_options):
        fields[other_name(ask)] = TextField(
            label=_("Wat bedoel je met ‘Anders’?"), max_length=OTHER_LIMIT, required=False, widget=forms.TextInput()
        )
        # It belongs to a choice: "not required" would say something else.
        fields[other_name(ask)].is_alternative = True
    return fields


def _worded(field: forms.Field, ask: Ask, missing: str) -> forms.Field:
    field.required = ask.is_required
    field.help_text = ask.help_text
    field.error_messages["required"] = missing
    return field


def _one(ask: Ask) -> forms.Field:
    choices = [(str(option.pk), label_of(option)) for option in ask.open_options]
    return _worded(forms.ChoiceField(label=ask.text, choices=choices, widget=RadioCards), ask, _missing(ask))


def _part(ask: Ask) -> forms.ChoiceField:
    choices = [("", _("Kies een deel van de stad")), *((str(option.pk), option.text) for option in ask.open_options)]
    return _worded(forms.ChoiceField(label=ask.text, choices=choices), ask, _missing(ask))


def _several(ask: Ask) -> forms.Field:
    choices = [(str(option.pk), label_of(option)) for option in ask.open_options]
    field = _worded(
        forms.MultipleChoiceField(label=ask.text, choices=choices, widget=CheckboxCards), ask, _missing(ask)
    )
    field.help_text = " ".join(filter(None, [ask.help_text, limits_words(ask)]))
    return field


def limits_words(ask: Ask) -> str:
    """How many one may pick, in words."""
    if ask.least and ask.most and ask.least == ask.most:
        return _("Kies er %(most)s.") % {"most": ask.most}
    if ask.least and ask.most:
        return _("Kies er minstens %(least)s en hoogstens %(most)s.") % {"least": ask.least, "most": ask.most}
    if ask.most:
        return _("Kies er hoogstens %(most)s.") % {"most": ask.most}
    return _("Kies er minstens %(least)s.") % {"least": ask.least} if ask.least else _("Je mag er meer kiezen.")


def _rate(ask: Ask, label: str, missing: str) -> forms.Field:
    steps = range(ask.least or 1, (ask.most or 5) + 1)
    names = {steps[0]: ask.low, steps[-1]: ask.high}
    choices = [(str(step), f"{step}: {names[step]}" if names.get(step) else str(step)) for step in steps]
    field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    return _worded(field, ask, missing)


def _scale(ask: Ask) -> forms.Field:
    return _rate(ask, ask.text, _missing(ask))


def _place(ask: Ask, option: Option) -> forms.Field:
    places = [("", _("Kies een plaats")), *((str(n), str(n)) for n in range(1, len(ask.open_options) + 1))]
    field = forms.ChoiceField(label=option.text, choices=places, widget=forms.Select(attrs={"class": "wp-input--m"}))
    field = _worded(field, ask, _("Geef ‘%(choice)s’ een plaats.") % {"choice": option.text})
    field.help_text = ""
    return field


def _number(ask: Ask) -> forms.Field:
    words = {"least": ask.least, "most": ask.most}
    between = _("Vul een heel getal in van %(least)s tot en met %(most)s.") % words
    field = forms.IntegerField(
        label=f"{ask.text} ({ask.unit})" if ask.unit else ask.text,
        min_value=ask.least,
        max_value=ask.most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "wp-input--s", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), between),
    )
    return _worded(field, ask, between)


def _short(ask: Ask) -> forms.Field:
    return _worded(TextField(label=ask.text, max_length=TEXT_LIMITS[Kind.SHORT_TEXT]), ask, _missing(ask))


def _long(ask: Ask) -> forms.Field:
    return _worded(LongTextField(label=ask.text, max_length=TEXT_LIMITS[Kind.LONG_TEXT]), ask, _missing(ask))


_MAKERS = {
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.YES_NO: _one,
    Kind.PICTURE: _one,
    Kind.SCALE: _scale,
    Kind.NUMBER: _number,
    Kind.SHORT_TEXT: _short,
    Kind.LONG_TEXT: _long,
}


def label_of(option: Option) -> str | SafeString:
    """The text of a choice, with its picture where it has one."""
    if option.picture is None:
        return option.text
    picture = Picture.objects.filter(pk=option.picture).first()
    # The words beside it say what it shows.
    return format_html("{}{}", drawn(picture, alt="", sizes=Sizes.CARD), option.text) if picture else option.text


def _missing(ask: Ask) -> str:
    return _("Beantwoord de vraag ‘%(question)s’.") % {"question": ask.text.rstrip("?")}


def _missing_row(row: Option) -> str:
    return _("Kies een getal bij ‘%(row)s’.") % {"row": row.text}


def message_of(ask: Ask, wrong: Problem) -> str:
    """What to do about an answer that does not fit."""
    words = {"question": ask.text.rstrip("?"), "limits": limits_words(ask)}
    if wrong in (Problem.TOO_FEW, Problem.TOO_MANY) and ask.kind == Kind.SEVERAL:
        return _("Bij ‘%(question)s’: %(limits)s") % words
    if wrong == Problem.OTHER_EMPTY:
        return _("Schrijf op wat je bedoelt met ‘Anders’.")
    if wrong == Problem.TWICE and ask.kind == Kind.RANKING:
        return _("Twee antwoorden hebben dezelfde plaats. Geef elk antwoord een eigen plaats.")
    if wrong == Problem.TOO_FEW and ask.kind == Kind.RANKING:
        return _("Geef elk antwoord een plaats.")
    if wrong == Problem.TOO_LONG:
        return _("Je antwoord op ‘%(question)s’ is te lang. Maak het korter.") % words
    if wrong == Problem.MISSING and ask.kind == Kind.PLACE:
        return _("Kies bij ‘%(question)s’ een deel van de stad, of vul een postcode in.") % words
    if wrong == Problem.UNKNOWN:
        return _("Kies een van de antwoorden die er staan.")
    return _missing(ask)


def marks_from(ask: Ask, cleaned: Mapping[str, Any]) -> tuple[Mark, ...]:
    """The marks of a question, from cleaned fields."""
    if ask.kind == Kind.RANKING:
        places = [(option.pk, cleaned.get(name_of(ask, option))) for option in ask.open_options]
        return tuple(Mark(choice=pk, number=int(place)) for pk, place in places if place)
    if ask.kind == Kind.MATRIX:
        rates = [(row.pk, cleaned.get(name_of(ask, row))) for row in ask.open_rows]
        return tuple(Mark(row=pk, number=int(rate)) for pk, rate in rates if rate)
    if ask.kind == Kind.PLACE:
        return place_marks(name_of(ask), cleaned)
    value = cleaned.get(name_of(ask))
    if value in (None, "", []):
        return ()
    if ask.kind in PICKS:
        others = {option.pk for option in ask.options if option.is_other}
        picked = [int(pk) for pk in (value if isinstance(value, list) else [value])]
        text = cleaned.get(other_name(ask)) or ""
        return tuple(Mark(choice=pk, text=text if pk in others else "") for pk in picked)
    return (Mark(text=value),) if ask.kind in TEXT_LIMITS else (Mark(number=int(value)),)


def initial_of(ask: Ask, marks: Sequence[Mark]) -> dict[str, Any]:
    """What the fields show of an answer that was given before."""
    if ask.kind == Kind.RANKING:
        return {f"v{ask.pk}_{mark.choice}": mark.number for mark in marks}
    if ask.kind == Kind.MATRIX:
        return {f"v{ask.pk}_{mark.row}": mark.number for mark in marks}
    if not marks:
        return {}
    if ask.kind == Kind.PLACE:
        return place_initial(name_of(ask), marks[0])
    if ask.kind in PICKS:
        picked = [str(mark.choice) for mark in marks]
        text = next((mark.text for mark in marks if mark.text), "")
        return {name_of(ask): picked if ask.kind == Kind.SEVERAL else picked[0], other_name(ask): text}
    return {name_of(ask): marks[0].text if ask.kind in TEXT_LIMITS else marks[0].number}
