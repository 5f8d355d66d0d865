"""The calendar as iCalendar (RFC 5545), for the calendars that people have already. Pure: no database, no request.

A repeated activity is one event with its rule; a date that is off, moved or different is an exception to it, by the
date that the rule gave it. So a client that keeps following shows what the site shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event, vRecur, vText

from cms.workdays import AMSTERDAM
from pages.recurrence import LAST, Change, Repeat, Rule, Times, Timetable, first_date, position_of, skipped_holidays
from pages.timetable import span

_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Entry:
    """One activity in a file. changed_at: aware UTC; language: of its words."""

    uid: str
    timetable: Timetable
    title: str
    url: str
    changed_at: datetime
    sequence: int = 0
    text: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    kind: str = ""
    organiser: str = ""
    language: str = "nl"
    is_cancelled: bool = False


def calendar(entries: Iterable[Entry], *, name: str, url: str, today: date, horizon: date) -> bytes:
    """A file of these activities. horizon: until when public holidays that a rule skips are written out."""
    found = Calendar()
    found.add("prodid", "-//Wijkplein//Agenda//NL")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", str(AMSTERDAM))
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", REFRESH)
    found.add("source", url, parameters={"VALUE": "URI"})
    for entry in entries:
        for event in events(entry, horizon=horizon):
            found.add_component(event)
    found.add_missing_timezones(first_date=date(today.year - 1, 1, 1), last_date=date(today.year + 3, 1, 1))
    return found.to_ical()


def events(entry: Entry, *, horizon: date) -> Iterator[Event]:
    """The event of an activity, and its exceptions."""
    timetable = entry.timetable
    first = first_date(timetable.rule)
    extras = [change for change in timetable.changes if change.day is None]
    changes = [change for change in timetable.changes if change.day is not None and not change.is_hidden]
    hidden = [change.day for change in timetable.changes if change.day is not None and change.is_hidden]
    if first is None:
        return
    if timetable.rule.repeat == Repeat.ONCE and not (extras or hidden):
        yield _single(entry, first, changes[0] if changes else None)
        return
    yield _repeated(entry, first, extras, changes, hidden, horizon)
    for change in changes:
        yield _exception(entry, change, change.day)
    for change in extras:
        if change.times is not None or change.note:
            yield _exception(entry, change, change.to)


def _single(entry: Entry, day: date, change: Change | None) -> Event:
    """What is held once, on its own date or on that of a change."""
    held = (change.to or change.day) if change else day
    event = _event(entry, held, (change.times if change else None) or entry.timetable.times)
    if (change and change.to is None) or entry.is_cancelled:
        _cancel(event)
    _say(event, entry, change)
    return event


def _repeated(
    entry: Entry, first: date, extras: list[Change], changes: list[Change], hidden: list[date], horizon: date
) -> Event:
    rule, times = entry.timetable.rule, entry.timetable.times
    event = _event(entry, first, times)
    if rule.repeat != Repeat.ONCE:
        event.add("rrule", vRecur(_rrule(rule, times)))
    # A holiday on which it is held all the same is an exception, not a date that is not there.
    kept = {change.day for change in changes}
    for day in skipped_holidays(rule, end=horizon):
        if day not in kept:
            event.add("exdate", _start(day, times), parameters=_value(times))
    for day in hidden:
        event.add("exdate", _start(day, times), parameters=_value(times))
    for change in extras:
        event.add("rdate", _start(change.to, change.times or times), parameters=_value(times))
    if entry.is_cancelled:
        _cancel(event)
    _say(event, entry, None)
    return event


def _exception(entry: Entry, change: Change, named: date) -> Event:
    """One date that differs, by its start in the rule (or among the extra dates)."""
    times = entry.timetable.times
    own = change.times or times
    event = _event(entry, change.to or named, own)
    by = own if change.day is None else times
    event.add("recurrence-id", _start(named, by), parameters=_value(times))
    if change.to is None or entry.is_cancelled:
        _cancel(event)
    _say(event, entry, change)
    return event


def _event(entry: Entry, day: date, times: Times) -> Event:
    """What every event of an activity holds."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", _start(day, times))
    starts_at, ends_at, last_day = span(day, times)
    if times.is_all_day:
        event.add("dtend", last_day + _DAY)
    elif ends_at > starts_at:
        event.add("dtend", _local(ends_at))
    event.add("summary", vText(entry.title), parameters={"LANGUAGE": entry.language})
    event.add("url", entry.url)
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT" if times.is_all_day else "OPAQUE")
    if entry.place:
        event.add("location", entry.place)
    if entry.point:
        event.add("geo", entry.point)
    if entry.kind:
        event.add("categories", [entry.kind])
    return event


def _say(event: Event, entry: Entry, change: Change | None) -> None:
    """The description: what the editor says of this date, of the activity, and where to read more."""
    words = [change.note if change else "", entry.text, entry.organiser, entry.url]
    event.add("description", "\n\n".join(word for word in words if word))
    if "status" not in event:
        event.add("status", "CONFIRMED")


def _cancel(event: Event) -> None:
    event.add("status", "CANCELLED")


def _value(times: Times) -> dict[str, str]:
    return {"VALUE": "DATE"} if times.is_all_day else {}


def _start(day: date, times: Times) -> date | datetime:
    """The start on a day: a date, or a time on the clock of the municipality."""
    return day if times.is_all_day else datetime.combine(day, times.starts_at, tzinfo=AMSTERDAM)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(AMSTERDAM)


def _rrule(rule: Rule, times: Times) -> dict[str, Any]:
    """A rule in the words of RFC 5545."""
    found: dict[str, Any] = {"INTERVAL": rule.interval} if rule.interval > 1 else {}
    if rule.repeat == Repeat.DAILY:
        found = {"FREQ": "DAILY"} | found
    elif rule.repeat == Repeat.WEEKLY:
        found = {"FREQ": "WEEKLY"} | found | {"BYDAY": [_WEEKDAYS[day] for day in rule.days_of_week]}
        found["WKST"] = "MO"
    elif rule.repeat == Repeat.MONTH_WEEKDAY:
        places = rule.positions or (position_of(rule.first),)
        days = [f"{place}{_WEEKDAYS[day]}" for day in rule.days_of_week for place in places]
        found = {"FREQ": "MONTHLY"} | found | {"BYDAY": days}
    elif rule.repeat == Repeat.YEARLY:
        found = {"FREQ": "YEARLY"} | found | {"BYMONTH": rule.first.month, "BYMONTHDAY": rule.first.day}
    else:
        day = LAST if rule.repeat == Repeat.MONTH_END else rule.first.day
        found = {"FREQ": "MONTHLY"} | found | {"BYMONTHDAY": day}
    if rule.count is not None:
        found["COUNT"] = rule.count
    if rule.until is not None:
        last = datetime.combine(rule.until, times.starts_at or time(), tzinfo=AMSTERDAM)
        found["UNTIL"] = rule.until if times.is_all_day else last.astimezone(UTC)
    return found
