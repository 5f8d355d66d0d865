"""Content lines of iCalendar: what RFC 5545 says of folding, escaping, dates and the clock of the municipality."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.workdays import AMSTERDAM
from pages.calendar.ical_lines import TIMEZONE, line, moment, text, utc


def test_a_short_line_stands_as_it_is() -> None:
    assert line("UID", "1@wijkplein.example") == "UID:1@wijkplein.example\r\n"


@pytest.mark.parametrize(
    ("value", "pieces"),
    [
        # With its name and colon 75 octets: they fit.
        ("a" * 73, ["X:" + "a" * 73]),
        ("a" * 74, ["X:" + "a" * 73, " a"]),
        ("a" * (73 + 74 + 1), ["X:" + "a" * 73, " " + "a" * 74, " a"]),
        # An é is two octets: it is not cut in half.
        ("a" * 72 + "éé", ["X:" + "a" * 72, " éé"]),
        ("🎉" * 20, ["X:" + "🎉" * 18, " 🎉🎉"]),
    ],
)
def test_a_long_line_goes_on_after_a_space(value: str, pieces: list[str]) -> None:
    assert line("X", value) == "\r\n".join(pieces) + "\r\n"


def test_a_text_is_escaped_and_holds_no_control_characters() -> None:
    assert text("Thee, koffie; en\r\nmeer\\minder\x00\x07\tnu") == "Thee\\, koffie\\; en\\nmeer\\\\minder nu"


def test_dates_and_times() -> None:
    ten = datetime(2026, 12, 3, 10, tzinfo=AMSTERDAM)
    assert utc(ten) == "20261203T090000Z"
    assert moment("DTSTART", ten) == "DTSTART;TZID=Europe/Amsterdam:20261203T100000\r\n"
    assert moment("EXDATE", date(2026, 12, 25)) == "EXDATE;VALUE=DATE:20261225\r\n"


@given(st.text(max_size=300))
def test_another_reader_reads_back_every_text(value: str) -> None:
    written = "BEGIN:VEVENT\r\n" + line("SUMMARY", text(value)) + "END:VEVENT\r\n"
    for piece in written.encode(errors="surrogatepass").split(b"\r\n"):
        assert len(piece) <= 75
    kept = value.replace("\r\n", "\n").replace("\t", " ")
    kept = "".join(sign for sign in kept if sign == "\n" or ord(sign) >= 32 and ord(sign) != 127)
    assert str(icalendar.Event.from_ical(written)["SUMMARY"]) == kept


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_its_time_zone_is_that_of_the_municipality(year: int) -> None:
    zone = icalendar.Timezone.from_ical(TIMEZONE).to_tz(lookup_tzid=False)
    start = datetime(year, 1, 1, 12, tzinfo=UTC)
    for day in range(365):
        when = start + timedelta(days=day)
        local = when.astimezone(AMSTERDAM).replace(tzinfo=None)
        assert local.replace(tzinfo=zone).utcoffset() == when.astimezone(AMSTERDAM).utcoffset(), when
