"""What pages show of polls: a tag is a panel (pages import nothing from here, rule 1)."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from wagtail.models import Page

from cms.models import Wijk
from cms.pieces import piece
from polls.addresses import poll_path, vote_path
from polls.codes import PICKS
from polls.models import Poll
from polls.reading import asks_of
from polls.state import stand_of
from polls.views.overview import open_cards

register = template.Library()


@piece(register, "polls/panels/open.html")
def open_polls_panel(wijk: Wijk | None = None) -> dict[str, Any]:
    """Polls in which people can vote now, those that close first in front; one query, nothing where there is none."""
    return {"cards": open_cards(wijk=wijk, now=timezone.now()), "wijk": wijk}


@register.inclusion_tag("polls/panels/quick.html")
def quick_poll(page: Page | None, level: int = 2) -> dict[str, Any]:
    """A poll on any page. Of one question to pick from, each choice leads to the page to vote, filled in."""
    if page is None:
        return {"poll": None}
    listed = Poll.objects.filter(key=page.translation_key, is_live=True, is_listed=True)
    poll = listed.select_related("wijk").first()
    if poll is None:
        return {"poll": None}
    asks = [ask for ask in asks_of(poll) if not ask.is_retired]
    is_quick = len(asks) == 1 and asks[0].kind in PICKS
    url = vote_path(poll)
    return {
        "poll": poll,
        "stand": stand_of(poll, timezone.now()),
        "question": asks[0].text if is_quick else "",
        "choices": [{"text": option.text, "url": f"{url}?keuze={option.pk}"} for option in asks[0].open_options]
        if is_quick
        else [],
        "vote_url": url,
        "poll_url": poll_path(poll),
        "level": level,
    }
