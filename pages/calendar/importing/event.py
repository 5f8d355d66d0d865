"""One event of a calendar file as an activity, or the line at which we can't follow it and why. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from pages.calendar.fields import changed_times, to_data
from pages.calendar.importing import moments
from pages.calendar.importing.lines import Component, Line
from pages.recurrence import Change, Rule, Times, Timetable, all_dates
from pages.recurrence_ical import NotUnderstood, rule_of

_DAY = timedelta(days=1)
# Changed dates of long ago are left out: an editor's list holds a hundred.
KEPT_CHANGES = timedelta(days=60)
MOST_CHANGES = 100
_BREAKS = re.compile(r"(?i)<(?:br|/p|/div|/li)\s*/?>")
_SPACES = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True)
class Imported:
    """One event of a file, as an activity."""

    uid: str
    title: str
    timetable: Timetable
    text: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    is_cancelled: bool = False

    @property
    def digest(self) -> str:
        """What it says, in one word: the same as long as nothing changed."""
        said = [self.title, self.text, self.place, self.point, self.is_cancelled, to_data(self.timetable)]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


class AtLine(Exception):
    """Something wrong on a line."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def event_of(part: Component, title: str, zones: dict[str, Component]) -> Imported:
    for number, text in part.broken:
        raise AtLine(number, text)
    if part.first("RECURRENCE-ID") is not None:
        raise AtLine(part.number, _("Dit is één keer van een herhaling, maar de herhaling zelf staat er niet in."))
    if not title:
        raise AtLine(part.number, _("Deze afspraak heeft geen titel."))
    if part.text("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
        raise AtLine(part.number, _("Deze afspraak is privé."))
    first, times, zone = _when(part, zones)
    rule = _rule(part, first, times, zone)
    timetable = Timetable(rule, times, tuple(_listed_changes(part, rule, times, zones)))
    return Imported(
        uid=part.text("UID")[:300],
        title=title,
        timetable=timetable,
        text=words(part.text("DESCRIPTION"))[:4000],
        place=words(part.text("LOCATION")).replace("\n", ", ")[:120],
        point=_point(part.text("GEO")),
        is_cancelled=part.text("STATUS").upper() == "CANCELLED",
    )


def _when(part: Component, zones: dict[str, Component]) -> tuple[date, Times, object]:
    """First day, times, and the zone that the file has them in."""
    start = part.first("DTSTART")
    if start is None:
        raise AtLine(part.number, _("Deze afspraak heeft geen begin."))
    begins = _read(start, zones)
    end, length = part.first("DTEND"), part.first("DURATION")
    ends: date | datetime | None = None
    if end is not None:
        ends = _read(end, zones)
        if isinstance(ends, datetime) != isinstance(begins, datetime):
            raise AtLine(end.number, _("Het begin is een dag en het einde een tijd, of andersom."))
    elif length is not None:
        ends = begins + _on(length, moments.duration, length)
    if ends is not None and ends < begins:
        raise AtLine((end or length or start).number, _("Het einde ligt voor het begin."))
    return moments.local(begins)[0], _times(begins, ends), getattr(begins, "tzinfo", None)


def _times(begins: date | datetime, ends: date | datetime | None) -> Times:
    first, starts_at = moments.local(begins)
    if starts_at is None:
        # The end of a whole day is the day after, but some programs write the same day.
        last = max((ends - _DAY) if ends else first, first)
        return Times(days_later=(last - first).days)
    if ends is None or ends == begins:
        return Times(starts_at)
    last, ends_at = moments.local(ends)
    return Times(starts_at, ends_at, (last - first).days)


def _rule(part: Component, first: date, times: Times, zone: object) -> Rule:
    lines = part.every("RRULE")
    if part.every("EXRULE"):
        raise AtLine(part.every("EXRULE")[0].number, _("EXRULE kennen we niet."))
    if not lines:
        return Rule(first)
    if len(lines) > 1:
        raise AtLine(lines[1].number, _("Deze afspraak heeft twee herhalingen."))
    if not moments.keeps_our_clock(zone, first):
        raise AtLine(lines[0].number, _("Deze herhaling staat in een tijdzone met een andere klok dan de onze."))
    rule = _on(lines[0], rule_of, lines[0].value, first=first, starts_at=times.starts_at)
    return _anchored(rule, lines[0].number)


def _anchored(rule: Rule, line: int) -> Rule:
    """A rule whose first day is one of its dates: what a file says of another first day, programs read differently."""
    found = next(all_dates(replace(rule, count=None), end=rule.first), None)
    if found != rule.first:
        raise AtLine(line, _("De eerste dag past niet bij de herhaling."))
    return rule


def _listed_changes(part: Component, rule: Rule, times: Times, zones: dict[str, Component]) -> Iterator[Change]:
    """What EXDATE takes away and RDATE adds."""
    seen: set[date] = set()
    for line in part.every("EXDATE"):
        for value in filter(None, line.value.split(",")):
            day = moments.local(_read(line, zones, value))[0]
            if day not in seen and day in set(all_dates(rule, end=day)):
                seen.add(day)
                yield Change(f"x{day:%Y%m%d}", day, None, is_hidden=True)
    for line in part.every("RDATE"):
        for value in filter(None, line.value.split(",")):
            yield _extra(line, value.strip(), rule, times, zones)


def _extra(line: Line, value: str, rule: Rule, times: Times, zones: dict[str, Component]) -> Change:
    """One date that is added; with its own end where it is a period."""
    start, _slash, end = value.partition("/")
    begins = _read(line, zones, start)
    day, starts_at = moments.local(begins)
    if (starts_at is None) != times.is_all_day:
        raise AtLine(line.number, _("Deze extra dag heeft een tijd en de afspraak niet, of andersom."))
    own = None
    if end:
        ends = (
            begins + _on(line, moments.duration, replace(line, value=end))
            if end.upper().startswith(("P", "+P"))
            else _read(line, zones, end)
        )
        own = _times(begins, ends)
    elif starts_at != times.starts_at:
        own = changed_times(times, starts_at, None)
    return Change(f"r{value[:15]}", None, day, own if own != times else None)


def with_exception(event: Imported, part: Component, zones: dict[str, Component]) -> Imported:
    """An event with one of its dates moved, changed or off."""
    named = part.first("RECURRENCE-ID")
    if named.params.get("RANGE"):
        raise AtLine(named.number, _("Een wijziging voor alle volgende keren (RANGE) kennen we niet."))
    day = moments.local(_read(named, zones))[0]
    changes = [change for change in event.timetable.changes if change.day != day]
    is_off = part.text("STATUS").upper() == "CANCELLED"
    if is_off:
        made = Change(f"e{day:%Y%m%d}", day, None, note=_note(part, event))
    else:
        first, times, _zone = _when(part, zones)
        own = None if times == event.timetable.times else times
        if own is not None and own.is_all_day != event.timetable.times.is_all_day:
            raise AtLine(named.number, _("Deze wijziging heeft een tijd en de afspraak niet, of andersom."))
        made = Change(f"e{day:%Y%m%d}", day, first, own, _note(part, event))
    timetable = event.timetable
    extra = next((change for change in changes if change.day is None and change.to == day), None)
    if extra is not None and day not in set(all_dates(timetable.rule, end=day)):
        # It is about a date that RDATE added.
        changes.remove(extra)
        if is_off:
            return replace(event, timetable=replace(timetable, changes=tuple(changes)))
        made = replace(made, id=extra.id, day=None)
    return replace(event, timetable=replace(timetable, changes=(*changes, made)))


def _note(part: Component, event: Imported) -> str:
    """What is different, where the exception has another title."""
    title = words(part.text("SUMMARY"))
    return title[:160] if title and title != event.title else ""


def pruned(event: Imported, today: date) -> Imported:
    """Without changes of long ago that only take something away or move it within the past."""
    old = today - KEPT_CHANGES
    kept = tuple(change for change in event.timetable.changes if max(filter(None, (change.day, change.to))) >= old)
    if len(kept) > MOST_CHANGES:
        text = _("Deze afspraak heeft meer dan %(most)s dagen die anders zijn.") % {"most": MOST_CHANGES}
        raise AtLine(1, text)
    return replace(event, timetable=replace(event.timetable, changes=kept))


def words(text: str) -> str:
    """Plain text of what may be HTML: no tag and no script gets through."""
    bare = unescape(strip_tags(_BREAKS.sub("\n", text))) if "<" in text else unescape(text)
    # What was escaped twice must not become a tag after all.
    bare = strip_tags(bare)
    lines = [_SPACES.sub(" ", line).strip() for line in bare.replace("\x00", "").splitlines()]
    return "\n".join(line for line in lines if line)


def _point(text: str) -> tuple[float, float] | None:
    """Where it is, when that is in the Netherlands."""
    try:
        north, east = (float(part) for part in text.split(";"))
    except ValueError:
        return None
    return (round(north, 6), round(east, 6)) if 50 < north < 54 and 3 < east < 8 else None


def _read(line: Line, zones: dict[str, Component], value: str = "") -> date | datetime:
    return _on(line, moments.read_value, line, (value or line.value).strip(), zones)


def _on(line: Line, call: object, *args: object, **kwargs: object) -> object:
    """Call, and put the number of the line to what can't be understood."""
    try:
        return call(*args, **kwargs)
    except (NotUnderstood, OverflowError) as error:
        raise AtLine(line.number, str(error)) from None
