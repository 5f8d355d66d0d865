"""What pages show of participation: a tag is a panel (pages import nothing from here, rule 1)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext
from django.utils import timezone

from cms import map as city_map
from cms.models import Wijk
from cms.pieces import piece
from participation import books, figures, listing, selectors
from participation.books import CityBooks
from participation.ledger import Balance
from participation.selectors import Card
from participation.views.initiative_parts import badge

register = template.Library()


@register.filter
def stand(card: Card) -> dict[str, str]:
    """The badge of a plan's state: text, kind and icon."""
    return badge(card.state)


@piece(register, "participation/panels/figures.html", takes_context=True)
def city_figures(context: RequestContext) -> dict[str, Any]:
    """Three numbers: plans, plans that seek support, money that is free."""
    plans, seeking = figures.plan_figures()
    city = _city_books(context)
    together = sum((row.total for row in city.wijken), Balance())
    return {"plans": plans, "seeking": seeking, "free_cents": max(together.free_cents, 0)}


@piece(register, "participation/panels/seeking_support.html")
def seeking_support_panel(wijk: Wijk | None = None, limit: int = 3) -> dict[str, Any]:
    """The plans whose time to seek support ends first."""
    return {"cards": selectors.seeking_support(wijk=wijk, limit=limit), "wijk": wijk}


@piece(register, "participation/panels/outcomes.html")
def recent_outcomes_panel(wijk: Wijk | None = None, limit: int = 3) -> dict[str, Any]:
    """The plans that last went ahead or came true."""
    return {"cards": listing.outcomes(wijk=wijk, limit=limit), "wijk": wijk}


@piece(register, "participation/panels/wijk_initiatives.html")
def wijk_initiatives_panel(wijk: Wijk, limit: int = 3) -> dict[str, Any]:
    """What a wijk's residents are doing: plans that seek support, and plans that went ahead."""
    return {
        "wijk": wijk,
        "seeking": selectors.seeking_support(wijk=wijk, limit=limit),
        "outcomes": listing.outcomes(wijk=wijk, limit=limit),
    }


@piece(register, "participation/panels/city_money.html", takes_context=True)
def city_money_panel(context: RequestContext) -> dict[str, Any]:
    """What is still free per wijk this year, as a table with bars."""
    city = _city_books(context)
    largest = max((row.total.free_cents for row in city.wijken), default=0)
    rows = [
        {
            "wijk": row.wijk,
            "free_cents": row.total.free_cents,
            "percent": 100 * max(row.total.free_cents, 0) / largest if largest > 0 else 0,
        }
        for row in sorted(city.wijken, key=lambda row: -row.total.free_cents)
    ]
    return {"rows": rows, "total": city.total, "year": _year()}


@piece(register, "participation/overview/wijken.html")
def plannenkaart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The map of the wijken with the number of plans in each; rows: see `views.overview`."""
    by_wijk = {row["wijk"]: row for row in rows}
    areas = []
    for area in city_map.areas(by_wijk):
        row, (x, y, _line) = by_wijk[area.wijk], area.lines[-1]
        # The name makes room for the number below it.
        lines = [(x, y - city_map.LINE_HEIGHT // 2, line) for x, y, line in area.lines]
        areas.append({**vars(area), **row, "lines": lines, "count_x": x, "count_y": y + city_map.LINE_HEIGHT // 2})
    return {"areas": areas, "width": city_map.WIDTH, "height": city_map.HEIGHT}


@piece(register, "participation/panels/thermometer.html")
def thermometer_panel(wijk: Wijk) -> dict[str, Any]:
    """The budget of a wijk this year."""
    return {"wijk": wijk, "year": _year(), "balance": books.wijk_balance(wijk=wijk, year=_year()).total}


def _year() -> int:
    return timezone.localdate().year


def _city_books(context: RequestContext) -> CityBooks:
    """This year's books, read once for all panels of a page; with the page's own `wijken` where it has them."""
    store = context.render_context.setdefault("participation_city_books", {})
    if _year() not in store:
        store[_year()] = books.city_books(year=_year(), wijken=context.get("wijken"))
    return store[_year()]
