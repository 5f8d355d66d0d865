"""Measure the calendar at 5,000 activities and 500,000 times that they are held, beside a stock Wagtail page.

`make bench` does so on a SQLite database of its own; the first time it makes the demo and the rows there, which takes
minutes. On PostgreSQL:
`DATABASE_URL=postgres://... DJANGO_SETTINGS_MODULE=cms.settings_test python -m tests.bench.calendar`.
"""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

ACTIVITIES, TIMES, ROUNDS, REQUESTS = 5_000, 100, 7, 5
# All rows lie within the eighteen months that are made ahead.
STEP = timedelta(days=549) / TIMES


def fill() -> None:
    """Make the activities and their rows; their pages are copies of one of the demo."""
    from django.utils import timezone

    from wagtail.models import Page

    from cms.models import Wijk
    from pages.calendar import days
    from pages.models import Activity, ActivityPage, AgendaPage, Occurrence

    now, wijken = timezone.now(), list(Wijk.objects.in_order())
    agenda = AgendaPage.objects.get(depth=3, locale__language_code=settings.LANGUAGE_CODE)
    template = ActivityPage.objects.get(slug="hapje-noord", locale=agenda.locale)
    timetable = Activity.objects.get(translation_key=template.translation_key).timetable
    path = agenda.get_last_child()._inc_path()
    for number in range(ACTIVITIES):
        page = ActivityPage.objects.get(pk=template.pk)
        page.pk = page.id = page.page_ptr_id = None
        page.path, page.depth, page.numchild = path, agenda.depth + 1, 0
        page.slug, page.title, page.translation_key = f"bank-{number}", f"Activiteit {number}", uuid.uuid4()
        page.url_path = f"{agenda.url_path}{page.slug}/"
        page.save_base(force_insert=True)
        path = page._inc_path()
        activity = Activity.objects.create(
            translation_key=page.translation_key,
            kind=Activity.Kind.REGULAR,
            timetable=timetable,
            changed_at=now,
            made_until=timezone.localdate(now) + timedelta(days=549),
        )
        activity.wijken.add(wijken[number % len(wijken)])
        Occurrence.objects.bulk_create(_rows(activity, number, now))
    Page.objects.filter(pk=agenda.pk).update(numchild=agenda.get_children().count())
    days.rebuild(now)


def _rows(activity: object, number: int, now: datetime) -> Iterator[object]:
    """A hundred times, spread over eighteen months."""
    from django.utils import timezone

    from pages.models import Occurrence

    for turn in range(TIMES):
        starts = now + turn * STEP + timedelta(minutes=number)
        day = timezone.localdate(starts)
        yield Occurrence(
            activity=activity,
            key=f"{turn}",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            first_day=day,
            last_day=day,
            kind="vast",
        )


def publishing() -> tuple[float, int]:
    """The seconds that publishing one weekly rule takes among all these rows, and how many queries."""
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from pages.calendar.publish import sync_activity
    from pages.models import ActivityPage

    page = ActivityPage.objects.filter(slug="hapje-noord", locale__language_code=settings.LANGUAGE_CODE).get()
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        sync_activity(translation_key=page.translation_key, now=timezone.now())
    return time.perf_counter() - begun, len(queries)


def main() -> None:
    """Fill, measure in turns, and print the table."""
    django.setup()
    from django.utils import timezone

    from pages.models import Activity, Occurrence
    from tests.bench.__main__ import report
    from tests.bench.subjects import beside_floors

    call_command("migrate", interactive=False, verbosity=0)
    with override_settings(MEDIA_ROOT=settings.VAR_DIR / "bench-media" / "calendar"):
        if Activity.objects.count() < ACTIVITIES:
            call_command("demo")
            fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        month = f"{timezone.localdate() + timedelta(days=180):%Y-%m}"
        pages = {
            "maand, stad": f"/agenda/?maand={month}",
            "maand, wijk": f"/wijken/oost/agenda/?maand={month}",
            "lijst, stad": f"/agenda/?maand={month}&beeld=lijst",
            "lijst, wijk": f"/wijken/oost/agenda/?maand={month}&beeld=lijst",
            "activiteit": "/wijken/noordoost/agenda/hapje-noord/",
            "json, stad": "/agenda.json",
            "ics, wijk": "/wijken/oost/agenda.ics",
        }
        measured = beside_floors(pages, requests=REQUESTS, rounds=ROUNDS)
        seconds, queries = publishing()
    sys.stdout.write(
        f"{report(measured)}\n{Occurrence.objects.count()} keren; publiceren: {seconds:.2f} s, {queries}\n"
    )


if __name__ == "__main__":
    main()
