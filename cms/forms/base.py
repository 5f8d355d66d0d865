"""The form that all forms for residents build on (spec/forms.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.forms.buttons import Submit

_REQUIRED = forms.Field.default_error_messages["required"]


class ResidentBoundField(forms.BoundField):
    """Says to assistive technology what is required, and that a line counts along."""

    def build_widget_attrs(self, attrs: dict, widget: forms.Widget | None = None) -> dict:
        """Add aria-required. Groups get it on their frame; files, days and times can't have it: they have no role."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        has_no_role = isinstance(widget, forms.FileInput) or getattr(widget, "input_type", "") in ("date", "time")
        if self.field.required and not (widget.is_hidden or widget.use_fieldset or has_no_role):
            attrs["aria-required"] = "true"
        if self.counter_id:
            attrs["data-teller"] = self.counter_id
        return attrs

    @property
    def counter_id(self) -> str:
        """The id of the line that counts characters; empty where nothing is counted."""
        return f"{self.auto_id}_teller" if self.auto_id and self.max_characters else ""

    @property
    def max_characters(self) -> int | None:
        """How many characters a text area takes, where that is limited."""
        return self.field.widget.attrs.get("data-max")

    @property
    def aria_describedby(self) -> str | None:
        """Hint, error and counter, in the order in which they stand on the page."""
        described = super().aria_describedby
        return " ".join(filter(None, [described, self.counter_id])) if described is not None else None


class ResidentForm(forms.Form):
    """A form that tells how to mend what is wrong, never blocks in the browser, and counts along in long texts.

    Subclasses may set:
        required_messages: for each field, what to say when it was left empty.
        buttons: the buttons below the form, the one that goes on first.
        layout: what the form looks like where that is more than its fields one below the other.
        show_errors_above: False where the page itself includes the error summary, higher up.
    """

    required_messages: Mapping[str, str | Promise] = {}
    buttons: Sequence[Submit] = ()
    layout: LayoutObject | None = None
    show_errors_above = True

    use_required_attribute = False
    bound_field_class = ResidentBoundField

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name, field in self.fields.items() if not field.widget.is_hidden])
        for name, field in self.fields.items():
            self._word(name, field)
            self._count(field)

    def _word(self, name: str, field: forms.Field) -> None:
        """Replace Django's "this field is required" and the like by sentences that say what to do."""
        messages = field.error_messages
        if name in self.required_messages:
            messages["required"] = self.required_messages[name]
        elif messages.get("required") == _REQUIRED:
            messages["required"] = _("Vul dit nog in: %(label)s") % {"label": field.label or name}
        if isinstance(field, forms.CharField):
            messages.setdefault(
                "max_length",
                _("Maak dit korter: gebruik hoogstens %(limit_value)d tekens. Nu zijn het er %(show_value)d."),
            )
            messages.setdefault("min_length", _("Vertel iets meer: gebruik minstens %(limit_value)d tekens."))
        if isinstance(field, forms.ChoiceField):
            messages["invalid_choice"] = _("Kies een van de antwoorden die er staan.")

    def _count(self, field: forms.Field) -> None:
        """Leave the browser from cutting off pasted text; have it count along in a text area instead."""
        most = field.widget.attrs.pop("maxlength", None)
        if most and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["data-max"] = most

    @property
    def required_note(self) -> str | Promise:
        """What stands above the form; empty where there is just one thing to fill in."""
        if len(self.visible_fields()) < 2:
            return ""
        return _("Vul alles in. Iets overslaan mag alleen als er ‘niet verplicht’ bij staat.")

    @property
    def helper(self) -> FormHelper:
        """How crispy draws this form."""
        helper = FormHelper()
        helper.form_class = "wp-form"
        helper.layout = self.layout
        helper.render_hidden_fields = True
        helper.form_show_errors = self.show_errors_above
        helper.inputs = list(self.buttons)
        return helper
