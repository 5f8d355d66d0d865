"""Fields that take what people type: spaces, small letters, "1.500,00" and invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.money import AmountError, format_euro, parse_euro
from cms.postcodes import is_pc6, normalise, shown

# Characters that nobody sees: controls and marks of direction. Joiners stay: emoji and some scripts need them.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def tidy(text: str) -> str:
    """Give text with single line ends and without invisible characters, letters and accents joined (NFC).

    A browser counts a line end as one character and sends two; after this, both count one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


class TextField(forms.CharField):
    """One line of text, tidied and trimmed."""

    def to_python(self, value: object) -> str:
        """Tidy, put on one line and trim; `max_length` counts what is left."""
        text = super().to_python(tidy(str(value)) if value not in self.empty_values else value)
        return " ".join(text.split()) if text else text


class LongTextField(forms.CharField):
    """Text of several lines, tidied and trimmed; with `max_length` the page counts along."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: object) -> str:
        """Tidy and trim; `max_length` counts what is left."""
        return super().to_python(tidy(str(value)) if value not in self.empty_values else value)


class NameField(TextField):
    """A person's name: one field, every script and sign (spec/forms.md: names)."""

    widget = forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false", "class": "wp-input--m"})

    def __init__(self, *, max_length: int = 100, **kwargs: object) -> None:
        super().__init__(max_length=max_length, **kwargs)


class EmailField(forms.EmailField):
    """An e-mail address of at most 254 characters (RFC 5321)."""

    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "class": "wp-input--m"})
    default_error_messages = {"invalid": _("Vul een e-mailadres in, bijvoorbeeld naam@example.org.")}

    def __init__(self, *, max_length: int = 254, **kwargs: object) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: object) -> str:
        """Leave out invisible characters and spaces, which come along when people paste."""
        return super().to_python(re.sub(r"\s+", "", tidy(str(value))) if value not in self.empty_values else value)


class PostcodeField(forms.CharField):
    """A postcode. The cleaned value is "1213LA"; with `letters_required=False` "1213" is taken too."""

    widget = forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false", "class": "wp-input--s"})
    default_error_messages = {
        "required": _("Vul je postcode in, bijvoorbeeld 1211 AB."),
        "invalid": _("Vul je postcode in, bijvoorbeeld 1211 AB."),
        "letters": _("Vul ook de twee letters van je postcode in, bijvoorbeeld 1211 AB."),
    }

    def __init__(self, *, letters_required: bool = True, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.letters_required = letters_required

    def clean(self, value: object) -> str:
        """Give the postcode in its stored form.

        Raises:
            ValidationError: when it is no postcode, or lacks its letters.
        """
        text = super().clean(value)
        if not text:
            return ""
        postcode = normalise(text)
        if not postcode:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if self.letters_required and not is_pc6(postcode):
            raise ValidationError(self.error_messages["letters"], code="letters")
        return postcode

    def prepare_value(self, value: object) -> object:
        """Show a stored postcode as people write it; leave alone what was typed."""
        return shown(value) if isinstance(value, str) and is_pc6(value) else value


class MoneyInput(forms.TextInput):
    """A text input with the euro sign before it."""

    is_money = True

    def __init__(self, attrs: Mapping[str, str] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class EuroField(forms.Field):
    """An amount of money as people type it: "1500", "1.500,00". The cleaned value is whole cents, or None."""

    widget = MoneyInput
    default_error_messages = {
        "required": _("Vul een bedrag in, bijvoorbeeld 1500."),
        "min": _("Vul een bedrag in van minstens %(limit)s."),
        "max": _("Vul een bedrag in van hoogstens %(limit)s."),
    }

    def __init__(self, *, min_cents: int | None = None, max_cents: int | None = None, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.min_cents, self.max_cents = min_cents, max_cents

    def to_python(self, value: object) -> int | None:
        """Read the amount.

        Raises:
            ValidationError: when it is no amount of money, or too little or too much.
        """
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            cents = parse_euro(str(value))
        except AmountError as error:
            raise ValidationError(str(error), code="invalid") from error
        self._check(cents, "min", self.min_cents, is_wrong=self.min_cents is not None and cents < self.min_cents)
        self._check(cents, "max", self.max_cents, is_wrong=self.max_cents is not None and cents > self.max_cents)
        return cents

    def _check(self, cents: int, code: str, limit: int | None, *, is_wrong: bool) -> None:
        if is_wrong:
            raise ValidationError(self.error_messages[code], code=code, params={"limit": format_euro(limit or 0)})

    def prepare_value(self, value: object) -> object:
        """Show stored cents as people write them ("1500" or "1500,50"); leave alone what was typed."""
        if not isinstance(value, int):
            return value
        euros, cents = divmod(abs(value), 100)
        sign = "-" if value < 0 else ""
        return f"{sign}{euros},{cents:02d}" if cents else f"{sign}{euros}"

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare amounts, not the ways of writing them."""
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class _Hinted:
    """Options with a line of explanation under them: `hints={value: text}`."""

    def __init__(self, *args: object, hints: Mapping[str, str | Promise] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: object, *args: object, **kwargs: object) -> dict[str, object]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class RadioCards(_Hinted, forms.RadioSelect):
    """Radio buttons, each in a frame, perhaps with explanation."""


class CheckboxCards(_Hinted, forms.CheckboxSelectMultiple):
    """Check boxes, each in a frame, perhaps with explanation."""
