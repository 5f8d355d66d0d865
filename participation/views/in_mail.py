"""“Kijk in je mail”: what to do after a form that is confirmed by mail, with a field for the code of that mail.

The page is the same for every address, known or not, also where no code went out at all: a wrong code and a code for
nothing get one sentence (faults 25 and 27). Which row it is about stands in a cookie of this page alone, encrypted,
since the number of a row would tell whether an address was there before; it is never in the address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms import codes, tokens
from cms.crypto import Unreadable, decrypt, encrypt
from cms.forms import CodeForm
from cms.models import Purpose
from cms.tokens import TokenError
from participation.models import InitiativesPage, Submission
from participation.selectors import initiative_path
from participation.services.errors import Refused
from participation.views.around import around, refused
from participation.views.guard import private_page, refused_status, status_of

# No "__Host-": that prefix allows no path, and no other page has to see this.
COOKIE = "in_je_mail"
COOKIE_AGE = timedelta(hours=1)
NOBODY = 0
_PK_DIGITS = 19


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
    path = f"{initiative_path(submission)}{act}/kijk-in-je-mail/"
    response = redirect(path)
    ends = int((now + COOKIE_AGE).timestamp())
    response.set_cookie(
        COOKIE,
        encrypt(f"{pk:0{_PK_DIGITS}d} {ends}"),
        max_age=COOKIE_AGE,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _remembered(request: HttpRequest, now: datetime) -> int:
    """The row that this browser waits for; NOBODY without a cookie of ours from the last hour."""
    try:
        pk, _space, ends = decrypt(request.COOKIES.get(COOKIE, "")).partition(" ")
        return int(pk) if int(ends) > now.timestamp() else NOBODY
    except (Unreadable, ValueError):
        return NOBODY


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
        made = confirm_by_code(waiting, _remembered(request, now), form.cleaned_data["code"], now)
    except TokenError as error:
        form.add_error("code", str(error))
    except Refused as refusal:
        return refused(request, refusal)
    else:
        response = waiting.done(request, made)
        response.delete_cookie(COOKIE, path=request.path, samesite="Lax")
        return response
    return _show(request, page, submission, act, waiting, form, status=status_of(form))


def confirm_by_code(waiting: Waiting, pk: int, code: str, now: datetime) -> Any:
    """Do what the link of the mail does.

    Raises:
        TokenError: with one sentence for every code that does not work. Refused: when it came too late.
    """
    subject = f"{waiting.kind}:{pk}"
    token = codes.redeem_code(purpose=waiting.purpose, subject=subject, code=code, now=now)
    return waiting.confirm(token_text=tokens.text_of(token), now=now)


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
