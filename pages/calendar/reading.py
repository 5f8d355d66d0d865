"""Reading the calendar: rows of a period as a page, a file or a panel shows them.

A list costs three queries whatever it holds: the rows, the titles in the language of the address, and the wijken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.languages import active_language
from cms.models import Wijk
from cms.prepared import Keys, Prepared, Slot
from pages import navigation
from pages.calendar.words import Facts, Words, facts_of, hour_words, titles_of
from pages.models import Activity, ActivityPage, Occurrence
from pages.routing import shut

_COLUMNS = (
    "pk",
    "activity_id",
    "starts_at",
    "ends_at",
    "first_day",
    "last_day",
    "original_day",
    "is_long",
    "is_all_day",
    "is_cancelled",
    "note",
    "kind",
)
_ACTIVITY = _COLUMNS.index("activity_id")
# What is read of a row, in this order.
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One time that an activity is held, as it is shown. `language`: that of the title; no wijken: the whole city.

    starts_at, ends_at: local.
    """

    pk: int
    activity_pk: int
    title: str
    url: str
    language: str
    starts_at: datetime
    ends_at: datetime
    first_day: date
    last_day: date
    original_day: date | None
    is_long: bool
    is_all_day: bool
    is_cancelled: bool
    note: str
    kind: str
    place: str
    lead: str = ""
    wijken: list[Wijk] = field(default_factory=list)

    @property
    def kind_words(self) -> str:
        """What it is, in words."""
        return str(Activity.Kind(self.kind).label)

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another date than usual."""
        return self.original_day is not None and self.original_day != self.first_day and not self.is_cancelled

    @property
    def has_end(self) -> bool:
        """Whether we know when it ends."""
        return self.ends_at > self.starts_at

    @property
    def tile(self) -> str:
        """The tile of the one wijk it is for, "" for several or the whole city."""
        return self.wijken[0].tile if len(self.wijken) == 1 else ""


def read(rows: QuerySet[Occurrence], *more: Combinable) -> QuerySet:
    """What an item is made of, and what comes after that. Of the activity itself nothing: its facts are read apart.

    Joined to these rows, the database would read all activities of the city for a month of one wijk.
    """
    return rows.values_list(*_COLUMNS, *more)


def place_of(row: Row) -> tuple[date, datetime, int]:
    """Where a row is in the order of the calendar: day, moment and number."""
    return row[_COLUMNS.index("first_day")], row[_COLUMNS.index("starts_at")], row[0]


def by_number(pks: list[int]) -> list[Row]:
    """The rows with these numbers, in the order of the calendar; one query."""
    return _BY_NUMBER.rows(pks=pks) if pks else []


_BY_NUMBER = Prepared(lambda: read(Occurrence.objects.filter(pk__in=Keys("pks", BigIntegerField())).in_order()))


def items(rows: Iterable[Row], *, wijk: Wijk | None = None) -> list[Item]:
    """Rows of `read` with their titles, in their own order; those whose page is not for everybody are left out.

    wijk: where all of them are about one, so that nobody has to be told which. Two queries.
    """
    found = list(rows)
    facts = facts_of({row[_ACTIVITY] for row in found}, with_wijken=wijk is None)
    return _items(found, wijk, facts, titles_of(fact.key for fact in facts.values() if fact.key))


def _items(rows: list[Row], wijk: Wijk | None, facts: dict[int, Facts], titles: dict[UUID, Words]) -> list[Item]:
    zone = timezone.get_current_timezone()
    found = []
    for pk, activity, starts_at, ends_at, *more in rows:
        fact = facts[activity]
        words = titles.get(fact.key) if fact.key else hour_words(fact.organisation, [wijk] if wijk else fact.wijken)
        if words is not None:
            said = (words.title, words.url, words.language)
            times = (starts_at.astimezone(zone), ends_at.astimezone(zone))
            found.append(Item(pk, activity, *said, *times, *more, fact.place, words.lead, fact.wijken))
    return found


def coming(wijk: Wijk | None, *, count: int, now: datetime | None = None) -> list[Item]:
    """The first times that something is held and is not over, of a wijk or of the city; what is off too.

    One query for a wijk, two for the city: the words of the pages come with the rows.
    """
    now = now or timezone.now()
    language = active_language()
    slots = {"now": now, "today": timezone.localdate(now), "wijk": wijk.pk if wijk else None}
    found = _coming(language, count, wijk is not None).rows(**slots)
    width = len(_COLUMNS)
    rows, more = [row[:width] for row in found], [row[width:] for row in found]
    told = [Facts.of(*about[:3]) for about in more]
    facts = (
        dict(zip((row[_ACTIVITY] for row in rows), told, strict=True))
        if wijk
        else facts_of({row[_ACTIVITY] for row in rows})
    )
    titles = {
        key: Words(title, navigation.address_at(path), lead, code)
        for key, _place, _organisation, title, path, lead, code in more
        if key
    }
    return _items(rows, wijk, facts, titles)


@cache
def _coming(language: str, count: int, in_wijk: bool) -> Prepared:
    def build() -> QuerySet:
        rows = Occurrence.objects.live().short()
        if in_wijk:
            rows = rows.of_wijk(Slot("wijk", IntegerField()))
        rows = rows.filter(first_day__gte=Slot("today", DateField()), ends_at__gte=Slot("now", DateTimeField()))
        words = _words_in(language)
        rows = rows.annotate(_url=words[1]).exclude(activity__translation_key__isnull=False, _url__isnull=True)
        about = (F(f"activity__{name}") for name in ("translation_key", "place_name", "place__name"))
        return read(rows.in_order(), *about, *words)[:count]

    return Prepared(build)


def _words_in(language: str) -> list[Coalesce]:
    """Title, address, lead and language of an occurrence's page in a language, else of the page in the first one."""
    found = [_page_of(code) for code in dict.fromkeys((language, settings.LANGUAGE_CODE))]
    fields = ("title", "url_path", "lead", Coalesce("alias_of__locale__language_code", "locale__language_code"))
    # A Coalesce takes two at least.
    return [Coalesce(*(Subquery(pages.values_list(name)[:1]) for pages in found), Value(None)) for name in fields]


def _page_of(language: str) -> QuerySet:
    pages = ActivityPage.objects.filter(
        translation_key=OuterRef("activity__translation_key"), live=True, locale__language_code=language
    )
    return pages.exclude(shut("path") | shut("alias_of__path")).order_by()
