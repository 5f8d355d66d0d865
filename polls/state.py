"""How a poll stands at a moment, as pages say it. Whether a vote counts is up to the database (services.casting)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cms.templatetags.notation import datum_jaar, datum_kort, tijd
from cms.workdays import local_date
from polls.models.facts import Poll


@dataclass(frozen=True)
class Stand:
    """Open, coming or closed; with the badge that says so."""

    is_open: bool
    is_coming: bool
    badge: str
    kind: str
    icon: str

    @property
    def is_closed(self) -> bool:
        """Whether voting is over."""
        return not self.is_open and not self.is_coming


def is_open(poll: Poll, now: datetime) -> bool:
    """Whether a poll is open at a moment (aware UTC); `stand_of` without the words."""
    return poll.opens_at <= now < poll.closes_at


def stand_of(poll: Poll, now: datetime) -> Stand:
    """How a poll stands at a moment (aware UTC)."""
    if now < poll.opens_at:
        words = _("Stemmen kan vanaf %(day)s") % {"day": datum_kort(local_date(poll.opens_at))}
        return Stand(False, True, words, "info", "klok")
    if now < poll.closes_at:
        return Stand(True, False, _("Stemmen kan tot en met %(end)s") % {"end": _end(poll)}, "positive", "klok")
    return Stand(False, False, _("Gesloten op %(day)s") % {"day": datum_jaar(local_date(poll.closes_at))}, "", "slot")


def _end(poll: Poll) -> str:
    """The last day, with the time where it closes in the middle of one."""
    last = poll.closes_at - timedelta(seconds=1)
    is_midnight = local_date(last) != local_date(poll.closes_at)
    day = datum_kort(local_date(last))
    return day if is_midnight else _("%(day)s om %(time)s") % {"day": day, "time": tijd(poll.closes_at)}


def period_words(poll: Poll) -> str:
    """From when until when people could vote."""
    last = poll.closes_at - timedelta(seconds=1)
    words = {"first": datum_jaar(local_date(poll.opens_at)), "last": datum_jaar(local_date(last))}
    return _("%(first)s tot en met %(last)s") % words
