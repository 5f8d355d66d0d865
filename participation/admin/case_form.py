"""What every form of the working screen shares.

Each form carries the version of the case it was made for, and the last event its reader saw. Every form can be made
from a `Case` alone, so that the screen shows all of them and a view answers one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import LongTextField
from participation.models import AnswerVersion
from participation.services.answers import in_use

if TYPE_CHECKING:
    from participation.admin.case import Case

_REQUIRED = forms.Field.default_error_messages["required"]


class CaseForm(forms.Form):
    """A form about one case. `key` names it on the screen: ids and anchors begin with it."""

    key = ""
    # Whether sending it makes a letter, that can be read first.
    has_letter = False
    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, key: str = "") -> None:
        self.case = case
        self.key = key or self.key
        super().__init__(data, auto_id=f"{self.key}_%s", initial=self.known(case))
        self.initial |= {"version": case.submission.version, "seen": case.last_event_id}
        self.prepare(case)
        for field in self.fields.values():
            if field.error_messages.get("required") == _REQUIRED:
                field.error_messages["required"] = _("Vul dit nog in: %(label)s") % {"label": field.label}
            if isinstance(field, forms.CharField):
                field.error_messages["max_length"] = _("Maak dit korter: gebruik hoogstens %(limit_value)d tekens.")

    def known(self, case: Case) -> dict[str, Any]:
        """What is stored now, to begin with."""
        return {}

    def prepare(self, case: Case) -> None:
        """Fill the choices."""

    @property
    def stored(self) -> list[dict[str, Any]]:
        """What is stored now, field by field, for beside what somebody typed."""
        found = []
        for name, value in self.known(self.case).items():
            field = self.fields[name]
            shown = field.prepare_value(value)
            if isinstance(field, forms.ModelMultipleChoiceField):
                shown = ", ".join(str(one) for one in value)
            elif isinstance(field, forms.ChoiceField):
                shown = next((text for key, text in field.choices if str(key) == str(value or "")), "")
            found.append({"label": field.label, "text": "" if shown is None else str(shown)})
        return found

    def clean_version(self) -> int:
        """Keep whole numbers that the database can hold."""
        version = self.cleaned_data["version"]
        if not 0 < version < 2**31:
            raise forms.ValidationError(_("Deze pagina is te oud. Open de zaak opnieuw."))
        return version


class TextForm(CaseForm):
    """One text: a message to the initiator, or a note among staff."""

    text = LongTextField(label=gettext_lazy("Tekst"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))


class MessageForm(TextForm):
    """A message to the initiator, that may begin with a standard answer."""

    key = "bericht"
    answer = forms.ModelChoiceField(
        AnswerVersion.objects.none(),
        label=gettext_lazy("Begin met een standaard antwoord"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Dit antwoord is intussen veranderd. Kies het opnieuw.")},
    )
    field_order = ["answer", "text"]

    def prepare(self, case: Case) -> None:
        """Offer the answers that are in use; without any there is nothing to choose."""
        versions = list(in_use())
        if not versions:
            del self.fields["answer"]
            return
        self.fields["answer"].queryset = in_use()
        self.fields["answer"].choices = [("", _("Geen")), *((one.pk, one.answer.name) for one in versions)]


class PressForm(CaseForm):
    """A button alone."""


def errors_of(form: forms.Form) -> list[dict[str, str]]:
    """The errors of a form, each with the id of its field, for the summary above the screen."""
    found = []
    for name, errors in form.errors.items():
        target = ""
        if name in form.fields and not form[name].is_hidden:
            # A group has no element of its own to jump to: take its first option.
            target = f"{form[name].auto_id}_0" if form[name].use_fieldset else form[name].auto_id
        found += [{"text": str(error), "target": target} for error in errors]
    return found
