"""Publishing makes facts: from the page of an activity its row, and a row for each time that it is held.

All of it is idempotent and touches the rows of one activity alone; a row that did not change is not written. Dates are
made eighteen months ahead and extended by a daily job; another job repairs what a crash in between left.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.models import Wijk
from pages.calendar import days, fields
from pages.calendar.signups import fill_seats, tell_change
from pages.models import Activity, ActivityPage, Occurrence
from pages.recurrence import HORIZON, Timetable
from pages.timetable import Planned, expand

# Of a row: the fields that follow from the plan.
_PLANNED = ("starts_at", "ends_at", "first_day", "last_day", "is_all_day", "is_cancelled", "original_day", "note")
# A change of these is told to who signed up.
_HEARD = ("starts_at", "is_cancelled")
# A change of these is another time or place to calendars of others (RFC 5545, SEQUENCE).
_TELLING = ("timetable", "place_id", "place_name", "street", "is_cancelled")
_STEP = 500


@transaction.atomic
def sync_activity(*, translation_key: UUID, now: datetime) -> Activity | None:
    """Write the facts of the page with this key, as it is live now; None where there is nothing to write.

    What is not on the site any more is hidden, and its rows stay: sign-ups may hang on them.
    """
    days.hold()
    known = Activity.objects.select_for_update().filter(translation_key=translation_key).first()
    page = source_page(translation_key)
    if page is None:
        if known is not None and known.is_live:
            hide(known, now=now)
        # A translation would show an activity that is not there.
        for other in ActivityPage.objects.filter(translation_key=translation_key, live=True):
            other.unpublish()
        return known
    wijk = page.wijk
    wijken = list(page.also_in.all()) + ([wijk] if wijk else [])
    return write(
        known or Activity(translation_key=translation_key),
        timetable=page.timetable,
        wijken=wijken,
        is_citywide=page.is_citywide or not wijken,
        now=now,
        values={
            "kind": page.kind,
            "audience": page.audience,
            "place_id": page.place_id,
            "place_name": page.place_name,
            "street": page.street,
            "latitude": page.latitude,
            "longitude": page.longitude,
            "seats": page.seats,
            "takes_signups": page.signup == "hier",
            "signup_hours": page.signup_hours,
            "is_cancelled": page.is_cancelled,
        },
    )


def source_page(translation_key: UUID) -> ActivityPage | None:
    """The page that decides on the times: that in the default language, else the first one that was made.

    None where that one is not live.
    """
    pages = ActivityPage.objects.filter(translation_key=translation_key, alias_of__isnull=True)
    rows = list(pages.select_related("locale").order_by("pk"))
    own = [page for page in rows if page.locale.language_code == settings.LANGUAGE_CODE]
    source = next(iter(own or rows), None)
    return source if source is not None and source.live else None


def write(
    activity: Activity,
    *,
    timetable: Timetable,
    wijken: list[Wijk],
    is_citywide: bool,
    values: dict[str, Any],
    now: datetime,
) -> Activity:
    """Write an activity and its rows where they differ; its caller holds the calendar and the row."""
    is_new = activity.pk is None
    before = (set(), False) if is_new else (set(activity.wijken.all()), activity.is_citywide)
    values = values | {"timetable": fields.to_data(timetable), "is_citywide": is_citywide, "is_live": True}
    changed = [name for name, value in values.items() if is_new or getattr(activity, name) != value]
    if not is_new and any(name in _TELLING for name in changed):
        activity.sequence += 1
    for name, value in values.items():
        setattr(activity, name, value)
    activity.changed_at = now
    # What is made stays made: a job that extends knows where to go on.
    made = max(timezone.localdate(now) + HORIZON, activity.made_until or date.min)
    activity.made_until = made
    activity.save()
    if before[0] != set(wijken):
        activity.wijken.set(wijken)
    touched = write_rows(activity, expand(timetable, end=made), now=now)
    if before != (set(wijken), is_citywide):
        touched |= _days_of(activity)
    count_again(activity, touched, also=before)
    if not is_new and "seats" in changed:
        fill_seats(activity.pk, now=now)
    return activity


def count_again(activity: Activity, touched: set[date], *, also: tuple[set[Wijk], bool] = (set(), False)) -> None:
    """Count these days of the calendars that show an activity. also: the wijken it had, and whether it had all."""
    if activity.is_citywide or also[1]:
        days.refresh(touched, wijken=Wijk.objects.in_order())
    else:
        days.refresh(touched, wijken={*activity.wijken.all()} | also[0])


def _days_of(activity: Activity) -> set[date]:
    return set(activity.occurrences.values_list("first_day", flat=True))


def write_rows(activity: Activity, plan: list[Planned], *, now: datetime) -> set[date]:
    """Make, change and remove the rows of an activity so that they are its plan; returns the days that it touched."""
    known = {row.key: row for row in activity.occurrences.all()}
    made, changed = [], []
    touched: set[date] = set()
    # Who signed up for these hears of it: it is off, or at another time.
    told: set[int] = set()
    for planned in plan:
        wanted = {name: getattr(planned, name) for name in _PLANNED} | {
            "is_long": planned.last_day > planned.first_day,
            "is_live": activity.is_live,
            "kind": activity.kind,
            "is_cancelled": planned.is_cancelled or activity.is_cancelled,
        }
        row = known.pop(planned.key, None)
        if row is None:
            made.append(Occurrence(activity=activity, key=planned.key, **wanted))
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            if row.starts_at > now and any(getattr(row, name) != wanted[name] for name in _HEARD):
                told.add(row.pk)
            touched.add(row.first_day)
            for name, value in wanted.items():
                setattr(row, name, value)
            changed.append(row)
    Occurrence.objects.bulk_create(made, batch_size=_STEP)
    Occurrence.objects.bulk_update(changed, [*_PLANNED, "is_long", "is_live", "kind"], batch_size=_STEP)
    tell_change([row.pk for row in changed if row.pk in told], now=now)
    retire([row.pk for row in known.values()], now=now)
    return touched | {row.first_day for row in (*made, *changed, *known.values())}


def retire(keys: list[int], *, now: datetime) -> None:
    """Remove rows that are not in the plan any more; those that people signed up for stay, as cancelled."""
    rows = Occurrence.objects.filter(pk__in=keys)
    kept = list(rows.filter(signups__isnull=False, is_cancelled=False).distinct().values_list("pk", flat=True))
    rows.filter(signups__isnull=True).delete()
    Occurrence.objects.filter(pk__in=kept).update(is_cancelled=True)
    tell_change(kept, now=now)


def hide(activity: Activity, *, now: datetime) -> None:
    """Take an activity off the site, with all its rows; its caller holds the calendar and the row."""
    activity.is_live, activity.changed_at = False, now
    activity.save(update_fields=["is_live", "changed_at"])
    activity.occurrences.filter(is_live=True).update(is_live=False)
    count_again(activity, _days_of(activity))


@transaction.atomic
def extend(*, activity: Activity, now: datetime) -> None:
    """Make the rows of an activity up to eighteen months from now; nothing where they are there."""
    until = timezone.localdate(now) + HORIZON
    days.hold()
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    if held.made_until >= until:
        return
    held.made_until = until
    held.save(update_fields=["made_until"])
    count_again(held, write_rows(held, expand(fields.from_data(held.timetable), end=until), now=now))


def extend_all(now: datetime) -> int:
    """The daily job: make the dates that came within eighteen months; returns how many activities got any."""
    until = timezone.localdate(now) + HORIZON
    short = Activity.objects.filter(is_live=True, made_until__lt=until).order_by("pk")
    count = 0
    for activity in short.iterator(chunk_size=_STEP):
        extend(activity=activity, now=now)
        count += 1
    return count
