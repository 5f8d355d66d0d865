"""Terms of law and promises. Dates were counted on a calendar; weekdays stand beside them where they matter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cms.workdays import AMSTERDAM, is_working_day
from participation.terms import (
    Term,
    TermEffect,
    TermEvent,
    awb_deadline,
    dwangsom_cents,
    extension_refused,
    holiday_warnings,
    is_suspended,
    service_promise,
    set_aside_by,
    support_closes_at,
    support_counts,
    term,
)
from participation.workflow import ClockEffect

MONDAY = date(2026, 9, 7)


def applied(on: date = MONDAY) -> TermEvent:
    return TermEvent(TermEffect.APPLY, on)


def asked(on: date, until: date | None = None) -> TermEvent:
    return TermEvent(TermEffect.SUSPEND, on, until)


def answered(on: date) -> TermEvent:
    return TermEvent(TermEffect.RESUME, on)


def extended(on: date, until: date) -> TermEvent:
    return TermEvent(TermEffect.EXTEND, on, until)


@pytest.mark.parametrize(
    ("received_on", "first_answer", "fast"),
    [
        (date(2026, 11, 20), date(2026, 11, 27), date(2026, 11, 24)),
        (date(2026, 11, 21), date(2026, 11, 27), date(2026, 11, 24)),
        (date(2026, 4, 2), date(2026, 4, 13), date(2026, 4, 8)),
        (date(2026, 12, 24), date(2027, 1, 4), date(2026, 12, 29)),
    ],
)
def test_a_first_answer_comes_in_5_working_days_and_the_fast_lanes_in_2(
    received_on: date, first_answer: date, fast: date
) -> None:
    assert service_promise(received_on, fast_lane=False) == first_answer
    assert service_promise(received_on, fast_lane=True) == fast


@pytest.mark.parametrize(
    ("applied_on", "weeks", "last_day"),
    [
        (MONDAY, 8, date(2026, 11, 2)),
        (MONDAY, 13, date(2026, 12, 7)),
        (date(2026, 9, 12), 8, date(2026, 11, 9)),
        (date(2026, 10, 30), 8, date(2026, 12, 28)),
        (date(2026, 11, 6), 8, date(2027, 1, 4)),
        (date(2026, 2, 6), 8, date(2026, 4, 7)),
        (date(2026, 3, 2), 8, date(2026, 4, 28)),
        (date(2028, 1, 4), 8, date(2028, 2, 29)),
        (date(2026, 3, 29), 8, date(2026, 5, 26)),
        (date(2026, 10, 25), 8, date(2026, 12, 21)),
    ],
)
def test_the_term_ends_weeks_after_the_application_on_a_working_day(
    applied_on: date, weeks: int, last_day: date
) -> None:
    assert awb_deadline([applied(applied_on)], weeks=weeks) == last_day


# The term of 8 weeks ends on Monday 2 November.
@pytest.mark.parametrize(
    ("asked_on", "until", "answered_on", "last_day"),
    [
        # Still from the 15th up to and including the 20th: 6 days.
        (date(2026, 9, 14), date(2026, 9, 28), date(2026, 9, 21), date(2026, 11, 9)),
        # Answered the next day: nothing stood still.
        (date(2026, 9, 14), date(2026, 9, 28), date(2026, 9, 15), date(2026, 11, 2)),
        # Answered the same day.
        (date(2026, 9, 14), date(2026, 9, 28), date(2026, 9, 14), date(2026, 11, 2)),
        # Answered after the time to answer: the 15th up to and including the 29th, 15 days.
        (date(2026, 9, 14), date(2026, 9, 29), date(2026, 10, 20), date(2026, 11, 17)),
        # Never answered: the same.
        (date(2026, 9, 14), date(2026, 9, 29), None, date(2026, 11, 17)),
        # Asked on the day of the application: the 8th up to and including the 10th, 3 days.
        (date(2026, 9, 7), date(2026, 9, 28), date(2026, 9, 11), date(2026, 11, 5)),
        # No day was set: up to the answer, the 15th up to and including the 19th, 5 days; then a Saturday.
        (date(2026, 9, 14), None, date(2026, 9, 20), date(2026, 11, 9)),
        # No day was set and no answer yet: nobody knows.
        (date(2026, 9, 14), None, None, date(2026, 11, 2)),
    ],
)
def test_the_term_stands_still_from_the_day_after_the_question_until_the_answer(
    asked_on: date, until: date | None, answered_on: date | None, last_day: date
) -> None:
    events = [applied(), asked(asked_on, until)]
    if answered_on is not None:
        events.append(answered(answered_on))
    assert awb_deadline(events, weeks=8) == last_day


def test_two_questions_add_up() -> None:
    events = [
        applied(),
        asked(date(2026, 9, 14), date(2026, 9, 28)),
        answered(date(2026, 9, 22)),
        asked(date(2026, 10, 5), date(2026, 10, 19)),
        answered(date(2026, 10, 13)),
    ]
    assert awb_deadline(events, weeks=8) == date(2026, 11, 16)


def test_a_second_question_in_the_same_pause_counts_no_day_twice() -> None:
    events = [
        applied(),
        asked(date(2026, 9, 14), date(2026, 9, 21)),
        asked(date(2026, 9, 17), date(2026, 10, 1)),
        answered(date(2026, 9, 29)),
    ]
    # Still from the 15th up to and including the 28th: 14 days.
    assert awb_deadline(events, weeks=8) == date(2026, 11, 16)


def test_a_second_question_never_takes_back_time_to_answer() -> None:
    first = asked(date(2026, 9, 14), date(2026, 9, 29))
    sooner = asked(date(2026, 9, 17), date(2026, 9, 21))
    without_day = asked(date(2026, 9, 17))
    # Up to and including the 29th, 15 days; without a last day up to the answer, the 15th up to the 5th, 20 days.
    assert awb_deadline([applied(), first, sooner], weeks=8) == date(2026, 11, 17)
    assert awb_deadline([applied(), first, without_day, answered(date(2026, 10, 5))], weeks=8) == date(2026, 11, 23)
    assert awb_deadline([applied(), without_day, sooner, answered(date(2026, 10, 8))], weeks=8) == date(2026, 11, 23)


def test_a_question_after_the_first_pause_lapsed_begins_a_new_one() -> None:
    events = [
        applied(),
        asked(date(2026, 9, 14), date(2026, 9, 18)),
        asked(date(2026, 9, 24), date(2026, 9, 27)),
    ]
    # The 15th up to and including the 18th and the 25th up to and including the 27th: 7 days.
    assert awb_deadline(events, weeks=8) == date(2026, 11, 9)


def test_events_may_be_given_in_any_order_of_days() -> None:
    events = [answered(date(2026, 9, 21)), asked(date(2026, 9, 14), date(2026, 9, 28)), applied()]
    assert awb_deadline(events, weeks=8) == date(2026, 11, 9)


def test_what_came_before_the_application_does_not_count() -> None:
    events = [asked(date(2026, 8, 3), date(2026, 8, 31)), applied(), asked(date(2026, 9, 1), date(2026, 12, 1))]
    assert awb_deadline(events, weeks=8) == date(2026, 11, 2)


def test_a_question_after_the_end_saves_no_term() -> None:
    in_time = [applied(), asked(date(2026, 11, 2), date(2026, 11, 16))]
    too_late = [applied(), asked(date(2026, 11, 3), date(2026, 11, 17))]
    assert awb_deadline(in_time, weeks=8) == date(2026, 11, 16)
    assert awb_deadline(too_late, weeks=8) == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("sent_on", "until", "last_day"),
    [
        (date(2026, 10, 26), date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 2), date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 3), date(2026, 11, 30), date(2026, 11, 2)),
        (date(2026, 10, 26), date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 10, 26), date(2026, 10, 28), date(2026, 11, 2)),
    ],
)
def test_an_extension_counts_only_when_sent_before_the_end(sent_on: date, until: date, last_day: date) -> None:
    assert awb_deadline([applied(), extended(sent_on, until)], weeks=8) == last_day


def test_an_extension_during_a_pause_counts_the_days_after_it() -> None:
    events = [
        applied(),
        asked(date(2026, 9, 14), date(2026, 9, 28)),
        extended(date(2026, 9, 21), date(2026, 11, 30)),
        answered(date(2026, 9, 28)),
    ]
    # 30 November and the 21st up to and including the 27th of September: 7 days.
    assert awb_deadline(events, weeks=8) == date(2026, 12, 7)


def test_the_last_day_to_answer_stands_still_too() -> None:
    question = asked(date(2026, 9, 14), date(2026, 9, 28))
    events = [applied(), question, extended(date(2026, 9, 28), date(2026, 11, 30))]
    assert awb_deadline(events, weeks=8) == date(2026, 12, 1)


def test_an_extension_ends_after_the_pause_of_the_same_day() -> None:
    events = [applied(), asked(date(2026, 9, 14), date(2026, 9, 28))]
    found = extension_refused(events, weeks=8, sent_on=date(2026, 9, 14), until=date(2026, 11, 10))
    assert found == ["Kies een datum na de laatste dag van de termijn."]


def test_a_refused_extension_says_why() -> None:
    def refused(sent_on: date, until: date) -> list[str]:
        return extension_refused([applied()], weeks=8, sent_on=sent_on, until=until)

    assert refused(date(2026, 11, 2), date(2026, 11, 3)) == []
    assert refused(date(2026, 11, 3), date(2026, 11, 30)) == [
        "De termijn is al voorbij. Verlengen kan alleen voor het einde van de termijn."
    ]
    assert refused(date(2026, 10, 1), date(2026, 11, 2)) == ["Kies een datum na de laatste dag van de termijn."]


def test_without_application_there_is_no_term() -> None:
    with pytest.raises(ValueError, match="application"):
        awb_deadline([asked(MONDAY)], weeks=8)
    with pytest.raises(ValueError, match="weeks"):
        awb_deadline([applied()], weeks=0)


@pytest.mark.parametrize(
    ("on", "is_still"),
    [
        (date(2026, 9, 14), False),
        (date(2026, 9, 15), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 21), False),
    ],
)
@pytest.mark.parametrize(
    "end", [[answered(date(2026, 9, 21))], [asked(date(2026, 9, 16), date(2026, 9, 20))], []], ids=str
)
def test_the_clock_stands_still_between_question_and_answer(on: date, is_still: bool, end: list[TermEvent]) -> None:
    until = date(2026, 9, 28) if end and end[0].effect == TermEffect.RESUME else date(2026, 9, 20)
    events = [applied(), asked(date(2026, 9, 14), until), *end]
    assert is_suspended(events, weeks=8, on=on) is is_still


def test_a_term_tells_where_it_stands() -> None:
    open_question = [applied(), asked(date(2026, 9, 14), date(2026, 9, 28))]
    assert term(open_question, weeks=8) == Term(MONDAY, date(2026, 11, 2), date(2026, 9, 14), date(2026, 9, 28))
    assert term([applied(date(2026, 9, 12))], weeks=8) == Term(date(2026, 9, 12), date(2026, 11, 7))


def test_events_of_the_workflow_are_events_of_the_term() -> None:
    assert {effect.value for effect in ClockEffect} - {"none"} <= {effect.value for effect in TermEffect}


event_days = st.integers(0, 200).map(lambda days: MONDAY + timedelta(days=days))
later_events = st.lists(
    st.builds(
        TermEvent,
        st.sampled_from([TermEffect.SUSPEND, TermEffect.RESUME, TermEffect.EXTEND]),
        event_days,
        st.none() | event_days,
    ),
    max_size=8,
)


@given(events=later_events, weeks=st.integers(1, 26))
def test_a_term_is_never_shortened_and_ends_on_a_working_day(events: list[TermEvent], weeks: int) -> None:
    last_day = awb_deadline([applied(), *events], weeks=weeks)
    assert last_day >= awb_deadline([applied()], weeks=weeks) > MONDAY
    assert is_working_day(last_day)


@given(events=later_events, weeks=st.integers(1, 25))
def test_a_longer_term_never_ends_earlier(events: list[TermEvent], weeks: int) -> None:
    assert awb_deadline([applied(), *events], weeks=weeks + 1) >= awb_deadline([applied(), *events], weeks=weeks)


@given(asked_on=event_days, wait=st.integers(1, 60), sooner=st.integers(0, 60))
def test_answering_sooner_never_ends_the_term_later(asked_on: date, wait: int, sooner: int) -> None:
    assume(sooner < wait)
    question = asked(asked_on, asked_on + timedelta(days=90))
    early = awb_deadline([applied(), question, answered(asked_on + timedelta(days=sooner))], weeks=13)
    late = awb_deadline([applied(), question, answered(asked_on + timedelta(days=wait))], weeks=13)
    assert early <= late


@given(
    asked_on=event_days,
    wait=st.integers(0, 60),
    events_between=st.lists(st.integers(0, 60), max_size=4),
)
def test_an_event_without_effect_on_the_clock_changes_nothing(
    asked_on: date, wait: int, events_between: list[int]
) -> None:
    frame = [applied(), asked(asked_on, asked_on + timedelta(days=200))]
    end = answered(asked_on + timedelta(days=wait))
    # An extension to a day long past is none.
    noise = [extended(asked_on + timedelta(days=min(days, wait)), MONDAY) for days in events_between]
    assert awb_deadline([*frame, *noise, end], weeks=13) == awb_deadline([*frame, end], weeks=13)


@pytest.mark.parametrize(
    ("days", "cents"),
    [
        (0, 0),
        (1, 2_300),
        (14, 32_200),
        (15, 35_700),
        (28, 81_200),
        (29, 85_700),
        (42, 144_200),
        (43, 144_200),
        (1_000, 144_200),
    ],
)
def test_the_dwangsom_of_the_awb(days: int, cents: int) -> None:
    assert dwangsom_cents(days) == cents


def test_the_amounts_of_the_dwangsom_are_settings() -> None:
    assert dwangsom_cents(16, per_day=(100, 200, 300)) == 1_800
    with pytest.raises(ValueError, match="negative"):
        dwangsom_cents(-1)


def test_setting_aside_follows_within_4_weeks() -> None:
    assert set_aside_by(date(2026, 9, 28)) == date(2026, 10, 26)
    assert set_aside_by(date(2026, 11, 28)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("opened_at", "weeks", "closes_at"),
    [
        # Winter time begins on 25 October: the end of the day is 23.00 UTC instead of 22.00.
        (datetime(2026, 10, 5, 8, 0, tzinfo=UTC), 6, datetime(2026, 11, 16, 22, 59, 59, 999999, tzinfo=UTC)),
        (datetime(2026, 9, 13, 22, 0, tzinfo=UTC), 6, datetime(2026, 10, 26, 22, 59, 59, 999999, tzinfo=UTC)),
        (datetime(2026, 9, 13, 21, 59, tzinfo=UTC), 6, datetime(2026, 10, 25, 22, 59, 59, 999999, tzinfo=UTC)),
        (datetime(2026, 2, 15, 12, 0, tzinfo=UTC), 6, datetime(2026, 3, 29, 21, 59, 59, 999999, tzinfo=UTC)),
        (datetime(2026, 2, 14, 12, 0, tzinfo=UTC), 6, datetime(2026, 3, 28, 22, 59, 59, 999999, tzinfo=UTC)),
        (datetime(2026, 10, 5, 10, 0, tzinfo=AMSTERDAM), 1, datetime(2026, 10, 12, 21, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_support_closes_at_the_end_of_the_local_day(opened_at: datetime, weeks: int, closes_at: datetime) -> None:
    found = support_closes_at(opened_at, weeks)
    assert found == closes_at
    assert found.utcoffset() == timedelta(0)


def test_a_period_of_support_needs_weeks_and_a_time_zone() -> None:
    with pytest.raises(ValueError, match="weeks"):
        support_closes_at(datetime(2026, 10, 5, tzinfo=UTC), 0)
    with pytest.raises(ValueError, match="aware"):
        support_closes_at(datetime(2026, 10, 5), 6)  # noqa: DTZ001


CLOSES = datetime(2026, 11, 16, 22, 59, 59, 999999, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("given_at", "confirmed_after", "counts"),
    [
        (CLOSES, timedelta(0), True),
        (CLOSES, timedelta(hours=24), True),
        (CLOSES, timedelta(hours=24) + SECOND, False),
        (CLOSES + SECOND, timedelta(0), False),
        (CLOSES - timedelta(days=7), timedelta(hours=25), False),
        (CLOSES - timedelta(days=7), timedelta(hours=1), True),
        (CLOSES - timedelta(days=7), -SECOND, False),
    ],
)
def test_support_given_in_time_counts_when_confirmed_within_a_day(
    given_at: datetime, confirmed_after: timedelta, counts: bool
) -> None:
    assert support_counts(given_at=given_at, confirmed_at=given_at + confirmed_after, closes_at=CLOSES) is counts


@pytest.mark.parametrize(
    ("opened_on", "closes_on", "seasons"),
    [
        (date(2026, 9, 1), date(2026, 10, 13), []),
        (date(2026, 5, 20), date(2026, 7, 9), []),
        (date(2026, 5, 20), date(2026, 7, 10), ["zomer"]),
        (date(2026, 8, 25), date(2026, 10, 6), ["zomer"]),
        (date(2026, 8, 26), date(2026, 10, 7), []),
        (date(2026, 11, 7), date(2026, 12, 19), []),
        (date(2026, 11, 8), date(2026, 12, 20), ["kerst"]),
        (date(2027, 1, 5), date(2027, 2, 16), ["kerst"]),
        (date(2027, 1, 6), date(2027, 2, 17), []),
        (date(2026, 12, 24), date(2026, 12, 31), ["kerst"]),
        (date(2026, 8, 1), date(2027, 1, 10), ["zomer", "kerst"]),
    ],
)
def test_a_period_over_summer_or_christmas_is_warned_of(opened_on: date, closes_on: date, seasons: list[str]) -> None:
    warnings = holiday_warnings(opened_on, closes_on)
    assert len(warnings) == len(seasons)
    assert all(f"{season}vakantie" in words for season, words in zip(seasons, warnings, strict=True))
