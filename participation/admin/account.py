"""What happens with the money of a grant: one view for each form of the working screen."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.admin import forms_account
from participation.admin.base import ActionView, addressed
from participation.admin.case import Case
from participation.admin.case_form import CaseForm
from participation.models import Decision
from participation.services import account, settlement
from participation.services.errors import Refused
from participation.services.record import claim


class AccountView(ActionView):
    """A form about the books of one decision."""

    def act(self, case: Case, form: CaseForm) -> None:
        """Book, claiming the version of the form: the books bear two equal payments, a double click means one.

        Raises:
            StaleCase: when the case was changed after the form was made.
            Refused: when there is no decision with money.
        """
        decision = _decision(case)
        with transaction.atomic():
            claim(case.submission, form.cleaned_data["version"])
            self.book(case, decision, form)

    def book(self, case: Case, decision: Decision, form: CaseForm) -> None:
        """Put it in the books."""
        raise NotImplementedError


class Release(AccountView):
    """Let go of what is not needed."""

    form_class = forms_account.ReleaseForm
    done = _("Het bedrag is weer vrij in het wijkbudget.")

    def book(self, case: Case, decision: Decision, form: CaseForm) -> None:
        """Release."""
        given = {name: form.cleaned_data[name] for name in ("amount_cents", "reason")}
        account.release(decision=decision, by=case.user, now=case.now, **given)


class Settle(ActionView):
    """Lay down what the plan cost, at once or on the account."""

    form_class = forms_account.SettleForm
    done = _("Vastgesteld wat het plan heeft gekost.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Settle.

        Raises:
            StaleCase: when the case was changed after the form was made.
            Refused: when there is no decision with money, or the account is not checked yet.
        """
        settlement.settle(
            decision=_decision(case), spent_cents=form.cleaned_data["spent_cents"], **addressed(case, form)
        )


class Recover(AccountView):
    """Book money that came back."""

    form_class = forms_account.RecoverForm
    done = _("Geboekt wat is terugbetaald.")

    def book(self, case: Case, decision: Decision, form: CaseForm) -> None:
        """Recover."""
        account.recover(decision=decision, amount_cents=form.cleaned_data["amount_cents"], by=case.user, now=case.now)


def _decision(case: Case) -> Decision:
    """The decision whose books these are.

    Raises:
        Refused: when there is none.
    """
    if case.decision is None:
        raise Refused([str(_("Er is nog geen besluit om op te betalen."))])
    return case.decision
