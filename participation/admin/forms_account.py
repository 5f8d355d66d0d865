"""Forms of the working screen: what happens with the money after a grant (participation.md, Money)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.forms import EuroField
from participation.admin.case_form import CaseForm
from participation.codes import Reason
from participation.services.payments import waiting_cents
from participation.services.settlement import settlement_of

if TYPE_CHECKING:
    from participation.admin.case import Case


_NOT_NEEDED = (Reason.OTHER_FUNDING, Reason.IN_WORK, Reason.AT_REQUEST, Reason.NO_ANSWER, Reason.OTHER)
_WHY = [("", gettext_lazy("Kies een reden")), *((reason.value, reason.label) for reason in _NOT_NEEDED)]


class PayForm(CaseForm):
    """A payment on a granted decision."""

    key = "betaling"
    amount_cents = EuroField(label=gettext_lazy("Betaald bedrag in euro"), min_cents=1)

    def known(self, case: Case) -> dict[str, Any]:
        """What was granted, and not paid or asked for yet."""
        waiting = waiting_cents(case.decision) if case.decision else 0
        return {"amount_cents": max(case.unpaid_cents - waiting, 0) or None}


class ReleaseForm(CaseForm):
    """Letting go of what was promised and is not needed."""

    key = "vrijval"
    amount_cents = EuroField(label=gettext_lazy("Bedrag dat niet nodig is, in euro"), min_cents=1)
    reason = forms.ChoiceField(choices=_WHY, label=gettext_lazy("Reden"))

    def known(self, case: Case) -> dict[str, Any]:
        """All that was not paid yet."""
        return {"amount_cents": case.unpaid_cents or None}


class SettleForm(CaseForm):
    """What the plan really cost, laid down once the account is in."""

    key = "vaststelling"
    spent_cents = EuroField(
        label=gettext_lazy("Dit heeft het plan gekost, in euro"),
        min_cents=0,
        help_text=gettext_lazy(
            "Volgens de rekening en de bonnen. Wat is toegezegd en niet nodig was, is daarna weer vrij."
        ),
    )

    def known(self, case: Case) -> dict[str, Any]:
        """What the checked account says; at once, or where nothing came in, what was granted."""
        decision = case.decision
        if decision is None or decision.pot is None:
            return {}
        return {"spent_cents": settlement_of(case.submission, decision, today=case.today).spent_cents}


class RecoverForm(CaseForm):
    """Money that came back from the initiators."""

    key = "terug"
    amount_cents = EuroField(label=gettext_lazy("Bedrag dat terugkwam, in euro"), min_cents=1)

    def known(self, case: Case) -> dict[str, Any]:
        """What the account says is to come back."""
        decision = case.decision
        if decision is None or decision.pot is None:
            return {}
        return {"amount_cents": settlement_of(case.submission, decision, today=case.today).back_cents or None}
