"""Repairing what a crash between publishing and writing the rows left (ARCHITECTURE rule 3)."""

from __future__ import annotations

from uuid import UUID

from polls.models import Poll, PollPage
from polls.services.publishing import sync_poll


def reconcile() -> int:
    """Bring each poll whose rows are not those of its live pages up to date; returns how many."""
    live = {
        key: (closes_at, opens_at, "/" + url_path.split("/", 2)[2])
        for key, closes_at, opens_at, url_path in _sources()
    }
    known = {
        key: (closes_at, opens_at, path)
        for key, closes_at, opens_at, path in Poll.objects.filter(is_live=True).values_list(
            "key", "closes_at", "opens_at", "path"
        )
    }
    stale = {key for key in live.keys() | known.keys() if live.get(key) != known.get(key)}
    for key in sorted(stale):
        sync_poll(key=key)
    return len(stale)


def _sources() -> list[tuple[UUID, object, object, str]]:
    """The live page that each poll follows: that in the default language, else the first."""
    pages = PollPage.objects.filter(live=True, alias_of__isnull=True, opens_at__isnull=False, closes_at__isnull=False)
    by_key: dict[UUID, PollPage] = {}
    for page in pages.select_related("locale").defer_streamfields().order_by("pk"):
        if page.translation_key not in by_key or page.is_source_of_poll:
            by_key[page.translation_key] = page
    return [
        (page.translation_key, page.closes_at, page.opens_at, page.url_path)
        for page in by_key.values()
        if page.is_source_of_poll
    ]
