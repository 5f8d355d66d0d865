"""What an editor hears of times that can't be right, at which field; and the sentence of what can."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from django.utils import translation

from pages.recurrence import LAST, Change, Repeat, Rule, Times, Timetable
from pages.recurrence_words import sentence
from pages.timetable_checks import problems

TODAY = date(2026, 11, 20)
FIRST = date(2026, 12, 3)  # a Thursday
TEN = Times(time(10), time(12))


@pytest.mark.parametrize(
    ("timetable", "field", "word"),
    [
        (Timetable(Rule(FIRST), Times(time(12), time(10))), "ends_at", "einddatum"),
        (Timetable(Rule(FIRST), Times(time(12), time(12))), "ends_at", "einddatum"),
        (Timetable(Rule(FIRST), Times(None, time(10))), "starts_at", "begint"),
        (Timetable(Rule(FIRST), Times(days_later=-1)), "ends_on", "einddatum"),
        (Timetable(Rule(FIRST), Times(days_later=400)), "ends_on", "langer dan een jaar"),
        (Timetable(Rule(date(1926, 12, 3)), TEN), "starts_on", "datum"),
        (Timetable(Rule(date(2126, 12, 3)), TEN), "starts_on", "datum"),
        (Timetable(Rule(FIRST, Repeat.WEEKLY, interval=0), TEN), "interval", "1 tot en met 52"),
        (Timetable(Rule(FIRST, Repeat.WEEKLY, until=date(2026, 12, 2)), TEN), "until", "latere datum"),
        (Timetable(Rule(FIRST, Repeat.WEEKLY, until=FIRST, count=2), TEN), "count", "niet allebei"),
        (Timetable(Rule(FIRST, Repeat.WEEKLY, count=0), TEN), "count", "1 of meer"),
        (Timetable(Rule(FIRST, Repeat.DAILY, count=10_000), TEN), "count", "1.000"),
        (Timetable(Rule(FIRST, Repeat.DAILY, until=date(2031, 1, 1)), TEN), "until", "1.000"),
        (Timetable(Rule(date(2015, 1, 1), Repeat.DAILY), TEN), "starts_on", "1.000"),
        # A day of four days, every day: four at once.
        (Timetable(Rule(FIRST, Repeat.DAILY), Times(days_later=3)), "ends_on", "meer dan drie"),
        (Timetable(Rule(date(2026, 12, 25), skips_holidays=True), TEN), "repeat", "geen enkele dag"),
        (Timetable(Rule(FIRST, Repeat.WEEKLY, weekdays=(0,), until=FIRST), TEN), "repeat", "geen enkele dag"),
        (Timetable(Rule(FIRST, Repeat.WEEKLY), TEN, (Change("a", date(2026, 12, 4), None),)), "changes", "4 december"),
        (
            Timetable(Rule(FIRST, Repeat.WEEKLY), TEN, (Change("a", FIRST, None), Change("b", FIRST, FIRST))),
            "changes",
            "twee keer",
        ),
        (Timetable(Rule(FIRST, Repeat.WEEKLY), TEN, (Change("a", None, FIRST),)), "changes", "hoort al bij"),
        (
            Timetable(Rule(FIRST), TEN, (Change("a", None, TODAY), Change("b", None, TODAY, Times(time(10))))),
            "changes",
            "zelfde moment",
        ),
        (
            Timetable(
                Rule(FIRST, Repeat.WEEKLY),
                TEN,
                tuple(Change(str(hour), None, FIRST, Times(time(hour), time(hour + 1))) for hour in (13, 14, 15)),
            ),
            "changes",
            "meer dan drie",
        ),
        (
            Timetable(Rule(FIRST, Repeat.WEEKLY), TEN, (Change("a", FIRST, FIRST, Times(time(12), time(11))),)),
            "changes",
            "eindigt voor het begin",
        ),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(timetable: Timetable, field: str, word: str) -> None:
    found = problems(timetable, today=TODAY)
    assert list(found) == [field]
    assert word in found[field]


@pytest.mark.parametrize(
    "timetable",
    [
        Timetable(Rule(FIRST), TEN),
        Timetable(Rule(FIRST), Times(time(10))),
        Timetable(Rule(FIRST)),
        Timetable(Rule(date(2026, 12, 31)), Times(time(22), time(2), days_later=1)),
        Timetable(Rule(FIRST, Repeat.DAILY), Times(days_later=2)),
        Timetable(Rule(FIRST, Repeat.WEEKLY, interval=2), TEN, (Change("a", date(2026, 12, 31), None),)),
        # A rule whose one date is a public holiday, moved to the day before.
        Timetable(
            Rule(date(2026, 12, 25), skips_holidays=True), TEN, (Change("a", date(2026, 12, 25), date(2026, 12, 24)),)
        ),
        Timetable(Rule(date(2027, 1, 31), Repeat.MONTH_DAY), TEN),
    ],
)
def test_what_can_be_right_is_let_through(timetable: Timetable) -> None:
    assert problems(timetable, today=TODAY) == {}


@pytest.mark.parametrize(
    ("timetable", "words"),
    [
        (Timetable(Rule(FIRST), TEN), "Donderdag 3 december 2026, van 10.00 tot 12.00 uur."),
        (Timetable(Rule(FIRST), Times(time(9))), "Donderdag 3 december 2026, vanaf 9.00 uur."),
        (Timetable(Rule(FIRST)), "Donderdag 3 december 2026, de hele dag."),
        (
            Timetable(Rule(FIRST), Times(days_later=2)),
            "Donderdag 3 december 2026 tot en met zaterdag 5 december 2026.",
        ),
        (
            Timetable(Rule(date(2026, 12, 31)), Times(time(22), time(2), days_later=1)),
            "Donderdag 31 december 2026 22.00 uur tot vrijdag 1 januari 2027 2.00 uur.",
        ),
        (
            Timetable(Rule(FIRST, Repeat.WEEKLY, weekdays=(1, 3)), TEN),
            "Elke week op dinsdag en donderdag, van 10.00 tot 12.00 uur, vanaf 3 december 2026.",
        ),
        (
            Timetable(Rule(FIRST, Repeat.WEEKLY, interval=2, skips_holidays=True), Times(time(18), time(20))),
            "Elke twee weken op donderdag, van 18.00 tot 20.00 uur, vanaf 3 december 2026, niet op feestdagen.",
        ),
        (
            Timetable(Rule(FIRST, Repeat.MONTH_WEEKDAY, weekdays=(4,), positions=(1,), count=6), Times(time(17, 30))),
            "Elke maand op de eerste vrijdag, vanaf 17.30 uur, vanaf 3 december 2026, 6 keer.",
        ),
        (
            Timetable(Rule(FIRST, Repeat.MONTH_WEEKDAY, weekdays=(5,), positions=(LAST, 1)), Times()),
            "Elke maand op de eerste en laatste zaterdag, de hele dag, vanaf 3 december 2026.",
        ),
        (
            Timetable(Rule(date(2026, 12, 19), Repeat.YEARLY), Times(time(17), time(19))),
            "Elk jaar op 19 december, van 17.00 tot 19.00 uur, vanaf 19 december 2026.",
        ),
        (
            Timetable(Rule(FIRST, Repeat.DAILY, until=date(2026, 12, 24)), TEN),
            "Elke dag, van 10.00 tot 12.00 uur, vanaf 3 december 2026, tot en met 24 december 2026.",
        ),
        (
            Timetable(Rule(date(2027, 1, 31), Repeat.MONTH_DAY, interval=7), TEN),
            "Elke 7 maanden op dag 31, van 10.00 tot 12.00 uur, vanaf 31 januari 2027.",
        ),
        (
            Timetable(Rule(FIRST, Repeat.MONTH_END), TEN),
            "Elke maand op de laatste dag, van 10.00 tot 12.00 uur, vanaf 3 december 2026.",
        ),
    ],
)
def test_times_read_as_a_dutch_sentence(timetable: Timetable, words: str) -> None:
    with translation.override("nl"):
        assert sentence(timetable) == words


def test_a_rule_without_end_is_looked_at_as_far_as_dates_are_made() -> None:
    # Every other year on 29 February 2028: the next one comes, so there is a date.
    rule = Rule(date(2028, 2, 29), Repeat.YEARLY)
    assert problems(Timetable(rule, TEN), today=TODAY) == {}
    assert rule.first - TODAY < timedelta(days=5 * 366)
