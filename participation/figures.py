"""Counters for the home page: one query, and never more than the first thousand rows (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from participation.bookings import HIDDEN_STATES
from participation.codes import State
from participation.models import PublicVersion

MOST = 1_000


@dataclass(frozen=True)
class Figure:
    """A number, or "more than" it where counting stopped."""

    count: int

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST

    @property
    def shown(self) -> int:
        """The number to show."""
        return min(self.count, MOST)


def plan_figures() -> tuple[Figure, Figure]:
    """How many plans are on the site, and how many of these seek support."""
    public = PublicVersion.objects.filter(is_public=True).exclude(submission__state__in=HIDDEN_STATES)
    seeking = public.filter(submission__state=State.GATHERING_SUPPORT)
    both = _capped_counts(public, seeking)
    return Figure(both[0]), Figure(both[1])


def _capped_counts(*querysets: QuerySet) -> list[int]:
    """The number of rows of each queryset, up to one more than MOST, in one query."""
    parts, values = [], []
    for queryset in querysets:
        sql, params = queryset.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) part{len(parts)})")  # noqa: S608 (written by the ORM)
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())
