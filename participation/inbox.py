"""What the inbox lists: rows, counters and what waits on one person (inbox.md section 2).

Everything starts at `visible_to`: what a person may not see is not in a row, nor in a counter. No personal data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from cms.models import User, Wijk
from participation.inbox_filters import STATES_OF, Asker, Filters, mail_is_unconfirmed, narrowed, waits_on
from participation.inbox_sorts import Cursor, Order, page_of
from participation.mandates import MandateRow
from participation.models import Submission
from participation.policies import can_open_inbox, wijken_filter
from participation.querysets import later_title
from participation.states import Group

PAGE_SIZE = 30
CAP = 100


class _CappedCount(Subquery):
    """How many rows a sliced queryset has; the database stops counting where the slice ends."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()
    # A filter that can't hold is not even asked.
    empty_result_set_value = 0


@dataclass(frozen=True)
class Listing:
    """One page of cases; `next_cursor` is None on the last page."""

    cases: list[Submission]
    next_cursor: Cursor | None


def cases_for(
    user: User, filters: Filters, *, today: date | None = None, levels: tuple[MandateRow, ...] = ()
) -> QuerySet[Submission]:
    """The cases that this person may see and asked for, unsorted. levels: the mandate table, for that filter."""
    asker = Asker(user, today or timezone.localdate(), levels)
    return narrowed(Submission.objects.visible_to(user), filters, asker)


def listing(
    user: User,
    filters: Filters,
    order: Order | None = None,
    *,
    after: Cursor | None = None,
    limit: int = PAGE_SIZE,
    today: date | None = None,
    levels: tuple[MandateRow, ...] = (),
) -> Listing:
    """One page of the list. First the ids by an index, then what the rows show of these alone."""
    cases = cases_for(user, filters, today=today, levels=levels).order_by()
    ids, next_cursor = page_of(cases, order or Order(), after=after, limit=limit)
    found = _with_what_a_row_shows(Submission.objects.filter(pk__in=ids)).in_bulk() if ids else {}
    return Listing([found[pk] for pk in ids if pk in found], next_cursor)


def capped_counts(user: User, wanted: dict[str, QuerySet[Submission]]) -> dict[str, int]:
    """How many cases each queryset holds, counted up to CAP; one query for all of them."""
    if not wanted:
        return {}
    names = {name: f"n{place}" for place, name in enumerate(wanted)}
    counts = {names[name]: _CappedCount(cases.order_by().values("pk")[:CAP]) for name, cases in wanted.items()}
    row = User.objects.filter(pk=user.pk).values(**counts).get()
    return {name: row[column] for name, column in names.items()}


def shown_count(count: int) -> str:
    """A capped count as it is written."""
    return f"{CAP - 1}+" if count >= CAP else str(count)


@dataclass(frozen=True)
class FrontCounts:
    """What stands above the list, capped, and how its reader wants it; `columns` is None for the usual ones."""

    groups: dict[Group, int]
    columns: list[str] | None
    is_compact: bool


def front_counts(user: User) -> FrontCounts:
    """The counters of the six groups and of what waits on this person, and the settings of the list; one query.

    What waits is kept on the user object for the menu, which asks it in the same request.
    """
    cases = Submission.objects.visible_to(user).order_by()
    wanted = {group.value: cases.filter(state__in=states) for group, states in STATES_OF.items()}
    counts = {name: _CappedCount(found.values("pk")[:CAP]) for name, found in wanted.items()}
    counts["waiting"] = _CappedCount(waiting_on(user).order_by().values("pk")[:CAP])
    settings = {"columns": F("desk_settings__columns"), "is_compact": F("desk_settings__is_compact")}
    row = User.objects.filter(pk=user.pk).values(**counts, **settings).get()
    user._waiting_count = row["waiting"]
    return FrontCounts({group: row[group.value] for group in Group}, row["columns"], bool(row["is_compact"]))


def wijken_of(user: User) -> QuerySet[Wijk]:
    """The wijken whose cases this person may see, in the municipality's order."""
    return Wijk.objects.filter(wijken_filter(user)).in_order()


def waiting_on(user: User) -> QuerySet[Submission]:
    """The cases in which this person is the one to act."""
    if not can_open_inbox(user):
        return Submission.objects.none()
    return Submission.objects.visible_to(user).filter(waits_on(user))


def waiting_count(user: User) -> int:
    """How many cases wait on this person, counted up to CAP; one query, unless the page counted before."""
    known = getattr(user, "_waiting_count", None)
    if known is not None:
        return known
    return waiting_on(user).order_by()[:CAP].count()


def first_waiting(user: User, *, limit: int = 5) -> list[Submission]:
    """The cases that wait on this person, the nearest deadline first; one query."""
    cases = waiting_on(user).order_by(F("due_on").asc(nulls_last=True), "pk")
    return list(_with_what_a_row_shows(cases)[:limit])


def _actor(field: str) -> Subquery:
    return Subquery(User.objects.filter(pk=OuterRef("last_event__actor_id")).values(field)[:1])


def _with_what_a_row_shows(cases: QuerySet[Submission]) -> QuerySet[Submission]:
    related = (
        *("wijk", "assignee", "campaign", "initiative", "upkeep", "public_version"),
        *("category", "buurt", "owner", "last_event"),
    )
    heavy = [
        *(f"initiative__{name}" for name in ("what", "for_whom", "goal", "own_effort", "other_funding")),
        *(f"upkeep__{name}" for name in ("place_text", "remarks", "promise")),
        *(f"public_version__{name}" for name in ("body", "own_effort", "outcome_text")),
    ]
    cases = cases.select_related(*related).annotate(
        later_title=later_title(),
        mail_is_open=mail_is_unconfirmed(),
        actor_first=_actor("first_name"),
        actor_last=_actor("last_name"),
    )
    return cases.defer(*heavy).prefetch_related("labels")
