"""`/start/`: what fits here, and the short form (participation.md, the path, steps 1 and 2)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.money import format_euro
from cms.templatetags.wijkplein import pad
from cms.workdays import local_date
from participation.codes import Kind
from participation.forms.short import KINDS, ShortForm
from participation.models import Submission
from participation.selectors import seeking_support
from participation.services.mandate import limit_cents
from participation.services.submit import receipt_token, submit
from participation.views.guard import TOO_MANY, add_too_many, may_post, private_page, status_of


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show the routes with the short form below them, or take the short form in."""
    if request.method != "POST":
        # What the page that led here knows already: a challenge, and of which wijk.
        return _page(request, ShortForm(initial={name: request.GET.get(name, "") for name in ("soort", "wijk")}))
    now = timezone.now()
    form = ShortForm(request.POST, request.FILES)
    is_valid = form.is_valid()
    if not may_post(request, now):
        add_too_many(form)
        return _page(request, form, status=TOO_MANY)
    if not is_valid:
        _ask_photo_again(form)
        return _page(request, form, status=status_of(form))
    submission = submit(
        plan=form.plan(language=get_language() or settings.LANGUAGE_CODE),
        idempotency_key=form.idempotency_key,
        is_suspicious=form.is_suspicious,
        now=now,
    )
    return to_receipt(submission)


def to_receipt(submission: Submission) -> HttpResponse:
    """On to the receipt; showing that page again sends nothing again."""
    return redirect("receipt", token=receipt_token(submission=submission, now=timezone.now()))


def _ask_photo_again(form: ShortForm) -> None:
    """A browser does not keep a chosen file: say so, where the photo itself was good."""
    if form.files.get("foto") and "foto" not in form.errors:
        form["foto"].help_text = _("Kies je foto opnieuw: een bestand kunnen we niet onthouden.")


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
        "report_url": settings.MELDING_URL,
        "next_steps": _next_steps(kind),
        "limit_cents": limit,
        "facts": _facts(limit),
    }
    return render(request, template, context, status=status)


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
