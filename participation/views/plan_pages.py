"""How the steps of the whole form look; what they do stands in plan_form.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.maps import let_tiles_in
from cms.workdays import local_date
from pages import navigation
from participation.forms.answers import ALL_STEPS, Answers
from participation.forms.contact import meant_email
from participation.forms.places import Place
from participation.forms.review import CHANGE, cost_table, sections
from participation.forms.sending import CheckForm, LaterForm, ResumeForm
from participation.forms.steps import StepForm
from participation.models import InitiativesPage
from participation.selectors import Card
from participation.services.drafts import KEPT_FOR
from participation.services.plans import PlanInput
from participation.views.live_help import alike_now, typed_route
from participation.views.route import levels, route_of


def _context(page: InitiativesPage, answers: Answers, title: str = "") -> dict[str, Any]:
    """What every step shows around itself."""
    return {
        "page": page,
        "wijk": answers.page_wijk,
        "section": "initiatieven",
        "crumbs": navigation.crumbs(page, (title or _("Begin een plan"), "")),
    }


def step_page(
    request: HttpRequest, page: InitiativesPage, answers: Answers, form: StepForm, step: str, status: int = 200
) -> HttpResponse:
    """A step with questions. What there is to say about the place is said on the steps that come after it."""
    place = answers.place() if step in ("geld", "jij") else Place()
    context = _context(page, answers) | {
        "form": form,
        "step": step,
        "number": ALL_STEPS.index(step) + 1,
        "total": len(ALL_STEPS),
        "place_note": place.note,
        "place_url": f"../plek/{CHANGE}",
        "levels": levels(local_date(timezone.now())),
    }
    if step == "plek":
        context |= _map_context() | {"alike_plans": _alike(answers)}
    if step == "geld":
        scope = answers.data.get("plan", {}).get("reikwijdte", "")
        context |= {"scope": scope, "route": typed_route(form["bedrag"].value(), scope)}
    response = render(request, "participation/plan_step.html", context, status=status)
    if context.get("map_tiles"):
        let_tiles_in(response)
    return response


def _alike(answers: Answers) -> list[Card]:
    """Plans that resemble this one; for who has no JavaScript, that had none of it while the title was typed."""
    return alike_now(answers.data.get("plan", {}).get("titel"), answers.place().wijk or answers.page_wijk)


def _map_context() -> dict[str, Any]:
    """What the map with the pin needs; nothing where the municipality has no map."""
    return {
        "map_tiles": settings.MAP_TILES_URL,
        "map_attribution": settings.MAP_ATTRIBUTION,
        "map_bounds": settings.MUNICIPALITY_BOUNDS,
    }


def check_page(
    request: HttpRequest,
    page: InitiativesPage,
    answers: Answers,
    plan: PlanInput,
    form: CheckForm,
    *,
    files: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """All answers with a way to change each, who decides, and the button that sends."""
    today, costs, place = local_date(timezone.now()), cost_table(plan), answers.place()
    estimate = costs.left_cents if costs else 0
    context = _context(page, answers, _("Controleer")) | {
        "form": form,
        "number": len(ALL_STEPS),
        "total": len(ALL_STEPS),
        "sections": sections(plan, place, files),
        "costs": costs,
        "costs_url": f"../geld/{CHANGE}#id_kosten_1",
        "email_url": f"../jij/{CHANGE}#id_email",
        "route": route_of(plan.asked_cents, plan.scope, on=today, estimate_cents=estimate),
        "alike_plans": _alike(answers),
        "place_note": place.note,
        "meant_email": meant_email(plan.email),
    }
    return render(request, "participation/check.html", context, status=status)


def later_page(
    request: HttpRequest,
    page: InitiativesPage,
    answers: Answers,
    form: LaterForm,
    *,
    mailed_to: str = "",
    back_url: str = "",
    status: int = 200,
) -> HttpResponse:
    """Where to mail the link to, or that it was mailed."""
    context = _context(page, answers, _("Later verder")) | {
        "form": form,
        "mailed_to": mailed_to,
        "back_url": back_url,
        "kept_until": timezone.now() + KEPT_FOR,
    }
    return render(request, "participation/later.html", context, status=status)


def resume_page(
    request: HttpRequest, page: InitiativesPage, answers: Answers, form: ResumeForm, status: int = 200
) -> HttpResponse:
    """Whose draft is this?"""
    context = _context(page, answers, _("Ga verder")) | {"form": form}
    return render(request, "participation/resume.html", context, status=status)
