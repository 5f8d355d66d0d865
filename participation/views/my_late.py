"""`/mijn-plan/<token>/te-laat/`: the initiator says that the municipality decides too late (Awb 4:17)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.workdays import local_date
from participation.dwangsom import notice_ends_on
from participation.models import Applicant
from participation.services.default_notice import register_notice, why_no_notice
from participation.services.errors import Refused, StaleCase
from participation.services.term_rules import per_day_cents
from participation.terms import DWANGSOM_DAYS, dwangsom_cents
from participation.views.own_parts import around, own


@own
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Say what the notice means; take it in on POST."""
    submission, now = applicant.submission, timezone.now()
    today = local_date(now)
    if why_no_notice(submission, received_on=today, today=today):
        return redirect("my_plan", token=token)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            register_notice(submission=submission, applicant=applicant, received_on=today, now=now)
            return redirect("my_plan", token=token)
        except Refused as refusal:
            reasons = refusal.reasons
        except StaleCase as stale:
            reasons = [str(stale)]
    per_day = per_day_cents(today)
    context = around(token, submission, (_("De gemeente is te laat"), "")) | {
        "reasons": reasons,
        "ends_on": notice_ends_on(today),
        "per_day_cents": per_day[0],
        "most_cents": dwangsom_cents(DWANGSOM_DAYS, per_day=per_day),
    }
    return render(request, "participation/late.html", context, status=422 if reasons else 200)
