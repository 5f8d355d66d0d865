"""The calendar as iCalendar (RFC 5545), for the calendars that people have already. Pure: no database, no request.

A repeated activity is one event with its rule; a date that is off, moved or different is an exception to it, by the
date that the rule gave it. So a client that keeps following shows what the site shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cms.workdays import AMSTERDAM
from pages.calendar.ical_lines import TIMEZONE, line, moment, text, utc
from pages.recurrence import LAST, Change, Repeat, Rule, Times, Timetable, first_date, position_of, skipped_holidays
from pages.timetable import span

_DAY = timedelta(days=1)
_FREQUENCIES = {Repeat.DAILY: "DAILY", Repeat.WEEKLY: "WEEKLY", Repeat.YEARLY: "YEARLY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# How often a calendar that follows ours is asked to look again: every four hours.
_REFRESH = "PT4H"


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


def calendar(entries: Iterable[Entry], *, name: str, url: str, horizon: date) -> bytes:
    """A file of these activities. horizon: until when public holidays that a rule skips are written out."""
    lines = [
        line("BEGIN", "VCALENDAR"),
        line("VERSION", "2.0"),
        line("PRODID", "-//Wijkplein//Agenda//NL"),
        line("CALSCALE", "GREGORIAN"),
        line("METHOD", "PUBLISH"),
        line("NAME", text(name)),
        line("X-WR-CALNAME", text(name)),
        line("X-WR-TIMEZONE", str(AMSTERDAM)),
        line("REFRESH-INTERVAL;VALUE=DURATION", _REFRESH),
        line("X-PUBLISHED-TTL", _REFRESH),
        line("SOURCE;VALUE=URI", url),
        TIMEZONE,
    ]
    for entry in entries:
        lines += events(entry, horizon=horizon)
    return "".join((*lines, line("END", "VCALENDAR"))).encode()


def events(entry: Entry, *, horizon: date) -> Iterator[str]:
    """The event of an activity, and its exceptions, each as the lines of a VEVENT."""
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


def _single(entry: Entry, day: date, change: Change | None) -> str:
    """What is held once, on its own date or on that of a change."""
    held = (change.to or change.day) if change else day
    is_off = bool(change and change.to is None)
    return _event(entry, held, (change.times if change else None) or entry.timetable.times, change, is_off=is_off)


def _repeated(
    entry: Entry, first: date, extras: list[Change], changes: list[Change], hidden: list[date], horizon: date
) -> str:
    rule, times = entry.timetable.rule, entry.timetable.times
    more = [line("RRULE", _rrule(rule, times))] if rule.repeat != Repeat.ONCE else []
    # A holiday on which it is held all the same is an exception, not a date that is not there.
    kept = {change.day for change in changes}
    off = [day for day in skipped_holidays(rule, end=horizon) if day not in kept]
    more += [moment("EXDATE", _start(day, times)) for day in (*off, *hidden)]
    more += [moment("RDATE", _start(change.to, change.times or times)) for change in extras]
    return _event(entry, first, times, None, more)


def _exception(entry: Entry, change: Change, named: date) -> str:
    """One date that differs, by its start in the rule (or among the extra dates)."""
    times = entry.timetable.times
    own = change.times or times
    named_by = [moment("RECURRENCE-ID", _start(named, own if change.day is None else times))]
    return _event(entry, change.to or named, own, change, named_by, is_off=change.to is None)


def _event(
    entry: Entry, day: date, times: Times, change: Change | None, more: Iterable[str] = (), *, is_off: bool = False
) -> str:
    """An event on a day: what every event of an activity holds, and some lines of its own."""
    changed_at = utc(entry.changed_at)
    starts_at, ends_at, last_day = span(day, times)
    lines = [
        line("BEGIN", "VEVENT"),
        line("UID", entry.uid),
        line("DTSTAMP", changed_at),
        line("LAST-MODIFIED", changed_at),
        line("SEQUENCE", str(entry.sequence)),
        moment("DTSTART", _start(day, times)),
    ]
    if times.is_all_day:
        lines.append(moment("DTEND", last_day + _DAY))
    elif ends_at > starts_at:
        lines.append(moment("DTEND", ends_at.astimezone(AMSTERDAM)))
    lines += more
    lines.append(line(f"SUMMARY;LANGUAGE={entry.language}", text(entry.title)))
    # What the editor says of this date, of the activity, and where to read more.
    words = (change.note if change else "", entry.text, entry.organiser, entry.url)
    lines.append(line("DESCRIPTION", text("\n\n".join(word for word in words if word))))
    lines.append(line("URL", entry.url))
    lines.append(line("STATUS", "CANCELLED" if is_off or entry.is_cancelled else "CONFIRMED"))
    lines.append(line("CLASS", "PUBLIC"))
    lines.append(line("TRANSP", "TRANSPARENT" if times.is_all_day else "OPAQUE"))
    if entry.place:
        lines.append(line("LOCATION", text(entry.place)))
    if entry.point:
        lines.append(line("GEO", f"{entry.point[0]};{entry.point[1]}"))
    if entry.kind:
        lines.append(line("CATEGORIES", text(entry.kind)))
    lines.append(line("END", "VEVENT"))
    return "".join(lines)


def _start(day: date, times: Times) -> date | datetime:
    """The start on a day: a date, or a time on the clock of the municipality."""
    return day if times.is_all_day else datetime.combine(day, times.starts_at, tzinfo=AMSTERDAM)


def _rrule(rule: Rule, times: Times) -> str:
    """A rule in the words of RFC 5545."""
    parts = [f"FREQ={_FREQUENCIES.get(rule.repeat, 'MONTHLY')}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        last = datetime.combine(rule.until, times.starts_at or time(), tzinfo=AMSTERDAM)
        parts.append(f"UNTIL={f'{rule.until:%Y%m%d}' if times.is_all_day else utc(last)}")
    if rule.repeat == Repeat.WEEKLY:
        parts += [f"BYDAY={','.join(_WEEKDAYS[day] for day in rule.days_of_week)}", "WKST=MO"]
    elif rule.repeat == Repeat.MONTH_WEEKDAY:
        places = rule.positions or (position_of(rule.first),)
        days = (f"{place}{_WEEKDAYS[day]}" for day in rule.days_of_week for place in places)
        parts.append(f"BYDAY={','.join(days)}")
    elif rule.repeat == Repeat.YEARLY:
        parts += [f"BYMONTH={rule.first.month}", f"BYMONTHDAY={rule.first.day}"]
    elif rule.repeat != Repeat.DAILY:
        parts.append(f"BYMONTHDAY={LAST if rule.repeat == Repeat.MONTH_END else rule.first.day}")
    return ";".join(parts)
