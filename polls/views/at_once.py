"""A vote at a busy moment: without asking again for the poll that the last one asked for (performance.md).

What is kept of a poll is at most a second old, and decides nothing: the statement that writes the ballot asks for the
same version of the poll, and for its times by the clock of the database. Whatever else is the matter, the usual way
finds out, and says so.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from cms import proofs
from cms.kept import Kept
from polls.codes import Identity
from polls.forms.voting import VoteForm
from polls.models import Poll
from polls.questions import pages_of
from polls.reading import asks_of
from polls.services.errors import Refused
from polls.views.find import by_path
from polls.views.finish import browser_number, cast_open, limit_of, thanks

# By address: the poll alone, or nothing for one that is not voted in this way.
_known: Kept[tuple[Poll, ...]] = Kept(seconds=1)


def vote_at_once(request: HttpRequest, path: str, now: datetime) -> HttpResponse | None:
    """Take a vote in an open poll of one page; None where the usual way has to look at it."""
    poll, number = _kept(path), browser_number(request)
    # Proofs of work are used up when they are looked at.
    if poll is None or not number or proofs.is_on():
        return None
    asks = asks_of(poll)
    form = VoteForm(request.POST, poll=poll, asks=asks, page=pages_of(asks)[0], answers={})
    if not form.is_valid() or form.cleaned_data.get("bijschrift"):
        return None
    try:
        cast_open(poll, form, number, limit_of(request, poll, now), is_kept=True)
    except Refused:
        return None
    return thanks(request, poll)


def _kept(path: str) -> Poll | None:
    """The poll at an address as it was a second ago at most, where anybody may vote in it on one page."""
    known = _known.get(path)
    if known is not None:
        return next(iter(known), None)
    poll = by_path(path)
    # Whether a page that is for some people alone is for this visitor, `find` knows.
    if poll is not None and not (
        poll.is_listed and poll.identity == Identity.OPEN and len(pages_of(asks_of(poll))) == 1
    ):
        poll = None
    _known.put(path, (poll,) if poll else ())
    return poll
