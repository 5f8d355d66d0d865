"""A rule as a sentence: "Elke twee weken op donderdag, van 18.00 tot 20.00 uur, vanaf 3 december 2026." Pure."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pages.office_hours import day_words as weekday_words
from pages.office_hours import listed, time_words
from pages.recurrence import LAST, Repeat, Rule, Times, Timetable, position_of
from pages.timetable_checks import day_words


def sentence(timetable: Timetable) -> str:
    """When an activity is held, in one sentence with a full stop."""
    rule, times = timetable.rule, timetable.times
    if rule.repeat == Repeat.ONCE:
        parts = [once_words(rule, times)]
    else:
        parts = [repeat_words(rule), hours_words(times), *_bounds(rule)]
    words = ", ".join(part for part in parts if part)
    return f"{words[:1].upper()}{words[1:]}."


def once_words(rule: Rule, times: Times) -> str:
    """One date, or the first and last of several, with the hours."""
    first = full_day(rule.first)
    if times.days_later < 1:
        return ", ".join(part for part in (first, hours_words(times)) if part)
    last = full_day(rule.first + timedelta(days=times.days_later))
    if times.is_all_day:
        return _("%(first)s tot en met %(last)s") % {"first": first, "last": last}
    starts = hour(times.starts_at)
    if times.ends_at is None:
        return _("%(first)s %(time)s tot en met %(last)s") % {"first": first, "time": starts, "last": last}
    shown = {"first": first, "starts": starts, "last": last, "ends": hour(times.ends_at)}
    return _("%(first)s %(starts)s tot %(last)s %(ends)s") % shown


def full_day(day: date) -> str:
    """ "donderdag 10 december 2026"."""
    return date_format(day, pgettext("datum voluit", "l j F Y"))


def hour(at: time) -> str:
    """ "10.00 uur"."""
    return time_format(at, pgettext("tijd", "G.i \\u\\u\\r"))


def hours_words(times: Times) -> str:
    """From when until when; "de hele dag" without a time."""
    if times.is_all_day:
        return _("de hele dag")
    if times.ends_at is None:
        return _("vanaf %(time)s") % {"time": hour(times.starts_at)}
    words = time_words(times.starts_at, times.ends_at)
    return _("van %(times)s") % {"times": words}


def repeat_words(rule: Rule) -> str:
    """How it comes back: "elke twee weken op donderdag"."""
    days = {"days": weekday_words(list(rule.days_of_week))}
    if rule.repeat == Repeat.DAILY:
        return ngettext("elke dag", "elke %(count)s dagen", rule.interval) % {"count": _number(rule.interval)}
    if rule.repeat == Repeat.WEEKLY:
        words = ngettext("elke week op %(days)s", "elke %(count)s weken op %(days)s", rule.interval)
        return words % ({"count": _number(rule.interval)} | days)
    if rule.repeat == Repeat.YEARLY:
        words = ngettext("elk jaar op %(day)s", "elke %(count)s jaar op %(day)s", rule.interval)
        day = date_format(rule.first, pgettext("datum kort", "j F"))
        return words % {"count": _number(rule.interval), "day": day}
    words = ngettext("elke maand op %(when)s", "elke %(count)s maanden op %(when)s", rule.interval)
    return words % {"count": _number(rule.interval), "when": _in_month(rule)}


def _in_month(rule: Rule) -> str:
    if rule.repeat == Repeat.MONTH_END:
        return _("de laatste dag")
    if rule.repeat == Repeat.MONTH_DAY:
        return _("dag %(day)s") % {"day": rule.first.day}
    places = rule.positions or (position_of(rule.first),)
    ordered = sorted(places, key=lambda place: 9 if place == LAST else place)
    which = listed([_PLACES[place]() for place in ordered])
    names = listed([str(WEEKDAYS[day]) for day in rule.days_of_week])
    return _("de %(which)s %(weekday)s") % {"which": which, "weekday": names}


_PLACES = {
    1: lambda: _("eerste"),
    2: lambda: _("tweede"),
    3: lambda: _("derde"),
    4: lambda: _("vierde"),
    5: lambda: _("vijfde"),
    LAST: lambda: _("laatste"),
}

_NUMBERS = {
    2: lambda: _("twee"),
    3: lambda: _("drie"),
    4: lambda: _("vier"),
    5: lambda: _("vijf"),
    6: lambda: _("zes"),
}


def _number(count: int) -> str:
    return _NUMBERS[count]() if count in _NUMBERS else str(count)


def _bounds(rule: Rule) -> list[str]:
    """From when, until when, how often, and whether on public holidays."""
    parts = [_("vanaf %(day)s") % {"day": day_words(rule.first)}]
    if rule.until:
        parts.append(_("tot en met %(day)s") % {"day": day_words(rule.until)})
    if rule.count is not None:
        parts.append(ngettext("%(count)s keer", "%(count)s keer", rule.count) % {"count": rule.count})
    if rule.skips_holidays:
        parts.append(_("niet op feestdagen"))
    return parts
