"""`/agenda/aanmelden/`: suggesting an activity, and what its receipt shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.guard import is_unproven, may_mail_for, private_page, refused_status
from cms.languages import active_language
from cms.templatetags.notation import datum, tijd
from cms.templatetags.wijkplein import pad
from participation.forms.activity import SuggestForm
from participation.models import Submission
from participation.services import suggest as services
from participation.views.start import to_receipt


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a suggestion in; then on to the receipt."""
    if request.method != "POST":
        return _page(request, SuggestForm(initial={"wijk": request.GET.get("wijk", "")[:60]}))
    now = timezone.now()
    form = SuggestForm(request.POST)
    if status := refused_status(request, form, now):
        return _page(request, form, status=status)
    plan = form.plan(language=active_language())
    case = services.suggest(
        plan=plan,
        **form.when(),
        idempotency_key=form.idempotency_key,
        is_suspicious=form.is_suspicious or is_unproven(request, form, now),
        sends_receipt=may_mail_for(request, form, plan.email, now),
        now=now,
    )
    return to_receipt(case)


def _page(request: HttpRequest, form: SuggestForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "section": "agenda",
        "crumbs": [(_("Home"), pad("/")), (_("Agenda"), pad("/agenda/")), (_("Meld een activiteit aan"), "")],
    }
    return render(request, "participation/activity_suggest.html", context, status=status)


def receipt_context(submission: Submission) -> dict[str, Any]:
    """What the receipt of a suggestion shows beside that of every receipt. No name and no words of who sent it."""
    idea = submission.activity
    due = datum(submission.answer_due_on)
    return {
        "rows": [{"term": _("Wanneer"), "value": f"{datum(idea.first_day)}, {tijd(idea.starts_at)}"}],
        "steps": [
            {
                "state": "done",
                "title": _("Je activiteit is binnen"),
                "text": datum(submission.received_at).capitalize(),
            },
            {
                "state": "now",
                "title": _("We kijken ernaar"),
                "text": _("Je hoort uiterlijk %(day)s van ons.") % {"day": due},
            },
            {
                "state": "",
                "title": _("Je activiteit staat in de agenda"),
                "text": _("De redactie zet hem op de site."),
            },
        ],
        "section": "agenda",
        "crumbs": [(_("Home"), pad("/")), (_("Agenda"), pad("/agenda/")), (_("Verstuurd"), "")],
    }
