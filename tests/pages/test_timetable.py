"""Wall-clock times across the changes of the clock, nights that run into the next day, and what differs on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.workdays import AMSTERDAM
from pages.recurrence import Change, Repeat, Rule, Times, Timetable
from pages.timetable import Planned, expand, moment, span, upcoming

DAY = timedelta(days=1)
THU, SUN = 3, 6
TEN = Times(time(10), time(12))


def weekly(first: date, *changes: Change, times: Times = TEN, **fields: object) -> Timetable:
    """Every week from a day on."""
    return Timetable(Rule(first, Repeat.WEEKLY, **fields), times, changes)


@given(first=st.dates(date(2026, 1, 1), date(2027, 12, 31)), hour=st.integers(4, 20), minute=st.integers(0, 59))
def test_a_weekly_time_stays_the_same_on_the_wall(first: date, hour: int, minute: int) -> None:
    times = Times(time(hour, minute), time(hour + 3, minute))
    rows = expand(weekly(first, times=times), end=first + 371 * DAY)
    assert len(rows) == 54
    for number, row in enumerate(rows):
        assert row.starts_at.astimezone(AMSTERDAM).replace(tzinfo=None) == datetime.combine(
            first + 7 * number * DAY, times.starts_at
        )
        assert row.ends_at.astimezone(AMSTERDAM).time() == times.ends_at


def test_ten_oclock_moves_an_hour_in_utc_when_the_clock_changes() -> None:
    spring = expand(weekly(date(2026, 3, 22)), end=date(2026, 3, 29))
    assert [row.starts_at for row in spring] == [
        datetime(2026, 3, 22, 9, tzinfo=UTC),
        datetime(2026, 3, 29, 8, tzinfo=UTC),
    ]
    autumn = expand(weekly(date(2026, 10, 18)), end=date(2026, 10, 25))
    assert [row.starts_at for row in autumn] == [
        datetime(2026, 10, 18, 8, tzinfo=UTC),
        datetime(2026, 10, 25, 9, tzinfo=UTC),
    ]


def test_half_past_two_in_the_night_of_the_change_is_defined() -> None:
    # In spring it does not exist: it is half past three on the new clock.
    assert moment(date(2026, 3, 29), time(2, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    # In autumn it comes twice: it is the first one.
    assert moment(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "starts_at", "ends_at"),
    [
        (Times(time(1), time(4)), datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC)),
        # Begins in the hour that is not there, ends right after it: still as long as on the wall.
        (Times(time(2, 30), time(3)), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC)),
    ],
)
def test_an_activity_ends_after_it_began_in_the_night_of_the_change(
    times: Times, starts_at: datetime, ends_at: datetime
) -> None:
    assert span(date(2026, 3, 29), times)[:2] == (starts_at, ends_at)


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    starts=st.times(),
    ends=st.none() | st.times(),
    later=st.integers(0, 3),
)
def test_an_end_never_lies_before_its_beginning(day: date, starts: time, ends: time | None, later: int) -> None:
    if ends is not None and later == 0 and ends < starts:
        starts, ends = ends, starts
    starts_at, ends_at, last_day = span(day, Times(starts, ends, later))
    assert starts_at <= ends_at
    assert day <= last_day <= day + later * DAY


def test_a_night_over_new_year_is_listed_on_the_day_it_began() -> None:
    [party] = expand(
        Timetable(Rule(date(2026, 12, 31)), Times(time(22), time(2), days_later=1)), end=date(2027, 12, 31)
    )
    assert party.ends_at == datetime(2027, 1, 1, 1, tzinfo=UTC)
    assert (party.first_day, party.last_day) == (date(2026, 12, 31), date(2026, 12, 31))


def test_a_weekend_is_listed_on_each_of_its_days() -> None:
    fair = Timetable(Rule(date(2026, 12, 18)), Times(time(16), time(18), days_later=2))
    [row] = expand(fair, end=date(2027, 12, 31))
    assert (row.first_day, row.last_day) == (date(2026, 12, 18), date(2026, 12, 20))


def test_a_period_without_hours_ends_at_midnight_after_its_last_day() -> None:
    [works] = expand(Timetable(Rule(date(2026, 10, 24)), Times(days_later=2)), end=date(2027, 1, 1))
    assert works.is_all_day
    # Summer time when it begins, winter time when it ends.
    assert works.starts_at == datetime(2026, 10, 23, 22, tzinfo=UTC)
    assert works.ends_at == datetime(2026, 10, 26, 23, tzinfo=UTC)
    assert works.last_day == date(2026, 10, 26)


def test_a_period_that_ends_at_midnight_is_not_listed_on_the_day_after() -> None:
    market = Timetable(Rule(date(2026, 12, 5)), Times(time(0), time(0), days_later=1))
    assert expand(market, end=date(2027, 1, 1))[0].last_day == date(2026, 12, 5)


class TestWhatDiffersOnADay:
    """Skipped, moved and extra dates of a dinner on Thursdays."""

    FIRST = date(2026, 12, 3)

    def rows(self, *changes: Change, end: date = date(2026, 12, 31), **fields: object) -> dict[str, Planned]:
        """What is held, by key."""
        return {row.key: row for row in expand(weekly(self.FIRST, *changes, **fields), end=end)}

    def test_a_skipped_date_stays_and_says_why(self) -> None:
        skipped = Change("a", date(2026, 12, 24), None, note="Kerstavond")
        rows = self.rows(skipped)
        assert len(rows) == 5
        assert (rows["2026-12-24"].is_cancelled, rows["2026-12-24"].note) == (True, "Kerstavond")
        assert not any(row.is_cancelled for key, row in rows.items() if key != "2026-12-24")

    def test_a_moved_date_keeps_its_key_and_may_leave_the_month(self) -> None:
        moved = Change("b", date(2026, 12, 31), date(2027, 1, 2), Times(time(19), time(20)))
        row = self.rows(moved)["2026-12-31"]
        assert (row.first_day, row.original_day, row.is_moved) == (date(2027, 1, 2), date(2026, 12, 31), True)
        assert row.starts_at == datetime(2027, 1, 2, 18, tzinfo=UTC)

    def test_another_time_on_the_same_date_is_no_move(self) -> None:
        row = self.rows(Change("c", self.FIRST, self.FIRST, Times(time(11), time(13))))["2026-12-03"]
        assert (row.is_moved, row.starts_at) == (False, datetime(2026, 12, 3, 10, tzinfo=UTC))

    def test_an_extra_date_is_known_by_its_block(self) -> None:
        rows = self.rows(Change("d", None, date(2026, 12, 5)))
        assert rows["+d"].first_day == date(2026, 12, 5)
        assert rows["+d"].original_day is None
        assert list(rows)[:2] == ["2026-12-03", "+d"]

    def test_a_skipped_date_counts_in_a_number_of_times(self) -> None:
        rows = self.rows(Change("e", date(2026, 12, 10), None), count=3)
        assert [key for key, row in rows.items() if not row.is_cancelled] == ["2026-12-03", "2026-12-17"]

    def test_a_moved_public_holiday_is_held_where_others_are_skipped(self) -> None:
        fridays = Timetable(
            Rule(date(2026, 12, 18), Repeat.WEEKLY, until=date(2027, 1, 1), skips_holidays=True),
            TEN,
            (Change("f", date(2026, 12, 25), date(2026, 12, 23)),),
        )
        assert [row.first_day for row in expand(fridays, end=date(2027, 6, 1))] == [
            date(2026, 12, 18),
            date(2026, 12, 23),
        ]

    def test_what_is_upcoming_leaves_out_what_is_off_or_over(self) -> None:
        timetable = weekly(self.FIRST, Change("g", date(2026, 12, 17), None))
        rows = upcoming(timetable, start=date(2026, 12, 10), end=date(2027, 6, 1), count=2)
        assert [row.first_day for row in rows] == [date(2026, 12, 10), date(2026, 12, 24)]
