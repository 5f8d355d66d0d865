"""The events of a calendar file as activities, and the lines at which we can't follow it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from pages.calendar.importing.event import AtLine, Imported, event_of, pruned, with_exception, words
from pages.calendar.importing.lines import MOST_EVENTS, Component, NoCalendar, calendars
from pages.timetable_checks import problems


@dataclass(frozen=True)
class Refusal:
    """A line that we can't follow, and why. The event it belongs to is not taken over."""

    line: int
    text: str
    title: str = ""


@dataclass
class Found:
    """All that a file holds."""

    events: list[Imported] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def refused_all(self) -> bool:
        """Whether nothing in it could be read."""
        return bool(self.refusals) and not self.events


def read(data: bytes, *, today: date) -> Found:
    """All events of a file. Never raises: a file that is no calendar is one refusal."""
    try:
        found = calendars(data)
    except NoCalendar as error:
        return Found(refusals=[Refusal(1, str(error))])
    result = Found()
    for calendar in found:
        zones = {part.text("TZID"): part for part in calendar.inside if part.name == "VTIMEZONE"}
        parts = [part for part in calendar.inside if part.name == "VEVENT"]
        if len(parts) > MOST_EVENTS:
            text = _("Er staan meer dan %(most)s afspraken in. Neem een kleiner bestand.") % {"most": MOST_EVENTS}
            result.refusals.append(Refusal(parts[MOST_EVENTS].number, text))
            continue
        is_cancelled = calendar.text("METHOD").upper() == "CANCEL"
        for group in _by_uid(parts, result):
            _add(group, zones, result, today=today, is_cancelled=is_cancelled)
    return result


def _by_uid(parts: list[Component], result: Found) -> Iterator[list[Component]]:
    """The events of one UID: first that of the rule, then its exceptions."""
    groups: dict[str, list[Component]] = defaultdict(list)
    for part in parts:
        uid = part.text("UID")
        if uid:
            groups[uid].append(part)
        else:
            result.refusals.append(Refusal(part.number, _("Deze afspraak heeft geen UID."), part.text("SUMMARY")[:80]))
    for group in groups.values():
        yield sorted(group, key=lambda part: (part.first("RECURRENCE-ID") is not None, -_sequence(part)))


def _sequence(part: Component) -> int:
    value = part.text("SEQUENCE")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _add(
    group: list[Component], zones: dict[str, Component], result: Found, *, today: date, is_cancelled: bool
) -> None:
    """Read one event with its exceptions, or say at which line we stopped."""
    main = group[0]
    title = words(main.text("SUMMARY"))[:120]
    try:
        event = event_of(main, title, zones)
        for part in group[1:]:
            # Of two with the same UID and no exception the newest holds.
            if part.first("RECURRENCE-ID") is not None:
                event = with_exception(event, part, zones)
        event = replace(event, is_cancelled=event.is_cancelled or is_cancelled)
        event = pruned(event, today)
        if found := problems(event.timetable, today=today):
            raise AtLine(main.number, next(iter(found.values())))
    except AtLine as error:
        result.refusals.append(Refusal(error.line, str(error), title))
    else:
        result.events.append(event)
