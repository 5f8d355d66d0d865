"""Finding the poll of an address, and what all its pages share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.languages import active_language, address
from cms.prepared import Prepared, Slot
from pages import navigation
from polls.addresses import overview_path, poll_path, vote_paths
from polls.models import Poll, PollPage
from polls.services.errors import Refused
from polls.state import stand_of

_GONE = 410
_CONFLICT = 409
VOTED = "gestemd"
_KEPT_S = 60 * 60 * 24 * 400
_signer = Signer(salt="polls.voted")
_BY_PATH = Prepared(lambda: Poll.objects.select_related("wijk").filter(path=Slot("path", CharField()), is_live=True))


def by_path(path: str) -> Poll | None:
    """The poll at an address ("peilingen/plein") on the site, whoever asks; one query."""
    return next(iter(_BY_PATH.rows(path=f"/{path}/")), None)


def find(request: HttpRequest, path: str) -> Poll:
    """The poll at an address; one query, and more where its page is for some people alone.

    Raises:
        Http404: when there is none on the site, or not for this visitor.
    """
    poll = by_path(path)
    if poll is None:
        raise Http404
    if not poll.is_listed:
        pages = PollPage.objects.filter(translation_key=poll.key, locale__language_code=active_language(), live=True)
        page = pages.first()
        if page is None or not all(rule.accept_request(request) for rule in page.get_view_restrictions()):
            raise Http404
    return poll


def around(poll: Poll, here: str, now: datetime) -> dict[str, Any]:
    """The poll and the way back to it. here: the title of the page itself."""
    crumbs = [(_("Home"), address("/"))]
    if poll.wijk:
        crumbs += [(_("Wijken"), address("/wijken/")), (poll.wijk.name, address(f"/wijken/{poll.wijk.slug}/"))]
    crumbs += [(_("Peilingen"), overview_path(poll)), (poll.title, poll_path(poll)), (here, "")]
    return {
        "poll": poll,
        "wijk": poll.wijk,
        "section": "meepraten",
        "crumbs": crumbs,
        "poll_url": poll_path(poll),
        "stand": stand_of(poll, now),
        "canonical_url": navigation.canonical(poll_path(poll)),
    }


def closed(request: HttpRequest, poll: Poll, now: datetime) -> HttpResponse:
    """The page for who comes too early or too late; nothing was stored."""
    stand = stand_of(poll, now)
    is_post = request.method == "POST"
    text = _("Stemmen kan nog niet.") if stand.is_coming else _("Stemmen kan niet meer. De peiling is gesloten.")
    context = {
        "title": poll.title,
        "text": text,
        "paragraphs": [stand.badge + "."] + ([_("Wat je net instuurde, telt niet mee.")] if is_post else []),
        "actions": [{"url": poll_path(poll), "text": _("Bekijk de peiling")}],
        "wijk": poll.wijk,
        "section": "meepraten",
    }
    return render(request, "cms/melding.html", context, status=_GONE if is_post else 200)


def refused(request: HttpRequest, poll: Poll, refusal: Refused) -> HttpResponse:
    """The page that says why a vote was not taken."""
    context = {
        "title": _("Je stem is niet geteld"),
        "text": str(refusal),
        "actions": [{"url": poll_path(poll), "text": _("Bekijk de peiling")}],
        "wijk": poll.wijk,
        "section": "meepraten",
    }
    return render(request, "cms/melding.html", context, status=_CONFLICT)


def remember_voted(response: HttpResponse, request: HttpRequest, poll: Poll) -> None:
    """Let this browser see the results of a poll in which it voted. It says nothing of the vote."""
    keep(response, request, poll, VOTED, _signer.sign(str(poll.pk)))


def keep(response: HttpResponse, request: HttpRequest, poll: Poll, name: str, value: str, age: int = _KEPT_S) -> None:
    """Keep something in this browser, for the pages to vote in this poll alone; under each language."""
    for language, path in vote_paths(poll).items():
        response.set_cookie(
            f"{name}_{language}", value, age, path=path, secure=request.is_secure(), httponly=True, samesite="Lax"
        )


def kept(request: HttpRequest, name: str) -> str:
    """What `keep` left in this browser; "" where it is not there."""
    return request.COOKIES.get(f"{name}_{active_language()}", "")


def has_voted(request: HttpRequest, poll: Poll) -> bool:
    """Whether this browser voted in a poll."""
    try:
        return _signer.unsign(kept(request, VOTED)) == str(poll.pk)
    except BadSignature:
        return False
