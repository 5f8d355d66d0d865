"""What the own page shows of a plan that goes on: the buurtdeal, dates, the account, and what we ask."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from participation.codes import State
from participation.models import Applicant, Buurtdeal, ClosingAnswers, GrantAccount, LookBack, Milestone
from participation.services.aftercare import SHOWS, may_show
from participation.services.milestones import OWN
from participation.views.my_deal import has_agreed, shown_deal


def running(request: HttpRequest, applicant: Applicant) -> dict[str, Any]:
    """The part below the decision; nothing before one. Six queries at most."""
    case = applicant.submission
    if case.state not in SHOWS or not may_show(case):
        return {}
    deal = shown_deal(applicant)
    is_done = case.state == State.COMPLETED
    return {
        "is_running": True,
        "deal": deal,
        "must_agree": deal is not None and deal.status == Buurtdeal.Status.OFFERED and not has_agreed(deal),
        "dates": [
            {"milestone": one, "can_tick": one.state == Milestone.State.OPEN and _is_own(one)}
            for one in case.milestones.exclude(state=Milestone.State.DROPPED)
        ],
        "was_ticked": "afgevinkt" in request.GET,
        "account": GrantAccount.objects.filter(submission=case).first(),
        "asks_closing": is_done and not ClosingAnswers.objects.filter(submission=case).exists(),
        "asks_look_back": is_done and not LookBack.objects.filter(submission=case).exists(),
    }


def _is_own(milestone: Milestone) -> bool:
    return milestone.who in OWN and milestone.sort != Milestone.Sort.EVALUATION
