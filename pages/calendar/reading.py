"""Reading the calendar: rows of a period as a page, a file or a panel shows them.

A list costs three queries whatever it holds: the rows, the titles in the language of the address, and the wijken.
Those of the panels on home and wijk pages are prepared (rule 15): everybody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import DateField, DateTimeField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.languages import active_language
from cms.models import Wijk
from cms.prepared import Prepared, Slot
from cms.templatetags.wijkplein import pad
from pages import navigation
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


_FIELDS = (*_COLUMNS, "page_key", "place", "hour_place")
# So many keys or fewer go into a prepared query, the last one again in each place that is left.
_FEW = 6


@dataclass(frozen=True)
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


def items(rows: QuerySet[Occurrence], *, wijk: Wijk | None = None) -> list[Item]:
    """The rows with their titles, in their own order; those whose page is not for everybody are left out.

    wijk: where all of them are about one, so that nobody has to be told which. Three queries, or two.
    """
    found = list(_read(rows))
    key = _FIELDS.index("page_key")
    return _items(found, wijk, titles_of(row[key] for row in found if row[key]))


def _read(rows: QuerySet[Occurrence], *more: Combinable) -> QuerySet:
    """What an item is made of, in the order of _FIELDS, and what comes after that."""
    place = Coalesce("activity__place__name", "activity__place_name")
    return rows.values_list(*_COLUMNS, F("activity__translation_key"), place, F("activity__place__name"), *more)


def _items(rows: list[tuple[Any, ...]], wijk: Wijk | None, titles: dict[UUID, Words]) -> list[Item]:
    found = [dict(zip(_FIELDS, row, strict=True)) for row in rows]
    wijken = {} if wijk else wijken_of({row["activity_id"] for row in found})
    made = [_item(row, titles, wijken.get(row["activity_id"], []), wijk) for row in found]
    return [item for item in made if item is not None]


@dataclass(frozen=True)
class Words:
    """What a list says of an activity, and where its page is."""

    title: str
    url: str
    lead: str
    language: str


def titles_of(keys: Iterable[UUID]) -> dict[UUID, Words]:
    """Title, address and lead of activities by key, in the active language where there is such a page; one query."""
    wanted = set(keys)
    if not wanted:
        return {}
    language = active_language()
    languages = {language, settings.LANGUAGE_CODE}
    pages = ActivityPage.objects.filter(translation_key__in=wanted, live=True, locale__language_code__in=languages)
    rows = pages.exclude(shut("path") | shut("alias_of__path")).values_list(
        "translation_key", "title", "url_path", "lead", "locale__language_code", "alias_of__locale__language_code"
    )
    found: dict[UUID, Words] = {}
    # Those in the active language last, so that they stand.
    for key, title, path, lead, own, source in sorted(rows, key=lambda row: row[4] == language):
        found[key] = Words(title, navigation.address_at(path), lead, source or own)
    return found


def _in_places(keys: list[Any]) -> dict[str, Any]:
    """The values of the slots of a prepared query for a few keys."""
    return {f"key{place}": keys[min(place, len(keys) - 1)] for place in range(_FEW)}


def wijken_of(keys: Iterable[int]) -> dict[int, list[Wijk]]:
    """The wijken of activities by number, in the order of the municipality; one query."""
    found: dict[int, list[Wijk]] = {}
    wanted = list(keys)
    if not wanted:
        return {}
    is_one = Q(activity_id__in=wanted)
    for row in _FEW_WIJKEN.rows(**_in_places(wanted)) if len(wanted) <= _FEW else _wijken(is_one):
        found.setdefault(row.activity_id, []).append(row.wijk)
    return found


def _wijken(is_one: Q) -> QuerySet:
    rows = Activity.wijken.through.objects.filter(is_one, activity__is_citywide=False)
    return rows.select_related("wijk").order_by("wijk__position", "wijk_id")


def _one_of_few() -> Q:
    # A foreign key takes no list of open places.
    return reduce(or_, (Q(activity_id=Slot(f"key{place}", IntegerField())) for place in range(_FEW)))


_FEW_WIJKEN = Prepared(lambda: _wijken(_one_of_few()))


def _item(row: dict[str, Any], titles: dict[UUID, Words], own: list[Wijk], wijk: Wijk | None) -> Item | None:
    key = row.pop("page_key")
    words = titles.get(key) if key else hour_words(row["hour_place"], [wijk] if wijk else own)
    if words is None:
        return None
    del row["hour_place"]
    row |= {name: timezone.localtime(row[name]) for name in ("starts_at", "ends_at")}
    return Item(
        **{name: row[name] for name in _COLUMNS if name not in ("activity_id",)},
        activity_pk=row["activity_id"],
        place=row["place"] or "",
        title=words.title,
        url=words.url,
        language=words.language,
        lead=words.lead,
        wijken=own,
    )


def hour_words(place: str, wijken: list[Wijk]) -> Words:
    """What a list says of a spreekuur, and the page that tells who will be there."""
    path = f"/wijken/{wijken[0].slug}/contact/" if wijken else "/contact/"
    return Words(_("Spreekuur in %(place)s") % {"place": place}, pad(path), "", active_language())


def coming(wijk: Wijk | None, *, count: int, now: datetime | None = None) -> list[Item]:
    """The first times that something is held and is not over, of a wijk or of the city; what is off too.

    One query for a wijk, two for the city: the words of the pages come with the rows.
    """
    now = now or timezone.now()
    language = active_language()
    slots = {"now": now, "today": timezone.localdate(now), "wijk": wijk.pk if wijk else None}
    found = _coming(language, count, wijk is not None).rows(**slots)
    rows, words = [row[: len(_FIELDS)] for row in found], [row[len(_FIELDS) :] for row in found]
    keys = [row[_FIELDS.index("page_key")] for row in rows]
    titles = {
        key: Words(title, navigation.address_at(path), lead, code)
        for key, (title, path, lead, code) in zip(keys, words, strict=True)
        if key
    }
    return _items(rows, wijk, titles)


@cache
def _coming(language: str, count: int, in_wijk: bool) -> Prepared:
    def build() -> QuerySet:
        rows = Occurrence.objects.live().short()
        if in_wijk:
            rows = rows.of_wijk(Slot("wijk", IntegerField()))
        rows = rows.filter(first_day__gte=Slot("today", DateField()), ends_at__gte=Slot("now", DateTimeField()))
        words = _words_in(language)
        rows = rows.annotate(_url=words[1]).exclude(activity__translation_key__isnull=False, _url__isnull=True)
        return _read(rows.in_order(), *words)[:count]

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
