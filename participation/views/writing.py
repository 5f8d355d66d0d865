"""A draft that somebody is in: its answers, its addresses, and the cookie that knows this browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cms.models import Wijk
from pages import navigation
from participation.forms.answers import Answers
from participation.models import Draft, InitiativesPage
from participation.services import drafts

LATER = "bewaar"
COOKIE = "concept"
COOKIE_AGE = timedelta(hours=2)
_SALT = "participation.concept"


@dataclass
class Writing:
    """A draft that somebody is in."""

    request: HttpRequest
    page: InitiativesPage
    draft: Draft
    token: str
    answers: Answers

    def url(self, step: str) -> str:
        """The address of a step of this draft."""
        return f"{base_url(self.page)}{self.token}/{step}/"

    def save(self) -> None:
        """Keep the answers."""
        drafts.save(draft=self.draft, data=self.answers.data, now=timezone.now())

    def go(self, step: str, behind: str = "") -> HttpResponse:
        """On to a step; `behind` comes after its address."""
        return self.remember(redirect(f"{self.url(step)}{behind}"))

    def remember(self, response: HttpResponse) -> HttpResponse:
        """Let the answer tell this browser that it is in this draft."""
        response.set_signed_cookie(
            COOKIE,
            str(self.draft.pk),
            salt=_SALT,
            max_age=COOKIE_AGE,
            path=base_url(self.page),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response


def base_url(page: InitiativesPage) -> str:
    """The address of the form below a page, ending in "indienen/"."""
    return f"{navigation.path_of(page)}indienen/"


def remembered(request: HttpRequest) -> UUID | None:
    """The draft that this browser was in during the last two hours."""
    text = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=COOKIE_AGE)
    return UUID(text) if text else None


def answers_of(page: InitiativesPage, data: dict[str, Any] | None = None) -> Answers:
    """Answers of a form that was begun below a page; the mailed link leads to the city's own, so the wijk is kept."""
    kept = dict(data or {})
    begun_in = kept.get("page_wijk")
    wijk = Wijk.objects.filter(slug=begun_in).first() if begun_in and page.wijk is None else page.wijk
    if wijk:
        kept["page_wijk"] = wijk.slug
    return Answers(kept, page_wijk=wijk)
