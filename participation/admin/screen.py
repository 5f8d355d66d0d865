"""What the working screen shows: all its forms, with the one that was refused in its place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.admin.case import Case
from participation.admin.case_form import CaseForm, PressForm, TextForm
from participation.admin.criteria import CRITERIA
from participation.admin.forms import (
    ApplyForm,
    AssignForm,
    CloseSupportForm,
    CriterionForm,
    FactsForm,
    OpenSupportForm,
    PublicTextForm,
    StepForm,
)
from participation.admin.forms_decide import PayForm, ProposeForm, RecordForm, SignForm
from participation.codes import Kind, State
from participation.selectors import initiative_path
from participation.services.publish import why_not_public
from participation.states import is_open


def screen_context(case: Case, refused: CaseForm | None = None) -> dict[str, Any]:
    """Everything the template needs. Only forms that this person may use are made."""
    forms = {form.key: form for form in _forms(case)}
    if refused is not None:
        forms[refused.key] = refused
    return {
        "case": case,
        "forms": forms,
        "criteria": [
            {"criterion": row, "verdict": case.verdicts.get(row.number), "form": forms.get(f"criterium{row.number}")}
            for row in CRITERIA
        ]
        if case.submission.kind != Kind.SIGNAL
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
    }


def _forms(case: Case) -> list[CaseForm]:
    forms: list[CaseForm] = []
    if case.can_handle:
        forms += [PublicTextForm(case=case), FactsForm(case=case), AssignForm(case=case)]
        forms += [PressForm(case=case, key="plaatsen"), PressForm(case=case, key="weghalen")]
        forms.append(TextForm(case=case, key="bericht"))
        forms += [CriterionForm(case=case, number=row.number) for row in CRITERIA]
        forms += [StepForm(case=case, step=step) for step, reasons in case.plain_steps if not reasons]
        if case.support_step and not case.support_step[1]:
            forms.append(OpenSupportForm(case=case))
        if case.submission.state == State.GATHERING_SUPPORT:
            forms.append(CloseSupportForm(case=case))
        if not case.submission.applied_at and is_open(case.submission.state):
            forms.append(ApplyForm(case=case))
    if case.can_note:
        forms.append(TextForm(case=case, key="notitie"))
    if case.can_propose:
        forms.append(ProposeForm(case=case))
    if case.is_to_sign and not case.why_not_sign and case.next_role != "college":
        forms.append(SignForm(case=case))
    if case.can_record:
        forms.append(RecordForm(case=case))
    if case.can_pay:
        forms.append(PayForm(case=case))
    if case.can_read_contact:
        forms.append(PressForm(case=case, key="contact"))
    return forms


def errors_of(form: CaseForm) -> list[dict[str, str]]:
    """The errors of a form, each with the id of its field, for the summary above the screen."""
    found = []
    for name, errors in form.errors.items():
        target = ""
        if name in form.fields and not form[name].is_hidden:
            # A group has no element of its own to jump to: take its first option.
            target = f"{form[name].auto_id}_0" if form[name].use_fieldset else form[name].auto_id
        found += [{"text": str(error), "target": target} for error in errors]
    return found


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
