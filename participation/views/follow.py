"""Following a plan by mail, without an account: the form, and the two links of that mail (they act on POST alone)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms import follow as services
from cms import tokens
from cms.in_mail import NOBODY
from cms.languages import active_language
from cms.models import Follow, Purpose
from cms.tokens import TokenError, TokenUnknown
from participation.forms.neighbours import FollowForm
from participation.models import InitiativesPage, Submission
from participation.views.around import around
from participation.views.guard import dead_link, may_mail_for, private_page, refused_status
from participation.views.in_mail import Waiting, go


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, page: InitiativesPage, submission: Submission) -> HttpResponse:
    """Show the form, or mail the link to confirm; what somebody sees is the same for every address (fault 25)."""
    now = timezone.now()
    form = FollowForm(request.POST) if request.method == "POST" else FollowForm()
    status = refused_status(request, form, now) if form.is_bound else 200
    if not status:
        email, waits = str(form.cleaned_data["email"]), NOBODY
        if may_mail_for(request, form, email, now):
            subject = f"initiative:{submission.pk}"
            waits = services.ask(subject=subject, email=email, language=active_language(), now=now).pk
        return go(submission, "volgen", waits, now)
    context = around(page, submission, _("Volg dit plan")) | {"form": form}
    return render(request, "participation/follow.html", context, status=status)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_follow(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be followed; begin the mails on POST."""
    return _by_link(request, token, Purpose.CONFIRM_FOLLOW)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop_follow(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the mails must stop; stop them on POST."""
    return _by_link(request, token, Purpose.STOP_FOLLOW)


def _by_link(request: HttpRequest, token: str, purpose: Purpose) -> HttpResponse:
    now, is_post = timezone.now(), request.method == "POST"
    is_stop = purpose == Purpose.STOP_FOLLOW
    act = services.stop if is_stop else services.confirm
    try:
        if is_post:
            row = act(token_text=token, now=now)
        else:
            row = services.of_token(tokens.find(token, purpose=purpose, now=now))
        # Who stopped before and opens the link again is told so; there is nothing left to confirm.
        if row is None and not is_stop:
            raise TokenUnknown
    except TokenError as error:
        return dead_link(request, error)
    return _link_page(request, row, is_stop=is_stop, is_done=is_post or row is None)


def _link_page(request: HttpRequest, row: Follow | None, *, is_stop: bool, is_done: bool) -> HttpResponse:
    found = services.followed(row.subject) if row else None
    context = {
        "section": "initiatieven",
        "followed": found,
        "is_stop": is_stop,
        "is_done": is_done,
    }
    return render(request, "participation/follow_link.html", context)


def _thank(request: HttpRequest, row: Follow) -> HttpResponse:
    return _link_page(request, row, is_stop=False, is_done=True)


WAITING = Waiting(
    Purpose.CONFIRM_FOLLOW, "follow", services.confirm, _thank, gettext_lazy("Pas dan krijg je mails over dit plan.")
)
