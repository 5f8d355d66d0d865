"""In which order the inbox stands, and paging by key: no COUNT, no offset (ARCHITECTURE rule 15).

The id is always the second key, and what has no value comes last, whichever way the list runs. To that end the cases
with a value and those without are asked for apart: so each is a walk along one index, on either database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.models import Submission

Value = date | datetime | int | str
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EMPTY = "leeg"
_MOST = 2**62


def _number(text: str) -> int:
    if not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 20 or abs(int(text)) > _MOST:
        raise ValueError(text)
    return int(text)


def _day(text: str) -> date:
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _moment(text: str) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=_number(text))
    except OverflowError:
        raise ValueError(text) from None


def _reference(text: str) -> str:
    if not text.replace("-", "").isalnum() or not text.isascii() or len(text) > 40:
        raise ValueError(text)
    return text


def _written(value: Value) -> str:
    if isinstance(value, datetime):
        return str((value - _EPOCH) // timedelta(microseconds=1))
    return f"{value:%Y%m%d}" if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Sort:
    """One order. `is_turned`: rising means that the field falls, as with age and the day that a case came in."""

    key: str
    field: str
    read: Callable[[str], Value]
    label: Promise
    is_nullable: bool = False
    is_turned: bool = False


_ALL = (
    Sort("termijn", "due_on", _day, _("Termijn"), is_nullable=True),
    Sort("leeftijd", "received_at", _moment, _("Leeftijd"), is_turned=True),
    Sort("ontvangen", "received_at", _moment, _("Ontvangen")),
    Sort("laatste", "last_event_id", _number, _("Laatste gebeurtenis"), is_nullable=True),
    Sort("bedrag", "amount_cents", _number, _("Bedrag"), is_nullable=True),
    Sort("draagvlak", "campaign__reached_percent", _number, _("Draagvlak"), is_nullable=True),
    Sort("wijk", "wijk__position", _number, _("Wijk"), is_nullable=True),
    Sort("status", "state_rank", _number, _("Status")),
    Sort("nummer", "reference", _reference, _("Nummer")),
)
SORTS: dict[str, Sort] = {sort.key: sort for sort in _ALL}


@dataclass(frozen=True)
class Order:
    """A sort and its direction; as text "termijn" or "-termijn"."""

    sort: Sort = SORTS["termijn"]
    is_falling: bool = False

    def __str__(self) -> str:
        return f"-{self.sort.key}" if self.is_falling else self.sort.key

    @classmethod
    def parse(cls, text: str) -> Order:
        """Read an order from an address; the default where it is none."""
        # What older links say for the newest on top.
        text = "-ontvangen" if text == "nieuw" else text
        sort = SORTS.get(text.removeprefix("-"))
        return cls(sort, text.startswith("-")) if sort else cls()

    @property
    def runs_down(self) -> bool:
        """Whether the field goes from high to low."""
        return self.is_falling != self.sort.is_turned


@dataclass(frozen=True)
class Cursor:
    """The last row that was shown: its sort key (None: it has none) and its id."""

    value: Value | None
    pk: int

    def __str__(self) -> str:
        return f"{_EMPTY if self.value is None else _written(self.value)}.{self.pk}"

    @classmethod
    def parse(cls, text: str, order: Order | None = None) -> Cursor | None:
        """Read a cursor from an address; None where somebody changed it."""
        sort = (order or Order()).sort
        value, _dot, pk = text.rpartition(".")
        if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
            return None
        try:
            return cls(None if value == _EMPTY and sort.is_nullable else sort.read(value), int(pk))
        except ValueError:
            return None


def page_of(
    cases: QuerySet[Submission], order: Order, *, after: Cursor | None, limit: int
) -> tuple[list[int], Cursor | None]:
    """The ids of one page, and the cursor of the next one; one query, and one more where the last values end."""
    sort, sign = order.sort, "-" if order.runs_down else ""
    found: list[tuple[int, Value | None]] = []
    if after is None or after.value is not None:
        part = cases.filter(**{f"{sort.field}__isnull": False}) if sort.is_nullable else cases
        part = part.filter(_beyond(sort.field, after, order.runs_down)) if after else part
        rows = part.order_by(f"{sign}{sort.field}", f"{sign}pk").values_list("pk", sort.field)
        found = list(rows[: limit + 1])
    if sort.is_nullable and len(found) <= limit:
        part = cases.filter(**{f"{sort.field}__isnull": True})
        if after and after.value is None:
            part = part.filter(pk__lt=after.pk) if order.runs_down else part.filter(pk__gt=after.pk)
        rows = part.order_by(f"{sign}pk").values_list("pk", flat=True)[: limit + 1 - len(found)]
        found += [(pk, None) for pk in rows]
    shown = found[:limit]
    return [pk for pk, _value in shown], Cursor(shown[-1][1], shown[-1][0]) if len(found) > limit else None


def _beyond(field: str, after: Cursor, runs_down: bool) -> Q:
    """What comes after a cursor. The first condition says nothing more, and lets the database begin there."""
    more = "lt" if runs_down else "gt"
    further = Q(**{f"{field}__{more}": after.value}) | Q(**{field: after.value, f"pk__{more}": after.pk})
    return Q(**{f"{field}__{more}e": after.value}) & further
