"""What all pages for one resident share: they are nobody else's, and nobody can flood us through them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms import throttle
from cms.crypto import normalise_email
from cms.templatetags.wijkplein import pad
from cms.tokens import TokenError, TokenUnknown

POSTS_PER_HOUR = 60
MAILS_PER_HOUR = 5
HOUR = timedelta(hours=1)
REFUSED = 422
TOO_MANY = 429


def private_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page out of every cache and search engine, and its address (a token, perhaps) from everybody else.

    A page with a form has to say "same-origin": with "no-referrer" browsers send `Origin: null` along with the form,
    which Django's CSRF check refuses. Other sites see nothing of the address either way.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "same-origin" if b'method="post"' in response.content else "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def may_post(request: HttpRequest, now: datetime) -> bool:
    """Count one form from this connection; False where it is one too many (60 an hour)."""
    return throttle.hit("public_post", throttle.client_ip(request), limit=POSTS_PER_HOUR, per=HOUR, now=now)


def may_mail(email: str, now: datetime) -> bool:
    """Count one mail to this address; False where it is one too many (5 an hour). Nobody is told: see fault 25."""
    return throttle.hit("mail", normalise_email(email), limit=MAILS_PER_HOUR, per=HOUR, now=now)


def add_too_many(form: forms.Form) -> None:
    """Say on the form itself that too much came from this connection, and when to try again."""
    text = _(
        "Er zijn vanaf jouw internetverbinding te veel formulieren verstuurd. Probeer het over een uur opnieuw, "
        "of bel %(phone)s. Wat je invulde, staat er nog."
    )
    form.add_error(None, text % {"phone": settings.MUNICIPALITY_PHONE})


def status_of(form: forms.Form) -> int:
    """422 for a refused form, 200 for one that was only opened."""
    return REFUSED if form.errors else 200


def dead_link(request: HttpRequest, error: TokenError, *paragraphs: str, status: int | None = None) -> HttpResponse:
    """The page for a link that opens nothing: 404 for an unknown one, 410 for one that is used up or expired."""
    is_unknown = isinstance(error, TokenUnknown)
    context = {
        "title": _("Deze link werkt niet"),
        "text": str(error),
        "paragraphs": [*paragraphs, _("Kom je er niet uit? Bel %(phone)s.") % {"phone": settings.MUNICIPALITY_PHONE}],
        "actions": [
            {"url": pad("/initiatieven/"), "text": _("Bekijk de plannen")},
            {"url": pad("/"), "text": _("Naar de homepagina")},
        ],
        "section": "initiatieven",
    }
    return render(request, "cms/melding.html", context, status=status or (404 if is_unknown else 410))
