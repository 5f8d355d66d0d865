"""What the screen of a plan that goes on shows: its parts, each with the forms that this person may use."""

from __future__ import annotations

from typing import Any

from participation.admin import forms_deal, forms_running
from participation.admin.case import Case
from participation.admin.case_form import CaseForm, PressForm
from participation.codes import State
from participation.deal_sheet import deal_sheet
from participation.models import AccountLine, Buurtdeal, DealAgreement, Decision, GrantAccount, Milestone
from participation.services.aftercare import SHOWS
from participation.services.deals import why_not_write
from participation.services.settlement import Settlement, settlement_of

_Status = Buurtdeal.Status


def running_context(case: Case, refused: CaseForm | None = None) -> dict[str, Any]:
    """Everything the template needs."""
    versions = list(case.submission.deals.prefetch_related("agreements").select_related("decision"))
    for one in versions:
        one.submission = case.submission
    account = GrantAccount.objects.filter(submission=case.submission).first()
    forms = {form.key: form for form in _forms(case, versions, account)}
    rows = {
        "milestones": [
            {"milestone": one, "form": _row(forms_running.SettleMilestoneForm, case, "milestone", one)}
            for one in case.submission.milestones.all()
        ],
        "photos": [
            {"photo": one, "form": _row(forms_running.PhotoForm, case, "photo", one)}
            for one in case.submission.photos.all()
        ],
        "lines": [
            {"line": one, "form": _row(forms_running.LineForm, case, "line", one) if _can_check(account) else None}
            for one in (account.lines.all() if account else ())
        ],
    }
    if refused is not None:
        forms[refused.key] = refused
        for found in (row for part in rows.values() for row in part):
            if found["form"] is not None and found["form"].key == refused.key:
                found["form"] = refused
    decision = _decision(case)
    return rows | {
        "case": case,
        "forms": forms,
        "why_not_write": why_not_write(case.submission),
        "versions": [{"deal": one, "sheet": deal_sheet(one)} for one in reversed(versions)],
        "account": account,
        "settlement": settlement_of(case.submission, decision, today=case.today)
        if decision and decision.pot
        else None,
        "story": getattr(case.submission, "story", None),
        "answers": getattr(case.submission, "closing_answers", None),
        "look_back": getattr(case.submission, "look_back", None),
        "example": getattr(case.submission, "best_practice", None),
        "header_title": case.submission.reference,
    }


def _decision(case: Case) -> Decision | None:
    found = case.decision
    return found if found is not None and found.status == Decision.Status.DECIDED else None


def _settlement(case: Case, decision: Decision | None) -> Settlement | None:
    if decision is None or decision.pot is None:
        return None
    return settlement_of(case.submission, decision, today=case.today)


def _can_check(account: GrantAccount | None) -> bool:
    return account is not None and account.handed_in_at is not None and account.settled_at is None


def _row(form_class: type[CaseForm], case: Case, name: str, row: Milestone | AccountLine | Any) -> CaseForm | None:
    return form_class(case=case, **{name: row}) if case.can_handle else None


def _forms(case: Case, versions: list[Buurtdeal], account: GrantAccount | None) -> list[CaseForm]:
    if not case.can_handle:
        return []
    state, forms = case.submission.state, list[CaseForm]()
    by_status = {one.status: one for one in versions}
    if not why_not_write(case.submission):
        forms += [forms_deal.DealForm(case=case), forms_running.MilestoneForm(case=case)]
    if _Status.DRAFT in by_status and state in SHOWS - {State.COMPLETED}:
        forms.append(PressForm(case=case, key="vastleggen"))
    offered = by_status.get(_Status.OFFERED)
    if offered and not any(yes.side == DealAgreement.Side.MUNICIPALITY for yes in offered.agreements.all()):
        forms.append(forms_running.AgreeForm(case=case, which=offered.pk, key="akkoord_deal"))
    if _Status.AGREED in by_status and state == State.COMPLETED:
        forms.append(forms_running.TileForm(case=case))
    if getattr(case.submission, "story", None):
        forms.append(forms_running.StoryForm(case=case))
    if state == State.COMPLETED:
        forms.append(forms_running.ExampleForm(case=case))
    if account and account.handed_in_at is None:
        forms.append(forms_running.DueDayForm(case=case))
    return forms
