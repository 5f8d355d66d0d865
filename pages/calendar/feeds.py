"""The calendars of organisations, taken over by the worker: four times a day, and never two at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from cms.fetch import Fetched, FetchError, fetch
from pages.calendar.importing.apply import Report, import_calendar, take_off
from pages.calendar.importing.lines import MOST_BYTES
from pages.models import ActivityPage, CalendarFeed
from pages.models.calendar_feeds import SOURCE

REFRESH_AFTER = timedelta(hours=6)
SECONDS = 10
# An editor reads the first lines; a file of thousands of mistakes has one mistake.
MOST_LINES = 60

Fetch = Callable[..., Fetched]


def refresh_all(now: datetime) -> int:
    """The job: take over each calendar that was not asked for six hours; returns how many. Any number may run.

    What came from a calendar that is not here any more goes off the site: nobody would keep it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        _take_orphans_off(now)
        due = Q(checked_at__isnull=True) | Q(checked_at__lte=now - REFRESH_AFTER)
        feeds = CalendarFeed.objects.filter(due, organisation__is_active=True).select_related("organisation", "wijk")
        return sum(refresh(feed, now) for feed in feeds.order_by("pk"))


def refresh(feed: CalendarFeed, now: datetime, *, get: Fetch = fetch) -> bool:
    """Ask one calendar again and take over what changed; whether it was ours to ask, and not of another worker.

    get: what fetches, within the hosts and limits of `cms.fetch`.
    """
    mine = CalendarFeed.objects.filter(pk=feed.pk)
    if not mine.filter(checked_at=feed.checked_at).update(checked_at=now):
        return False
    etag = feed.etag if feed.etag_url == feed.url else ""
    limits = {"hosts": settings.CALENDAR_HOSTS, "most_bytes": MOST_BYTES, "seconds": SECONDS}
    try:
        found = get(feed.url, etag=etag, **limits)
        if found.is_unchanged:
            mine.update(problem="")
            return True
        report = import_calendar(wijk=feed.wijk, data=found.body, source=feed.source, place=feed.organisation, now=now)
    except FetchError as error:
        mine.update(problem=str(error)[:300])
    except LookupError:
        mine.update(problem=_("Deze wijk heeft nog geen agenda. Maak die eerst."))
    else:
        # What was refused is asked again: the next time it may be right, or understood.
        kept = "" if report.refusals else found.etag
        mine.update(problem="", report=report_words(report), etag=kept, etag_url=feed.url)
    return True


def report_words(report: Report) -> str:
    """What an editor reads of it: what was refused, line by line, and the counts."""
    *refused, counts = report.lines(changes=False)
    more = len(refused) - MOST_LINES
    shown = refused[:MOST_LINES] + ([_("En nog %(count)s regels.") % {"count": more}] if more > 0 else [])
    return "\n".join([counts, *shown])


def _take_orphans_off(now: datetime) -> None:
    feeds = CalendarFeed.objects.filter(organisation__is_active=True).select_related("wijk")
    alive = [feed.source for feed in feeds]
    pages = ActivityPage.objects.filter(live=True, alias_of__isnull=True, import_source__startswith=SOURCE)
    for page in pages.exclude(import_source__in=alive):
        take_off(page, now=now)
