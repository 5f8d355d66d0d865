"""What pages show of polls: a tag is a panel (pages import nothing from here, rule 1)."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from cms.models import Wijk
from polls.views.overview import open_cards

register = template.Library()


@register.inclusion_tag("polls/panels/open.html")
def open_polls_panel(wijk: Wijk | None = None, limit: int = 3) -> dict[str, Any]:
    """Polls in which people can vote now, those that close first in front; one query, nothing where there is none."""
    return {"cards": open_cards(wijk=wijk, now=timezone.now(), limit=limit), "wijk": wijk}
