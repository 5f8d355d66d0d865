"""When a spreekuur is held, and opening times in words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.utils import translation

from cms.workdays import holidays
from pages.models import OfficeHour
from pages.office_hours import HORIZON, Rule, day_words, first_day, next_dates, opening_words, time_words

FRIDAY = date(2026, 11, 20)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

rules = st.builds(
    Rule,
    weekday=st.integers(0, 6),
    pattern=st.sampled_from([value for value, _label in OfficeHour.Pattern.choices]),
    valid_from=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    valid_until=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    skipped=st.frozensets(st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=5),
)
starts = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("pattern", "days"),
    [
        ("elke", [date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10)]),
        ("1", [date(2026, 12, 3), date(2027, 1, 7), date(2027, 2, 4)]),
        ("2", [date(2026, 12, 10), date(2027, 1, 14), date(2027, 2, 11)]),
        ("3", [date(2026, 12, 17), date(2027, 1, 21), date(2027, 2, 18)]),
        ("4", [date(2026, 11, 26), date(2026, 12, 24), date(2027, 1, 28)]),
        # December has five Thursdays: the last is the 31st, not the fourth.
        ("laatste", [date(2026, 11, 26), date(2026, 12, 31), date(2027, 1, 28)]),
        ("1+3", [date(2026, 12, 3), date(2026, 12, 17), date(2027, 1, 7)]),
        ("2+4", [date(2026, 11, 26), date(2026, 12, 10), date(2026, 12, 24)]),
    ],
)
def test_the_next_thursdays_of_each_pattern(pattern: str, days: list[date]) -> None:
    assert next_dates(Rule(THU, pattern), start=FRIDAY, count=3) == days


def test_every_pattern_of_the_model_is_known() -> None:
    for pattern in OfficeHour.Pattern.values:
        assert next_dates(Rule(MON, pattern), start=FRIDAY, count=1)


def test_the_day_itself_counts() -> None:
    assert next_dates(Rule(FRI), start=FRIDAY, count=1) == [FRIDAY]


def test_no_spreekuur_on_a_public_holiday() -> None:
    # Friday 25 December and 1 January are holidays; so is Good Friday, 26 March 2027.
    assert next_dates(Rule(FRI), start=date(2026, 12, 19), count=2) == [date(2027, 1, 8), date(2027, 1, 15)]
    assert date(2027, 3, 26) not in next_dates(Rule(FRI), start=date(2027, 3, 20), count=3)


def test_a_skipped_date_is_left_out_and_the_next_one_takes_its_place() -> None:
    rule = Rule(THU, skipped=frozenset({date(2026, 11, 26)}))

    assert next_dates(rule, start=FRIDAY, count=1) == [date(2026, 12, 3)]


def test_from_and_until_count_as_days_of_the_rule() -> None:
    rule = Rule(THU, valid_from=date(2026, 12, 3), valid_until=date(2026, 12, 10))

    assert next_dates(rule, start=FRIDAY, count=5) == [date(2026, 12, 3), date(2026, 12, 10)]


def test_a_rule_that_is_over_gives_nothing() -> None:
    assert next_dates(Rule(THU, valid_until=date(2026, 11, 19)), start=FRIDAY, count=5) == []


def test_an_unknown_pattern_is_an_error() -> None:
    with pytest.raises(KeyError):
        next_dates(Rule(THU, "soms"), start=FRIDAY, count=1)


@given(rules, starts, st.integers(0, 8))
def test_dates_rise_and_keep_to_the_rule(rule: Rule, start: date, count: int) -> None:
    days = next_dates(rule, start=start, count=count)

    assert days == sorted(set(days)) and len(days) <= count
    for day in days:
        assert start <= day <= start + HORIZON
        assert day.weekday() == rule.weekday
        assert day not in rule.skipped and day not in holidays(day.year)
        assert rule.valid_from is None or day >= rule.valid_from
        assert rule.valid_until is None or day <= rule.valid_until


@given(rules, starts)
def test_no_date_is_passed_over(rule: Rule, start: date) -> None:
    days = next_dates(rule, start=start, count=4)
    last = days[-1] if len(days) == 4 else start + HORIZON

    every_day = (start + timedelta(days=passed) for passed in range((last - start).days + 1))
    assert [day for day in every_day if rule.is_held_on(day)] == days


@given(st.integers(0, 6), starts)
def test_the_patterns_of_two_weeks_are_those_of_each_week_together(weekday: int, start: date) -> None:
    def held(pattern: str) -> set[date]:
        return set(next_dates(Rule(weekday, pattern), start=start, count=99))

    assert held("1+3") == held("1") | held("3")
    assert held("2+4") == held("2") | held("4")
    assert held("laatste") <= held("elke")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 26, 20, 29), date(2026, 11, 26)),  # noqa: DTZ001 (local by contract)
        (datetime(2026, 11, 26, 20, 30), date(2026, 11, 27)),  # noqa: DTZ001
    ],
)
def test_until_it_ends_a_spreekuur_is_still_to_come(moment: datetime, day: date) -> None:
    assert first_day(ends_at=time(20, 30), now=moment) == day


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([], []),
        ([(MON, 9, 12), (WED, 9, 12)], ["maandag en woensdag 9.00 tot 12.00 uur"]),
        ([(day, 9, 17) for day in range(5)], ["maandag tot en met vrijdag 9.00 tot 17.00 uur"]),
        ([(MON, 9, 17), (TUE, 9, 17)], ["maandag en dinsdag 9.00 tot 17.00 uur"]),
        (
            [(FRI, 13, 17), (FRI, 9, 12), (TUE, 10, 11)],
            ["dinsdag 10.00 tot 11.00 uur", "vrijdag 9.00 tot 12.00 uur en 13.00 tot 17.00 uur"],
        ),
        (
            [(MON, 9, 12), (TUE, 9, 12), (WED, 9, 12), (FRI, 9, 12), (SAT, 10, 11)],
            ["maandag tot en met woensdag en vrijdag 9.00 tot 12.00 uur", "zaterdag 10.00 tot 11.00 uur"],
        ),
        # Two that touch or overlap are one.
        ([(SUN, 9, 12), (SUN, 11, 13), (SUN, 13, 14)], ["zondag 9.00 tot 14.00 uur"]),
    ],
)
def test_opening_times_in_words(times: list[tuple[int, int, int]], words: list[str]) -> None:
    assert opening_words((day, time(first), time(last)) for day, first, last in times) == words


def test_minutes_are_told_and_english_names_its_days() -> None:
    assert time_words(time(19), time(20, 30)) == "19.00 tot 20.30 uur"
    with translation.override("en"):
        assert day_words([MON]) == "Monday"


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 22)), max_size=12))
def test_every_opening_day_is_told_once_for_each_kind_of_day(hours: list[tuple[int, int]]) -> None:
    lines = opening_words((day, time(hour), time(hour + 1)) for day, hour in hours)

    assert len(lines) <= len({day for day, _hour in hours})
    assert len(lines) == len(set(lines))
    assert bool(lines) == bool(hours)
