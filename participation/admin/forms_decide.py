"""Forms of the working screen: deciding and paying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import EuroField, LongTextField, RadioCards
from cms.models import User
from cms.workdays import local_date
from participation.admin.case_form import CaseForm
from participation.admin.forms import REASONS
from participation.admin.forms_terms import day_field
from participation.codes import Outcome, PotKind
from participation.models import Advice
from participation.services.consultation import teammanagers

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

    has_letter = True

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
    pleads_for = LongTextField(
        label=gettext_lazy("Afweging: wat pleit ervoor?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    pleads_against = LongTextField(
        label=gettext_lazy("Afweging: wat pleit ertegen?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decisive = LongTextField(
        label=gettext_lazy("Afweging: wat gaf de doorslag?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Nodig als je afwijst of minder toekent dan gevraagd."),
    )
    letter_text = LongTextField(
        label=gettext_lazy("Brief aan de indiener: de toelichting"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Schrijf ‘u’ en noem geen namen. De rest van de brief staat vast."),
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
        if cleaned.get("outcome") in (Outcome.REJECT, Outcome.GRANT_PART) and not cleaned.get("decisive"):
            self.add_error("decisive", _("Schrijf bij de afweging wat de doorslag gaf."))
        if cleaned.get("outcome") == Outcome.REJECT:
            return cleaned
        if cleaned.get("amount_cents") is None and "amount_cents" not in self.errors:
            self.add_error("amount_cents", _("Vul in hoeveel geld je toekent. Vul 0 in als er geen geld nodig is."))
        return cleaned


class ProposeForm(_OutcomeForm):
    """The proposal of who handles the case."""

    key = "voorstel"
    consulted = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label=gettext_lazy("Met welke teammanagers heb je overlegd?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nodig als het besluit over het budget van de wijk heen gaat."),
    )
    consulted_on = day_field(gettext_lazy("Op welke dag was dat?"), required=False)
    is_investment = forms.BooleanField(
        label=gettext_lazy("Dit is een investeringsproject"),
        required=False,
        help_text=gettext_lazy("Wat normaal in het investeringsprogramma staat. Dan beslist het college."),
    )

    def prepare(self, case: Case) -> None:
        """Offer those who are teammanager now."""
        self.fields["consulted"].queryset = teammanagers(local_date(case.now))

    def clean(self) -> dict[str, Any]:
        """Ask for the people and the day of a consultation together."""
        cleaned = super().clean()
        consulted, day = cleaned.get("consulted"), cleaned.get("consulted_on")
        if consulted and day is None and "consulted_on" not in self.errors:
            self.add_error("consulted_on", _("Vul in op welke dag je met de teammanagers overlegde."))
        if day is not None and not consulted and "consulted" not in self.errors:
            self.add_error("consulted", _("Kies met welke teammanagers je overlegde."))
        return cleaned


class RecordForm(_OutcomeForm):
    """What the college or the council decided, written down by the griffie."""

    key = "uitkomst"
    body = forms.ChoiceField(
        choices=[("college", gettext_lazy("College")), ("gemeenteraad", gettext_lazy("Gemeenteraad"))],
        label=gettext_lazy("Wie besliste"),
        widget=RadioCards,
    )
    decided_on = day_field(gettext_lazy("Op welke dag?"), required=False)
    is_investment = forms.BooleanField(
        label=gettext_lazy("Dit is een investeringsproject"),
        required=False,
        help_text=gettext_lazy("Dan adviseert eerst de regietafel."),
    )
    field_order = ["body", "decided_on"]


class AdviceForm(CaseForm):
    """Advice before a decision: the own, or that of the regietafel."""

    key = "advies"
    giver = forms.ChoiceField(choices=Advice.Giver.choices, label=gettext_lazy("Advies van"))
    is_positive = forms.ChoiceField(
        choices=[("ja", gettext_lazy("Positief")), ("nee", gettext_lazy("Negatief"))],
        label=gettext_lazy("Het advies"),
        widget=RadioCards,
    )
    text = LongTextField(label=gettext_lazy("Waarom"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    given_on = day_field(gettext_lazy("Gegeven op"), required=False, help_text=gettext_lazy("Leeg is vandaag."))

    def prepare(self, case: Case) -> None:
        """Offer in whose name this person may speak."""
        self.fields["giver"].choices = [(one, Advice.Giver(one).label) for one in case.advice_givers]


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
