"""The calendar file, read back by an independent reader: it shows exactly the dates that the site shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import recurring_ical_events
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cms.workdays import AMSTERDAM
from pages.calendar.ics import Entry, calendar
from pages.recurrence import HORIZON, LAST, Change, Repeat, Rule, Times, Timetable
from pages.timetable import expand
from pages.timetable_checks import problems

TODAY = date(2026, 11, 20)
BEGIN, END = date(2026, 1, 1), TODAY + HORIZON
DAY = timedelta(days=1)
STAMP = datetime(2026, 11, 20, 13, 32, tzinfo=UTC)
TEN = Times(time(10), time(12))


def entry(timetable: Timetable, **fields: object) -> Entry:
    """An activity in a file."""
    words = {"title": "Koffie, thee; en meer", "url": "https://wijkplein.example/agenda/koffie/"}
    return Entry(uid="1@wijkplein.example", timetable=timetable, changed_at=STAMP, **words | fields)


def written(timetable: Timetable, **fields: object) -> bytes:
    """Its file."""
    own = {"name": "Agenda", "url": "https://wijkplein.example/agenda.ics"}
    return calendar([entry(timetable, **fields)], **own, horizon=END + 40 * DAY)


def read_back(timetable: Timetable) -> list[tuple]:
    """When it is held and whether it is off, as the other reader has it."""
    found = icalendar.Calendar.from_ical(written(timetable))
    between = recurring_ical_events.of(found).between(BEGIN - 40 * DAY, END + 40 * DAY)
    rows = [(_moment(row["DTSTART"].dt), _moment(row["DTEND"].dt), str(row["STATUS"])) for row in between]
    return sorted(row for row in rows if BEGIN <= row[0].date() <= END)


def _moment(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.combine(value, time(), tzinfo=AMSTERDAM).astimezone(UTC)


def on_site(timetable: Timetable) -> list[tuple]:
    """The same of the rows of the site."""
    rows = expand(timetable, end=END + 40 * DAY)
    found = [(row.starts_at, row.ends_at, "CANCELLED" if row.is_cancelled else "CONFIRMED") for row in rows]
    return sorted(row for row in found if BEGIN <= row[0].date() <= END)


days = st.dates(date(2026, 1, 1), date(2027, 6, 30))
rules = st.builds(
    Rule,
    first=days,
    repeat=st.sampled_from(list(Repeat)),
    interval=st.integers(1, 5),
    weekdays=st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple),
    positions=st.lists(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1, max_size=2, unique=True).map(tuple),
    until=st.none() | days,
    skips_holidays=st.booleans(),
)
# Hours at which no clock changes: those are worked out by hand in test_timetable.
times = st.one_of(
    st.just(Times()),
    st.builds(Times, days_later=st.integers(0, 2)),
    st.builds(lambda hour, length: Times(time(hour), time(hour + length)), st.integers(4, 18), st.integers(1, 5)),
    st.builds(lambda hour: Times(time(hour)), st.integers(4, 20)),
)


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """Rules with some dates that differ, as an editor could have made them."""
    rule, usual = draw(rules), draw(times)
    held = [row.original_day for row in expand(Timetable(rule, usual), end=END)][:40]
    changes = []
    for number, day in enumerate(draw(st.lists(st.sampled_from(held), max_size=3, unique=True)) if held else []):
        to = draw(st.none() | st.integers(-9, 9).map(lambda shift, day=day: day + timedelta(days=shift)))
        own = draw(st.none() | st.just(Times(time(13), time(14)))) if to and not usual.is_all_day else None
        is_hidden = draw(st.booleans()) if to is None else False
        changes.append(Change(f"c{number}", day, to, own, "anders", is_hidden))
    for number, day in enumerate(draw(st.lists(days, max_size=2, unique=True))):
        own = None if usual.is_all_day else draw(st.none() | st.just(Times(time(15), time(17))))
        changes.append(Change(f"x{number}", None, day, own, draw(st.sampled_from(["", "extra"]))))
    return Timetable(rule, usual, tuple(changes))


@given(timetable=timetables())
@settings(max_examples=150)
def test_another_reader_finds_the_dates_of_the_site(timetable: Timetable) -> None:
    assume(not problems(timetable, today=TODAY))
    assert read_back(timetable) == on_site(timetable)
