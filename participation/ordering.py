"""In what order plans are listed, and where a page goes on: by key, so that no page counts or skips rows.

An order is a row of parts. Each plan is in exactly one part, so no order leaves a plan out: first those that have what
is sorted on, by that, and after these all others, the newest first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.codes import State
from participation.models import Decision, Submission


@dataclass(frozen=True)
class Part:
    """Plans that `where` holds for at a moment, by `columns` ("-" before the ones that go down); the last is unique.

    Condition and key go into one `filter`: about the decision of a plan, two would each look at one of their own.
    """

    where: Callable[[datetime], Q]
    columns: tuple[str, ...]

    def after(self, key: tuple[Any, ...]) -> Q:
        """What comes after the plan with these values."""
        (first, last), (value, pk) = self.columns, key
        is_equal_or_after = Q(**{_compared(first, or_equal=True): value})
        # The first half is what an index can begin at; with the second alone it would begin at its top.
        return is_equal_or_after & (Q(**{_compared(first): value}) | Q(**{_compared(last): pk}))


@dataclass(frozen=True)
class Order:
    """A way to sort: its name in the choice, and its parts."""

    label: Promise
    parts: tuple[Part, ...]


def _compared(column: str, *, or_equal: bool = False) -> str:
    lookup = "lt" if column.startswith("-") else "gt"
    return f"{column.removeprefix('-')}__{lookup}{'e' if or_equal else ''}"


_NEWEST = ("-public_version__published_at", "-pk")


def _all(now: datetime) -> Q:
    return Q()


def _is_open(now: datetime) -> Q:
    """Neighbours can support it now."""
    return Q(state=State.GATHERING_SUPPORT, campaign__closed_at__isnull=True, campaign__closes_at__gte=now)


def _is_decided(now: datetime) -> Q:
    return Q(decisions__status=Decision.Status.DECIDED)


def _is_undecided(now: datetime) -> Q:
    decided = Decision.objects.filter(submission_id=OuterRef("pk"), status=Decision.Status.DECIDED)
    return ~Exists(decided)


NEWEST = "nieuwste"
ORDERS: dict[str, Order] = {
    NEWEST: Order(_("Nieuwste eerst"), (Part(_all, _NEWEST),)),
    "sluit-snel": Order(
        _("Sluit snel"),
        (Part(_is_open, ("campaign__closes_at", "pk")), Part(lambda now: ~_is_open(now), _NEWEST)),
    ),
    "meeste-steun": Order(
        _("Meeste steun"),
        (
            Part(lambda now: Q(campaign__isnull=False), ("-campaign__inside_count", "-campaign__submission_id")),
            Part(lambda now: Q(campaign__isnull=True), _NEWEST),
        ),
    ),
    "laatst-besloten": Order(
        _("Laatst besloten"),
        (Part(_is_decided, ("-decisions__decided_at", "-decisions__submission_id")), Part(_is_undecided, _NEWEST)),
    ),
}


def page(
    found: QuerySet[Submission],
    order: Order,
    *,
    known: QuerySet[Submission],
    after: str | None,
    columns: tuple[str, ...],
    size: int,
    now: datetime,
) -> list[tuple[Any, ...]]:
    """At most `size` rows of `columns` in an order, from the plan with the number `after`, or from the first one.

    One query; one more where a part ends within the page; and to find `after`, one for each part up to its own.

    Args:
        known: the plans that `after` is looked for in; wider than `found`, so that a plan that has just left what was
            chosen still tells where the page goes on. A number that is not in it begins at the first plan.
    """
    begin, key = _place(known, order, after, now) if after else (0, None)
    rows: list[tuple[Any, ...]] = []
    for part in order.parts[begin:]:
        where = part.where(now) & part.after(key) if key else part.where(now)
        rows += found.filter(where).order_by(*part.columns).values_list(*columns)[: size - len(rows)]
        if len(rows) >= size:
            break
        key = None
    return rows


def _place(known: QuerySet[Submission], order: Order, after: str, now: datetime) -> tuple[int, tuple[Any, ...] | None]:
    """The part that a plan is in, and its values there; the first one without values where it is in none."""
    for number, part in enumerate(order.parts):
        paths = [column.removeprefix("-") for column in part.columns]
        key = known.filter(part.where(now), reference=after).values_list(*paths).first()
        if key is not None:
            return number, key
    return 0, None
