"""Counters for the home page: one query, and never more than the first thousand rows (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
    sql, params = _plan_counts(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        plans, seeking = cursor.fetchone()
    return Figure(plans), Figure(seeking)


@cache
def _plan_counts(vendor: str) -> tuple[str, list[object]]:
    """The question for a kind of database, written once, with its parameters."""
    public = PublicVersion.objects.filter(is_public=True).exclude(submission__state__in=HIDDEN_STATES)
    return _capped_counts(public, public.filter(submission__state=State.GATHERING_SUPPORT))


def _capped_counts(*querysets: QuerySet) -> tuple[str, list[object]]:
    """One query for the number of rows of each queryset, up to one more than MOST."""
    parts, values = [], []
    for queryset in querysets:
        sql, params = queryset.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) part{len(parts)})")  # noqa: S608 (written by the ORM)
        values += params
    return f"SELECT {', '.join(parts)}", values
