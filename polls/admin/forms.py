"""Forms of the screens of polls."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import LongTextField, PostcodeField, TextField
from polls.codes import Identity, Review
from polls.forms.fields import name_of, parts_of
from polls.forms.voting import VoteForm
from polls.models import Poll
from polls.reading import asks_of
from polls.services.codes import MOST_AT_ONCE


class TextForm(forms.Form):
    """What becomes of a text."""

    use_required_attribute = False

    answer = forms.IntegerField(widget=forms.HiddenInput)
    public_text = LongTextField(
        label=gettext_lazy("Tekst op de site"),
        help_text=gettext_lazy("Haal namen, adressen en scheldwoorden eruit."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    verdict = forms.ChoiceField(
        choices=[(Review.SHOWN, Review.SHOWN.label), (Review.HIDDEN, Review.HIDDEN.label)], widget=forms.HiddenInput
    )


class AddressesForm(forms.Form):
    """A list of addresses, one a line, typed or as a file."""

    use_required_attribute = False

    addresses = LongTextField(
        label=gettext_lazy("Adressen"),
        help_text=gettext_lazy("Eén adres op elke regel, bijvoorbeeld: Kerkstraat 1, 1211 AB Hilversum."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=gettext_lazy("Of een bestand (tekst of CSV)"),
        required=False,
        help_text=gettext_lazy("Eén adres op elke regel, hoogstens 1 MB."),
    )

    def clean(self) -> dict[str, Any]:
        """Read the lines of both."""
        given = super().clean()
        text = given.get("addresses", "")
        if file := given.get("file"):
            if file.size > 1_000_000:
                self.add_error("file", _("Dit bestand is te groot. Gebruik hoogstens 1 MB."))
                return given
            try:
                text = f"{text}\n{file.read().decode('utf-8-sig')}"
            except UnicodeDecodeError:
                self.add_error("file", _("Dit bestand is geen tekst. Bewaar het als CSV in UTF-8."))
                return given
        lines = [" ".join(line.replace(";", " ").replace('"', " ").split()) for line in text.splitlines()]
        given["lines"] = [line for line in lines if line]
        if not given["lines"] and not self.errors:
            self.add_error("addresses", _("Vul minstens één adres in, of kies een bestand."))
        if len(given["lines"]) > MOST_AT_ONCE:
            self.add_error("addresses", _("Geef hoogstens %(most)s adressen tegelijk op.") % {"most": MOST_AT_ONCE})
        return given


class RevokeForm(forms.Form):
    """The address whose code ends."""

    use_required_attribute = False

    address = TextField(
        label=gettext_lazy("Adres"),
        max_length=200,
        help_text=gettext_lazy("Schrijf het zoals het in de lijst staat."),
        error_messages={"required": gettext_lazy("Vul het adres in.")},
    )


class DuplicateForm(forms.Form):
    """The title and short address of the next time."""

    use_required_attribute = False

    title = TextField(
        label=gettext_lazy("Titel"), max_length=200, error_messages={"required": gettext_lazy("Vul een titel in.")}
    )
    slug = forms.SlugField(
        label=gettext_lazy("Kort adres"),
        max_length=100,
        error_messages={
            "required": gettext_lazy("Vul een kort adres in."),
            "invalid": gettext_lazy("Gebruik alleen kleine letters, cijfers en streepjes."),
        },
    )


class PaperForm(VoteForm):
    """A paper form: its number or code, and all questions on one page."""

    def __init__(self, data: Any = None, *, poll: Poll) -> None:
        asks = [replace(ask, page=1) for ask in asks_of(poll)]
        super().__init__(data, poll=poll, asks=asks, page=1, answers={}, is_known=True)
        for name in ("bijschrift", "geopend", "bewijs"):
            self.fields.pop(name, None)
        # On paper nobody pointed at a map.
        for name in [name for name, field in self._parts.items() if field.widget.is_hidden]:
            del self.fields[name], self._parts[name]
        is_code = poll.identity == Identity.CODE
        self.fields["number"] = TextField(
            label=_("Code uit de brief") if is_code else _("Nummer van het formulier"),
            max_length=40,
            help_text="" if is_code else _("Nummer de formulieren zelf, zodat je er geen twee keer invoert."),
            error_messages={"required": _("Vul het nummer of de code van het formulier in.")},
        )
        if not is_code:
            self.fields["postcode"] = PostcodeField(
                label=_("Postcode"), required=False, help_text=_("Alleen als die op het formulier staat.")
            )
        for ask in asks:
            # Without a frame around them, rows have to say what they are rows of.
            for part in parts_of(ask):
                self.fields[name_of(ask, part)].label = f"{ask.text} {part.text}"
        forms.Form.order_fields(self, ["number", *self._parts, "postcode"])
