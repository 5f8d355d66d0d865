"""The overview of plans: which, in what order, page by page. Pages go by key, so that no page counts the table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from django.db.models import IntegerField, Q, QuerySet

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from cms.search import matching
from participation import ordering, references
from participation.bands import Band
from participation.bookings import HIDDEN_STATES
from participation.choice import STANDS, Choice
from participation.models import PublicVersion, Submission
from participation.selectors import CARD_COLUMNS, Card, cards, initiative_path

PER_PAGE = 15
# Beside a map the plans are shown shorter.
PER_MAP = 30
# The map counts no more than the newest ones, so that it costs the same however many plans there are.
MOST_ON_MAP = 500
# Of one wijk; the format allows 50,000 in all.
MOST_IN_SITEMAP = 5_000


@dataclass(frozen=True)
class Listing:
    """One page of plans; `following` is the number after which the next page begins, empty on the last."""

    cards: list[Card]
    following: str = ""


@dataclass(frozen=True)
class PerWijk:
    """Numbers of plans by the id of a wijk, of all of them or, where that was too many, of the newest ones."""

    counts: Counter[int]
    is_capped: bool = False


def visible() -> QuerySet[Submission]:
    """Everything on the site."""
    return Submission.objects.public().exclude(state__in=HIDDEN_STATES).filter(wijk__isnull=False)


def chosen(choice: Choice, *, wijk: Wijk | None = None) -> QuerySet[Submission]:
    """The plans that a choice asks for, of a wijk where the page is one's own; in no order."""
    found = visible()
    for asked in (wijk, choice.wijk):
        if asked:
            found = found.in_wijk(asked)
    if choice.stand:
        found = found.filter(state__in=choice.stand.states)
    if choice.category:
        found = found.filter(category=choice.category)
    if choice.band:
        found = found.filter(_in_band(choice.band))
    if choice.question:
        found = found.filter(public_version__in=matching(choice.question, PublicVersion))
    return found


def _in_band(band: Band) -> Q:
    """What was granted, or where nothing was (yet) what was asked; an amount that nobody knows is in no band."""
    is_granted = Q(granted_cents__isnull=False)
    is_asked = Q(granted_cents__isnull=True, asked_cents__isnull=False)
    if band.up_to_cents is not None:
        is_granted &= Q(granted_cents__lte=band.up_to_cents)
        is_asked &= Q(asked_cents__lte=band.up_to_cents)
    if band.above_cents is not None:
        is_granted &= Q(granted_cents__gt=band.above_cents)
        is_asked &= Q(asked_cents__gt=band.above_cents)
    return is_granted | is_asked


def plans(
    choice: Choice, *, now: datetime, wijk: Wijk | None = None, after: str = "", size: int = PER_PAGE
) -> Listing:
    """A page of the plans that were chosen, in the order that was. See `ordering.page` for the queries it takes.

    Args:
        after: the number (WP-...) of the plan that the page comes after. size: how many plans at most.
    """
    rows = ordering.page(
        chosen(choice, wijk=wijk),
        choice.order,
        known=visible(),
        after=references.parse(after),
        columns=CARD_COLUMNS,
        size=size + 1,
        now=now,
    )
    shown = cards(rows[:size])
    following = shown[-1].reference.lower() if len(rows) > size else ""
    return Listing(shown, following)


def per_wijk(choice: Choice) -> PerWijk:
    """How the newest of the chosen plans lie over the wijken, whatever wijk was chosen. Two queries."""
    found = chosen(replace(choice, wijk=None)).order_by("-public_version__published_at", "-pk")
    rows = list(found.values_list("pk", "wijk_id")[: MOST_ON_MAP + 1])
    counted = rows[:MOST_ON_MAP]
    there_too = Submission.other_wijken.through.objects.filter(submission_id__in=[pk for pk, _wijk in counted])
    places = {*counted, *there_too.values_list("submission_id", "wijk_id")}
    return PerWijk(Counter(wijk for _pk, wijk in places), is_capped=len(rows) > MOST_ON_MAP)


def outcomes(*, wijk: Wijk | None = None, limit: int = 3) -> list[Card]:
    """The plans that last went ahead or came true, newest first. One query."""
    if wijk is None:
        return cards(_outcomes(limit).rows())
    return cards(_outcomes(limit, in_wijk=True).rows(wijk=wijk.pk))


@cache
def _outcomes(limit: int, in_wijk: bool = False) -> Prepared:
    def build() -> QuerySet:
        found = visible().filter(state__in=(*STANDS["gaat-door"].states, *STANDS["klaar"].states))
        if in_wijk:
            found = found.in_wijk(Slot("wijk", IntegerField()))
        return found.order_by("-state_since_at", "-pk").values_list(*CARD_COLUMNS)[:limit]

    return Prepared(build)


def sitemap_entries(wijk: Wijk | None) -> list[dict[str, object]]:
    """Path and moment of the last change of every plan of a wijk; a plan has its one address below its wijk."""
    if wijk is None:
        return []
    found = visible().filter(wijk=wijk).select_related("public_version", "wijk")
    found = found.order_by("-public_version__published_at", "-pk")
    return [
        {"location": initiative_path(case), "lastmod": case.public_version.updated_at}
        for case in found[:MOST_IN_SITEMAP]
    ]
