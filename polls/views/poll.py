"""What the page of a poll shows: how it stands, how much it weighs, and its results where they may be seen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from polls.addresses import result_mail_path, vote_path
from polls.models import Poll, PollPage
from polls.results import Results, may_see, results_of
from polls.state import period_words, stand_of
from polls.words import identity_words, secret_words


def page_context(page: PollPage) -> dict[str, Any]:
    """The context of a page; without a poll yet (a draft, a preview) nothing of votes."""
    now = timezone.now()
    poll = Poll.objects.select_related("wijk", "previous").filter(key=page.translation_key).first()
    if poll is None:
        return {"poll": None, "wijk": page.wijk}
    results = results_of(poll) if may_see(poll, now=now, has_voted=False) else None
    return result_map(results) | {
        "poll": poll,
        "wijk": poll.wijk,
        "stand": stand_of(poll, now),
        "vote_url": vote_path(poll),
        "mail_url": result_mail_path(poll),
        "identity": identity_words(poll.identity),
        "secret": secret_words(may_change=poll.may_change),
        "period": period_words(poll),
        "results": results,
    }


def result_map(results: Results | None) -> dict[str, Any]:
    """What the map of the places in a result needs; empty addresses where there are none to show."""
    has_points = results is not None and any(shown.points for shown in results.questions)
    return {
        "map_tiles": settings.MAP_TILES_URL if has_points else "",
        "map_attribution": settings.MAP_ATTRIBUTION if has_points else "",
    }
