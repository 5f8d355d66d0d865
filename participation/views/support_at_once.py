"""Support at a busy moment: without asking again for the plan that the last one asked for (performance.md).

What is kept of a plan is at most a second old, and decides nothing: the service asks again whether the plan seeks
support, and writes in the same transaction. Whatever else is the matter, the usual way finds out, and says so.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wagtail.views import serve

from cms import in_mail, proofs
from cms.kept import Kept
from cms.languages import active_language
from participation.codes import Stance
from participation.forms.support import FORMS
from participation.models import InitiativesPage, Submission
from participation.services.errors import Refused
from participation.services.voices import give
from participation.views.guard import may_post_and_mail, private_page

# The plan, by the address of its form.
_known: Kept[Submission] = Kept(seconds=1)


def route(request: HttpRequest, path: str) -> HttpResponse:
    """Take support in at once where that can be, else go the usual way along the pages."""
    plan = _known.get(request.path) if request.method == "POST" else None
    if plan and (response := _taken(request, plan, timezone.now())):
        return response
    return serve(request, path)


def keep(request: HttpRequest, page: InitiativesPage, submission: Submission) -> None:
    """Remember a plan that somebody could support a moment ago; not one on a page that is for some people alone."""
    if not getattr(page, "is_shut", True):
        _known.put(request.path, submission)


def _taken(request: HttpRequest, submission: Submission, now: datetime) -> HttpResponse | None:
    form = FORMS[Stance.SUPPORT](request.POST)
    # Proofs of work are used up when they are looked at.
    if proofs.is_on() or not form.is_valid() or form.is_trapped:
        return None
    if not may_post_and_mail(request, str(form.cleaned_data["email"]), now):
        return None
    try:
        voice = give(submission=submission, language=active_language(), now=now, **form.given())
    except Refused:
        return None
    return _on(request, voice.pk, now)


@private_page
def _on(request: HttpRequest, voice: int, now: datetime) -> HttpResponse:
    return in_mail.go(f"{request.path}kijk-in-je-mail/", voice, now)
