"""Whom to turn to: people, spreekuren, places and organisations, of a wijk or of the city."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from cms.maps import let_tiles_in
from pages.models.wijk import OfWijk

OFFICE_HOURS_SHOWN = 6


class ContactPage(OfWijk):
    """People and partners. All that it shows comes from the lists of people and organisations."""

    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "pages/contact_page.html"
    section = "wijken"

    class Meta:
        verbose_name = _("contactpagina")
        verbose_name_plural = _("contactpagina's")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """One for a wijk, and one for the city."""
        return self.template if self.wijk else "pages/contact_page_city.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the people and places of the wijk, or those of the city that were asked for."""
        context = super().get_context(request, *args, **kwargs)
        context |= _of_wijk(self.wijk) if self.wijk else _of_city(request)
        has_map = bool(settings.MAP_TILES_URL) and any(card.point for card in context["organisations"])
        return context | {
            "report_url": settings.MELDING_URL,
            "map_tiles": settings.MAP_TILES_URL if has_map else "",
            "map_attribution": settings.MAP_ATTRIBUTION,
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; where there is a map, the pictures of its background may come from their host (rule 14)."""
        response = super().serve(request, *args, **kwargs)
        if getattr(response, "context_data", {}).get("map_tiles"):
            let_tiles_in(response)
        return response


def _of_wijk(wijk: Any) -> dict[str, Any]:
    """People, spreekuren and organisations of a wijk; five queries."""
    from pages import panels, social_base
    from pages.coming_office_hours import coming

    organisations = social_base.organisations(wijk)
    return {
        "wijk": wijk,
        "contacts": panels.contacts(wijk),
        "people": social_base.people(wijk),
        "office_hours": coming(wijk, count=OFFICE_HOURS_SHOWN),
        "organisations": organisations,
        "groups": social_base.grouped(organisations),
    }


def _of_city(request: HttpRequest) -> dict[str, Any]:
    """Wijkregisseurs of all wijken, and the organisations that `?wijk=`, `?soort=` and `?na=` ask for."""
    from pages import panels, social_base

    choice = social_base.choose(request.GET)
    return {
        "wijkregisseurs": panels.wijkregisseurs(),
        "people": social_base.people(None),
        "choice": choice,
        "organisations": choice.organisations,
    }
