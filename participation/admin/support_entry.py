"""Draagvlak on the working screen: proof beside the figures, organisations, and support without e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.admin import forms_support
from participation.admin.base import ActionView, addressed, typed
from participation.admin.case import Case
from participation.admin.case_form import CaseForm
from participation.services import proof, support_entry
from participation.services.errors import Refused


class AddProof(ActionView):
    """Put proof beside the figures."""

    form_class = forms_support.ProofForm
    done = _("Het bewijs staat bij het draagvlak.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Add it."""
        proof.add_proof(**addressed(case, form), **typed(form))


class RemoveProof(ActionView):
    """Take proof out again."""

    form_class = forms_support.PickForm
    done = _("Het bewijs is weggehaald.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Remove it."""
        proof.remove_proof(**addressed(case, form), proof=form.cleaned_data["which"])


class CheckParty(ActionView):
    """Say that an organisation was checked, or not any more. The case itself does not change."""

    form_class = forms_support.PartyForm
    done = _("De organisatie is bijgewerkt.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Check."""
        picked = form.cleaned_data
        support_entry.check_party(**_who(case), support=picked["which"], is_right=picked["is_right"] == "ja")


class TakeBackCard(ActionView):
    """Take out a card that was entered by mistake."""

    form_class = forms_support.PickForm
    done = _("De kaart is weggehaald. De telling klopt weer.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Take it back."""
        support_entry.take_back(**_who(case), support=form.cleaned_data["which"])


class EnterCard(ActionView):
    """Enter a card and open the form for the next one; or, for who calls, take a card back by the same three facts."""

    form_class = forms_support.CardForm

    def act(self, case: Case, form: CaseForm) -> None:
        """Enter it, or take it back.

        Raises:
            Refused: when there is no such card to take back.
        """
        if "terug" not in form.data:
            support_entry.enter(**_who(case), **typed(form))
            self.said = _("De kaart is ingevoerd en telt mee. Voer de volgende in.")
            return
        person = {name: form.cleaned_data[name] for name in ("postcode", "house_number", "initials")}
        person["stance"] = form.cleaned_data["stance"]
        card = support_entry.find_card(submission=case.submission, by=case.user, **person)
        if card is None:
            raise Refused([str(_("Zo'n kaart is er niet. Kijk postcode, huisnummer en voorletters na."))])
        support_entry.take_back(**_who(case), support=card.pk)
        self.said = _("De kaart is weggehaald. De telling klopt weer.")

    def finish(self, request: HttpRequest, case: Case, form: CaseForm) -> HttpResponse:
        """Back to the same form, empty and open."""
        messages.success(request, self.said)
        return redirect(f"{reverse('inbox:case', args=[case.submission.pk])}?kaarten#{form.key}")


def _who(case: Case) -> dict[str, Any]:
    """What services that change support and not the case are told: no version, so cards can go fast."""
    return {"submission": case.submission, "by": case.user, "now": case.now}
