"""Offering help with a plan: the form, and the two links of that mail (they act on POST alone)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms import tokens
from cms.in_mail import NOBODY
from cms.languages import active_language
from cms.models import Purpose
from cms.tokens import TokenError, TokenUnknown
from participation.forms.neighbours import HelpForm
from participation.models import HelpOffer, InitiativesPage, Submission
from participation.selectors import initiative_path
from participation.services import help as services
from participation.services.errors import Refused
from participation.views.around import around, refused
from participation.views.guard import dead_link, may_mail_for, private_page, refused_status
from participation.views.in_mail import Waiting, go


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, page: InitiativesPage, submission: Submission) -> HttpResponse:
    """Show the form, or mail the link to confirm; what somebody sees is the same for every address (fault 25)."""
    now = timezone.now()
    reasons = services.why_not(submission)
    if reasons:
        return refused(request, Refused(reasons))
    form = HelpForm(request.POST) if request.method == "POST" else HelpForm()
    status = refused_status(request, form, now) if form.is_bound else 200
    if not status:
        waits = NOBODY
        if may_mail_for(request, form, str(form.cleaned_data["email"]), now):
            given = form.given() | {"language": active_language(), "now": now}
            try:
                waits = services.offer(submission=submission, **given).pk
            except Refused as refusal:
                return refused(request, refusal)
        return go(submission, "helpen", waits, now)
    context = around(page, submission, _("Help mee")) | {"form": form}
    return render(request, "participation/help.html", context, status=status)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_help(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be passed on; pass it on on POST."""
    return _by_link(request, token, Purpose.CONFIRM_HELP)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_help(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be taken back; take it back on POST."""
    return _by_link(request, token, Purpose.WITHDRAW_HELP)


def _by_link(request: HttpRequest, token: str, purpose: Purpose) -> HttpResponse:
    now, is_post = timezone.now(), request.method == "POST"
    act = services.withdraw if purpose == Purpose.WITHDRAW_HELP else services.confirm
    try:
        if is_post:
            made = act(token_text=token, now=now)
        else:
            found = tokens.find(token, purpose=purpose, now=now)
            made = HelpOffer.objects.filter(pk=found.subject.partition(":")[2]).first()
        if made is None:
            raise TokenUnknown
    except TokenError as error:
        return dead_link(request, error)
    except Refused as refusal:
        return refused(request, refusal)
    return _link_page(request, made, is_withdrawal=purpose == Purpose.WITHDRAW_HELP, is_done=is_post)


def _link_page(request: HttpRequest, made: HelpOffer, *, is_withdrawal: bool, is_done: bool) -> HttpResponse:
    cases = Submission.objects.select_related("wijk", "public_version")
    submission = cases.get(pk=made.submission_id)
    version = submission.public_version
    context = {
        "wijk": submission.wijk,
        "section": "initiatieven",
        "title": version.title,
        "language": version.language,
        "plan_url": initiative_path(submission) if version.is_public else "",
        "rows": [{"term": _("Wat kun je doen?"), "value": made.get_sort_display()}],
        "is_withdrawal": is_withdrawal,
        "is_done": is_done or (is_withdrawal and made.withdrawn_at is not None),
    }
    return render(request, "participation/help_link.html", context)


def _thank(request: HttpRequest, made: HelpOffer) -> HttpResponse:
    return _link_page(request, made, is_withdrawal=False, is_done=True)


WAITING = Waiting(
    Purpose.CONFIRM_HELP, "help", services.confirm, _thank, gettext_lazy("Pas dan hoort de indiener het.")
)
