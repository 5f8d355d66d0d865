"""The wijkthermometer: the numbers of the page, and the same as files. Nothing is asked of a session."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wagtail.models import Page

from cms.models import Wijk
from cms.prepared import Prepared
from cms.templatetags.wijkplein import pad
from participation import books, thermometer_files
from participation.bookings import bookings
from participation.books import InitiativeLine, WijkBooks, per_thousand
from participation.codes import PotKind
from participation.explained import NAMES, asked_number, explain
from participation.ledger import Balance
from participation.models import BudgetYear
from participation.moment import Moment, moment
from participation.views.route import levels

_YEARS = Prepared(lambda: BudgetYear.objects.order_by("-year").values_list("year", flat=True))
_TAKEN = ("reserved_cents", "committed_cents", "spent_cents")


def asked_moment(request: HttpRequest) -> tuple[Moment, list[int]]:
    """The year and day that the address asks for, and the years there are books of, newest first. One query."""
    years = _YEARS.rows()
    asked = moment(
        jaar=request.GET.get("jaar", "").strip(),
        op=request.GET.get("op", "").strip(),
        years=years,
        today=timezone.localdate(),
    )
    return asked, years


def page_context(request: HttpRequest, wijk: Wijk | None) -> dict[str, Any]:
    """What the page of a wijk, or of the whole city, shows."""
    asked, years = asked_moment(request)
    today = timezone.localdate()
    city = books.city_books(year=asked.year, on=asked.on)
    own = next((row for row in city.wijken if row.wijk == wijk), None) if wijk else None
    lines = books.lines_of(wijk=wijk, year=asked.year, on=asked.on) if wijk else []
    has_bookings = "boekingen" in request.GET
    number = asked_number(request.GET.get("uitleg", ""))
    explained = (
        explain(number, own.total, wijk=wijk, year=asked.year, on=asked.on) if number and wijk and own else None
    )
    together = sum((row.total for row in city.wijken), Balance())
    return {
        "moment": asked,
        "years": years,
        "is_now": asked.year == today.year and asked.on is None,
        "shown_on": asked.on or today,
        "wijk": wijk,
        "own": own.total if own else None,
        "pots": _pots(own.by_pot) if own else [],
        "city_pots": _pots(city.city_pots),
        "pots_per_wijk": [pot | {"wijk": row.wijk} for row in city.wijken for pot in _pots(row.by_pot)],
        "city": city,
        "together": together,
        "lines": lines,
        "lines_total": {name: sum(getattr(line, name) for line in lines) for name in _TAKEN},
        "categories": per_category(lines),
        "has_bookings": has_bookings,
        "bookings_url": f"{_query(asked)}&boekingen=ja#boekingen",
        "bookings": bookings(wijk=wijk, year=asked.year, on=asked.on) if has_bookings else [],
        "explained": explained,
        "questions": _questions(asked),
        "per_thousand": _per_thousand(city.wijken),
        "levels": levels(today),
        "query": _query(asked),
        "yearly_url": _yearly_url(wijk, asked.year) if asked.year in years and asked.year <= today.year else "",
        "file_base": pad(f"/wijken/{wijk.slug}/wijkthermometer" if wijk else "/wijkthermometer"),
    }


def taken(line: InitiativeLine) -> int:
    """What an initiative takes from the books in cents: reserved, promised and spent."""
    return sum(getattr(line, name) for name in _TAKEN)


def per_category(lines: Iterable[InitiativeLine]) -> list[dict[str, Any]]:
    """Amount in cents and share of the largest, in percents, per category; largest first."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.category] = sums.get(line.category, 0) + taken(line)
    largest = max(sums.values(), default=0)
    rows = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [
        {
            "name": name or _("Zonder onderwerp"),
            "cents": cents,
            "percent": 100 * max(cents, 0) / largest if largest > 0 else 0,
        }
        for name, cents in rows
    ]


def _pots(by_kind: dict[str, Balance]) -> list[dict[str, Any]]:
    """Name and balance of each pot."""
    return [{"name": str(PotKind(kind).label), "balance": balance} for kind, balance in by_kind.items()]


def _questions(asked: Moment) -> list[tuple[str, str]]:
    """For each number of a wijk its name, and the address that explains it."""
    return [(str(name), f"{_query(asked)}&uitleg={number}#uitleg") for number, name in NAMES.items()]


def _per_thousand(wijken: Iterable[WijkBooks]) -> list[dict[str, Any]]:
    """Each wijk of which we know how many people live there, with its numbers per 1,000 of them in cents."""
    return [
        {
            "wijk": row.wijk,
            "cents": [
                per_thousand(cents, row.wijk.inhabitants) for cents in thermometer_files.amounts(row.total).values()
            ],
        }
        for row in wijken
        if row.wijk.inhabitants
    ]


def _yearly_url(wijk: Wijk | None, year: int) -> str:
    """The report of that year."""
    return pad(f"/wijken/{wijk.slug}/jaarverslag/{year}/" if wijk else f"/jaarverslag/{year}/")


def _query(asked: Moment) -> str:
    """The part of an address behind the question mark that asks for the same again."""
    return f"?jaar={asked.year}" + (f"&op={asked.on.isoformat()}" if asked.on else "")


@require_safe
def city_file(request: HttpRequest, extension: str) -> HttpResponse:
    """`/wijkthermometer.json` and `.csv`.

    Raises:
        Http404: when the page beside it is not on the site.
    """
    page_beside(request, "wijkthermometer")
    asked, _years = asked_moment(request)
    if asked.remark:
        return _refused(asked)
    read = books.city_books(year=asked.year, on=asked.on)
    make = {"json": thermometer_files.city_json, "csv": thermometer_files.city_csv}[extension]
    body = make(read, year=asked.year, on=asked.on or timezone.localdate())
    return open_file(request, body, extension, f"wijkthermometer-{asked.year}")


@require_safe
def wijk_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """`/wijken/<slug>/wijkthermometer.json` and `.csv`.

    Raises:
        Http404: when there is no such wijk, or its page is not on the site.
    """
    wijk = Wijk.objects.filter(slug=slug).first()
    if wijk is None:
        raise Http404
    page_beside(request, f"wijken/{slug}/wijkthermometer")
    asked, _years = asked_moment(request)
    if asked.remark:
        return _refused(asked)
    own = books.wijk_balance(wijk=wijk, year=asked.year, on=asked.on)
    lines = books.lines_of(wijk=wijk, year=asked.year, on=asked.on)
    make = {"json": thermometer_files.wijk_json, "csv": thermometer_files.wijk_csv}[extension]
    body = make(own, lines, year=asked.year, on=asked.on or timezone.localdate())
    return open_file(request, body, extension, f"wijkthermometer-{slug}-{asked.year}")


def page_beside(request: HttpRequest, path: str) -> Page:
    """The live page that a file stands beside; its restrictions hold for the file too."""
    page = Page.find_for_request(request, path)
    if page is None or any(not rule.accept_request(request) for rule in page.get_view_restrictions()):
        raise Http404
    return page


def open_file(request: HttpRequest, body: bytes, extension: str, name: str) -> HttpResponse:
    """Open data as a file, with what tells whether it changed."""
    kinds = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=kinds[extension])
    response["ETag"] = etag
    if extension == "csv":
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    # Open data: every site may read it (NL API Design Rules).
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return get_conditional_response(request, etag=etag, response=response) or response


def _refused(asked: Moment) -> HttpResponse:
    """A machine must not take other figures for those it asked for: a problem document (RFC 9457), not a guess."""
    problem = {"type": "about:blank", "title": _("Geen cijfers"), "status": 404, "detail": asked.remark}
    return HttpResponse(json.dumps(problem), status=404, content_type="application/problem+json")
