"""The overview of plans: which, in what order, page by page. Pages go by key, so that no page counts the table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.db.models import IntegerField, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from participation import references
from participation.bookings import HIDDEN_STATES
from participation.codes import State
from participation.models import PublicVersion, Submission
from participation.selectors import CARD_COLUMNS, Card, cards, initiative_path

PER_PAGE = 15
# Of one wijk; the format allows 50,000 in all.
MOST_IN_SITEMAP = 5_000


@dataclass(frozen=True)
class Stand:
    """A choice of the filter on how far plans are."""

    label: Promise
    states: tuple[State, ...]


STANDS: dict[str, Stand] = {
    "zoekt-steun": Stand(_("Zoekt steun"), (State.GATHERING_SUPPORT,)),
    "in-behandeling": Stand(
        _("Wordt bekeken"),
        (
            State.RECEIVED,
            State.REOPENED,
            State.IN_REVIEW,
            State.WAITING_INITIATOR,
            State.ADVICE,
            State.REFERRED,
            State.TO_DECIDE,
        ),
    ),
    "gaat-door": Stand(_("Gaat door"), (State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING, State.TAKEN_ALONG)),
    "klaar": Stand(_("Klaar"), (State.COMPLETED,)),
    "gaat-niet-door": Stand(_("Gaat niet door"), (State.REJECTED, State.SET_ASIDE, State.STOPPED, State.WITHDRAWN)),
}


@dataclass(frozen=True)
class Listing:
    """One page of plans; `following` is the number after which the next page begins, empty on the last."""

    cards: list[Card]
    following: str = ""


def visible() -> QuerySet[Submission]:
    """Everything on the site."""
    return Submission.objects.public().exclude(state__in=HIDDEN_STATES).filter(wijk__isnull=False)


def plans(*, wijk: Wijk | None = None, stand: str = "", category: str = "", after: str = "") -> Listing:
    """A page of plans, newest first; unknown filters are no filters. One query, one more after the first page.

    Args:
        stand: a key of STANDS. category: the slug of a subject. after: the number (WP-...) the page comes after.
    """
    found = visible()
    if wijk:
        found = found.in_wijk(wijk)
    if stand in STANDS:
        found = found.filter(state__in=STANDS[stand].states)
    if category:
        found = found.filter(category__slug=category)
    rows = _after(found, after).order_by("-public_version__published_at", "-pk").values_list(*CARD_COLUMNS)
    read = cards(rows[: PER_PAGE + 1])
    shown = read[:PER_PAGE]
    following = shown[-1].reference.lower() if len(read) > PER_PAGE else ""
    return Listing(shown, following)


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
            found = found.filter(wijk_id=Slot("wijk", IntegerField()))
        return found.order_by("-state_since_at", "-pk").values_list(*CARD_COLUMNS)[:limit]

    return Prepared(build)


def _after(found: QuerySet[Submission], after: str) -> QuerySet[Submission]:
    """What comes after a plan in the order of publication; everything where there is no such plan (any more)."""
    number = references.parse(after)
    if number is None:
        return found
    last = PublicVersion.objects.filter(submission__reference=number, is_public=True)
    key = last.values_list("published_at", "submission_id").first()
    if key is None:
        return found
    published_at, pk = key
    is_older = Q(public_version__published_at__lt=published_at)
    return found.filter(is_older | Q(public_version__published_at=published_at, pk__lt=pk))


def sitemap_entries(wijk: Wijk | None) -> list[dict[str, object]]:
    """Path and moment of the last change of every plan of a wijk; a plan has its one address below its wijk."""
    if wijk is None:
        return []
    found = visible().in_wijk(wijk).select_related("public_version", "wijk")
    found = found.order_by("-public_version__published_at", "-pk")
    return [
        {"location": initiative_path(case), "lastmod": case.public_version.updated_at}
        for case in found[:MOST_IN_SITEMAP]
    ]
