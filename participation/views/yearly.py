"""The yearly report of a wijk or of the city, as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import Wijk
from cms.sheets import csv_bytes, euros
from cms.templatetags.wijkplein import pad
from pages import navigation
from participation import yearly
from participation.models import BudgetYear
from participation.views.thermometer import open_file, page_beside

CSV_HEADER = ("jaar", "peildatum", "wijk", "onderdeel", "wat", "aantal", "van", "bedrag")


@require_safe
def show(request: HttpRequest, year: int, wijk: str = "") -> HttpResponse:
    """The page.

    Raises:
        Http404: for a year without books, and where the wijkthermometer is not on the site.
    """
    found, path = _asked(request, year, wijk)
    years = [row for row in BudgetYear.objects.order_by("-year").values_list("year", flat=True) if row in _years()]
    title = _("Jaarverslag %(year)s") % {"year": year}
    home = [(_("Home"), pad("/"))]
    above = [(_("Wijken"), pad("/wijken/")), (str(found), pad(f"/wijken/{wijk}/"))] if found else []
    context = {
        "report": yearly.report(year, wijk=found, now=timezone.now()),
        "wijk": found,
        "title": f"{title}: {found}" if found else title,
        "is_running": year == timezone.localdate().year,
        "others": [(other, pad(_path(other, wijk))) for other in years if other != year],
        "crumbs": [*home, *above, (title, path)],
        "canonical_url": navigation.canonical(path),
        "description": _("Wat er in %(year)s gebeurde met plannen van bewoners, en met het geld ervoor.")
        % {"year": year},
        "section": "geld",
        "csv_url": f"{path.removesuffix('/')}.csv",
        "books_url": f"{pad(f'/wijken/{wijk}/wijkthermometer/' if found else '/wijkthermometer/')}?jaar={year}",
    }
    return render(request, "participation/yearly.html", context)


@require_safe
def file(request: HttpRequest, year: int, wijk: str = "") -> HttpResponse:
    """The same as CSV (docs/open-data.md).

    Raises:
        Http404: as for the page.
    """
    found, _address = _asked(request, year, wijk)
    report = yearly.report(year, wijk=found, now=timezone.now())
    head = (year, report.on.isoformat(), str(found) if found else "")
    body = csv_bytes(CSV_HEADER, [(*head, *row) for row in _rows(report)])
    return open_file(request, body, "csv", f"jaarverslag-{wijk or 'stad'}-{year}")


def _asked(request: HttpRequest, year: int, slug: str) -> tuple[Wijk | None, str]:
    """The wijk that the address names, and the address of the page."""
    found = Wijk.objects.filter(slug=slug).first() if slug else None
    if (slug and found is None) or year not in _years() or not BudgetYear.objects.filter(year=year).exists():
        raise Http404
    page_beside(request, f"wijken/{slug}/wijkthermometer" if slug else "wijkthermometer")
    return found, pad(_path(year, slug))


def _years() -> range:
    """Of a year to come there is nothing to tell."""
    return range(1, timezone.localdate().year + 1)


def _path(year: int, slug: str) -> str:
    return f"/wijken/{slug}/jaarverslag/{year}/" if slug else f"/jaarverslag/{year}/"


def _rows(report: yearly.Report) -> Iterator[tuple[object, ...]]:
    """Part, what, number, of how many, amount in euro."""
    for row in report.results:
        yield "stand", row.what, row.count, report.plans, ""
    for row in report.subjects:
        yield "onderwerp", row.what, row.count, report.plans, ""
    yield "antwoord", "binnen de beloofde tijd", report.answered.count, report.answered.of, ""
    yield "besluit", "binnen de wettelijke termijn", report.decided.count, report.decided.of, ""
    yield "besluit", "toegekend", report.granted, report.granted + report.rejected, euros(report.granted_cents)
    yield "draagvlak", "genoeg steun", report.support.plans.count, report.support.plans.of, ""
    yield "draagvlak", "steunbetuigingen", report.support.supporters, "", ""
    yield "draagvlak", "zorgen", report.support.concerns, "", ""
    for question in report.closing:
        for row in question.rows:
            yield "drie vragen", f"{question.what} {row.what}", row.count, question.answered, ""
    for letter, question, answer in report.evaluation:
        yield "evaluatie", f"{letter}. {question} {answer}", "", "", ""
    for name, cents in (
        ("budget", report.balance.budget_cents),
        ("uitgegeven", report.balance.spent_cents),
        ("toegezegd", report.balance.committed_cents),
        ("gereserveerd", report.balance.reserved_cents),
        ("vrij", report.balance.free_cents),
    ):
        yield "geld", name, "", "", euros(cents)
    for row in report.per_wijk:
        yield "wijk", str(row.wijk), row.plans, report.plans, euros(row.balance.spent_cents)
