"""The wijkthermometer as JSON and as CSV (docs/open-data.md). Amounts: whole cents in JSON, euro in CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings

from cms.mail.links import absolute
from cms.sheets import csv_bytes, euros
from participation.books import CityBooks, InitiativeLine, WijkBooks
from participation.codes import PotKind
from participation.ledger import Balance

CSV_HEADER = (
    "jaar",
    "peildatum",
    "wijk",
    "regel",
    "pot",
    "initiatief",
    "adres",
    "onderwerp",
    "stand",
    "budget",
    "uitgegeven",
    "toegezegd",
    "gereserveerd",
    "vrij",
)
Row = tuple[object, ...]


def amounts(balance: Balance) -> dict[str, int]:
    """A balance in whole cents."""
    return {
        "budget_cents": balance.budget_cents,
        "spent_cents": balance.spent_cents,
        "committed_cents": balance.committed_cents,
        "reserved_cents": balance.reserved_cents,
        "free_cents": balance.free_cents,
    }


def wijk_json(books: WijkBooks, lines: list[InitiativeLine], *, year: int, on: date) -> bytes:
    """The books of one wijk: total, pots, and what each initiative takes."""
    return _dump(_head(year, on) | _wijk(books) | {"initiatives": [_line(line) for line in lines]})


def city_json(books: CityBooks, *, year: int, on: date) -> bytes:
    """The books of all wijken and of the city-wide pots."""
    pots = [{"pot": kind} | amounts(balance) for kind, balance in books.city_pots.items()]
    wijken = [_wijk(wijk) for wijk in books.wijken]
    return _dump(_head(year, on) | {"total": amounts(books.total), "wijken": wijken, "city_pots": pots})


def wijk_csv(books: WijkBooks, lines: list[InitiativeLine], *, year: int, on: date) -> bytes:
    """One row for the wijk, one per pot, one per initiative and pot."""
    return csv_bytes(CSV_HEADER, [*_wijk_rows(books, year, on), *_line_rows(books, lines, year, on)])


def city_csv(books: CityBooks, *, year: int, on: date) -> bytes:
    """One row per wijk and pot, then the city-wide pots, then all together."""
    rows = [row for wijk in books.wijken for row in _wijk_rows(wijk, year, on)]
    town = settings.MUNICIPALITY_NAME
    for kind, balance in books.city_pots.items():
        rows.append((year, on.isoformat(), town, "pot", PotKind(kind).label, "", "", "", "", *_cells(balance)))
    rows.append((year, on.isoformat(), town, "totaal", "", "", "", "", "", *_cells(books.total)))
    return csv_bytes(CSV_HEADER, rows)


def _head(year: int, on: date) -> dict[str, Any]:
    return {"year": year, "as_of": on.isoformat(), "currency": "EUR", "municipality": settings.MUNICIPALITY_NAME}


def _wijk(books: WijkBooks) -> dict[str, Any]:
    pots = [{"pot": kind} | amounts(balance) for kind, balance in books.by_pot.items()]
    return {
        "wijk": books.wijk.slug,
        "name": books.wijk.name,
        "page": absolute(f"/wijken/{books.wijk.slug}/wijkthermometer/"),
        "inhabitants": books.wijk.inhabitants,
        "total": amounts(books.total),
        "pots": pots,
    }


def _line(line: InitiativeLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "page": absolute(line.path) if line.path else None,
        "category": line.category or None,
        "state": line.state,
        "status": str(line.status),
        "pot": line.pot_kind,
        "spent_cents": line.spent_cents,
        "committed_cents": line.committed_cents,
        "reserved_cents": line.reserved_cents,
    }


def _cells(balance: Balance) -> Iterator[str]:
    return (euros(cents) for cents in amounts(balance).values())


def _wijk_rows(books: WijkBooks, year: int, on: date) -> list[Row]:
    start = (year, on.isoformat(), books.wijk.name)
    pots = [
        (*start, "pot", PotKind(kind).label, "", "", "", "", *_cells(balance))
        for kind, balance in books.by_pot.items()
    ]
    return [(*start, "totaal", "", "", "", "", "", *_cells(books.total)), *pots]


def _line_rows(books: WijkBooks, lines: list[InitiativeLine], year: int, on: date) -> list[Row]:
    return [
        (
            year,
            on.isoformat(),
            books.wijk.name,
            "initiatief",
            PotKind(line.pot_kind).label,
            line.title,
            absolute(line.path) if line.path else "",
            line.category,
            line.status,
            "",
            euros(line.spent_cents),
            euros(line.committed_cents),
            euros(line.reserved_cents),
            "",
        )
        for line in lines
    ]


def _dump(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
