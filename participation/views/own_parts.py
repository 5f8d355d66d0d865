"""What all pages of one initiator share: finding who has the link, and what stands around each page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.templatetags.wijkplein import pad
from cms.tokens import TokenError
from participation.details import shown_title
from participation.models import Submission
from participation.selectors import initiative_path
from participation.services.errors import Refused, StaleCase
from participation.services.submit import applicant_of
from participation.views.guard import dead_link, private_page


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the initiator by the link; without one the page for a dead link, that leads to a new one."""

    @private_page
    @wraps(view)
    def found(request: HttpRequest, token: str, **kwargs: object) -> HttpResponse:
        try:
            applicant = applicant_of(token_text=token, now=timezone.now())
        except TokenError as error:
            new_link = {"url": pad("/mijn-plan/"), "text": _("Vraag een nieuwe link aan")}
            return dead_link(request, error, _("Je vindt een link in elke mail over je plan."), action=new_link)
        cases = Submission.objects.select_related(
            *("wijk", "assignee", "category", "initiative", "upkeep", "public_version", "campaign")
        ).prefetch_related("supplements")
        applicant.submission = cases.get(pk=applicant.submission_id)
        return view(request, token, applicant, **kwargs)

    return found


def own_url(token: str) -> str:
    """The address of the own page in the active language."""
    return pad(f"/mijn-plan/{token}/")


def around(token: str, submission: Submission, *here: tuple[str, str]) -> dict[str, Any]:
    """The context that every page of one initiator has. here: crumbs below the own page, the last without address."""
    home = own_url(token)
    version = getattr(submission, "public_version", None)
    return {
        "submission": submission,
        "wijk": submission.wijk,
        "section": "initiatieven",
        "crumbs": [(_("Home"), pad("/")), (_("Jouw plan"), home if here else ""), *here],
        "own_url": home,
        "title": shown_title(submission),
        "public_url": initiative_path(submission) if version and version.is_public else "",
    }


def add_reasons(form: forms.Form, refusal: Refused | StaleCase) -> None:
    """Say on the form why a service refused."""
    for reason in getattr(refusal, "reasons", [str(refusal)]):
        form.add_error(None, reason)
