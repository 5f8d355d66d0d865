"""What the crispy pack and the error summary need to know about forms and fields."""

from __future__ import annotations

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


def field_target(field: BoundField) -> str:
    """Give the id that a link in the error summary leads to: the control, or the first option of a group.

    Groups (radio buttons, check boxes, several inputs in one) have no id of their own: wagtail-notes (k).
    """
    if not field.auto_id or field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"


def _form_errors(form: forms.BaseForm) -> list[tuple[str, str]]:
    found = [("", error) for error in form.non_field_errors()]
    return found + [(field_target(field), error) for field in form for error in field.errors]


@register.filter
def fouten(form: forms.BaseForm | forms.BaseFormSet | None) -> list[tuple[str, str]]:
    """List what is wrong in a form or formset as (id to go to, sentence); the id is empty for the form as a whole."""
    if not form:
        return []
    if isinstance(form, forms.BaseFormSet):
        own = [("", error) for error in form.non_form_errors()]
        return own + [error for part in form for error in _form_errors(part)]
    return _form_errors(form)


@register.filter
def soort(field: BoundField) -> str:
    """Tell how a field is drawn: "group", "checkbox", "money", "file", or "control" for all others."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if getattr(widget, "is_money", False):
        return "money"
    return "control"


@register.filter
def is_radio(field: BoundField) -> bool:
    """Whether just one of a group can be chosen."""
    return isinstance(field.field.widget, forms.RadioSelect) and not isinstance(
        field.field.widget, forms.CheckboxSelectMultiple
    )


def _css_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.Textarea):
        return "wp-textarea"
    return "wp-select" if isinstance(widget, forms.Select) else "wp-input"


@register.simple_tag
def besturing(field: BoundField) -> SafeString:
    """Draw the control of a field with the class of its kind; classes of the widget itself (a size) are kept."""
    classes = f"{_css_class(field.field.widget)} {field.field.widget.attrs.get('class', '')}".split()
    return field.as_widget(attrs={"class": " ".join(dict.fromkeys(classes))} if classes else None)


@register.filter
def knopklassen(css_class: str) -> str:
    """Give a button's own classes; leaves out those of other packs, which crispy's Submit brings along."""
    own = [name for name in css_class.split() if not name.startswith("btn") and name != "wp-button"]
    return " ".join(["wp-button", *own])
