"""`/start/`: what fits here, and the short form (participation.md, the path, steps 1 and 2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.money import format_euro
from cms.templatetags.wijkplein import pad
from cms.uploads import UploadError
from cms.workdays import local_date
from participation import mini_routes
from participation.codes import Kind
from participation.forms.fields import find_wijk_by_choice
from participation.forms.short import KINDS, ShortForm
from participation.forms.titles import title_from
from participation.models import Submission
from participation.selectors import Card, seeking_support
from participation.services.mandate import limit_cents
from participation.services.submit import receipt_token, submit
from participation.views.guard import (
    TOO_MANY,
    add_too_many,
    is_unproven,
    may_mail_for,
    may_post,
    private_page,
    status_of,
)
from participation.views.live_help import alike_now, typed_route


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show the routes with the short form below them, or take the short form in."""
    if request.method != "POST":
        # What the page that led here knows already: a challenge, and of which wijk.
        return _page(request, ShortForm(initial={name: request.GET.get(name, "") for name in ("soort", "wijk")}))
    now = timezone.now()
    if not may_post(request, now):
        form = ShortForm(request.POST)  # reading files takes work, so those of a flood are not
        add_too_many(form)
        _ask_files_again(form, request)
        return _page(request, form, status=TOO_MANY)
    form = ShortForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return _submitted(request, form, now)
        except UploadError as refusal:
            form.add_error("bestanden", str(refusal))
    _ask_files_again(form, request)
    return _page(request, form, status=status_of(form))


def _submitted(request: HttpRequest, form: ShortForm, now: datetime) -> HttpResponse:
    plan = form.plan(language=get_language() or settings.LANGUAGE_CODE)
    is_suspicious = form.is_suspicious or is_unproven(request, form, now)
    # Counted before the transaction: what is rolled back is not counted.
    sends_receipt = bool(plan.email) and may_mail_for(request, form, plan.email, now)
    with transaction.atomic():
        case = submit(
            plan=plan,
            idempotency_key=form.idempotency_key,
            is_suspicious=is_suspicious,
            sends_receipt=sends_receipt,
            now=now,
        )
        return to_receipt(case)


def to_receipt(submission: Submission) -> HttpResponse:
    """On to the receipt; showing that page again sends nothing again."""
    return redirect("receipt", token=receipt_token(submission=submission, now=timezone.now()))


def _ask_files_again(form: ShortForm, request: HttpRequest) -> None:
    """A browser does not keep what was chosen: say so, where nothing was wrong with the files themselves."""
    if request.FILES.getlist("bestanden") and "bestanden" not in form.errors:
        form["bestanden"].help_text = _("Kies je bestanden opnieuw: die kunnen we niet onthouden.")


def _page(request: HttpRequest, form: ShortForm, status: int = 200) -> HttpResponse:
    """The routes and the form; after a refusal the form alone, so that what to mend stands on top."""
    template = "participation/short_form.html" if form.is_bound else "participation/start.html"
    kind = KINDS.get(str(form["soort"].value() or ""), Kind.INITIATIVE)
    limit = limit_cents(local_date(timezone.now()))
    context: dict[str, Any] = {
        "form": form,
        "kind_hint": _kind_hint(kind),
        "section": "initiatieven",
        "crumbs": [(_("Home"), pad("/")), (_("Begin een plan"), "")],
        "whole_form_url": pad("/initiatieven/indienen/"),
        "alike": seeking_support(limit=3),
        "alike_plans": _resembling(form) if form.is_bound else [],
        "route": typed_route(form["bedrag"].value(), form["reikwijdte"].value()) if form.is_bound else None,
        "report_url": settings.MELDING_URL,
        "council_url": settings.BURGERINITIATIEF_URL,
        "mini_routes": [] if form.is_bound else mini_routes.live_routes(),
        "mini_routes_url": pad(f"/{mini_routes.SLUG}/"),
        "next_steps": _next_steps(kind),
        "limit_cents": limit,
        "facts": _facts(limit),
    }
    return render(request, template, context, status=status)


def _resembling(form: ShortForm) -> list[Card]:
    """Plans that resemble what was typed; for who has no JavaScript, that showed them meanwhile."""
    typed = str(form["wat"].value() or "")
    return alike_now(title_from(typed), find_wijk_by_choice(form.cleaned_data.get("wijk", "")))


def _kind_hint(kind: str) -> str:
    """A sentence above the form for those who came for something else than a plan."""
    if kind == Kind.CHALLENGE:
        return _(
            "Vertel welke taak of welk gebouw jullie willen overnemen, wat er beter wordt en wie er meedoen. "
            "Je wijkregisseur maakt daarna een afspraak met jullie."
        )
    if kind == Kind.SIGNAL:
        return _("Schrijf je vraag of klacht bij ‘Wat wil je doen?’. Je wijkregisseur antwoordt binnen 5 werkdagen.")
    return ""


def _next_steps(kind: str) -> list[dict[str, str]]:
    """What happens after sending."""
    second = _(
        "Je wijkregisseur belt of mailt je. Is je plan klein en in je straat? Dan hoor je het binnen 2 werkdagen."
    )
    if kind == Kind.SIGNAL:
        second = _("Je wijkregisseur belt of mailt je met een antwoord.")
    return [
        {
            "state": "now",
            "title": _("Vandaag"),
            "text": _("Je krijgt een nummer, en je hoort wie je wijkregisseur is."),
        },
        {"state": "", "title": _("Binnen 5 werkdagen"), "text": second},
        {"state": "", "title": _("Daarna"), "text": _("Jij kiest of je doorgaat. Wij helpen je.")},
    ]


def _facts(limit: int) -> list[dict[str, str]]:
    """What people ask before they begin; `limit` in cents."""
    amount = {"amount": format_euro(limit)}
    return [
        {
            "icon": "klok",
            "term": _("Wanneer krijg je antwoord?"),
            "value": _("Binnen 5 werkdagen. Bij een klein plan in je straat binnen 2."),
        },
        {
            "icon": "euro",
            "term": _("Wie beslist?"),
            "value": _("Tot en met %(amount)s je wijkregisseur. Daarboven beslist ook de wijkwethouder mee.") % amount,
        },
        {
            "icon": "mensen",
            "term": _("Heb je steun nodig?"),
            "value": _("Bij een klein plan in je straat niet. Bij een groter plan zoek je steun bij je buren."),
        },
        {
            "icon": "slot",
            "term": _("Wie ziet wat je schrijft?"),
            "value": _("Eerst alleen de gemeente. Samen maken we een tekst voor de site."),
        },
    ]
