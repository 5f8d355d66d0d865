"""Forms of the working screen about draagvlak: proof beside the figures, organisations, and cards on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import LongTextField, PostcodeField, TextField
from participation.admin.case_form import CaseForm
from participation.codes import Party, Stance, SupportChannel
from participation.forms.fields import HouseNumberField
from participation.models import Support, SupportProof

if TYPE_CHECKING:
    from participation.admin.case import Case

_MOST_PEOPLE = 100_000


class ProofForm(CaseForm):
    """A survey, a meeting, or what the wijkregisseur knows."""

    key = "bewijs"
    kind = forms.ChoiceField(choices=SupportProof.Kind.choices, label=gettext_lazy("Wat voor bewijs is het?"))
    text = LongTextField(
        label=gettext_lazy("Wat bleek eruit?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Alleen collega's lezen dit. Noem geen namen van bewoners."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("Aantal mensen"),
        min_value=0,
        max_value=_MOST_PEOPLE,
        required=False,
        error_messages={"invalid": gettext_lazy("Vul een getal in, bijvoorbeeld 40.")},
    )
    happened_on = forms.DateField(
        label=gettext_lazy("Op welke dag?"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Vul een dag in, bijvoorbeeld 3-11-2026.")},
    )


class PickForm(CaseForm):
    """A button beside one row; `which` is the id of the row."""

    key = "rij"
    which = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, case: Case, which: int | None = None, key: str = ""
    ) -> None:
        super().__init__(data, case=case, key=key)
        self.initial["which"] = which

    def clean_which(self) -> int:
        """Keep whole numbers that the database can hold."""
        which = self.cleaned_data["which"]
        if not 0 < which < 2**63:
            raise forms.ValidationError(_("Deze pagina is te oud. Open de zaak opnieuw."))
        return which


class PartyForm(PickForm):
    """Whether an organisation really supports the plan: yes, or no longer sure. Asks the other of what is stored."""

    key = "organisatie"
    is_right = forms.ChoiceField(choices=[("ja", ""), ("nee", "")], widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, given: Support | None = None) -> None:
        which = given.pk if given else None
        super().__init__(data, case=case, which=which, key=f"{self.key}{which or ''}")
        if given:
            self.initial["is_right"] = "nee" if given.party_checked_at else "ja"


class CardForm(CaseForm):
    """What a neighbour said on paper or by phone, one card after another."""

    key = "kaart"
    channel = forms.ChoiceField(
        choices=[(SupportChannel.PAPER.value, SupportChannel.PAPER.label), ("phone", SupportChannel.PHONE.label)],
        label=gettext_lazy("Hoe kwam het binnen?"),
        initial=SupportChannel.PAPER.value,
    )
    stance = forms.ChoiceField(
        choices=Stance.choices, label=gettext_lazy("Steun of zorg?"), initial=Stance.SUPPORT.value
    )
    postcode = PostcodeField(label=gettext_lazy("Postcode"))
    house_number = HouseNumberField(label=gettext_lazy("Huisnummer"))
    initials = TextField(
        label=gettext_lazy("Voorletters"),
        max_length=20,
        help_text=gettext_lazy("Bijvoorbeeld J.P. We bewaren ze niet: zo zien we alleen of een kaart dubbel is."),
    )
    party = forms.ChoiceField(
        choices=[("", gettext_lazy("Geen organisatie")), *Party.choices],
        label=gettext_lazy("Soort organisatie"),
        required=False,
    )
    party_name = TextField(label=gettext_lazy("Naam van de organisatie"), max_length=120, required=False)

    def known(self, case: Case) -> dict[str, Any]:
        """A card starts as support on paper."""
        return {"channel": SupportChannel.PAPER.value, "stance": Stance.SUPPORT.value}
