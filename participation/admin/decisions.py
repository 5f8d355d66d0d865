"""Deciding: one view for each form of the working screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Role
from participation.admin import forms_decide
from participation.admin.base import ActionView, addressed, typed
from participation.admin.case import DECIDERS, Case
from participation.admin.case_form import CaseForm, PressForm
from participation.admin.letters import PreviewedView
from participation.models import Decision
from participation.services import decide
from participation.services.advise import advise
from participation.services.errors import Refused, StaleCase
from participation.services.letter_desk import Draft
from participation.services.public_decisions import publish_decision, withdraw_decision


class Propose(PreviewedView):
    """Propose a decision."""

    form_class = forms_decide.ProposeForm
    done = _("Je voorstel is vastgelegd.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Propose; on the lowest level this decides."""
        decision = decide.propose(**addressed(case, form), role=Role.WIJKREGISSEUR, **_outcome(form))
        if decision.status == Decision.Status.DECIDED:
            self.done = _("Het besluit is genomen. De indiener krijgt de brief.")

    def draft(self, case: Case, form: CaseForm) -> Draft:
        """The letter of this proposal, as it would be when everybody signs."""
        return decide.draft_letter(case.submission, _outcome(form), now=case.now)


class Sign(ActionView):
    """Say yes or no to a proposal."""

    form_class = forms_decide.SignForm
    done = _("Je besluit is vastgelegd.")

    def is_allowed(self, case: Case) -> bool:
        """Who may ever sign; the service says whose turn it is. The administrator signs nothing."""
        return bool(case.roles & (DECIDERS | {Role.WIJKREGISSEUR}))

    def act(self, case: Case, form: CaseForm) -> None:
        """Sign under the role that is next.

        Raises:
            StaleCase: when the proposal is no longer there to sign.
        """
        if case.decision is None or case.next_role is None:
            raise StaleCase
        if case.next_role not in case.roles:
            raise Refused([str(_("Je bent nu niet aan de beurt om te tekenen."))])
        decide.sign(
            decision=case.decision,
            by=case.user,
            role=case.next_role,
            is_agreed=form.cleaned_data["is_agreed"] == "ja",
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
            now=case.now,
        )


class RecordOutcome(PreviewedView):
    """Write down what college or council decided."""

    form_class = forms_decide.RecordForm
    done = _("Het besluit is vastgelegd.")

    def is_allowed(self, case: Case) -> bool:
        """The griffie."""
        return Role.GRIFFIE in case.roles

    def act(self, case: Case, form: CaseForm) -> None:
        """Record."""
        decide.record_outcome(**addressed(case, form), role=Role.GRIFFIE, **_outcome(form))

    def draft(self, case: Case, form: CaseForm) -> Draft:
        """The letter of this decision."""
        return decide.draft_letter(case.submission, _outcome(form), now=case.now)


class PublishDecision(ActionView):
    """Put the decision on the site."""

    done = _("Het besluit staat op de site.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button."""
        return PressForm(data, case=case, key="besluit_plaatsen")

    def act(self, case: Case, form: CaseForm) -> None:
        """Publish."""
        publish_decision(**addressed(case, form))


class WithdrawDecision(ActionView):
    """Take the decision off the site."""

    done = _("Het besluit staat niet meer op de site.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button."""
        return PressForm(data, case=case, key="besluit_weghalen")

    def act(self, case: Case, form: CaseForm) -> None:
        """Withdraw."""
        withdraw_decision(**addressed(case, form))


class GiveAdvice(ActionView):
    """Record advice before the decision."""

    form_class = forms_decide.AdviceForm
    done = _("Het advies is vastgelegd.")

    def is_allowed(self, case: Case) -> bool:
        """Who may advise in some name."""
        return bool(case.advice_givers) or case.can_handle

    def act(self, case: Case, form: CaseForm) -> None:
        """Record it."""
        words = typed(form) | {"is_positive": form.cleaned_data["is_positive"] == "ja"}
        advise(**addressed(case, form), **words)


def _outcome(form: CaseForm) -> dict[str, Any]:
    """What was filled in; no amount is nothing."""
    return typed(form) | {"amount_cents": form.cleaned_data.get("amount_cents") or 0}
