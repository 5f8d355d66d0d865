"""From the fields of an activity's page to its timetable, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from pages.recurrence import Change, Repeat, Rule, Times, Timetable
from pages.timetable import wall_length
from pages.timetable_checks import Problems, problems

if TYPE_CHECKING:
    from pages.models import ActivityPage

_DAY = timedelta(days=1)


def numbers(text: str) -> tuple[int, ...]:
    """Whole numbers that are kept as "0,3" or "1,-1"."""
    return tuple(int(part) for part in text.split(",") if part.strip().lstrip("-").isdigit())


def timetable_of(page: ActivityPage) -> Timetable:
    """All that is filled in of its times. Fields that do not belong to the chosen repetition do not count."""
    repeat = Repeat(page.repeat)
    is_once = repeat == Repeat.ONCE
    rule = Rule(
        first=page.starts_on,
        repeat=repeat,
        interval=1 if is_once else page.interval,
        weekdays=numbers(page.weekdays) if repeat in (Repeat.WEEKLY, Repeat.MONTH_WEEKDAY) else (),
        positions=numbers(page.positions) if repeat == Repeat.MONTH_WEEKDAY else (),
        until=None if is_once else page.until,
        count=None if is_once else page.count,
        skips_holidays=page.skips_holidays and not is_once,
    )
    times = Times(page.starts_at, page.ends_at, (page.ends_on - page.starts_on).days if page.ends_on else 0)
    return Timetable(rule, times, tuple(_changes(page, times)))


def _changes(page: ActivityPage, usual: Times) -> Iterator[Change]:
    for block in page.changes:
        value = block.value
        key, note = str(block.id or ""), value["note"] or ""
        if block.block_type == "skip":
            yield Change(key, value["day"], None, note=note, is_hidden=bool(value.get("is_hidden")))
            continue
        times = changed_times(usual, value["starts_at"], value["ends_at"])
        if block.block_type == "move":
            yield Change(key, value["day"], value["to"], times, note)
        else:
            yield Change(key, None, value["day"], times, note)


def changed_times(usual: Times, starts_at: time | None, ends_at: time | None) -> Times | None:
    """The times of one day; None where they are the usual ones. Without an end it lasts as long as it does always."""
    if starts_at is None:
        return None
    if ends_at is not None:
        over_night = usual.days_later if ends_at <= starts_at or usual.days_later > 1 else 0
        return Times(starts_at, ends_at, over_night)
    if usual.is_all_day or usual.ends_at is None:
        return Times(starts_at)
    ends = datetime.combine(date.min, starts_at) + wall_length(usual)
    return Times(starts_at, ends.time(), (ends.date() - date.min).days)


def problems_of(page: ActivityPage, *, today: date) -> Problems:
    """What is wrong with what is filled in, by field. What is missing is asked for elsewhere."""
    found: Problems = {}
    if page.starts_on and page.interval is not None:
        found |= problems(timetable_of(page), today=today)
    return found | _of_place(page) | _of_signup(page)


def _of_place(page: ActivityPage) -> Problems:
    if (page.latitude is None) != (page.longitude is None):
        return {"latitude": _("Vul breedtegraad en lengtegraad allebei in, of geen van beide.")}
    if page.latitude is not None and not (50 < page.latitude < 54 and 3 < page.longitude < 8):
        return {"latitude": _("Deze plek ligt niet in Nederland. Zijn de getallen omgewisseld?")}
    if page.place_id and page.place_name.strip():
        return {"place_name": _("Kies een plek uit de lijst of vul er zelf een in, niet allebei.")}
    return {}


def _of_signup(page: ActivityPage) -> Problems:
    if page.signup == "zelf" and not page.signup_text.strip():
        return {"signup_text": _("Vertel hoe iemand zich aanmeldt.")}
    if page.signup != "hier" and page.seats is not None:
        return {"seats": _("Plaatsen tellen we alleen bij aanmelden op deze site. Haal het getal weg.")}
    if page.seats == 0:
        return {"seats": _("Vul een aantal van 1 of meer in, of laat het leeg.")}
    return {}


def to_data(timetable: Timetable) -> dict[str, Any]:
    """A timetable as JSON, as the activity keeps it."""
    return {
        "rule": timetable.rule.to_data(),
        "times": timetable.times.to_data(),
        "changes": [
            {
                "id": change.id,
                "day": change.day.isoformat() if change.day else None,
                "to": change.to.isoformat() if change.to else None,
                "times": change.times.to_data() if change.times else None,
                "note": change.note,
                "is_hidden": change.is_hidden,
            }
            for change in timetable.changes
        ],
    }


def from_data(data: dict[str, Any]) -> Timetable:
    """The timetable of `to_data`."""
    return Timetable(
        Rule.from_data(data["rule"]),
        Times.from_data(data["times"]),
        tuple(
            Change(
                row["id"],
                date.fromisoformat(row["day"]) if row["day"] else None,
                date.fromisoformat(row["to"]) if row["to"] else None,
                Times.from_data(row["times"]) if row["times"] else None,
                row["note"],
                row.get("is_hidden", False),
            )
            for row in data["changes"]
        ),
    )
