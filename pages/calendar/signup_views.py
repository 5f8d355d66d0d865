"""Signing up: the form, "look in your mail", and the two links of the mails (they act on POST alone)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cms import in_mail, tokens
from cms.forms import CodeForm
from cms.guard import may_mail_for, private_page, refused_status, status_of
from cms.languages import active_language
from cms.models import Purpose
from cms.templatetags.notation import datum
from cms.templatetags.wijkplein import pad
from cms.tokens import TokenError, TokenUnknown
from pages import navigation
from pages.calendar import signups
from pages.calendar.activity import facts_of, of_row
from pages.calendar.signup_form import SignUpForm
from pages.calendar.signups import NotOpen
from pages.calendar.words import titles_of
from pages.models import Activity, ActivityPage, Occurrence, SignUp

DATES_SHOWN = 12


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, page: ActivityPage) -> HttpResponse:
    """Show the form, or mail the link to confirm; what somebody sees is the same for every address.

    Raises:
        Http404: when nobody can sign up here at all.
    """
    now = timezone.now()
    activity = _activity(page)
    dates = open_dates(activity, now=now)
    if not dates:
        return _closed(request, page)
    choices = [(row.pk, date_words(row)) for row in dates]
    form = SignUpForm(request.POST, dates=choices) if request.method == "POST" else SignUpForm(dates=choices)
    status = refused_status(request, form, now) if form.is_bound else 200
    if form.is_bound and not status:
        typed, waits = form.cleaned_data, in_mail.NOBODY
        if may_mail_for(request, form, str(typed["email"]), now):
            held = next(row for row in dates if row.pk == typed["keer"])
            given = {"name": typed["naam"], "email": typed["email"], "people": typed["aantal"]}
            waits = signups.sign_up(occurrence=held, **given, language=active_language(), now=now).pk
        return in_mail.go(f"{navigation.path_of(page)}meedoen/kijk-in-je-mail/", waits, now)
    return render(request, "pages/signup/form.html", _around(page, _("Doe mee")) | {"form": form}, status=status)


def open_dates(activity: Activity, *, now: datetime) -> list[Occurrence]:
    """The first dates that one can sign up for."""
    rows = activity.occurrences.live().filter(starts_at__gt=now, is_cancelled=False).select_related("activity")
    return [row for row in rows.in_order()[: 2 * DATES_SHOWN] if not signups.why_not(row, now=now)][:DATES_SHOWN]


def date_words(row: Occurrence) -> str:
    """A date to choose, and how many seats it has left."""
    words = f"{datum(row.first_day)}, {of_row(row).time_words}"
    left = signups.seats_left(row)
    if left is None:
        return words
    if left == 0:
        return _("%(day)s (vol, er is een wachtlijst)") % {"day": words}
    room = ngettext("nog %(count)s plaats", "nog %(count)s plaatsen", left) % {"count": left}
    return f"{words} ({room})"


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def check_mail(request: HttpRequest, page: ActivityPage) -> HttpResponse:
    """Say that a mail is on its way, and take its code. Names no address: page and address tell nothing."""
    _activity(page)
    now = timezone.now()
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    status = refused_status(request, form, now) if form.is_bound else 200
    if form.is_bound and not status:
        try:
            row = signups.confirm(token_text=_link_of_code(request, form, now), now=now)
        except TokenError as error:
            form.add_error("code", str(error))
            status = status_of(form)
        except NotOpen as error:
            return _too_late(request, error)
        else:
            shown = render(request, "pages/signup/link.html", _of_row(row, is_cancel=False, is_done=True))
            return in_mail.forget(shown, request)
    context = _around(page, _("Kijk in je mail")) | {"form": form, "form_url": f"{navigation.path_of(page)}meedoen/"}
    return render(request, "pages/signup/check_mail.html", context, status=status)


def _link_of_code(request: HttpRequest, form: CodeForm, now: datetime) -> str:
    pk, code = in_mail.remembered(request, now), form.cleaned_data["code"]
    return in_mail.link_text(purpose=Purpose.CONFIRM_SIGNUP, kind=signups.KIND, pk=pk, code=code, now=now)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would hold; make it hold on POST."""
    return _by_link(request, token, Purpose.CONFIRM_SIGNUP)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be taken back; take it back on POST."""
    return _by_link(request, token, Purpose.CANCEL_SIGNUP)


def _by_link(request: HttpRequest, token: str, purpose: Purpose) -> HttpResponse:
    now, is_post = timezone.now(), request.method == "POST"
    is_cancel = purpose == Purpose.CANCEL_SIGNUP
    try:
        if is_post:
            act = signups.cancel if is_cancel else signups.confirm
            row = act(token_text=token, now=now)
        else:
            row = signups.of_token(tokens.find(token, purpose=purpose, now=now))
    except TokenError as error:
        return _dead_link(request, error)
    except NotOpen as error:
        return _too_late(request, error)
    return render(request, "pages/signup/link.html", _of_row(row, is_cancel=is_cancel, is_done=is_post))


def _of_row(row: SignUp, *, is_cancel: bool, is_done: bool) -> dict[str, Any]:
    key = row.occurrence.activity.translation_key
    words = titles_of([key]).get(key)
    held = of_row(row.occurrence)
    return {
        "title": words.title if words else "",
        "language": words.language if words else "",
        "activity_url": words.url if words else "",
        "rows": [
            {"term": _("Wanneer"), "value": f"{datum(held.first_day)}, {held.time_words}"},
            {"term": _("Hoeveel mensen"), "value": row.people},
        ],
        "has_seat": row.seated_at is not None,
        "is_cancel": is_cancel,
        "is_done": is_done or (is_cancel and row.cancelled_at is not None),
        "section": "agenda",
    }


def _activity(page: ActivityPage) -> Activity:
    activity = facts_of(page)
    if activity is None or not activity.takes_signups:
        raise Http404
    return activity


def _around(page: ActivityPage, here: str) -> dict[str, Any]:
    return {
        "page": page,
        "wijk": page.wijk,
        "section": "agenda",
        "crumbs": navigation.crumbs(page, (here, "")),
        "activity_url": navigation.path_of(page),
    }


def _closed(request: HttpRequest, page: ActivityPage) -> HttpResponse:
    text = _("Je kunt je nu voor geen enkele dag aanmelden. Kijk later nog eens.")
    status = 410 if request.method == "POST" else 200
    return _message(request, _("Aanmelden kan nu niet"), text, status=status, url=navigation.path_of(page))


def _too_late(request: HttpRequest, error: NotOpen) -> HttpResponse:
    return _message(request, _("Aanmelden kan niet meer"), str(error), status=410)


def _dead_link(request: HttpRequest, error: TokenError) -> HttpResponse:
    status = 404 if isinstance(error, TokenUnknown) else 410
    return _message(request, _("Deze link werkt niet"), str(error), status=status)


def _message(request: HttpRequest, title: str, text: str, *, status: int, url: str = "") -> HttpResponse:
    context = {
        "title": title,
        "text": text,
        "paragraphs": [_("Kom je er niet uit? Bel %(phone)s.") % {"phone": settings.MUNICIPALITY_PHONE}],
        "actions": [
            *([{"url": url, "text": _("Bekijk de activiteit")}] if url else []),
            {"url": pad("/agenda/"), "text": _("Naar de hele agenda")},
        ],
        "section": "agenda",
    }
    return render(request, "cms/melding.html", context, status=status)
