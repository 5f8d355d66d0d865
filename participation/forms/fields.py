"""Fields that only forms about plans have."""

from __future__ import annotations

import re

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.crypto import normalise_email
from cms.forms import CheckboxCards, LongTextField, RadioCards, TextField
from cms.models import Wijk
from participation.codes import Scope
from participation.forms.contact import Contact, ContactError, parse_contact, parse_phone

UNKNOWN_WIJK = "onbekend"
_HOUSE_NUMBER = re.compile(r"\d{1,5}[ \-/]?[0-9A-Za-z \-/]{0,5}", re.ASCII)


class ContactField(TextField):
    """An e-mail address, a telephone number, or both in one line. The cleaned value is a `Contact`."""

    def clean(self, value: object) -> Contact:
        """Read the line.

        Raises:
            ValidationError: with a sentence that says how to mend it.
        """
        text = super().clean(value)
        try:
            return parse_contact(text)
        except ContactError as error:
            raise ValidationError(str(error), code="contact") from error


class PhoneField(TextField):
    """A telephone number as people type it. The cleaned value is "0612345678", "+49..." or ""."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "wp-input--m"})

    def clean(self, value: object) -> str:
        """Read the number.

        Raises:
            ValidationError: with a sentence that says how to mend it.
        """
        text = super().clean(value)
        try:
            return parse_phone(text) if text else ""
        except ContactError as error:
            raise ValidationError(str(error), code="phone") from error


class EmailsField(LongTextField):
    """E-mail addresses, one a line. The cleaned value is a tuple: each once, in the order in which they were typed."""

    most = 5
    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"})

    def clean(self, value: object) -> tuple[str, ...]:
        """Read the lines; empty ones do not count.

        Raises:
            ValidationError: naming the line that is wrong, or where there are more than five.
        """
        lines = [line.strip(" \t,;") for line in super().clean(value).split("\n")]
        found: dict[str, str] = {}
        for number, line in enumerate(lines, start=1):
            if line:
                found.setdefault(normalise_email(line), _checked(line, number))
        if len(found) > self.most:
            text = gettext("Vul hoogstens %(most)d e-mailadressen in. Later kun je er meer uitnodigen.")
            raise ValidationError(text % {"most": self.most}, code="too_many")
        return tuple(found.values())


def _checked(line: str, number: int) -> str:
    """The address of a line.

    Raises:
        ValidationError: when it is none.
    """
    try:
        validate_email(line)
    except ValidationError:
        line = ""
    if not line or len(line) > 254:
        text = gettext("Kijk regel %(number)d na. Zet daar één e-mailadres, bijvoorbeeld naam@example.org.")
        raise ValidationError(text % {"number": number}, code="line")
    return line


class HouseNumberField(TextField):
    """A house number with its addition: "12", "12a", "12-3". The cleaned value has at most ten characters."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "wp-input--s"})
    default_error_messages = {
        "required": _("Vul je huisnummer in, bijvoorbeeld 12 of 12a."),
        "invalid": _("Vul een huisnummer in dat met een cijfer begint, bijvoorbeeld 12 of 12a."),
    }

    def clean(self, value: object) -> str:
        """Check the number.

        Raises:
            ValidationError: when it does not begin with a digit or is too long.
        """
        text = super().clean(value)
        if text and not _HOUSE_NUMBER.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class WijkField(forms.ChoiceField):
    """The wijk of a plan. The cleaned value is a slug, UNKNOWN_WIJK for "I don't know", or "" for "look it up"."""

    widget = forms.Select(attrs={"class": "wp-input--m"})

    def __init__(self, *, empty: str | Promise, **kwargs: object) -> None:
        super().__init__(choices=lambda: self._wijk_choices(empty), required=False, **kwargs)

    @staticmethod
    def _wijk_choices(empty: str | Promise) -> list[tuple[str, object]]:
        wijken = Wijk.objects.in_order().values_list("slug", "name")
        return [("", empty), *wijken, (UNKNOWN_WIJK, _("Ik weet mijn wijk niet"))]


class WijkenField(forms.MultipleChoiceField):
    """Other wijken in which a plan is as well. The cleaned value is a list of slugs."""

    widget = CheckboxCards

    def __init__(self, **kwargs: object) -> None:
        super().__init__(choices=self._wijken, required=False, **kwargs)

    @staticmethod
    def _wijken() -> list[tuple[str, str]]:
        return list(Wijk.objects.in_order().values_list("slug", "name"))


class ScopeField(forms.ChoiceField):
    """How far a plan reaches; "" where that is not known yet."""

    widget = RadioCards(
        hints={
            Scope.STRAAT.value: _("Vooral de mensen in je straat merken ervan."),
            Scope.BUURT.value: _("Mensen uit een paar straten doen mee of hebben er iets aan."),
            Scope.WIJK.value: _("Iedereen in de wijk kan meedoen of heeft er iets aan."),
        }
    )

    def __init__(self, **kwargs: object) -> None:
        super().__init__(choices=self._scopes, required=False, **kwargs)

    @staticmethod
    def _scopes() -> list[tuple[str, object]]:
        reaches = [(value, capfirst(str(label))) for value, label in Scope.choices]
        return [*reaches, ("", _("Dat weet ik nog niet"))]


def find_wijk_by_choice(choice: str) -> Wijk | None:
    """The wijk of a choice of `WijkField`; None for the two choices that name none."""
    return Wijk.objects.filter(slug=choice).first() if choice and choice != UNKNOWN_WIJK else None


class Details(LayoutObject):
    """Fields that stay folded until somebody wants to tell more, or until one of them was filled in or refused."""

    def __init__(self, summary: str | Promise, *fields: object) -> None:
        self.summary = summary
        self.fields = list(fields)

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: object
    ) -> str:
        """Draw the fields in a details element."""
        parts = [render_field(field, form, context, template_pack=template_pack, **kwargs) for field in self.fields]
        return render_to_string(
            "participation/parts/details.html",
            {"summary": self.summary, "parts": parts, "is_open": self._is_used(form)},
        )

    def _is_used(self, form: forms.BaseForm) -> bool:
        names = [pointer.name for pointer in self.get_field_names()]
        return any(name in form.errors or form[name].value() for name in names if name in form.fields)
