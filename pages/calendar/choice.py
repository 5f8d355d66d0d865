"""What the address of a calendar asks for. What it does not know, or cannot be, is left out, never an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from cms.languages import active_language
from cms.models import Wijk
from pages.calendar.filters import Filters
from pages.models import Activity, Organisation

LIST = "lijst"
TODAY, WEEKEND, MONTH = "vandaag", "weekend", "maand"
_DAY = timedelta(days=1)
_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
# Rows are made eighteen months ahead; the past is there as long as anybody looks.
MONTHS_AHEAD = 18
COMING = timedelta(days=30)
_KEPT = ("maand", "dag", "wijk", "soort", "voor", "plek", "beeld", "periode")
# What says when; another choice of when takes their place.
WHEN = ("maand", "dag", "periode")


@dataclass(frozen=True)
class Choice:
    """The chosen month, filters and view. first, last: the local dates of the period that is shown."""

    month: date
    first: date
    last: date
    wijk: Wijk | None = None
    kind: str = ""
    audience: str = ""
    place: Organisation | None = None
    is_list: bool = False
    period: str = ""
    is_print: bool = False
    day: date | None = None
    asked: dict[str, str] = field(default_factory=dict)

    def address(self, *without: str, **new: str) -> str:
        """The query string of this choice without some of it, and with something else."""
        left = {name: value for name, value in self.asked.items() if name not in without}
        kept = {name: value for name, value in (left | new).items() if value}
        return f"?{urlencode(kept)}" if kept else "?"

    def of_month(self, month: date) -> str:
        """The same choice in another month."""
        return self.address("periode", "dag", maand=f"{month:%Y-%m}")

    @property
    def is_filtered(self) -> bool:
        """Whether it shows less than there is."""
        return bool(self.wijk or self.kind or self.audience or self.place)

    def filters(self, wijk: Wijk | None) -> Filters:
        """What the filters choose in the calendar of a wijk or, without one, of the city."""
        where = wijk or self.wijk
        chosen = {
            "wijk": where.pk if where else None,
            "kind": self.kind,
            "audience": self.audience,
            "place": self.place.pk if self.place else None,
        }
        return Filters({name: value for name, value in chosen.items() if value})


def read(query: Mapping[str, str], *, today: date, wijken: list[Wijk], places: list[Organisation]) -> Choice:
    """The choice of an address. wijken and places: what may be chosen."""
    asked = {name: query[name][:40] for name in _KEPT if query.get(name)}
    found = {
        "wijk": next((wijk for wijk in wijken if wijk.slug == asked.get("wijk")), None),
        "kind": _known(asked.get("soort"), Activity.Kind.values),
        "audience": _known(asked.get("voor"), Activity.Audience.values),
        "place": next((place for place in places if str(place.pk) == asked.get("plek")), None),
        "period": _known(asked.get("periode"), (TODAY, WEEKEND, MONTH)),
    }
    day = _day(asked.get("dag", ""))
    month = day.replace(day=1) if day else month_of(asked.get("maand", "")) or today.replace(day=1)
    first, last = (day, day) if day else period(found["period"], month=month, today=today)
    if not (day or found["period"] or month_of(asked.get("maand", ""))):
        # A list of nothing in particular: what comes, also at the end of a month.
        first, last = today, max(last, today + COMING)
    names = {"wijk": "wijk", "soort": "kind", "voor": "audience", "plek": "place", "periode": "period"}
    kept = {name: value for name, value in asked.items() if name not in names or found[names[name]]}
    if "maand" in kept and not month_of(kept["maand"]):
        del kept["maand"]
    if not day:
        kept.pop("dag", None)
    is_list = asked.get("beeld") == LIST or bool(found["period"] or day)
    if not is_list:
        kept.pop("beeld", None)
    return Choice(
        month=month, first=first, last=last, is_list=is_list, is_print="print" in query, day=day, asked=kept, **found
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


def _known(value: str | None, known: object) -> str:
    return value if value in known else ""


def month_of(text: str) -> date | None:
    """The first day of a month as an address has it, "2026-12"; None where it is none."""
    match = _MONTH.fullmatch(text)
    return date(int(match[1]), int(match[2]), 1) if match else None


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month + 31 * _DAY).replace(day=1)


def previous_month(month: date) -> date:
    """The first day of the month before."""
    return (month - _DAY).replace(day=1)


def end_of(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - _DAY


def period(name: str, *, month: date, today: date) -> tuple[date, date]:
    """The first and last day of a period by name: today, this weekend, else the month."""
    if name == TODAY:
        return today, today
    if name == WEEKEND:
        # On a Sunday the weekend is what is left of it.
        saturday = today if today.weekday() == 6 else today + (5 - today.weekday()) % 7 * _DAY
        return saturday, saturday + (6 - saturday.weekday()) * _DAY
    if name == MONTH:
        month = today.replace(day=1)
    return month, end_of(month)


def month_words(month: date) -> str:
    """A month in words: "december 2026"."""
    return f"{MONTHS[month.month]} {month.year}"


@lru_cache(maxsize=200)
def _months(chosen: date, this_month: date, language: str) -> list[tuple[str, str]]:
    """Value and name of the months to choose from: the last one, this one, and those ahead."""
    found = [previous_month(this_month)]
    for _step in range(MONTHS_AHEAD + 1):
        found.append(next_month(found[-1]))
    if chosen not in found:
        found = sorted([*found, chosen])
    return [(f"{row:%Y-%m}", month_words(row).capitalize()) for row in found]


@cache
def _labels(of: type[TextChoices], language: str) -> list[tuple[str, str]]:
    """Value and name of kinds, or of those it is for."""
    return [(value, str(label).capitalize()) for value, label in of.choices]


def selects(choice: Choice, *, today: date, wijken: list[Wijk], places: list[Organisation]) -> list[dict[str, object]]:
    """The drop-down lists above a calendar; that of the wijken is there for the city alone."""
    language = active_language()
    rows = [
        _select("soort", _("Soort"), _("Alles"), _labels(Activity.Kind, language), choice.kind),
        _select("voor", _("Voor wie"), _("Alles"), _labels(Activity.Audience, language), choice.audience),
    ]
    if wijken:
        named = [(wijk.slug, wijk.name) for wijk in wijken]
        rows.insert(0, _select("wijk", _("Wijk"), _("Alle wijken"), named, choice.wijk.slug if choice.wijk else ""))
    if places:
        held_at = [(str(place.pk), place.name) for place in places]
        chosen = str(choice.place.pk) if choice.place else ""
        rows.append(_select("plek", _("Plek"), _("Alle plekken"), held_at, chosen))
    months = _months(choice.month, today.replace(day=1), language)
    return [*rows, _select("maand", _("Maand"), "", months, f"{choice.month:%Y-%m}")]


def _select(name: str, label: str, for_all: str, options: list[tuple[str, str]], chosen: str) -> dict[str, object]:
    return {"name": name, "label": label, "all": for_all, "options": options, "chosen": chosen}
