"""Signs that support may not be what it seems, for a person to weigh (participation.md, "Draagvlak check"). Pure.

A sign is about a plan, never about a person; it expires, refuses nothing and changes no figure. It looks at support
by e-mail alone: cards come in stacks, and a colleague holds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

# What happened before is past: a campaign lasts six weeks, and a wijkregisseur looks at it each week.
LOOKS_BACK = timedelta(days=14)
# A plan of a buurt needs 25 in six weeks. Ten in five minutes is a message to a full group app, a stall, or a script.
BURST_COUNT, BURST_WITHIN = 10, timedelta(minutes=5)
# A PC6 is one side of a street, some twenty addresses: eight in one hour is a street party, or one person with eight
# mailboxes.
POSTCODE_COUNT, POSTCODE_WITHIN = 8, timedelta(hours=1)
# A link lasts a day. Some people never open the mail; that more than half do not, asks whose addresses those were.
UNCONFIRMED_COUNT, UNCONFIRMED_SHARE = 10, 0.5
# More than one in five who take it back may have felt pressed, or read that the plan changed.
WITHDRAWN_COUNT, WITHDRAWN_SHARE = 5, 0.2


@dataclass(frozen=True)
class Signal:
    """One sign: what was seen, in words, and until when it is shown (aware UTC)."""

    key: str
    words: str
    expires_at: datetime


@dataclass(frozen=True)
class Seen:
    """What happened to support by e-mail in the last 14 days.

    confirmed: per postcode, the minutes (aware UTC) in which support was confirmed, with how many.
    given, unconfirmed, withdrawn: how many; unconfirmed are those whose link is past. *_at: the newest of them.
    """

    confirmed: Mapping[str, Mapping[datetime, int]]
    given: int = 0
    unconfirmed: int = 0
    unconfirmed_at: datetime | None = None
    withdrawn: int = 0
    withdrawn_at: datetime | None = None


def signals(seen: Seen, *, now: datetime) -> list[Signal]:
    """The signs that hold now, the most telling first; [] where nothing stands out."""
    found = [_burst(seen), _one_postcode(seen), _unconfirmed(seen), _withdrawn(seen)]
    return [signal for signal in found if signal is not None and signal.expires_at > now]


def _burst(seen: Seen) -> Signal | None:
    minutes: dict[datetime, int] = defaultdict(int)
    for per_minute in seen.confirmed.values():
        for minute, count in per_minute.items():
            minutes[minute] += count
    most, at = _busiest(minutes.items(), BURST_WITHIN)
    if at is None or most < BURST_COUNT:
        return None
    words = _(
        "In vijf minuten bevestigden %(count)s mensen hun steun. Vraag de indiener of er toen iets te doen was."
    ) % {"count": most}
    return Signal("burst", words, at + LOOKS_BACK)


def _one_postcode(seen: Seen) -> Signal | None:
    busiest = [_busiest(minutes.items(), POSTCODE_WITHIN) for minutes in seen.confirmed.values()]
    most, at = max(busiest, default=(0, None), key=lambda one: one[0])
    if at is None or most < POSTCODE_COUNT:
        return None
    words = _(
        "In een uur bevestigden %(count)s mensen uit één postcode hun steun. Een postcode telt zo'n twintig adressen."
    ) % {"count": most}
    return Signal("postcode", words, at + LOOKS_BACK)


def _unconfirmed(seen: Seen) -> Signal | None:
    count = seen.unconfirmed
    if seen.unconfirmed_at is None or count < UNCONFIRMED_COUNT or count <= UNCONFIRMED_SHARE * seen.given:
        return None
    words = _(
        "%(count)s van %(given)s mensen bevestigden hun steun niet. Misschien vulde iemand adressen van anderen in."
    ) % {"count": count, "given": seen.given}
    return Signal("unconfirmed", words, seen.unconfirmed_at + LOOKS_BACK)


def _withdrawn(seen: Seen) -> Signal | None:
    count = seen.withdrawn
    if seen.withdrawn_at is None or count < WITHDRAWN_COUNT or count <= WITHDRAWN_SHARE * seen.given:
        return None
    words = _("%(count)s mensen trokken hun steun in. Vraag de indiener of er iets veranderde.") % {"count": count}
    return Signal("withdrawn", words, seen.withdrawn_at + LOOKS_BACK)


def _busiest(minutes: Iterable[tuple[datetime, int]], within: timedelta) -> tuple[int, datetime | None]:
    """The most that fell in any stretch shorter than `within`, and the last minute of the newest such stretch."""
    rows = sorted(minutes)
    most, total, first = 0, 0, 0
    at: datetime | None = None
    for minute, count in rows:
        total += count
        while minute - rows[first][0] >= within:
            total -= rows[first][1]
            first += 1
        if total >= most:
            most, at = total, minute
    return most, at
