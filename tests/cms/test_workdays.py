"""Working days and public holidays; every date was looked up in a calendar, not computed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.workdays import (
    add_working_days,
    holidays,
    is_working_day,
    local_date,
    next_working_day,
    working_days_between,
)

days = st.dates(min_value=date(2015, 1, 1), max_value=date(2045, 12, 31))

EASTER_MONDAYS = [
    date(2025, 4, 21),
    date(2026, 4, 6),
    date(2027, 3, 29),
    date(2028, 4, 17),
    date(2029, 4, 2),
    date(2030, 4, 22),
    date(2031, 4, 14),
    date(2032, 3, 29),
    date(2033, 4, 18),
    date(2034, 4, 10),
    date(2035, 3, 26),
]


def test_the_holidays_of_2026() -> None:
    assert holidays(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }


@pytest.mark.parametrize("easter_monday", EASTER_MONDAYS)
def test_easter_moves_its_holidays_with_it(easter_monday: date) -> None:
    of_that_year = holidays(easter_monday.year)
    assert easter_monday in of_that_year
    assert easter_monday - timedelta(days=3) in of_that_year
    assert easter_monday + timedelta(days=38) in of_that_year
    assert easter_monday + timedelta(days=49) in of_that_year


@pytest.mark.parametrize(
    ("year", "kings_day"),
    [(2025, date(2025, 4, 26)), (2026, date(2026, 4, 27)), (2031, date(2031, 4, 26)), (2036, date(2036, 4, 26))],
)
def test_koningsdag_moves_to_the_26th_where_the_27th_is_a_sunday(year: int, kings_day: date) -> None:
    assert [day for day in sorted(holidays(year)) if day.month == 4 and day.day in (26, 27)] == [kings_day]


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 27), False),
        (date(2026, 5, 4), True),
        (date(2026, 5, 5), False),
        (date(2026, 12, 31), True),
        (date(2028, 2, 29), True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_holiday(day: date, is_one: bool) -> None:
    assert is_working_day(day) is is_one


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 24)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 12, 24), 5, date(2027, 1, 4)),
    ],
)
def test_working_days_are_added_without_the_day_itself(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count) == expected


def test_working_days_are_not_taken_away() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 11, 20), -1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 12, 25), date(2026, 12, 28)),
    ],
)
def test_the_next_working_day_is_the_day_itself_where_it_is_one(day: date, expected: date) -> None:
    assert next_working_day(day) == expected


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 24), 2),
        (date(2026, 11, 24), date(2026, 11, 20), -2),
        (date(2026, 4, 2), date(2026, 4, 8), 2),
    ],
)
def test_working_days_between_count_the_last_day_and_not_the_first(first: date, last: date, count: int) -> None:
    assert working_days_between(first, last) == count


@given(day=days, count=st.integers(1, 60))
def test_counting_undoes_adding(day: date, count: int) -> None:
    reached = add_working_days(day, count)
    assert is_working_day(reached)
    assert reached > day
    assert working_days_between(day, reached) == count


@given(day=days)
def test_the_next_working_day_is_at_most_five_days_away(day: date) -> None:
    reached = next_working_day(day)
    assert is_working_day(reached)
    assert timedelta(0) <= reached - day <= timedelta(days=5)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_moment_has_the_date_of_amsterdam(moment: datetime, expected: date) -> None:
    assert local_date(moment) == expected


def test_a_moment_without_time_zone_has_no_date() -> None:
    with pytest.raises(ValueError, match="aware"):
        local_date(datetime(2026, 3, 28, 22, 59))  # noqa: DTZ001
