"""The form of a payment that waits for a yes, and the rows of the panel that shows payments on the working screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import TextField
from participation.admin.case_form import CaseForm
from participation.admin.forms_support import PickForm
from participation.mandates import SIGNER_WORDS
from participation.models import PaymentRequest
from participation.services import payments

if TYPE_CHECKING:
    from participation.admin.case import Case


class AnswerForm(PickForm):
    """A yes or no to one payment."""

    key = "betaling_akkoord"
    is_agreed = forms.ChoiceField(
        label=gettext_lazy("Ga je akkoord met deze betaling?"),
        choices=[("ja", gettext_lazy("Ja, betaal")), ("nee", gettext_lazy("Nee"))],
        widget=forms.RadioSelect,
    )
    note = TextField(label=gettext_lazy("Toelichting"), max_length=payments.NOTE_LENGTH, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, which: int | None = None) -> None:
        super().__init__(data, case=case, which=which, key=f"betaling_akkoord{which or ''}")


def payment_rows(case: Case, refused: CaseForm | None) -> list[dict[str, Any]]:
    """The payments of the decision; each that waits with its form, or why this person can't answer."""
    if case.decision is None:
        return []
    rows = []
    for payment in case.decision.payment_requests.select_related("requested_by", "answered_by"):
        is_open = payment.state == PaymentRequest.State.OPEN
        is_mine = is_open and payment.role in case.roles
        reasons = payments.why_not_answer(payment, case.submission, case.user) if is_mine else []
        form: CaseForm | None = AnswerForm(case=case, which=payment.pk) if is_mine and not reasons else None
        if form is not None and refused is not None and form.key == refused.key:
            form = refused
        rows.append({"payment": payment, "form": form, "reasons": reasons, "waits_for": _waits_for(payment)})
    return rows


def _waits_for(payment: PaymentRequest) -> str:
    if payment.state != PaymentRequest.State.OPEN:
        return ""
    return _("wacht op akkoord van de %(role)s") % {"role": SIGNER_WORDS.get(payment.role, payment.role)}
