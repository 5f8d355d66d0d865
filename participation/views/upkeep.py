"""Signing for something small: the form below a mini-route, and the receipt that says whether somebody may begin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.languages import active_language
from cms.templatetags.notation import datum
from cms.templatetags.wijkplein import pad
from cms.workdays import local_date
from pages import navigation
from participation import mini_routes, notice
from participation.codes import State
from participation.forms.places import place_of
from participation.forms.upkeep import UpkeepForm
from participation.models import MiniRoutePage, Submission, Upkeep
from participation.services import upkeep as services
from participation.services.errors import Refused
from participation.views.guard import is_unproven, may_mail_for, private_page, refused_status, status_of
from participation.views.start import to_receipt


@private_page
def sign(request: HttpRequest, page: MiniRoutePage) -> HttpResponse:
    """Show the form of a mini-route, or take the promise in; then on to the receipt."""
    if request.method not in page.allowed_http_methods:
        return HttpResponseNotAllowed(page.allowed_http_methods)
    now = timezone.now()
    given: dict[str, Any] = {"promise": page.promise}
    if page.asks_date:
        given |= {"today": local_date(now), "notice_days": page.notice_days}
    if request.method != "POST":
        return _form_page(request, page, UpkeepForm(**given))
    form = UpkeepForm(request.POST, **given)
    if status := refused_status(request, form, now):
        return _form_page(request, page, form, status=status)
    try:
        return to_receipt(_sign(request, page, form))
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
    return _form_page(request, page, form, status=status_of(form))


def _sign(request: HttpRequest, page: MiniRoutePage, form: UpkeepForm) -> Submission:
    """Hand over the promise as it read, in the language of the page."""
    now, given = timezone.now(), form.given()
    promise = services.Promise(
        route=mini_routes.code_of(page),
        route_title=page.title[: Upkeep._meta.get_field("route_title").max_length],
        promise=page.promise,
        notice_days=page.notice_days,
        language=active_language(),
        **given,
    )
    # A robot, or a sixth mail in an hour to one address: the case is made, and no mail goes out.
    sends_receipt = bool(promise.email) and may_mail_for(request, form, promise.email, now)
    return services.sign(
        promise=promise,
        idempotency_key=form.idempotency_key,
        is_suspicious=form.is_suspicious or is_unproven(request, form, now),
        sends_receipt=sends_receipt,
        now=now,
    )


def _form_page(request: HttpRequest, page: MiniRoutePage, form: UpkeepForm, status: int = 200) -> HttpResponse:
    first = notice.first_day(form.today, form.notice_days) if form.today else None
    here = _("Meld het aan") if page.asks_date else _("Spreek het af")
    context = {
        "form": form,
        "page": page,
        "here": here,
        "rules": mini_routes.rules_on(page),
        "first_day": first,
        "section": "initiatieven",
        "crumbs": navigation.crumbs(page, (here, "")),
    }
    return render(request, "participation/upkeep_sign.html", context, status=status)


def receipt_context(submission: Submission, person: dict[str, str] | None) -> dict[str, Any]:
    """What the receipt of a promise shows beside that of every receipt: the promise, the rules, and what happens."""
    agreement = submission.upkeep
    may_begin = submission.state == State.COMPLETED
    return {
        "agreement": agreement,
        "rows": _rows(submission, agreement),
        "rules": mini_routes.rules_of(agreement.route),
        "may_begin": may_begin,
        "place_note": "" if submission.wijk else place_of(agreement.postcode).note,
        "steps": [] if may_begin else _steps(submission, agreement, person),
        "crumbs": [
            (_("Home"), pad("/")),
            (_("Zo geregeld"), pad(f"/{mini_routes.SLUG}/")),
            (_("Afgesproken") if may_begin else _("Verstuurd"), ""),
        ],
    }


def _rows(submission: Submission, agreement: Upkeep) -> list[dict[str, str]]:
    """What was agreed. Who signed, where and in what words does not stand here: the page may be left open."""
    rows = [{"term": _("Wat"), "value": agreement.route_title}]
    if submission.wijk:
        rows.append({"term": _("Wijk"), "value": str(submission.wijk)})
    if agreement.happens_on:
        rows.append({"term": _("Op welke dag"), "value": datum(agreement.happens_on)})
    return rows


def _steps(submission: Submission, agreement: Upkeep, person: dict[str, str] | None) -> list[dict[str, str]]:
    """What happens next where a person looks at it first."""
    who = person["first_name"] if person else _("Je wijkregisseur")
    received, due = capfirst(datum(submission.received_at)), datum(submission.answer_due_on)
    done = {"state": "done", "title": _("Je belofte is binnen"), "text": received}
    if agreement.happens_on:
        look = _("%(who)s kijkt of het op die dag kan. Je hoort het uiterlijk %(day)s.")
        last = _("Dan regelt de gemeente wat er nodig is, zoals hekken.")
    else:
        look = _("%(who)s kijkt ernaar. Je hoort uiterlijk %(day)s of je kunt beginnen.")
        last = _("Wacht daar nog even mee, tot je van ons hoort.")
    return [
        done,
        {"state": "now", "title": _("We kijken of het kan"), "text": look % {"who": who, "day": due}},
        {"state": "", "title": _("Je gaat aan de slag"), "text": last},
    ]
