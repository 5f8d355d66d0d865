"""On which days a rule falls: counted day by day here, and never with the library that makes the dates."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.workdays import holidays
from pages.recurrence import (
    LAST,
    MOST_DATES,
    Repeat,
    Rule,
    dates,
    first_date,
    has_too_many,
    most_at_once,
    skipped_holidays,
)

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
DAY = timedelta(days=1)
FIRST, END = date(2026, 1, 1), date(2029, 12, 31)

days = st.dates(FIRST, date(2028, 12, 31))
rules = st.builds(
    Rule,
    first=days,
    repeat=st.sampled_from(list(Repeat)),
    interval=st.integers(1, 14),
    weekdays=st.lists(st.integers(0, 6), max_size=4).map(tuple),
    positions=st.lists(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1, max_size=3, unique=True).map(tuple),
    until=st.none() | days,
    count=st.none() | st.integers(1, 60),
    skips_holidays=st.booleans(),
)


def fits(rule: Rule, day: date) -> bool:
    """Whether a day is one of the rule's, by looking at that day alone."""
    months = 12 * (day.year - rule.first.year) + day.month - rule.first.month
    in_month = months % rule.interval == 0
    weekdays = set(rule.weekdays) or {rule.first.weekday()}
    length = monthrange(day.year, day.month)[1]
    if rule.repeat == Repeat.ONCE:
        return day == rule.first
    if rule.repeat == Repeat.DAILY:
        return (day - rule.first).days % rule.interval == 0
    if rule.repeat == Repeat.WEEKLY:
        monday, first_monday = day - day.weekday() * DAY, rule.first - rule.first.weekday() * DAY
        return (monday - first_monday).days // 7 % rule.interval == 0 and day.weekday() in weekdays
    if rule.repeat == Repeat.MONTH_DAY:
        return in_month and day.day == rule.first.day
    if rule.repeat == Repeat.MONTH_END:
        return in_month and day.day == length
    if rule.repeat == Repeat.MONTH_WEEKDAY:
        places = {(day.day + 6) // 7} | ({LAST} if day.day > length - 7 else set())
        return in_month and day.weekday() in weekdays and bool(places & set(rule.positions))
    years = day.year - rule.first.year
    return years % rule.interval == 0 and (day.month, day.day) == (rule.first.month, rule.first.day)


def day_by_day(rule: Rule, end: date) -> list[date]:
    """All its days, one by one."""
    found, day = [], rule.first
    while day <= end and (rule.repeat == Repeat.ONCE or rule.until is None or day <= rule.until):
        if fits(rule, day):
            found.append(day)
        day += DAY
    kept = found if rule.count is None or rule.repeat == Repeat.ONCE else found[: rule.count]
    return [day for day in kept if not (rule.skips_holidays and day in holidays(day.year))]


@given(rule=rules, end=st.dates(FIRST, END))
def test_a_rule_has_the_dates_that_a_count_day_by_day_gives(rule: Rule, end: date) -> None:
    assert list(dates(rule, end=end)) == day_by_day(rule, end)


@given(rule=rules)
def test_a_rule_is_the_same_after_it_was_kept_as_json(rule: Rule) -> None:
    assert Rule.from_data(rule.to_data()) == rule


@given(rule=rules)
def test_the_first_date_is_where_the_dates_begin(rule: Rule) -> None:
    plain = Rule(**vars(rule) | {"skips_holidays": False})
    found = day_by_day(plain, rule.first + timedelta(days=366 * 12)) if rule.interval < 4 else None
    if found is not None:
        assert first_date(rule) == (found[0] if found else None)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # The 31st: February, April and June have none.
        (
            Rule(date(2027, 1, 31), Repeat.MONTH_DAY, count=4),
            [date(2027, 1, 31), date(2027, 3, 31), date(2027, 5, 31), date(2027, 7, 31)],
        ),
        (
            Rule(date(2028, 2, 29), Repeat.YEARLY),
            [date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29)],
        ),
        (
            Rule(date(2026, 11, 1), Repeat.MONTH_WEEKDAY, weekdays=(FRI,), positions=(LAST,), count=3),
            [date(2026, 11, 27), date(2026, 12, 25), date(2027, 1, 29)],
        ),
        (
            Rule(date(2027, 1, 30), Repeat.MONTH_END, count=3),
            [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)],
        ),
        # Until a date that it falls on, and until the day before.
        (
            Rule(date(2026, 12, 1), Repeat.WEEKLY, weekdays=(TUE,), until=date(2026, 12, 15)),
            [date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)],
        ),
        (
            Rule(date(2026, 12, 1), Repeat.WEEKLY, weekdays=(TUE,), until=date(2026, 12, 14)),
            [date(2026, 12, 1), date(2026, 12, 8)],
        ),
        # Four times, of which Christmas is one: three are left.
        (
            Rule(date(2026, 12, 11), Repeat.WEEKLY, weekdays=(FRI,), count=4, skips_holidays=True),
            [date(2026, 12, 11), date(2026, 12, 18)],
        ),
        # Every other week on Tuesday from a Thursday on: the weeks count from that of the Thursday.
        (
            Rule(date(2026, 12, 3), Repeat.WEEKLY, interval=2, weekdays=(TUE,), count=2),
            [date(2026, 12, 15), date(2026, 12, 29)],
        ),
    ],
)
def test_dates_worked_out_by_hand(rule: Rule, expected: list[date]) -> None:
    assert list(dates(rule, end=date(2037, 1, 1))) == expected


def test_koningsdag_and_easter_are_skipped_where_the_rule_says_so() -> None:
    mondays = Rule(date(2027, 3, 22), Repeat.WEEKLY, weekdays=(MON,), until=date(2027, 4, 5), skips_holidays=True)
    assert skipped_holidays(mondays, end=date(2027, 12, 31)) == [date(2027, 3, 29)]
    # In 2025 the 27th of April was a Sunday, so Koningsdag was on Saturday the 26th.
    saturdays = Rule(date(2025, 4, 19), Repeat.WEEKLY, weekdays=(SAT,), until=date(2025, 5, 3), skips_holidays=True)
    assert list(dates(saturdays, end=date(2025, 12, 31))) == [date(2025, 4, 19), date(2025, 5, 3)]


@pytest.mark.parametrize(
    ("rule", "is_too_many"),
    [
        (Rule(date(2026, 12, 1), Repeat.DAILY), False),
        (Rule(date(2026, 12, 1), Repeat.DAILY, count=MOST_DATES), False),
        (Rule(date(2026, 12, 1), Repeat.DAILY, count=MOST_DATES + 1), True),
        (Rule(date(2026, 12, 1), Repeat.DAILY, count=10_000), True),
        (Rule(date(2026, 12, 1), Repeat.DAILY, until=date(2026, 12, 1) + (MOST_DATES - 1) * DAY), False),
        (Rule(date(2026, 12, 1), Repeat.DAILY, until=date(2026, 12, 1) + MOST_DATES * DAY), True),
        # Without an end, what counts is what has been and what is made ahead.
        (Rule(date(2023, 1, 1), Repeat.DAILY), True),
    ],
)
def test_a_rule_has_a_thousand_dates_at_most(rule: Rule, is_too_many: bool) -> None:
    assert has_too_many(rule, today=date(2026, 11, 20)) is is_too_many


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=12))
def test_periods_that_share_a_day_are_counted(periods: list[tuple[int, int]]) -> None:
    made = [(FIRST + first * DAY, FIRST + (first + length) * DAY) for first, length in periods]
    counts = [sum(first <= FIRST + day * DAY <= last for first, last in made) for day in range(30)]
    assert most_at_once(made) == max(counts)
