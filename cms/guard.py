"""What all pages for one resident share: they are nobody else's, and nobody can flood us through them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cms import pdok, proofs, throttle
from cms.forms import AntiSpamMixin
from cms.mail.limit import HOUR, limit_of, may_mail

POSTS_PER_HOUR = 60
UNPROVEN_MAILS_PER_HOUR = 10
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
        has_form = not response.streaming and b'method="post"' in response.content
        response["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def may_post(request: HttpRequest, now: datetime) -> bool:
    """Count one form from this connection; False where it is one too many (60 an hour)."""
    return _posts_of(request, now).hit()


def may_post_and_mail(request: HttpRequest, email: str, now: datetime) -> bool:
    """`may_post` and `may_mail` in one statement, for a form that needs no proof of work."""
    return all(throttle.hit_all(_posts_of(request, now), limit_of(email, now)))


def _posts_of(request: HttpRequest, now: datetime) -> throttle.Limit:
    return throttle.Limit("public_post", throttle.client_ip(request), POSTS_PER_HOUR, HOUR, now)


def is_unproven(request: HttpRequest, form: AntiSpamMixin, now: datetime) -> bool:
    """Whether a form lacks the proof of work that it should have brought along; then a person looks at it first."""
    return proofs.is_asked(request, now) and not form.has_proof


def may_mail_for(request: HttpRequest, form: AntiSpamMixin, email: str, now: datetime) -> bool:
    """`may_mail`, for a form that ends in a mail: without its proof of work, ten an hour from a connection.

    So who has no JavaScript can go on, and a robot without proofs reaches few people. The trap lets nothing through.
    """
    if form.cleaned_data.get("bijschrift"):
        return False
    if is_unproven(request, form, now):
        ip = throttle.client_ip(request)
        if not throttle.hit("unproven_mail", ip, limit=UNPROVEN_MAILS_PER_HOUR, per=HOUR, now=now):
            return False
    return may_mail(email, now)


def may_look_up(request: HttpRequest, now: datetime) -> bool:
    """Count one address that is asked of PDOK for this connection; False where that is switched off, or too much."""
    ip = throttle.client_ip(request)
    return pdok.is_on() and throttle.hit("address", ip, limit=POSTS_PER_HOUR, per=HOUR, now=now)


def add_too_many(form: forms.Form) -> None:
    """Say on the form itself that too much came from this connection, and when to try again."""
    text = _(
        "Er zijn vanaf jouw internetverbinding te veel formulieren verstuurd. Probeer het over een uur opnieuw, "
        "of bel %(phone)s. Wat je invulde, staat er nog."
    )
    form.add_error(None, text % {"phone": settings.MUNICIPALITY_PHONE})


def refused_status(request: HttpRequest, form: forms.Form, now: datetime) -> int:
    """Read a form that was sent, and count it: the status to show it again with, 0 where it can be taken in.

    One too many is read as well: what was typed stays, with what is wrong about it.
    """
    is_valid = form.is_valid()
    if not may_post(request, now):
        add_too_many(form)
        return TOO_MANY
    return 0 if is_valid else REFUSED


def status_of(form: forms.Form) -> int:
    """422 for a refused form, 200 for one that was only opened."""
    return REFUSED if form.errors else 200
