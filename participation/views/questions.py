"""Questions about a plan: the form, the thanks, and the page with all questions and answers that are on the site."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.languages import active_language
from participation.forms.neighbours import QuestionForm
from participation.models import InitiativesPage, PublicVersion, Submission
from participation.public_questions import answered, older_than
from participation.selectors import initiative_path
from participation.services import questions as services
from participation.services.errors import Refused
from participation.views.around import around, refused
from participation.views.guard import private_page, refused_status

PER_PAGE = 50


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page: InitiativesPage, submission: Submission) -> HttpResponse:
    """Show the form, or take in the question; then on to the thanks, with an address or without."""
    now = timezone.now()
    form = QuestionForm(request.POST) if request.method == "POST" else QuestionForm()
    status = refused_status(request, form, now) if form.is_bound else 200
    if not status:
        try:
            _take_in(submission, form)
        except Refused as refusal:
            return refused(request, refusal)
        return redirect(f"{initiative_path(submission)}vraag/verstuurd/")
    context = around(page, submission, _("Stel een vraag")) | {"form": form}
    return render(request, "participation/question.html", context, status=status)


def _take_in(submission: Submission, form: QuestionForm) -> None:
    """Keep the question. What a robot sent goes nowhere, and it can't tell."""
    if form.is_trapped:
        return
    services.ask(
        submission=submission,
        text=form.cleaned_data["vraag"],
        email=form.cleaned_data["email"],
        language=active_language(),
        idempotency_key=form.idempotency_key,
        now=timezone.now(),
    )


@private_page
@require_safe
def thanks(request: HttpRequest, page: InitiativesPage, submission: Submission) -> HttpResponse:
    """Say what happens with a question."""
    context = around(page, submission, _("Je vraag is verstuurd"))
    return render(request, "participation/question_sent.html", context)


def all_context(request: HttpRequest, page: InitiativesPage, version: PublicVersion) -> dict[str, Any]:
    """The page with every public question, newest first; `?na=` a question for those before it. Two queries."""
    rows = answered(version.submission_id)
    after = request.GET.get("na", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        last = answered(version.submission_id).filter(pk=int(after)).first()
        rows = older_than(rows, last) if last else rows
    found = list(rows[: PER_PAGE + 1])
    return around(page, version.submission, _("Vragen over dit plan")) | {
        "questions": found[:PER_PAGE],
        "older_url": f"?na={found[PER_PAGE - 1].pk}" if len(found) > PER_PAGE else "",
        "ask_url": f"{initiative_path(version)}vraag/",
    }
