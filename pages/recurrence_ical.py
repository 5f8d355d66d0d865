"""From a RRULE of a calendar file to a rule of ours (RFC 5545, 3.3.10), or a sentence that says why not. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from cms.workdays import AMSTERDAM
from pages.recurrence import LAST, Repeat, Rule

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{8})(T\d{6}(Z)?)?")
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "RSCALE", "SKIP"}
_POSITIONS = (1, 2, 3, 4, 5, LAST)


class NotUnderstood(ValueError):
    """A rule or a line that we can't follow; the text says what, in the language of the moment."""


def rule_of(text: str, *, first: date, starts_at: time | None = None) -> Rule:
    """The rule of a text such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH" for what begins on a local date.

    Raises:
        NotUnderstood: when it says something that our rules can't.
    """
    parts = _parts(text)
    bounds = {"count": _number(parts, "COUNT"), "until": _until(parts.get("UNTIL", ""), starts_at)}
    interval = _number(parts, "INTERVAL") or 1
    frequency = parts.get("FREQ", "")
    makers = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
    if frequency not in makers:
        raise NotUnderstood(_("De herhaling FREQ=%(value)s kennen we niet.") % {"value": frequency[:20]})
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.get("SKIP", "OMIT") != "OMIT":
        raise NotUnderstood(_("De herhaling gebruikt een kalender die we niet kennen."))
    if parts.get("WKST", "MO") != "MO" and frequency == "WEEKLY" and interval > 1 and "," in parts.get("BYDAY", ""):
        raise NotUnderstood(_("De weken van deze herhaling beginnen niet op maandag."))
    return Rule(first=first, interval=interval, **makers[frequency](parts, first), **bounds)


def _parts(text: str) -> dict[str, str]:
    found = {}
    for part in text.strip().strip(";").upper().split(";"):
        name, sign, value = part.partition("=")
        if not sign or name in found:
            raise NotUnderstood(_("De herhaling %(text)s kunnen we niet lezen.") % {"text": text[:60]})
        if name not in _KNOWN:
            raise NotUnderstood(_("De herhaling gebruikt %(name)s. Dat kennen we niet.") % {"name": name[:20]})
        found[name] = value
    return found


def _number(parts: Mapping[str, str], name: str) -> int | None:
    value = parts.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 100_000):
        raise NotUnderstood(_("In de herhaling staat %(name)s=%(value)s.") % {"name": name, "value": value[:20]})
    return int(value)


def _until(text: str, starts_at: time | None) -> date | None:
    """The last day it may begin on: that of the end itself, or the one before where it begins later on the day."""
    if not text:
        return None
    match = _UNTIL.fullmatch(text)
    try:
        if not match:
            raise ValueError
        if not match[2]:
            return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        zone = UTC if match[3] else AMSTERDAM
        moment = datetime.strptime(text[:15], "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(AMSTERDAM)
        is_before = starts_at is not None and moment.time() < starts_at
        return moment.date() - timedelta(days=1) if is_before else moment.date()
    except ValueError:
        raise NotUnderstood(_("De einddatum %(value)s van de herhaling klopt niet.") % {"value": text[:20]}) from None


def _refuse(parts: Mapping[str, str], *names: str) -> None:
    for name in names:
        if name in parts:
            shown = {"name": name, "value": parts[name][:20]}
            raise NotUnderstood(_("De herhaling gebruikt %(name)s=%(value)s. Dat kennen we zo niet.") % shown)


def _byday(parts: Mapping[str, str]) -> list[tuple[int | None, int]]:
    found = []
    for part in filter(None, parts.get("BYDAY", "").split(",")):
        match = _BYDAY.fullmatch(part)
        if not match:
            raise NotUnderstood(_("De dag %(value)s in de herhaling kennen we niet.") % {"value": part[:20]})
        found.append((int(match[1]) if match[1] else None, _DAYS[match[2]]))
    return found


def _daily(parts: Mapping[str, str], first: date) -> dict[str, object]:
    _refuse(parts, "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS")
    return {"repeat": Repeat.DAILY}


def _weekly(parts: Mapping[str, str], first: date) -> dict[str, object]:
    _refuse(parts, "BYMONTHDAY", "BYMONTH", "BYSETPOS")
    days = _byday(parts)
    if any(place for place, _day in days):
        _refuse(parts, "BYDAY")
    return {"repeat": Repeat.WEEKLY, "weekdays": tuple(day for _place, day in days) or (first.weekday(),)}


def _monthly(parts: Mapping[str, str], first: date) -> dict[str, object]:
    _refuse(parts, "BYMONTH")
    days = _byday(parts)
    if not days:
        _refuse(parts, "BYSETPOS")
        return _month_day(parts, first)
    _refuse(parts, "BYMONTHDAY")
    places = {place for place, _day in days if place is not None}
    if "BYSETPOS" in parts:
        # "BYDAY=FR;BYSETPOS=-1" is how some programs write the last Friday; of several days it is something else.
        position = parts["BYSETPOS"]
        if len(days) > 1 or places or not position.lstrip("+-").isdigit():
            _refuse(parts, "BYSETPOS")
        places = {int(position)}
        days = [(int(position), days[0][1])]
    weekdays = {day for _place, day in days}
    whole = {(place, day) for place in places for day in weekdays}
    if whole != set(days) or not places <= set(_POSITIONS):
        _refuse(parts, "BYDAY")
    return {
        "repeat": Repeat.MONTH_WEEKDAY,
        "weekdays": tuple(sorted(weekdays)),
        "positions": tuple(sorted(places, key=_POSITIONS.index)),
    }


def _month_day(parts: Mapping[str, str], first: date) -> dict[str, object]:
    day = parts.get("BYMONTHDAY", str(first.day))
    if day == "-1":
        return {"repeat": Repeat.MONTH_END}
    if day != str(first.day):
        _refuse(parts, "BYMONTHDAY")
    return {"repeat": Repeat.MONTH_DAY}


def _yearly(parts: Mapping[str, str], first: date) -> dict[str, object]:
    _refuse(parts, "BYDAY", "BYSETPOS")
    if parts.get("BYMONTH", str(first.month)) != str(first.month):
        _refuse(parts, "BYMONTH")
    if parts.get("BYMONTHDAY", str(first.day)) != str(first.day):
        _refuse(parts, "BYMONTHDAY")
    return {"repeat": Repeat.YEARLY}
