"""Calendar files of others: the right days, or a refusal at the right line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.utils import translation

from cms.workdays import AMSTERDAM
from pages.calendar.importing.events import read
from pages.timetable import Planned, expand
from tests.pages.calendar_files import AMS, FILES, THURSDAYS, calendar, event

TODAY = date(2026, 11, 20)


def shown(row: Planned, is_cancelled: bool) -> str:
    """A day as the table of files writes it."""
    if row.is_all_day:
        words = f"{row.first_day}" if row.first_day == row.last_day else f"{row.first_day}..{row.last_day}"
    else:
        start, end = row.starts_at.astimezone(AMSTERDAM), row.ends_at.astimezone(AMSTERDAM)
        words = f"{start:%Y-%m-%d %H:%M}" + (f"-{end:%H:%M}" if end > start else "")
    return words + (" x" if row.is_cancelled or is_cancelled else "")


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_gives_its_days_or_says_at_which_line_it_stops(name: str) -> None:
    file = FILES[name]
    with translation.override("nl"):
        found = read(file.data, today=TODAY)
    days = [
        shown(row, item.is_cancelled) for item in found.events for row in expand(item.timetable, end=date(2033, 1, 1))
    ]
    assert tuple(days) == file.days
    assert len(found.refusals) == len(file.refused)
    for refusal, (line, words) in zip(found.refusals, file.refused, strict=True):
        assert refusal.line == line
        assert words in refusal.text


def test_there_are_forty_of_them_at_least() -> None:
    assert len(FILES) >= 40


def test_text_comes_over_without_markup() -> None:
    data = event(
        *THURSDAYS[:2],
        "DESCRIPTION:<p>Koffie\\, <b>thee</b><br>en meer</p>\\n&lt;script&gt;kwaad()&lt;/script&gt;<img onerror=y>",
        "LOCATION:Grote Kerk\\nKerkbrink 2",
        title="Koffie &amp; <i>thee</i>",
    )
    [found] = read(data, today=TODAY).events
    assert found.title == "Koffie & thee"
    assert "<" not in found.text
    assert found.text.splitlines()[:2] == ["Koffie, thee", "en meer"]
    assert found.place == "Grote Kerk, Kerkbrink 2"


def test_more_events_than_anybody_reads_are_refused() -> None:
    parts = [line for number in range(2001) for line in ("BEGIN:VEVENT", f"UID:{number}", "END:VEVENT")]
    found = read(calendar(*parts).encode(), today=TODAY)
    assert "2000" in found.refusals[0].text
    assert found.events == []


def test_the_same_event_has_the_same_digest_and_another_time_another_one() -> None:
    one, again = (read(event(*THURSDAYS), today=TODAY).events[0] for _turn in range(2))
    moved = read(event(*THURSDAYS, f"EXDATE;{AMS}:20261210T100000"), today=TODAY).events[0]
    assert one.digest == again.digest != moved.digest


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall_over(data: bytes) -> None:
    read(data, today=TODAY)


_LINES = st.sampled_from(
    [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "UID:1",
        "SUMMARY:Koffie",
        *THURSDAYS,
        "DTSTART;VALUE=DATE:20261205",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "RRULE:FREQ=YEARLY;UNTIL=99991231",
        "RECURRENCE-ID:20261210T090000Z",
        "EXDATE:20261210T090000Z,,x",
        "RDATE;VALUE=PERIOD:20261205T130000Z/-PT3H",
        "DURATION:P9999W",
        "DTEND:99991231T235959Z",
        "DTSTART:00010101T000000Z",
        "GEO:1e999;nan",
    ]
)


@given(st.lists(_LINES, max_size=25))
def test_no_order_of_lines_makes_it_fall_over(lines: list[str]) -> None:
    found = read(calendar("BEGIN:VEVENT", *lines, "END:VEVENT").encode(), today=TODAY)
    for item in found.events:
        assert len(expand(item.timetable, end=TODAY + timedelta(days=549))) <= 1200
