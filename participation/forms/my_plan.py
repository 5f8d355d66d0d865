"""What an initiator sends from the own page."""

from __future__ import annotations

from crispy_forms.helper import FormHelper

from django.utils.translation import gettext_lazy as _

from cms.forms import EuroField, LongTextField, ResidentForm, Submit


class MessageForm(ResidentForm):
    """A message to the wijkregisseur."""

    bericht = LongTextField(label=_("Schrijf aan je wijkregisseur"), max_length=3000)

    required_messages = {"bericht": _("Schrijf eerst je bericht.")}
    buttons = (Submit("verstuur", _("Verstuur bericht"), kind="secondary", icon="mail"),)
    show_errors_above = False

    def __init__(self, *args: object, action: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.action = action

    @property
    def helper(self) -> FormHelper:
        """How crispy draws this form: sent to an address of its own."""
        helper = super().helper
        helper.form_action = self.action
        return helper


class ApplyForm(ResidentForm):
    """The application: from here the term of the law runs."""

    bedrag = EuroField(
        label=_("Hoeveel geld vraag je aan?"),
        help_text=_("Schrijf het bedrag in euro's, bijvoorbeeld 4.800."),
        min_cents=1,
    )

    required_messages = {"bedrag": _("Vul in hoeveel geld je aanvraagt, bijvoorbeeld 4.800.")}
    buttons = (Submit("aanvragen", _("Vraag het geld aan"), icon="euro"),)
    show_errors_above = False
