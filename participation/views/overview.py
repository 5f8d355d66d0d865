"""The overview of plans, of a wijk or of the city, with small filters in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from cms.models import Wijk
from participation import listing
from participation.models import Category

FILTERS = ("wijk", "stand", "onderwerp")


def page_context(request: HttpRequest, wijk: Wijk | None) -> dict[str, Any]:
    """What the overview shows; the filter on wijk is there for the city alone."""
    wijken = [] if wijk else list(Wijk.objects.in_order())
    categories = list(Category.objects.all())
    chosen = _chosen(request, wijken, categories)
    asked = wijk or next((row for row in wijken if row.slug == chosen["wijk"]), None)
    after = request.GET.get("na", "")[:40]
    found = listing.plans(wijk=asked, stand=chosen["stand"], category=chosen["onderwerp"], after=after)
    kept = {key: value for key, value in chosen.items() if value}
    return {
        "wijk": wijk,
        "asked_wijk": asked,
        "listing": found,
        "is_filtered": bool(kept),
        "is_later_page": bool(after),
        "first_page": f"?{urlencode(kept)}" if kept else "?",
        "next_page": f"?{urlencode(kept | {'na': found.following})}" if found.following else "",
        "selects": _selects(chosen, wijken, categories),
    }


def _chosen(request: HttpRequest, wijken: list[Wijk], categories: list[Category]) -> dict[str, str]:
    """The filters of the address that exist; anything else is left out."""
    known = {
        "wijk": {wijk.slug for wijk in wijken},
        "stand": set(listing.STANDS),
        "onderwerp": {category.slug for category in categories},
    }
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    return {name: value if value in known[name] else "" for name, value in asked.items()}


def _selects(chosen: dict[str, str], wijken: list[Wijk], categories: list[Category]) -> list[dict[str, Any]]:
    """The selects of the form: name, what is chosen, and the options as value and text."""
    selects = [
        {"name": "stand", "options": [(key, stand.label) for key, stand in listing.STANDS.items()]},
        {"name": "onderwerp", "options": [(row.slug, row.name) for row in categories]},
    ]
    if wijken:
        selects.insert(0, {"name": "wijk", "options": [(row.slug, row.name) for row in wijken]})
    return [row | {"chosen": chosen[row["name"]]} for row in selects if row["options"]]
