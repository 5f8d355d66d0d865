"""What all pages for one resident share (`cms.guard`), and the page for a link of a plan that opens nothing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.guard import (
    POSTS_PER_HOUR,
    REFUSED,
    TOO_MANY,
    UNPROVEN_MAILS_PER_HOUR,
    add_too_many,
    is_unproven,
    may_look_up,
    may_mail_for,
    may_post,
    may_post_and_mail,
    private_page,
    refused_status,
    status_of,
)
from cms.mail.limit import may_mail
from cms.templatetags.wijkplein import pad
from cms.tokens import TokenError, TokenUnknown

__all__ = [
    "POSTS_PER_HOUR",
    "REFUSED",
    "TOO_MANY",
    "UNPROVEN_MAILS_PER_HOUR",
    "add_too_many",
    "dead_link",
    "is_unproven",
    "may_look_up",
    "may_mail",
    "may_mail_for",
    "may_post",
    "may_post_and_mail",
    "private_page",
    "refused_status",
    "status_of",
]


def dead_link(
    request: HttpRequest,
    error: TokenError,
    *paragraphs: str,
    status: int | None = None,
    action: dict[str, str] | None = None,
) -> HttpResponse:
    """The page for a link that opens nothing: 404 for an unknown one, 410 for one that is used up or expired.

    action: what to do first, as a dict of `url` and `text`.
    """
    is_unknown = isinstance(error, TokenUnknown)
    context = {
        "title": _("Deze link werkt niet"),
        "text": str(error),
        "paragraphs": [*paragraphs, _("Kom je er niet uit? Bel %(phone)s.") % {"phone": settings.MUNICIPALITY_PHONE}],
        "actions": [
            *([action] if action else []),
            {"url": pad("/initiatieven/"), "text": _("Bekijk de plannen")},
            {"url": pad("/"), "text": _("Naar de homepagina")},
        ],
        "section": "initiatieven",
    }
    return render(request, "cms/melding.html", context, status=status or (404 if is_unknown else 410))
