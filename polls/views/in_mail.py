"""“Kijk in je mail”, and the links of that mail. The same for every address, known or not (faults 19, 25 and 27)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import in_mail, tokens
from cms.forms import CodeForm
from cms.guard import private_page, refused_status, status_of
from cms.models import Purpose
from cms.templatetags.wijkplein import pad
from cms.tokens import TokenError, TokenUnknown
from polls.addresses import vote_path
from polls.models import PendingVote, Poll
from polls.services import confirming
from polls.services.errors import NotOpen, Refused
from polls.views.find import around, closed, find, refused, remember_voted


def go(poll: Poll, pk: int, now: datetime) -> HttpResponse:
    """To the page, after the form. pk: the vote that waits; NOBODY where none does, and nobody can tell."""
    return in_mail.go(f"{vote_path(poll)}kijk-in-je-mail/", pk, now)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def check_mail(request: HttpRequest, path: str) -> HttpResponse:
    """Say that a mail is on its way, and take its code. Names no address."""
    now = timezone.now()
    poll = find(request, path)
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if request.method != "POST":
        return _mail_page(request, poll, form, now)
    if status := refused_status(request, form, now):
        return _mail_page(request, poll, form, now, status)
    try:
        pk, code = in_mail.remembered(request, now), form.cleaned_data["code"]
        text = in_mail.link_text(purpose=Purpose.CONFIRM_VOTE, kind="vote", pk=pk, code=code, now=now)
        confirming.confirm(token_text=text, now=now)
    except TokenError as error:
        form.add_error("code", str(error))
        return _mail_page(request, poll, form, now, status_of(form))
    except NotOpen:
        return closed(request, poll, now)
    except Refused as refusal:
        return refused(request, poll, refusal)
    return in_mail.forget(_thanks(request, poll), request)


def _mail_page(request: HttpRequest, poll: Poll, form: CodeForm, now: datetime, status: int = 200) -> HttpResponse:
    context = around(poll, _("Kijk in je mail"), now) | {
        "form": form,
        "form_url": vote_path(poll),
        "effect": _("Pas dan telt je stem."),
    }
    return render(request, "polls/check_mail.html", context, status=status)


def _thanks(request: HttpRequest, poll: Poll) -> HttpResponse:
    response = redirect(f"{vote_path(poll)}bedankt/")
    remember_voted(response, request, poll)
    return response


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be confirmed, but not what was voted; confirm it on POST (fault 19)."""
    now = timezone.now()
    try:
        found = tokens.find(token, purpose=Purpose.CONFIRM_VOTE, now=now)
        pending = PendingVote.objects.select_related("poll__wijk").filter(pk=found.subject.partition(":")[2]).first()
        if pending is None:
            raise TokenUnknown
        poll = pending.poll
        if request.method != "POST":
            return render(request, "polls/confirm.html", around(poll, _("Bevestig je stem"), now))
        confirming.confirm(token_text=token, now=now)
    except TokenError as error:
        return dead_link(request, error)
    except NotOpen:
        return closed(request, poll, now)
    except Refused as refusal:
        return refused(request, poll, refusal)
    return _thanks(request, poll)


def dead_link(request: HttpRequest, error: TokenError) -> HttpResponse:
    """The page for a link that opens nothing: 404 for an unknown one, 410 for one that is used up or expired."""
    help_words = _("Kom je er niet uit? Bel %(phone)s.") % {"phone": settings.MUNICIPALITY_PHONE}
    context = {
        "title": _("Deze link werkt niet"),
        "text": str(error),
        "paragraphs": [help_words],
        "actions": [{"url": pad("/peilingen/"), "text": _("Bekijk de peilingen")}],
        "section": "meepraten",
    }
    return render(request, "cms/melding.html", context, status=404 if isinstance(error, TokenUnknown) else 410)
