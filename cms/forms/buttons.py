"""Buttons of a form."""

from __future__ import annotations

from crispy_forms.layout import BaseInput
from crispy_forms.utils import TEMPLATE_PACK

from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise


class Submit(BaseInput):
    """A submit button with a name and a value of its own, so that the view can tell which one was pressed.

    The view asks `"bewaar" in request.POST`. Kinds: "" (the one that goes on), secondary, subtle, gold.
    Unlike crispy's own, its text is never read as a template.
    """

    input_type = "submit"

    def __init__(self, name: str, text: str | Promise, *, kind: str = "", icon: str = "", **attrs: str) -> None:
        super().__init__(name, text, css_class=f"wp-button--{kind}" if kind else None, **attrs)
        self.icon = icon

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: object
    ) -> str:
        """Draw the button as a part of a layout."""
        return render_to_string(self.get_template_name(template_pack), {"input": self})
