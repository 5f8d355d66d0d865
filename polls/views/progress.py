"""Whose survey this is: the browser knows the number of what was saved, encrypted, and so does the link to go on."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse

from polls.models import Poll, SavedProgress
from polls.services.saving import KEPT_FOR
from polls.views.find import keep, kept

_COOKIE = "enquete"
_SALT = "polls.progress"


def key_of(saved: SavedProgress) -> str:
    """The text of the link to go on with a survey."""
    return signing.dumps(saved.pk, salt=_SALT)


def saved_by_key(poll: Poll, key: str) -> SavedProgress | None:
    """What was saved under a link or cookie of ours; None where it is gone, or of another poll."""
    try:
        return SavedProgress.objects.filter(poll=poll, pk=signing.loads(key, salt=_SALT, max_age=KEPT_FOR)).first()
    except signing.BadSignature:
        return None


def progress_of(request: HttpRequest, poll: Poll) -> SavedProgress | None:
    """What this browser filled in so far."""
    key = kept(request, _COOKIE)
    return saved_by_key(poll, key) if key else None


def remember_progress(response: HttpResponse, request: HttpRequest, poll: Poll, saved: SavedProgress) -> HttpResponse:
    """Let this browser find it again."""
    keep(response, request, poll, _COOKIE, key_of(saved), int(KEPT_FOR.total_seconds()))
    return response


def forget_progress(response: HttpResponse, request: HttpRequest, poll: Poll) -> HttpResponse:
    """Remove what was saved, here and in the browser: it is on its way as a vote."""
    saved = progress_of(request, poll)
    if saved is not None:
        saved.delete()
        keep(response, request, poll, _COOKIE, "", 0)
    return response
