"""What the inbox lists: rows, counters and what waits on one person (inbox.md section 2).

Everything starts at `visible_to`: what a person may not see is not in a row, nor in a counter. No personal data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from cms.models import Role, User, Wijk
from participation.codes import State
from participation.deadlines import STANDS_STILL, UNDECIDED
from participation.models import Decision, Submission, Supplement
from participation.policies import can_open_inbox, roles_today, wijken_filter
from participation.states import Group, states_in

PAGE_SIZE = 50
CAP = 100
NO_DEADLINE = date(9999, 12, 31)
STATES_OF = {group: states_in(group) for group in Group}
_LISTED = [state for group, states in STATES_OF.items() if group != Group.AFGEROND for state in states]
_SIGNERS = frozenset({Role.WIJKWETHOUDER, Role.VOORZITTER, Role.WETHOUDER, Role.GRIFFIE})


class _CappedCount(Subquery):
    """How many rows a sliced queryset has; the database stops counting where the slice ends."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Filters:
    """What a person asks to see; empty means everything that is open. `wijk` is a slug, or "geen"."""

    group: str = ""
    wijk: str = ""
    state: str = ""
    assigned: str = ""
    search: str = ""
    is_newest_first: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the list."""
        return not (self.group or self.wijk or self.state or self.assigned or self.search)


@dataclass(frozen=True)
class Cursor:
    """The last row that was shown: its sort key and its id (keyset paging, no COUNT: ARCHITECTURE rule 15)."""

    due_on: date
    pk: int

    def __str__(self) -> str:
        return f"{self.due_on:%Y%m%d}.{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """Read a cursor from an address; None where somebody changed it."""
        day, _dot, pk = text.partition(".")
        if len(day) != 8 or not (day + pk).isascii() or not (day + pk).isdigit() or not 0 < len(pk) < 19:
            return None
        try:
            return cls(date(int(day[:4]), int(day[4:6]), int(day[6:])), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True)
class Listing:
    """One page of cases; `next_cursor` is None on the last page."""

    cases: list[Submission]
    next_cursor: Cursor | None


def due_on() -> Case:
    """The date by which the municipality must act, as SQL; NULL where no term runs. Mirrors deadlines.due_on."""
    return Case(
        When(~Q(state__in=UNDECIDED - STANDS_STILL), then=Value(None)),
        When(decide_due_on__isnull=False, then=F("decide_due_on")),
        When(answered_at__isnull=True, then=F("answer_due_on")),
        default=Value(None),
        output_field=DateField(),
    )


def cases_for(user: User, filters: Filters) -> QuerySet[Submission]:
    """The cases that this person may see and asked for, unsorted."""
    cases = Submission.objects.visible_to(user)
    if filters.state:
        cases = cases.filter(state=filters.state)
    elif filters.group:
        cases = cases.filter(state__in=STATES_OF[Group(filters.group)])
    elif not filters.search:
        cases = cases.filter(state__in=_LISTED)
    if filters.wijk == "geen":
        cases = cases.filter(wijk__isnull=True)
    elif filters.wijk:
        cases = cases.filter(wijk__slug=filters.wijk)
    if filters.assigned == "mij":
        cases = cases.filter(assignee=user)
    elif filters.assigned == "niemand":
        cases = cases.filter(assignee__isnull=True)
    if filters.search:
        cases = cases.filter(
            Q(reference__icontains=filters.search)
            | Q(initiative__title__icontains=filters.search)
            | Q(upkeep__route_title__icontains=filters.search)
            | Q(upkeep__route__icontains=filters.search)
            | Q(public_version__title__icontains=filters.search)
        )
    return cases


def listing(user: User, filters: Filters, *, after: Cursor | None = None, limit: int = PAGE_SIZE) -> Listing:
    """One page of the list, the nearest deadline first and the id as second key; one query."""
    cases = cases_for(user, filters).annotate(sort_on=Coalesce(due_on(), Value(NO_DEADLINE), output_field=DateField()))
    if after and filters.is_newest_first:
        cases = cases.filter(pk__lt=after.pk)
    elif after:
        cases = cases.filter(Q(sort_on__gt=after.due_on) | Q(sort_on=after.due_on, pk__gt=after.pk))
    cases = cases.order_by("-pk") if filters.is_newest_first else cases.order_by("sort_on", "pk")
    found = list(_with_what_a_row_shows(cases)[: limit + 1])
    rows, rest = found[:limit], found[limit:]
    return Listing(rows, Cursor(rows[-1].sort_on, rows[-1].pk) if rest else None)


def group_counts(user: User) -> dict[Group, int]:
    """How many cases each of the six groups holds for this person, counted up to CAP; one query."""
    cases = Submission.objects.visible_to(user).order_by()
    counts = {
        group.value: _CappedCount(cases.filter(state__in=states).values("pk")[:CAP])
        for group, states in STATES_OF.items()
    }
    row = User.objects.filter(pk=user.pk).values(**counts).get()
    return {group: row[group.value] for group in Group}


def wijken_of(user: User) -> QuerySet[Wijk]:
    """The wijken whose cases this person may see, in the municipality's order."""
    return Wijk.objects.filter(wijken_filter(user)).in_order()


def waiting_on(user: User) -> QuerySet[Submission]:
    """The cases in which this person is the one to act: own ones, new ones of the wijk, decisions to sign."""
    if not can_open_inbox(user):
        return Submission.objects.none()
    held = {role.role for role in roles_today(user)}
    mine = Q(assignee=user, state__in=[*STATES_OF[Group.NIEUW], *STATES_OF[Group.BEZIG], State.TO_DECIDE])
    if Role.WIJKREGISSEUR in held:
        mine |= Q(assignee__isnull=True, state__in=[*STATES_OF[Group.NIEUW], *STATES_OF[Group.BEZIG]])
    if held & _SIGNERS:
        proposed = Decision.objects.filter(submission=OuterRef("pk"), status=Decision.Status.PROPOSED)
        mine |= Q(Exists(proposed), state=State.TO_DECIDE)
    return Submission.objects.visible_to(user).filter(mine)


def waiting_count(user: User) -> int:
    """How many cases wait on this person, counted up to CAP; one query."""
    return waiting_on(user).order_by()[:CAP].count()


def first_waiting(user: User, *, limit: int = 5) -> list[Submission]:
    """The cases that wait on this person, the nearest deadline first; one query."""
    cases = waiting_on(user).annotate(sort_on=Coalesce(due_on(), Value(NO_DEADLINE), output_field=DateField()))
    return list(_with_what_a_row_shows(cases.order_by("sort_on", "pk"))[:limit])


# The title that the initiators gave it later; None where they did not. Read by `details.title_of`.
_LATER_TITLE = Subquery(
    Supplement.objects.filter(submission=OuterRef("pk"), field=Supplement.Field.TITLE)
    .order_by("-pk")
    .values("text")[:1]
)


def _with_what_a_row_shows(cases: QuerySet[Submission]) -> QuerySet[Submission]:
    related = ("wijk", "assignee", "campaign", "initiative", "upkeep", "public_version")
    heavy = [
        *(f"initiative__{name}" for name in ("what", "for_whom", "goal", "own_effort", "other_funding")),
        *(f"upkeep__{name}" for name in ("place_text", "remarks", "promise")),
        *(f"public_version__{name}" for name in ("body", "own_effort", "outcome_text")),
    ]
    return cases.select_related(*related).annotate(later_title=_LATER_TITLE).defer(*heavy)
