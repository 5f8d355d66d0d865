"""Forms of the working screen: deciding and paying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import EuroField, LongTextField, RadioCards
from participation.admin.case_form import CaseForm
from participation.admin.forms import REASONS
from participation.codes import Outcome, PotKind

if TYPE_CHECKING:
    from participation.admin.case import Case

_POTS = [
    ("", gettext_lazy("Volgens de regel: handgeld zolang dat er is")),
    (PotKind.SUBSIDY.value, PotKind.SUBSIDY.label),
    (PotKind.HAND_MONEY.value, PotKind.HAND_MONEY.label),
    (PotKind.WIJKKANSEN.value, PotKind.WIJKKANSEN.label),
]
_HINTS = {
    Outcome.GRANT.value: gettext_lazy("Het hele gevraagde bedrag."),
    Outcome.GRANT_PART.value: gettext_lazy("Een lager bedrag."),
    Outcome.REJECT.value: gettext_lazy("Een reden is nodig."),
}


class _OutcomeForm(CaseForm):
    """What is decided, on how much, and the two texts that tell it."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices, label=gettext_lazy("Uitkomst"), widget=RadioCards(hints=_HINTS)
    )
    amount_cents = EuroField(label=gettext_lazy("Bedrag in euro"), required=False)
    pot_kind = forms.ChoiceField(choices=_POTS, label=gettext_lazy("Pot"), required=False)
    reason = forms.ChoiceField(
        choices=REASONS,
        label=gettext_lazy("Reden"),
        required=False,
        help_text=gettext_lazy("Nodig als je afwijst."),
    )
    letter_text = LongTextField(
        label=gettext_lazy("Brief aan de indiener"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Gaat pas weg als iedereen akkoord is, namens het college."),
    )
    public_text = LongTextField(
        label=gettext_lazy("Openbare tekst over het besluit"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Komt bij het plan op de site. Noem geen namen."),
    )

    def known(self, case: Case) -> dict[str, Any]:
        """The amount asked."""
        return {"amount_cents": case.submission.asked_cents}

    def clean(self) -> dict[str, Any]:
        """Ask for the amount of what is granted and the reason of what is rejected; a rejection grants nothing."""
        cleaned = super().clean()
        if cleaned.get("outcome") == Outcome.REJECT:
            cleaned["amount_cents"] = 0
            if not cleaned.get("reason") and "reason" not in self.errors:
                self.add_error("reason", _("Kies waarom je afwijst."))
        elif cleaned.get("amount_cents") is None and "amount_cents" not in self.errors:
            self.add_error("amount_cents", _("Vul in hoeveel geld je toekent. Vul 0 in als er geen geld nodig is."))
        return cleaned


class ProposeForm(_OutcomeForm):
    """The proposal of who handles the case."""

    key = "voorstel"
    is_consulted = forms.BooleanField(
        label=gettext_lazy("De teammanagers zijn geraadpleegd"),
        required=False,
        help_text=gettext_lazy("Nodig als het besluit over het budget van de wijk heen gaat."),
    )
    is_investment = forms.BooleanField(
        label=gettext_lazy("Dit is een investeringsproject"),
        required=False,
        help_text=gettext_lazy("Wat normaal in het investeringsprogramma staat. Dan beslist het college."),
    )


class RecordForm(_OutcomeForm):
    """What the college or the council decided, written down by the griffie."""

    key = "uitkomst"
    body = forms.ChoiceField(
        choices=[("college", gettext_lazy("College")), ("gemeenteraad", gettext_lazy("Gemeenteraad"))],
        label=gettext_lazy("Wie besliste"),
        widget=RadioCards,
    )
    field_order = ["body"]


class SignForm(CaseForm):
    """Yes or no to a proposal."""

    key = "akkoord"
    is_agreed = forms.ChoiceField(
        choices=[("ja", gettext_lazy("Akkoord")), ("nee", gettext_lazy("Niet akkoord"))],
        label=gettext_lazy("Wat is je besluit?"),
        widget=RadioCards,
    )
    note = LongTextField(
        label=gettext_lazy("Je toelichting"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nodig bij ‘niet akkoord’. De indiener leest dit niet."),
    )

    def prepare(self, case: Case) -> None:
        """Say what happens next."""
        after = (
            _("Daarna is het besluit genomen en gaat de brief weg.")
            if case.is_last_sign_off
            else _("Daarna tekent de volgende.")
        )
        self.fields["is_agreed"].widget.hints = {
            "ja": after,
            "nee": _("Het plan gaat terug naar de behandelaar, met jouw toelichting."),
        }
        self.fields["is_agreed"].error_messages["required"] = _("Kies akkoord of niet akkoord.")

    def clean(self) -> dict[str, Any]:
        """Ask why not."""
        cleaned = super().clean()
        if cleaned.get("is_agreed") == "nee" and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Schrijf waarom je niet akkoord bent."))
        return cleaned
