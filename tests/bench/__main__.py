"""Measure what a page costs, in milliseconds of CPU and in queries, beside two floors of the same run.

Figures in milliseconds differ from machine to machine; the ratios to the floors hold. The floors are a bare Django
view and a stock Wagtail page with a template of one line (tests.bench.floors). On SQLite the work of the database is
in the CPU of the page; on PostgreSQL it stands apart. Run it by `make bench`, or on PostgreSQL by
`DATABASE_URL=postgres://... DJANGO_SETTINGS_MODULE=cms.settings_test python -m tests.bench`.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from tests.bench import floors, sizes
from tests.bench.subjects import QUICK_REQUESTS_A_ROUND, Subject

ROUNDS = 15
PAGES = {
    "voorpagina": "/",
    "wijken": "/wijken/",
    "wijkpagina": "/wijken/zuid/",
    "wijkthermometer": "/wijkthermometer/",
    "initiatieven": "/initiatieven/",
}


def subjects() -> list[Subject]:
    """The two floors, the pages without the page cache, two without pieces too, and two from the page cache."""
    bare = [
        Subject("kale view", "/", floors.bare_view, QUICK_REQUESTS_A_ROUND),
        Subject("kale pagina", floors.BARE_PAGE_PATH, floors.bare_page),
    ]
    pages = PAGES | {"initiatief": _plan_that_seeks_support()}
    fresh = [Subject(name, address, floors.uncached) for name, address in pages.items()]
    kept = [
        Subject(f"{name}, bewaard", PAGES[name], nullcontext, QUICK_REQUESTS_A_ROUND)
        for name in ("voorpagina", "wijkpagina")
    ]
    anew = [Subject(f"{name}, alles nieuw", PAGES[name], floors.unremembered) for name in ("voorpagina", "wijkpagina")]
    return [*bare, *fresh, *anew, *kept]


def _plan_that_seeks_support() -> str:
    """The address of a plan of the demo, with its meter, timeline, spread, questions and answers."""
    from participation.selectors import seeking_support

    return seeking_support(limit=1)[0].path


def report(measured: list[Subject]) -> str:
    """A table: CPU, ratio to both floors (rate of the view, CPU of the page), queries and sizes.

    `x page` is the CPU of application and database together over that of the bare page.
    """
    view, page = measured[:2]
    lines = [
        f"{'':<22}{'CPU ms':>8}{'db ms':>7}{'x page':>8}{'rate/view':>11}{'queries':>9}"
        f"{'kB':>7}{'kB gzip':>9}{'css+js':>8}"
    ]
    for subject in measured:
        cost = (subject.cpu + subject.database) / (page.cpu + page.database)
        lines.append(
            f"{subject.name:<22}{subject.cpu:>8.3f}{subject.database:>7.2f}{cost:>8.2f}"
            f"{view.cpu / subject.cpu:>11.2f}{subject.query_count:>9}{len(subject.body) / 1000:>7.1f}"
            f"{sizes.compressed(subject.body) / 1000:>9.1f}{sizes.assets_size(subject.body) / 1000:>8.1f}"
        )
    return "\n".join(lines)


def measure() -> list[Subject]:
    """Make the demo where it is not there yet, and measure in turns."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("demo")
    if connection.vendor == "postgresql":
        # As the database does by itself in the night; before that it takes every table for a small one.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    measured = subjects()
    for subject in measured:
        subject.prepare()
    # In turns, so that a slow moment of the machine falls on all of them.
    for _ in range(ROUNDS):
        for subject in measured:
            subject.measure()
    return measured


def main() -> None:
    """Measure, and print the table."""
    django.setup()
    # The pictures of the demo last as long as its database does; those of the tests go with each run.
    database = Path(connection.settings_dict["NAME"]).stem
    with override_settings(MEDIA_ROOT=settings.VAR_DIR / "bench-media" / database):
        measured = measure()
    sys.stdout.write(report(measured) + "\n")


if __name__ == "__main__":
    main()
