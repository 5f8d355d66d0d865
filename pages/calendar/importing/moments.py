"""Dates, times, durations and time zones of calendar files, brought to the clock of the municipality. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cms.workdays import AMSTERDAM
from pages.calendar.importing.lines import Component, Line
from pages.recurrence_ical import NotUnderstood

_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z)?")
_DURATION = re.compile(r"\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?")
_IANA = re.compile(r"(?:^|/)((?:Europe|Africa|America|Asia|Atlantic|Australia|Indian|Pacific|Etc)/[A-Za-z_+\-/0-9]+)$")
# Names that Windows and Outlook give to time zones of our part of the world.
_WINDOWS = {
    "w. europe standard time": "Europe/Amsterdam",
    "romance standard time": "Europe/Paris",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Etc/GMT",
    "utc": "UTC",
    "gmt": "UTC",
    "turkey standard time": "Europe/Istanbul",
    "eastern standard time": "America/New_York",
    "pacific standard time": "America/Los_Angeles",
    "west-europa (standaardtijd)": "Europe/Amsterdam",
    "cet": "Europe/Amsterdam",
    "mez": "Europe/Amsterdam",
}
_AMSTERDAM_WORDS = ("amsterdam", "+01:00) ")


def zone_of(name: str, zones: dict[str, Component]) -> tzinfo:
    """A time zone by the name a file gives it.

    Raises:
        NotUnderstood: when nobody knows it.
    """
    plain = name.strip()
    located = zones[plain].text("X-LIC-LOCATION") if plain in zones else ""
    for text in (plain, located):
        lower = text.casefold()
        if lower in _WINDOWS:
            return ZoneInfo(_WINDOWS[lower])
        match = _IANA.search(text)
        if match and (found := _zone(match[1])):
            return found
        if any(word in lower for word in _AMSTERDAM_WORDS):
            return AMSTERDAM
    raise NotUnderstood(_("De tijdzone %(name)s kennen we niet.") % {"name": plain[:40]})


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def read(line: Line, zones: dict[str, Component]) -> date | datetime:
    """A date, or an aware moment in the zone that the file says; without one, on the clock here.

    Raises:
        NotUnderstood: when it is neither, or a day that does not exist.
    """
    return read_value(line, line.value.strip(), zones)


def read_value(line: Line, value: str, zones: dict[str, Component]) -> date | datetime:
    """One value of a line that may have several."""
    try:
        if match := _DATE.fullmatch(value):
            return date(*(int(part) for part in match.groups()))
        match = _MOMENT.fullmatch(value)
        if match is None or line.params.get("VALUE") == "DATE":
            raise ValueError
        parts = [int(part or 0) for part in match.groups()[:6]]
        parts[5] = 0  # nobody comes at so many seconds past
        zone: tzinfo = UTC if match[7] else AMSTERDAM
        if not match[7] and line.params.get("TZID"):
            zone = zone_of(line.params["TZID"], zones)
        return datetime(*parts, tzinfo=zone)
    except ValueError as error:
        if isinstance(error, NotUnderstood):
            raise
        shown = {"name": line.name, "value": value[:30]}
        raise NotUnderstood(_("In %(name)s staat %(value)s. Dat is geen dag of tijd.") % shown) from None


def duration(line: Line) -> timedelta:
    """How long something lasts, from a text such as "PT1H30M".

    Raises:
        NotUnderstood: when it is none, or lies behind us.
    """
    match = _DURATION.fullmatch(line.value.strip().upper())
    if match is None or not any(match.groups()):
        raise NotUnderstood(_("De duur %(value)s kunnen we niet lezen.") % {"value": line.value[:30]})
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def local(value: date | datetime) -> tuple[date, time | None]:
    """The date and, for a moment, the time on the clock here."""
    if not isinstance(value, datetime):
        return value, None
    here = value.astimezone(AMSTERDAM)
    return here.date(), here.time()


def keeps_our_clock(zone: tzinfo | None, first: date) -> bool:
    """Whether a zone has our time on every day of the two years after a date: else a rule in it shifts with ours."""
    if zone is None or zone is AMSTERDAM:
        return True
    noon = datetime.combine(first, time(12))
    days = (noon + timedelta(days=number) for number in range(731))
    return all(zone.utcoffset(day) == AMSTERDAM.utcoffset(day) for day in days)
