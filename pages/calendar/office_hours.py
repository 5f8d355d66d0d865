"""Spreekuren in the calendar: from the row that editors keep to an activity, so that nobody fills it in twice."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pages.calendar import days
from pages.calendar.publish import hide, write
from pages.models import Activity, OfficeHour
from pages.recurrence import LAST, Change, Repeat, Rule, Times, Timetable

# In which weeks of the month: the codes of OfficeHour.Pattern.
_POSITIONS: dict[str, tuple[int, ...]] = {
    "1": (1,),
    "2": (2,),
    "3": (3,),
    "4": (4,),
    "laatste": (LAST,),
    "1+3": (1, 3),
    "2+4": (2, 4),
}


def timetable_of(hour: OfficeHour, *, first: date) -> Timetable:
    """A spreekuur as a rule: never on a public holiday, as `pages.office_hours.Rule` has it. first: its first day."""
    positions = _POSITIONS.get(hour.pattern, ())
    rule = Rule(
        first=first,
        repeat=Repeat.MONTH_WEEKDAY if positions else Repeat.WEEKLY,
        weekdays=(hour.weekday,),
        positions=positions,
        until=hour.valid_until,
        skips_holidays=True,
    )
    skipped = sorted(hour.skipped.values_list("day", flat=True))
    changes = tuple(Change(f"skip-{day}", day, None) for day in skipped)
    return Timetable(rule, Times(hour.starts_at, hour.ends_at), changes)


@transaction.atomic
def sync_office_hour(*, pk: int, now: datetime) -> Activity | None:
    """Write the facts of a spreekuur; None where it is gone, or ends before it begins."""
    hour = OfficeHour.objects.select_related("place", "wijk").filter(pk=pk).first()
    if hour is None:
        return None
    days.hold()
    known = Activity.objects.select_for_update().filter(office_hour=hour).first()
    # Where no first day is filled in, it has been held all year; that day stays, or the rows would change each year.
    begun = date.fromisoformat(known.timetable["rule"]["first"]) if known else timezone.localdate(now).replace(day=1)
    first = hour.valid_from or begun
    if (hour.valid_until and hour.valid_until < first) or not hour.place.is_active:
        if known and known.is_live:
            hide(known, now=now)
        return known
    return write(
        known or Activity(office_hour=hour),
        timetable=timetable_of(hour, first=first),
        wijken=[hour.wijk],
        is_citywide=False,
        now=now,
        values={"kind": Activity.Kind.OFFICE_HOUR, "place_id": hour.place_id},
    )
