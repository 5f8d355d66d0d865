"""What an initiator sends from the own page, and what leads to one."""

from __future__ import annotations

from crispy_forms.helper import FormHelper

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms import AntiSpamMixin, EmailField, EuroField, LongTextField, NameField, ResidentForm, Submit


class OwnPageForm(ResidentForm):
    """A form on the own page: sent to an address of its own."""

    show_errors_above = False

    def __init__(self, *args: object, action: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.action = action

    @property
    def helper(self) -> FormHelper:
        """How crispy draws this form."""
        helper = super().helper
        helper.form_action = self.action
        return helper


class MessageForm(OwnPageForm):
    """A message to the wijkregisseur."""

    bericht = LongTextField(label=_("Schrijf aan je wijkregisseur"), max_length=3000)

    required_messages = {"bericht": _("Schrijf eerst je bericht.")}
    buttons = (Submit("verstuur", _("Verstuur bericht"), kind="secondary", icon="mail"),)


class AnswerForm(OwnPageForm):
    """The answer to a neighbour's question."""

    antwoord = LongTextField(
        label=_("Jouw antwoord"),
        help_text=_("Je wijkregisseur leest je antwoord eerst. Daarna staat het bij je plan."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    required_messages = {"antwoord": _("Schrijf eerst je antwoord.")}
    buttons = (Submit("antwoorden", _("Verstuur je antwoord")),)


class InviteForm(OwnPageForm):
    """Who is asked to join in."""

    mede = EmailField(
        label=_("E-mailadres van je mede-indiener"),
        help_text=_("Diegene krijgt een mail. Zegt diegene ja, dan krijgt die een eigen pagina."),
        widget=forms.EmailInput(
            attrs={"class": "wp-input--m", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    required_messages = {"mede": _("Vul een e-mailadres in, bijvoorbeeld naam@example.org.")}
    buttons = (Submit("uitnodigen", _("Nodig uit"), kind="secondary", icon="plus"),)


class JoinForm(ResidentForm):
    """Saying yes to an invitation. Saying no asks nothing."""

    naam = NameField(
        label=_("Je naam"),
        help_text=_("De andere indieners en de wijkregisseur zien je naam. Op de site staat hij niet."),
    )

    required_messages = {"naam": _("Vul je naam in. Dan weten de anderen wie er meedoet.")}
    buttons = (
        Submit("ja", _("Ja, ik doe mee"), icon="vink"),
        Submit("nee", _("Nee, ik doe niet mee"), kind="secondary"),
    )
    show_errors_above = False


class LostLinkForm(AntiSpamMixin, ResidentForm):
    """Where to mail the links of somebody's plans."""

    email = EmailField(
        label=_("Je e-mailadres"),
        help_text=_("Het adres dat je bij je plan invulde."),
    )

    required_messages = {"email": _("Vul je e-mailadres in, bijvoorbeeld naam@example.org.")}
    buttons = (Submit("mail", _("Mail me de link"), icon="mail"),)
    show_errors_above = False

    @property
    def is_trapped(self) -> bool:
        """Whether the trap was filled in. For a valid form."""
        return bool(self.cleaned_data.get("bijschrift"))


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
