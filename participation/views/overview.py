"""The overview of plans, of a wijk or of the city: filters, words and order in the address, as a list or on a map."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from cms.models import Wijk
from cms.templatetags.wijkplein import pad
from participation import choice as choices
from participation import listing
from participation.bands import bands
from participation.choice import Choice, Options
from participation.models import Category
from participation.services.mandate import table


def page_context(request: HttpRequest, wijk: Wijk | None) -> dict[str, Any]:
    """What the overview shows; the filter on wijk is there for the city alone."""
    now = timezone.now()
    options = Options(
        wijken=() if wijk else tuple(Wijk.objects.in_order()),
        categories=tuple(Category.objects.all()),
        bands=bands(table(), on=timezone.localdate(now)),
    )
    choice = choices.read(request.GET, options, get_language() or settings.LANGUAGE_CODE)
    after = request.GET.get("na", "")[:40]
    size = listing.PER_MAP if choice.is_map else listing.PER_PAGE
    found = listing.plans(choice, now=now, wijk=wijk, after=after, size=size)
    has_points = choice.is_map and any(card.point for card in found.cards)
    context = _map(choice, options) if choice.is_map and options.wijken else {}
    return context | {
        "wijk": wijk,
        "choice": choice,
        "listing": found,
        "heading": choice.heading(),
        "is_filtered": choice.is_filtered,
        "is_later_page": bool(after),
        "first_page": choice.address(),
        "next_page": choice.address(na=found.following) if found.following else "",
        "selects": choices.selects(choice, options),
        "words": choice.question.text if choice.question else "",
        "chips": _chips(choice),
        "list_url": choice.address("beeld"),
        "map_url": choice.address(beeld=choices.MAP),
        "map_tiles": settings.MAP_TILES_URL if has_points else "",
        "map_attribution": settings.MAP_ATTRIBUTION,
        "feed_url": pad(f"/wijken/{wijk.slug}/initiatieven.rss" if wijk else "/initiatieven.rss"),
    }


def _chips(choice: Choice) -> list[dict[str, str]]:
    """Each filter that is set, and the address without it."""
    return [{"text": text, "url": choice.address(name)} for name, text in choice.texts().items()]


def _map(choice: Choice, options: Options) -> dict[str, Any]:
    """Each wijk with the number of its chosen plans, and the address of these on the map. Two queries."""
    found = listing.per_wijk(choice)
    return {
        "wijken_on_map": [
            {
                "wijk": wijk,
                "count": found.counts[wijk.pk],
                "url": choice.address(wijk=wijk.slug),
                "is_chosen": wijk == choice.wijk,
            }
            for wijk in options.wijken
        ],
        "counted": listing.MOST_ON_MAP if found.is_capped else None,
    }
