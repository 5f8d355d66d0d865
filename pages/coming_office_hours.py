"""The coming spreekuren of a wijk: day, time, place and who will be there. One query, whatever there is of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, TimeField, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from pages.models.people import OfficeHour, SkippedOfficeHour
from pages.office_hours import Rule, first_day, listed, next_dates, time_words

# The columns of a spreekuur; people, partners and skipped days come in the same ones, empty where they have nothing.
_Row = tuple[str, int, str, int, int, str, time | None, time | None, date | None, date | None]
_NOBODY, _NO_TIME, _NO_DAY = Value(""), Value(None, TimeField()), Value(None, DateField())


@dataclass(frozen=True)
class Coming:
    """One time that a spreekuur is held, on a local date. `place_pk` is the organisation's."""

    day: date
    starts_at: time
    ends_at: time
    place: str
    place_pk: int
    who: tuple[str, ...]

    @property
    def day_words(self) -> str:
        """The day: "donderdag 3 december"."""
        return date_format(self.day, pgettext("datum zonder jaar", "l j F"))

    @property
    def time_words(self) -> str:
        """From when until when: "19.00 tot 20.30 uur"."""
        return time_words(self.starts_at, self.ends_at)

    @property
    def who_words(self) -> str:
        """Who will be there: "Samira Verhoef en Versa Welzijn"."""
        return listed(self.who)


def coming(wijk: Wijk, *, count: int, now: datetime | None = None) -> list[Coming]:
    """The first `count` spreekuren of a wijk that are not over at an aware moment (now by default)."""
    local = timezone.localtime(now)
    rows = _QUESTION.rows(wijk=wijk.pk, today=local.date())
    who: dict[int, list[tuple[str, str]]] = defaultdict(list)
    skipped: dict[int, set[date]] = defaultdict(set)
    for kind, pk, name, *_rest, day, _until in rows:
        if kind == "skipped":
            skipped[pk].add(day)
        elif kind != "hour":
            who[pk].append((kind, name))
    found = [
        held
        for kind, pk, *rest in rows
        if kind == "hour"
        for held in _held(rest, frozenset(skipped[pk]), who[pk], local.replace(tzinfo=None), count)
    ]
    return sorted(found, key=lambda held: (held.day, held.starts_at, held.place))[:count]


def _held(rest: list, skipped: frozenset[date], who: list[tuple[str, str]], now: datetime, count: int) -> list[Coming]:
    place, place_pk, weekday, pattern, starts_at, ends_at, valid_from, valid_until = rest
    rule = Rule(weekday, pattern, valid_from, valid_until, skipped)
    days = next_dates(rule, start=first_day(ends_at=ends_at, now=now), count=count)
    # People before partners, each by name.
    names = tuple(name for _kind, name in sorted(who))
    return [Coming(day, starts_at, ends_at, place, place_pk, names) for day in days]


def _question() -> QuerySet[OfficeHour, _Row]:
    """The spreekuren of a wijk that are not over on a local date, and what belongs to them."""
    wijk, today = Slot("wijk", IntegerField()), Slot("today", DateField())
    hours = OfficeHour.objects.filter(wijk_id=wijk).exclude(valid_until__lt=today).order_by()
    people = OfficeHour.people.through.objects.filter(officehour__wijk_id=wijk, person__is_active=True)
    partners = OfficeHour.partners.through.objects.filter(officehour__wijk_id=wijk, organisation__is_active=True)
    skipped = SkippedOfficeHour.objects.filter(office_hour__wijk_id=wijk, day__gte=today).order_by()
    no_rule = (Value(0), Value(0), _NOBODY, _NO_TIME, _NO_TIME)
    return hours.values_list(
        Value("hour", CharField()),
        F("pk"),
        F("place__name"),
        F("place_id"),
        F("weekday"),
        F("pattern"),
        F("starts_at"),
        F("ends_at"),
        F("valid_from"),
        F("valid_until"),
    ).union(
        people.values_list(Value("1 person"), "officehour_id", "person__name", *no_rule, _NO_DAY, _NO_DAY),
        partners.values_list(Value("2 partner"), "officehour_id", "organisation__name", *no_rule, _NO_DAY, _NO_DAY),
        skipped.values_list(Value("skipped"), "office_hour_id", _NOBODY, *no_rule, "day", _NO_DAY),
        all=True,
    )


_QUESTION = Prepared(_question)
