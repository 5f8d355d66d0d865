"""Payments on a grant: asked for by who handles the case, and the yes or no of the role that the mandate names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from participation.admin import forms_account
from participation.admin.base import ActionView, addressed
from participation.admin.case_form import CaseForm
from participation.admin.forms_payments import AnswerForm
from participation.services import payments

if TYPE_CHECKING:
    from participation.admin.case import Case


class RequestPayment(ActionView):
    """Ask for a payment; up to 2,000 euro asking is deciding."""

    form_class = forms_account.PayForm
    done = gettext_lazy("De betaling is geboekt, of wacht op akkoord.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Ask."""
        payments.request_payment(amount_cents=form.cleaned_data["amount_cents"], **addressed(case, form))


class AnswerPayment(ActionView):
    """Say yes or no to a payment."""

    form_class = AnswerForm
    done = gettext_lazy("Je antwoord op de betaling is vastgelegd.")

    def is_allowed(self, case: Case) -> bool:
        """Whether this person holds a role that can say yes here; the service asks which payment it is."""
        return bool(case.roles)

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form of the payment that was picked."""
        which = str(data.get("which", ""))
        is_number = which.isascii() and which.isdigit() and len(which) < 19
        return AnswerForm(data, case=case, which=int(which) if is_number else None)

    def act(self, case: Case, form: CaseForm) -> None:
        """Answer."""
        given = form.cleaned_data
        payments.answer_payment(
            payment=given["which"], is_agreed=given["is_agreed"] == "ja", note=given["note"], **addressed(case, form)
        )
