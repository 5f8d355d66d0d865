"""`/agenda/fout-melden/<number>/`: telling that something on the page of an activity is not right."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.guard import is_unproven, private_page, refused_status
from cms.languages import active_language
from cms.templatetags.wijkplein import pad
from pages.calendar.words import Words, titles_of
from pages.models import Activity
from participation.forms.mistake import MistakeForm
from participation.services import mistakes as services


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, activity: int) -> HttpResponse:
    """Show the form, or put what was told in the inbox; then thank.

    Raises:
        Http404: when there is no such activity on the site.
    """
    found = Activity.objects.filter(pk=activity, is_live=True, translation_key__isnull=False).first()
    words = titles_of([found.translation_key]).get(found.translation_key) if found else None
    if found is None or words is None:
        raise Http404
    if request.method != "POST":
        return _thanks(request, words) if "verstuurd" in request.GET else _page(request, MistakeForm(), words)
    now = timezone.now()
    form = MistakeForm(request.POST)
    if status := refused_status(request, form, now):
        return _page(request, form, words, status=status)
    services.report_mistake(
        activity=found,
        text=form.cleaned_data["wat"],
        language=active_language(),
        idempotency_key=form.idempotency_key,
        is_suspicious=form.is_suspicious or is_unproven(request, form, now),
        now=now,
    )
    return redirect(f"{request.path}?verstuurd")


def _page(request: HttpRequest, form: MistakeForm, words: Words, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "section": "agenda",
        "crumbs": [(_("Home"), pad("/")), (_("Agenda"), pad("/agenda/")), (_("Meld een fout"), "")],
        "activity_title": words.title,
        "activity_url": words.url,
        "activity_language": words.language,
    }
    return render(request, "participation/activity_mistake.html", context, status=status)


def _thanks(request: HttpRequest, words: Words) -> HttpResponse:
    context = {
        "title": _("Dank je wel"),
        "text": _("We hebben je bericht. De redactie kijkt ernaar."),
        "actions": [
            {"url": words.url, "text": _("Terug naar de activiteit")},
            {"url": pad("/agenda/"), "text": _("Naar de hele agenda")},
        ],
        "section": "agenda",
    }
    return render(request, "cms/melding.html", context)
