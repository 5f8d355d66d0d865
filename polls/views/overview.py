"""The overview of polls, of a wijk or of the city: open first, then those to come, then what is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, IntegerField, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from polls.addresses import poll_path
from polls.models import Poll
from polls.reading import listed
from polls.state import Stand, stand_of

PER_PAGE = 20
MOST_IN_PANEL = 3
_MOST_OPEN = 50


@dataclass(frozen=True)
class Card:
    """A poll in a list."""

    poll: Poll
    stand: Stand
    url: str


def cards_of(polls: list[Poll], now: datetime) -> list[Card]:
    """Polls as cards."""
    return [Card(poll, stand_of(poll, now), poll_path(poll)) for poll in polls]


def _open() -> QuerySet[Poll]:
    """What is open at a moment, what closes first in front."""
    moment = Slot("now", DateTimeField())
    return listed().filter(opens_at__lte=moment, closes_at__gt=moment).order_by("closes_at", "pk")


_OPEN = Prepared(lambda: _open()[:MOST_IN_PANEL])
_OPEN_OF_WIJK = Prepared(
    lambda: _open().filter(Q(wijk_id=Slot("wijk", IntegerField())) | Q(wijk=None))[:MOST_IN_PANEL]
)


def open_cards(*, wijk: Wijk | None, now: datetime) -> list[Card]:
    """Three open polls of a wijk and of the whole city (without a wijk: of all), those that close first in front."""
    found = _OPEN.rows(now=now) if wijk is None else _OPEN_OF_WIJK.rows(now=now, wijk=wijk.pk)
    return cards_of(found, now)


def page_context(request: HttpRequest, wijk: Wijk | None) -> dict[str, Any]:
    """What the overview shows; older ones by key, so that nothing counts them."""
    now = timezone.now()
    rows = listed() if wijk is None else listed().filter(wijk=wijk)
    over = rows.filter(closes_at__lte=now).order_by("-closes_at", "-pk")
    after = request.GET.get("na", "")[:20]
    last = rows.filter(pk=int(after)).first() if after.isascii() and after.isdigit() else None
    if last is not None:
        over = over.filter(closes_at__lt=last.closes_at) | over.filter(closes_at=last.closes_at, pk__lt=last.pk)
    closed = list(over[: PER_PAGE + 1])
    running = [] if last else list(rows.filter(closes_at__gt=now).order_by("closes_at", "pk")[:_MOST_OPEN])
    cards = cards_of(running, now)
    return {
        "wijk": wijk,
        "open": [card for card in cards if card.stand.is_open],
        "coming": [card for card in cards if card.stand.is_coming],
        "closed": cards_of(closed[:PER_PAGE], now),
        "next_page": f"?na={closed[PER_PAGE - 1].pk}" if len(closed) > PER_PAGE else "",
        "is_later_page": last is not None,
    }
