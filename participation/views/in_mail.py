"""“Kijk in je mail”: what to do after a form that is confirmed by mail, with a field for the code of that mail.

The page is the same for every address, known or not, also where no code went out at all: a wrong code and a code for
nothing get one sentence (faults 25 and 27).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms import in_mail
from cms.forms import CodeForm
from cms.in_mail import NOBODY
from cms.models import Purpose
from cms.tokens import TokenError
from participation.models import InitiativesPage, Submission
from participation.selectors import initiative_path
from participation.services.errors import Refused
from participation.views.around import around, refused
from participation.views.guard import private_page, refused_status, status_of

__all__ = ["NOBODY", "Waiting", "check_mail", "confirm_by_code", "go"]


@dataclass(frozen=True)
class Waiting:
    """One thing that a code confirms. kind: as in the subject of its tokens. done: the page that thanks."""

    purpose: Purpose
    kind: str
    confirm: Callable[..., Any]
    done: Callable[[HttpRequest, Any], HttpResponse]
    effect: str | Promise = gettext_lazy("Pas dan telt het mee.")


def go(submission: Submission, act: str, pk: int, now: datetime) -> HttpResponseRedirect:
    """To the page, after a form. pk: the row that waits; NOBODY where none does, and nobody can tell."""
    return in_mail.go(f"{initiative_path(submission)}{act}/kijk-in-je-mail/", pk, now)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def check_mail(
    request: HttpRequest, page: InitiativesPage, submission: Submission, act: str, waiting: Waiting
) -> HttpResponse:
    """Say that a mail is on its way, and take its code. Names no address: page and address tell nothing."""
    now = timezone.now()
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if request.method != "POST":
        return _show(request, page, submission, act, waiting, form)
    if status := refused_status(request, form, now):
        return _show(request, page, submission, act, waiting, form, status=status)
    try:
        made = confirm_by_code(waiting, in_mail.remembered(request, now), form.cleaned_data["code"], now)
    except TokenError as error:
        form.add_error("code", str(error))
    except Refused as refusal:
        return refused(request, refusal)
    else:
        return in_mail.forget(request, waiting.done(request, made))
    return _show(request, page, submission, act, waiting, form, status=status_of(form))


def confirm_by_code(waiting: Waiting, pk: int, code: str, now: datetime) -> Any:
    """Do what the link of the mail does.

    Raises:
        TokenError: with one sentence for every code that does not work. Refused: when it came too late.
    """
    link = in_mail.link_of_code(purpose=waiting.purpose, subject=f"{waiting.kind}:{pk}", code=code, now=now)
    return waiting.confirm(token_text=link, now=now)


def _show(
    request: HttpRequest,
    page: InitiativesPage,
    submission: Submission,
    act: str,
    waiting: Waiting,
    form: CodeForm,
    status: int = 200,
) -> HttpResponse:
    campaign = getattr(submission, "campaign", None) if act == "steunen" else None
    context = around(page, submission, _("Kijk in je mail")) | {
        "form": form,
        "form_url": f"{initiative_path(submission)}{act}/",
        "effect": waiting.effect,
        "count": campaign.inside_count if campaign else None,
        "goal": campaign.supporters if campaign else None,
    }
    return render(request, "participation/check_mail.html", context, status=status)
