"""What is wrong with the times an editor filled in, in sentences that say how to mend it. Pure, without a clock."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pages.recurrence import (
    FIRST_YEAR,
    HORIZON,
    MOST_DATES,
    MOST_INTERVAL,
    SEARCHED,
    Repeat,
    Rule,
    Timetable,
    all_dates,
    dates,
    first_date,
    has_too_many,
    most_at_once,
)
from pages.timetable import expand, wall_length

# A day holds so many times of one activity at most, and an activity lasts a year at most.
MOST_ON_A_DAY = 3
LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=5 * 366)
# By field of the page: its errors.
Problems = dict[str, str]


def day_words(day: date) -> str:
    """A date in a sentence: "25 december 2026"."""
    return date_format(day, pgettext("datum met jaar", "j F Y"))


def problems(timetable: Timetable, *, today: date) -> Problems:
    """What is wrong, by field; empty where nothing is. The first thing found for a field is what is said of it."""
    return _of_times(timetable) or _of_rule(timetable.rule, today) or _of_days(timetable, today)


def _of_times(timetable: Timetable) -> Problems:
    times = timetable.times
    if times.starts_at is None and times.ends_at is not None:
        return {"starts_at": _("Vul ook in hoe laat het begint, of haal de eindtijd weg.")}
    if times.days_later < 0:
        return {"ends_on": _("Vul een einddatum in die niet voor de eerste dag ligt.")}
    if times.ends_at is not None and wall_length(times) <= timedelta(0):
        return {
            "ends_at": _("Het einde ligt voor het begin. Duurt het tot na middernacht? Vul dan ook de einddatum in.")
        }
    if wall_length(times) > LONGEST:
        return {"ends_on": _("Dit duurt langer dan een jaar. Kies een einddatum die dichterbij ligt.")}
    return {}


def _of_rule(rule: Rule, today: date) -> Problems:
    if rule.first.year < FIRST_YEAR or rule.first > today + FURTHEST:
        return {"starts_on": _("Klopt deze datum? Kies een dag tussen het jaar 2000 en vijf jaar na nu.")}
    if rule.repeat == Repeat.ONCE:
        return {}
    if not 1 <= rule.interval <= MOST_INTERVAL:
        return {"interval": _("Vul een getal in van 1 tot en met 52.")}
    if rule.until is not None and rule.until < rule.first:
        return {"until": _("De herhaling stopt voor de eerste dag. Kies een latere datum.")}
    if rule.until is not None and rule.count is not None:
        return {"count": _("Kies een laatste dag of een aantal keer, niet allebei.")}
    if rule.count is not None and rule.count < 1:
        return {"count": _("Vul een aantal in van 1 of meer.")}
    if has_too_many(rule, today=today):
        field = "count" if rule.count is not None else "until" if rule.until is not None else "starts_on"
        text = _("Dit zijn meer dan %(most)s keren. Kies een kortere periode of een kleiner aantal.")
        return {field: text % {"most": f"{MOST_DATES:_}".replace("_", ".")}}
    return {}


def _of_days(timetable: Timetable, today: date) -> Problems:
    rule = timetable.rule
    if first_date(rule) is None or _is_all_holidays(timetable, today):
        return {"repeat": _("Deze herhaling geeft geen enkele dag. Kijk de dagen en de periode na.")}
    if found := _of_changes(timetable, today):
        return {"changes": found}
    rows = [row for row in expand(timetable, end=_end_of(rule, today)) if not row.is_cancelled]
    if len({row.starts_at for row in rows}) < len(rows):
        return {"changes": _("Twee keren beginnen op hetzelfde moment. Haal er een weg, of kies een andere tijd.")}
    if most_at_once((row.first_day, row.last_day) for row in rows) > MOST_ON_A_DAY:
        field = "ends_on" if timetable.times.days_later else "changes"
        return {
            field: _("Dit geeft meer dan drie keren op een dag. Laat het korter duren, of herhaal het minder vaak.")
        }
    return {}


def _is_all_holidays(timetable: Timetable, today: date) -> bool:
    """Whether a rule has no date but public holidays, which it skips, and none of these is moved."""
    rule = timetable.rule
    if not (rule.skips_holidays and rule.has_end) or any(change.to for change in timetable.changes):
        return False
    return next(dates(rule, end=_end_of(rule, today)), None) is None


def _end_of(rule: Rule, today: date) -> date:
    """Up to when dates are looked at: to the end of the rule where that is known, else to the horizon."""
    if rule.until:
        return rule.until
    if rule.count is not None:
        return rule.first + SEARCHED
    return max(today, rule.first) + HORIZON


def _of_changes(timetable: Timetable, today: date) -> str:
    """The first thing that is wrong with what differs on some days, "" for nothing."""
    rule = timetable.rule
    named = [change.day or change.to for change in timetable.changes]
    known = set(all_dates(rule, end=max([*named, rule.first])))
    seen: set[date] = set()
    for change in timetable.changes:
        if change.times is not None and timetable.times.is_all_day:
            return _("Deze activiteit duurt de hele dag. Laat bij de gewijzigde dagen de tijden leeg.")
        if change.times is not None and change.times.ends_at and wall_length(change.times) <= timedelta(0):
            return _("Een van de gewijzigde tijden eindigt voor het begin.")
        if change.to and not FIRST_YEAR <= change.to.year <= (today + FURTHEST).year:
            return _("Kies voor elke gewijzigde dag een datum tussen het jaar 2000 en vijf jaar na nu.")
        if change.day is None:
            # A date that is off or moved keeps its place: an extra one at that time could not be told apart.
            usual = change.times is None or change.times.starts_at == timetable.times.starts_at
            if change.to in known and usual:
                text = _("%(day)s hoort al bij de herhaling. Haal die extra dag weg, of kies een andere tijd.")
                return text % {"day": day_words(change.to)}
            continue
        if change.day not in known:
            text = _("Op %(day)s is deze activiteit niet. Kies een dag die bij de herhaling hoort.")
            return text % {"day": day_words(change.day)}
        if change.day in seen:
            return _("%(day)s staat er twee keer. Haal er een weg.") % {"day": day_words(change.day)}
        seen.add(change.day)
    return ""
