"""`/mijn-plan/<token>/aanvullen/`: adding to a plan or changing it, step by step; every step is kept by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.workdays import local_date
from participation.forms.changes import STEPS, ChangeForm, change_of, plan_of, step_form
from participation.forms.places import Place
from participation.forms.review import CHANGE, Section, cost_table, sections
from participation.models import Applicant
from participation.services.errors import Refused, StaleCase
from participation.services.supplement import last_change, supplement, why_not
from participation.views.guard import refused_status, status_of
from participation.views.my_page import may_apply
from participation.views.own_parts import add_reasons, around, own, own_url
from participation.views.route import levels, route_of

CHECK = "controleer"
NAMES = tuple(STEPS)
TOTAL = len(NAMES) + 1


@own
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, token: str, applicant: Applicant, step: str) -> HttpResponse:
    """Show one step with what stands there now, or keep what is new of it; the last one shows all answers.

    Raises:
        Http404: for a step that does not exist.
    """
    if step not in (*STEPS, CHECK):
        raise Http404
    submission = applicant.submission
    if why_not(submission):
        return _too_late(request, token, applicant)
    if step == CHECK:
        context = _overview(token, applicant) | {"was_kept": "bewaard" in request.GET}
        return render(request, "participation/changes.html", context)
    if request.method != "POST":
        return _step_page(request, token, applicant, step, step_form(step, submission))
    if "terug" in request.POST:
        return redirect(_url(token, NAMES[max(NAMES.index(step) - 1, 0)]))
    form, now = step_form(step, submission, request.POST), timezone.now()
    if status := refused_status(request, form, now):
        return _step_page(request, token, applicant, step, form, status=status)
    try:
        seen = form.cleaned_data["gezien"]
        supplement(submission=submission, applicant=applicant, now=now, seen=seen, **change_of(step, form))
    except Refused as refusal:
        add_reasons(form, refusal)
    except StaleCase:
        form.show_again(last_change(submission))
        text = _("Iemand anders heeft je plan intussen veranderd. Lees na wat hier staat en bewaar het opnieuw.")
        form.add_error(None, text)
    if form.errors:
        return _step_page(request, token, applicant, step, form, status=status_of(form))
    return redirect(_after(request, token, step))


def _url(token: str, step: str = CHECK) -> str:
    return f"{own_url(token)}aanvullen/{step}/"


def _after(request: HttpRequest, token: str, step: str) -> str:
    """Where a step leads: the next one, or the overview for who came from there or is done."""
    rest = NAMES[NAMES.index(step) + 1 :]
    is_done = "wijzig" in request.GET or "bewaar" in request.POST or not rest
    return f"{_url(token)}?bewaard" if is_done else _url(token, rest[0])


def _too_late(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Why nothing can be changed any more, with the way back."""
    context = around(token, applicant.submission, (_("Vul je plan aan"), "")) | {
        "title": _("Je plan veranderen kan nu niet"),
        "text": why_not(applicant.submission)[0],
        "actions": [{"url": own_url(token), "text": _("Terug naar je plan")}],
    }
    return render(request, "cms/melding.html", context, status=409 if request.method == "POST" else 200)


def _step_page(
    request: HttpRequest, token: str, applicant: Applicant, step: str, form: ChangeForm, status: int = 200
) -> HttpResponse:
    here = ((_("Vul je plan aan"), _url(token)), (str(form.heading), ""))
    context = around(token, applicant.submission, *here) | {
        "form": form,
        "number": NAMES.index(step) + 1,
        "total": TOTAL,
        "levels": levels(local_date(timezone.now())),
        "overview_url": _url(token),
    }
    return render(request, "participation/change_step.html", context, status=status)


def _asked_again(section: Section) -> Section:
    """The rows of a step that its form here asks for: files came with the plan, and stay as they are."""
    rows = [row for row in section.rows if not row["url"].endswith("#id_bestanden")]
    return replace(section, rows=rows)


def _overview(token: str, applicant: Applicant) -> dict[str, Any]:
    """The answers by step, who decides on them, and what is public of it."""
    submission, today = applicant.submission, local_date(timezone.now())
    plan = plan_of(submission)
    costs = cost_table(plan)
    route = route_of(plan.asked_cents, plan.scope, on=today, estimate_cents=costs.left_cents if costs else 0)
    return around(token, submission, (_("Vul je plan aan"), "")) | {
        "sections": [_asked_again(section) for section in sections(plan, Place()) if section.key in STEPS],
        "costs": costs,
        "costs_url": f"../geld/{CHANGE}#id_kosten_1",
        "route": route,
        "number": TOTAL,
        "total": TOTAL,
        "first_url": _url(token, NAMES[0]),
        "can_apply": may_apply(submission),
        "needs_application": route.is_application and submission.applied_at is None,
    }
