"""What the working screen shows: all its forms, with the one that was refused in its place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.postcodes import shown
from participation.admin.case import Case
from participation.admin.case_form import CaseForm, MessageForm, PressForm, TextForm
from participation.admin.criteria import CRITERIA
from participation.admin.forms import (
    ApplyForm,
    AssignForm,
    CloseSupportForm,
    CriterionForm,
    FactsForm,
    OpenSupportForm,
    StepForm,
)
from participation.admin.forms_account import PayForm, RecoverForm, ReleaseForm, SettleForm
from participation.admin.forms_decide import AdviceForm, ProposeForm, RecordForm, SignForm
from participation.admin.forms_marks import LabelsForm, OwnerForm
from participation.admin.forms_payments import payment_rows
from participation.admin.forms_questions import question_rows
from participation.admin.forms_support import CardForm, PartyForm, PickForm, ProofForm
from participation.admin.forms_terms import CallForm, ExtendForm, NoticeForm
from participation.admin.forms_text import PublicTextForm
from participation.codes import Kind, State
from participation.selectors import initiative_path
from participation.services.publish import why_not_public
from participation.services.suggest import why_no_draft
from participation.services.support_entry import why_not_enter
from participation.states import BEFORE_DECISION, is_open

# Something small has no text for the site, no criteria, no support and no money.
CALL_BEFORE = frozenset({State.TO_DECIDE, State.WAITING_INITIATOR})
_FOR_PLANS = (PublicTextForm, CriterionForm, ProofForm, CardForm, ApplyForm, CallForm)


def screen_context(case: Case, refused: CaseForm | None = None) -> dict[str, Any]:
    """Everything the template needs. Only forms that this person may use are made."""
    forms = {form.key: form for form in _forms(case)}
    if refused is not None:
        forms[refused.key] = refused
    payments = payment_rows(case, refused)
    return {
        "case": case,
        "forms": forms,
        "criteria": [
            {"criterion": row, "verdict": case.verdicts.get(row.number), "form": forms.get(f"criterium{row.number}")}
            for row in CRITERIA
        ]
        if case.submission.kind not in (Kind.SIGNAL, Kind.UPKEEP, Kind.ACTIVITY)
        else [],
        "judged_count": sum(verdict.verdict == "ja" for verdict in case.verdicts.values()),
        "steps": [
            {
                "step": step,
                "reasons": reasons,
                "form": forms.get(f"naar_{step.target.value}"),
                "verb": VERBS[step.target],
            }
            for step, reasons in case.plain_steps
        ],
        "why_not_public": why_not_public(case.submission) if case.can_handle and case.public else [],
        "site_path": initiative_path(case.submission) if case.public and case.public.is_public else "",
        "header_title": case.submission.reference,
        "support": _support_rows(case),
        "why_no_draft": why_no_draft(case.submission) if case.idea else [],
        "question_rows": question_rows(case, refused),
        "payment_rows": payments,
        # Who has to say yes to something finds that first, also on a phone.
        "is_asked": case.is_to_sign or any(row["form"] for row in payments),
    }


def _support_rows(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Proof, organisations and cards, each with its button where this person may press it."""
    may = case.can_handle and case.submission.state in BEFORE_DECISION
    cards = case.last_cards if may else []
    return {
        "proofs": [
            {"proof": proof, "words": words, "form": _pick(case, "bewijs_weg", proof.pk) if may else None}
            for proof, words in case.proofs
        ],
        "organisations": [
            {"given": given, "form": PartyForm(case=case, given=given) if may else None}
            for given in case.organisations
        ],
        "cards": [
            {"card": card, "postcode": shown(card.postcode), "form": _pick(case, "kaart_weg", card.pk)}
            for card in cards
        ],
    }


def _pick(case: Case, name: str, which: int) -> PickForm:
    return PickForm(case=case, which=which, key=f"{name}{which}")


def _forms(case: Case) -> list[CaseForm]:
    forms: list[CaseForm] = []
    if case.can_handle:
        forms += [PublicTextForm(case=case), FactsForm(case=case), AssignForm(case=case)]
        forms += [OwnerForm(case=case), LabelsForm(case=case)]
        if case.submission.unread_at:
            forms.append(PressForm(case=case, key="gelezen"))
        forms += [PressForm(case=case, key="plaatsen"), PressForm(case=case, key="weghalen")]
        forms.append(MessageForm(case=case))
        forms += [CriterionForm(case=case, number=row.number) for row in CRITERIA]
        forms += [StepForm(case=case, step=step) for step, reasons in case.plain_steps if not reasons]
        if case.support_step and not case.support_step[1]:
            forms.append(OpenSupportForm(case=case))
        if case.submission.state == State.GATHERING_SUPPORT:
            forms.append(CloseSupportForm(case=case))
        if case.submission.state in BEFORE_DECISION:
            forms.append(ProofForm(case=case))
        if not why_not_enter(case.submission, now=case.now):
            forms.append(CardForm(case=case))
        if not case.submission.applied_at and is_open(case.submission.state):
            forms.append(ApplyForm(case=case))
        forms += _term_forms(case)
    if case.can_handle and case.public_decision:
        key = "besluit_weghalen" if case.public_decision.is_public else "besluit_plaatsen"
        forms.append(PressForm(case=case, key=key))
    if case.can_note:
        forms.append(TextForm(case=case, key="notitie"))
    if case.can_propose:
        forms.append(ProposeForm(case=case))
    if case.is_to_sign and not case.why_not_sign and case.next_role != "college":
        forms.append(SignForm(case=case))
    if case.advice_givers and case.submission.kind in (Kind.INITIATIVE, Kind.CHALLENGE):
        forms.append(AdviceForm(case=case))
    if case.can_record:
        forms.append(RecordForm(case=case))
    if case.can_pay:
        forms += [PayForm(case=case), ReleaseForm(case=case)]
    if case.can_settle:
        forms.append(SettleForm(case=case))
    if case.can_recover:
        forms.append(RecoverForm(case=case))
    if case.can_read_contact:
        forms.append(PressForm(case=case, key="contact"))
    if case.can_handle and case.idea:
        forms.append(PressForm(case=case, key="concept"))
    is_small = case.submission.kind in (Kind.UPKEEP, Kind.ACTIVITY)
    return [form for form in forms if not (is_small and isinstance(form, _FOR_PLANS))]


def _term_forms(case: Case) -> list[CaseForm]:
    """More time, a notice of default, and the call before a no: each where the rules allow it now."""
    forms: list[CaseForm] = []
    if case.submission.applied_at and not case.term_card.why_not_extend:
        forms.append(ExtendForm(case=case))
    if case.term_card.can_notice:
        forms.append(NoticeForm(case=case))
    if case.submission.state in CALL_BEFORE:
        forms.append(CallForm(case=case))
    return forms


# What a button says: verb and object, for each state that it leads to.
VERBS = {
    State.RECEIVED: _("Haal uit de spam"),
    State.REOPENED: _("Heropen de zaak"),
    State.IN_REVIEW: _("Neem in behandeling"),
    State.WAITING_INITIATOR: _("Vraag de indiener om aanvulling"),
    State.GATHERING_SUPPORT: _("Laat buren steunen"),
    State.ADVICE: _("Vraag een collega om advies"),
    State.REFERRED: _("Verwijs door"),
    State.TO_DECIDE: _("Leg voor ter besluit"),
    State.GRANTED: _("Ken toe"),
    State.PARTLY_GRANTED: _("Ken een deel toe"),
    State.REJECTED: _("Wijs af"),
    State.SET_ASIDE: _("Stel buiten behandeling"),
    State.TAKEN_ALONG: _("Neem mee in het werk van de gemeente"),
    State.EXECUTING: _("Start de uitvoering"),
    State.COMPLETED: _("Rond af"),
    State.STOPPED: _("Stop met dit plan"),
    State.WITHDRAWN: _("Trek in op verzoek van de indiener"),
    State.MERGED: _("Voeg samen met een andere zaak"),
    State.SPAM: _("Markeer als spam"),
}
