"""Measure the wijkthermometer at 20 years and 50,000 lines of the household book, beside a stock Wagtail page.

Run it by `make bench-books`; the first time it makes the demo and the lines in a database of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

YEARS, LINES, ROUNDS, REQUESTS = 20, 50_000, 7, 10
# What a plan does in a year, in euros: granted, paid in two parts, and what was left let go.
STEPS = (("commitment", 1000), ("payment", 400), ("payment", 500), ("release", 100))


def fill() -> None:
    """Make the years, the pots and the lines, unless they are there."""
    from django.utils import timezone

    from cms.models import Wijk
    from participation.models import BudgetYear, LedgerLine, Pot

    if LedgerLine.objects.count() >= LINES:
        return
    this_year = timezone.localdate().year
    wijken = list(Wijk.objects.in_order())
    years = range(this_year - YEARS + 1, this_year + 1)
    for year in years:
        row, _is_new = BudgetYear.objects.get_or_create(year=year)
        for wijk in wijken:
            for kind in ("subsidy", "hand_money"):
                Pot.objects.get_or_create(year=row, wijk=wijk, kind=kind)
    pots = list(Pot.objects.filter(kind="subsidy", year__year__in=years).select_related("year"))
    LedgerLine.objects.bulk_create(_lines(pots, LINES - LedgerLine.objects.count()), batch_size=2000)


def _lines(pots: list, count: int) -> Iterator[object]:
    """So many lines, spread over pots and over the days that are past, by the decisions of the demo."""
    from django.utils import timezone

    from participation.models import Decision, LedgerLine

    now, today = timezone.now(), timezone.localdate()
    decisions: dict[int, cycle] = {}
    for wijk in {pot.wijk_id for pot in pots}:
        own = Decision.objects.filter(status="decided", submission__wijk=wijk)
        decisions[wijk] = cycle(list(own.exclude(outcome="reject")))
    for number in range(count):
        pot = pots[number // len(STEPS) % len(pots)]
        kind, euros = STEPS[number % len(STEPS)]
        if kind == "commitment":
            decision = next(decisions[pot.wijk_id])
        day = min(date(pot.year.year, 1, 1) + timedelta(days=number // len(pots) % 365), today)
        yield LedgerLine(
            pot=pot,
            kind=kind,
            effect=kind,
            amount_cents=euros * 100,
            decision=decision,
            submission_id=decision.submission_id,
            booked_on=day,
            written_at=now,
        )


def main() -> None:
    """Fill, measure in turns, and print the table."""
    django.setup()
    from django.utils import timezone

    from participation.models import LedgerLine
    from tests.bench.__main__ import report
    from tests.bench.subjects import beside_floors

    call_command("migrate", interactive=False, verbosity=0)
    with override_settings(MEDIA_ROOT=settings.VAR_DIR / "bench-media" / "books"):
        call_command("demo")
        fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        past = timezone.localdate().year - 3
        pages = {
            "stad": "/wijkthermometer/",
            "stad, toen": f"/wijkthermometer/?jaar={past}&op={past}-06-30",
            "wijk": "/wijken/zuid/wijkthermometer/",
            "wijk, toen": f"/wijken/zuid/wijkthermometer/?jaar={past}&op={past}-06-30",
            "wijk, alle boekingen": "/wijken/zuid/wijkthermometer/?boekingen=ja",
            "wijk, json": "/wijken/zuid/wijkthermometer.json",
        }
        measured = beside_floors(pages, requests=REQUESTS, rounds=ROUNDS)
    sys.stdout.write(f"{report(measured)}\n{LedgerLine.objects.count()} regels in {YEARS} jaar\n")


if __name__ == "__main__":
    main()
