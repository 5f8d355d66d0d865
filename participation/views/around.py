"""What all pages below a plan show around themselves, and the page for who comes at the wrong moment."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.templatetags.wijkplein import pad
from pages import navigation
from participation.models import InitiativesPage, Submission
from participation.selectors import initiative_path
from participation.services.errors import Refused


def around(page: InitiativesPage, submission: Submission, here: str) -> dict[str, Any]:
    """The plan and the way back to it. here: the title of the page itself.

    Raises:
        Http404: when the plan is not on the site.
    """
    version = getattr(submission, "public_version", None)
    if version is None or not version.is_public:
        raise Http404
    path = initiative_path(submission)
    return {
        "page": page,
        "wijk": submission.wijk,
        "section": "initiatieven",
        "crumbs": navigation.crumbs(page, (version.title, path), (here, "")),
        "version": version,
        "plan_url": path,
    }


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page that says why something can't be done (any more)."""
    context = {
        "title": _("Dit kan nu niet"),
        "text": refusal.reasons[0],
        "paragraphs": refusal.reasons[1:],
        "actions": [{"url": pad("/initiatieven/"), "text": _("Bekijk de plannen")}],
        "section": "initiatieven",
    }
    return render(request, "cms/melding.html", context, status=410)
