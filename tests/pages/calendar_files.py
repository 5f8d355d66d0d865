"""Calendar files as programs write them, and odd and hostile ones: each with the days it must give, or the refusal.

Made for these tests from RFC 5545 and the documented habits of each program. Days are worked out by hand, on the clock
of Hilversum; a day that is off has "x" behind it. It is Friday 20 November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass

CRLF = "\r\n"


@dataclass(frozen=True)
class File:
    """A file, the days it gives (of the first so many), and where and why it is refused."""

    data: bytes
    days: tuple[str, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()


def calendar(*lines: str, end: str = CRLF, head: tuple[str, ...] = ("PRODID:-//Proef//NL",)) -> str:
    """A whole file around these lines; with one line of head the first of them is on line 4."""
    return end.join(["BEGIN:VCALENDAR", "VERSION:2.0", *head, *lines, "END:VCALENDAR", ""])


def event(*lines: str, uid: str = "1@proef.example", title: str = "Koffie", **more: object) -> bytes:
    """A file with one event; these lines begin on line 7."""
    inside = ("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT")
    return calendar(*inside, **more).encode()


AMS = "TZID=Europe/Amsterdam"
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
THURSDAYS = (f"DTSTART;{AMS}:20261203T100000", f"DTEND;{AMS}:20261203T120000", "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3")
ONE = ("2026-12-03 10:00-12:00",)
THREE = ("2026-12-03 10:00-12:00", "2026-12-10 10:00-12:00", "2026-12-17 10:00-12:00")


def _override(*lines: str) -> bytes:
    """Three Thursdays, and a second event with the same UID."""
    main = ("BEGIN:VEVENT", "UID:1@proef.example", "SUMMARY:Koffie", *THURSDAYS, "END:VEVENT")
    return calendar(*main, "BEGIN:VEVENT", "UID:1@proef.example", *lines, "END:VEVENT").encode()


FILES: dict[str, File] = {
    # Google: a zone of its own in the head, everything escaped, UNTIL in UTC at the end of the local day.
    "google_weekly": File(
        calendar(
            "X-WR-CALNAME:Wijkcentrum",
            "X-WR-TIMEZONE:Europe/Amsterdam",
            *ZONE,
            "BEGIN:VEVENT",
            f"DTSTART;{AMS}:20261203T100000",
            f"DTEND;{AMS}:20261203T120000",
            "RRULE:FREQ=WEEKLY;UNTIL=20261217T225959Z;BYDAY=TH",
            "DTSTAMP:20261120T120000Z",
            "UID:abc123@google.com",
            "CREATED:20261101T080000Z",
            "DESCRIPTION:<p>Koffie\\, thee<br>en meer</p>",
            "LAST-MODIFIED:20261101T080000Z",
            "SEQUENCE:1",
            "STATUS:CONFIRMED",
            "SUMMARY:Koffie",
            "TRANSP:OPAQUE",
            "END:VEVENT",
        ).encode(),
        THREE,
    ),
    "google_one_utc": File(event("DTSTART:20261203T090000Z", "DTEND:20261203T110000Z"), ONE),
    "google_summer_utc": File(
        event("DTSTART:20270603T080000Z", "DTEND:20270603T100000Z"), ("2027-06-03 10:00-12:00",)
    ),
    "google_exdates": File(
        event(*THURSDAYS, f"EXDATE;{AMS}:20261210T100000"), ("2026-12-03 10:00-12:00", "2026-12-17 10:00-12:00")
    ),
    # Outlook: Windows names of time zones, X- properties, a line end of Windows, HTML beside the text.
    "outlook_windows_zone": File(
        event(
            'DTSTART;TZID="W. Europe Standard Time":20261203T100000',
            'DTEND;TZID="W. Europe Standard Time":20261203T120000',
            "CLASS:PUBLIC",
            "PRIORITY:5",
            "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
            "X-ALT-DESC;FMTTYPE=text/html:<html><body><script>kwaad()</script></body></html>",
        ),
        ONE,
    ),
    "outlook_romance": File(
        event(
            "DTSTART;TZID=Romance Standard Time:20261203T100000",
            "DTEND;TZID=Romance Standard Time:20261203T120000",
            "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TH;WKST=MO",
        ),
        THREE,
    ),
    "outlook_long_name": File(
        event(
            'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20261203T100000',
            "DURATION:PT2H",
        ),
        ONE,
    ),
    "outlook_last_friday": File(
        event(
            f"DTSTART;{AMS}:20261127T160000",
            f"DTEND;{AMS}:20261127T200000",
            "RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=FR;BYSETPOS=-1",
        ),
        ("2026-11-27 16:00-20:00", "2026-12-25 16:00-20:00", "2027-01-29 16:00-20:00"),
    ),
    "outlook_cancelled": File(event(*THURSDAYS[:2], "STATUS:CANCELLED"), ("2026-12-03 10:00-12:00 x",)),
    # Apple: X-APPLE properties, alarms, and whole days.
    "apple_alarm": File(
        event(
            *THURSDAYS[:2],
            "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
            'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Grote Kerk; Kerkbrink":geo:52.223,5.176',
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT30M",
            "DESCRIPTION:Straks",
            "END:VALARM",
        ),
        ONE,
    ),
    "apple_all_day": File(event("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261206"), ("2026-12-05",)),
    "apple_weekend": File(
        event("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261207"), ("2026-12-05..2026-12-06",)
    ),
    "apple_all_day_weekly_exdate": File(
        event(
            "DTSTART;VALUE=DATE:20261205",
            "RRULE:FREQ=WEEKLY;UNTIL=20261226",
            "EXDATE;VALUE=DATE:20261219",
        ),
        ("2026-12-05", "2026-12-12", "2026-12-26"),
    ),
    # Nextcloud: short lines, a zone that it describes itself.
    "nextcloud": File(event(*THURSDAYS, head=("PRODID:-//IDN nextcloud.com//Calendar app 4.7//EN", *ZONE)), THREE),
    "nextcloud_daily_count": File(
        event(f"DTSTART;{AMS}:20261223T090000", f"DTEND;{AMS}:20261223T093000", "RRULE:FREQ=DAILY;COUNT=3"),
        ("2026-12-23 09:00-09:30", "2026-12-24 09:00-09:30", "2026-12-25 09:00-09:30"),
    ),
    # Evolution: names of zones with a prefix.
    "evolution": File(
        event(
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:20261203T100000",
            "DTEND;TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:20261203T120000",
            "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TH",
        ),
        THREE,
    ),
    "evolution_located": File(
        calendar(
            "BEGIN:VTIMEZONE",
            "TZID:Thuis",
            "X-LIC-LOCATION:Europe/Amsterdam",
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            "UID:1",
            "SUMMARY:Koffie",
            "DTSTART;TZID=Thuis:20261203T100000",
            "DTEND;TZID=Thuis:20261203T120000",
            "END:VEVENT",
        ).encode(),
        ONE,
    ),
    # Shapes of the format.
    "folded": File(
        event(*THURSDAYS[:2], title="Kof\r\n fie\r\n\t  met veel taart en een heel lange naam"),
        ONE,
    ),
    "byte_order_mark": File(b"\xef\xbb\xbf" + event(*THURSDAYS[:2]), ONE),
    "utf_16": File(("\ufeff" + event(*THURSDAYS[:2]).decode()).encode("utf-16-le"), ONE),
    "windows_1252": File(event(*THURSDAYS[:2], title="Café").decode().encode("cp1252"), ONE),
    "unix_line_ends": File(event(*THURSDAYS[:2], end="\n"), ONE),
    "old_mac_line_ends": File(event(*THURSDAYS[:2], end="\r"), ONE),
    "small_letters": File(event("dtstart:20261203T090000Z", "dtend:20261203T110000Z"), ONE),
    "empty_lines": File(event("", THURSDAYS[0], "", THURSDAYS[1], ""), ONE),
    "floating": File(event("DTSTART:20261203T100000", "DTEND:20261203T120000"), ONE),
    "duration": File(event(THURSDAYS[0], "DURATION:PT1H30M"), ("2026-12-03 10:00-11:30",)),
    "duration_of_days": File(event("DTSTART;VALUE=DATE:20261205", "DURATION:P2D"), ("2026-12-05..2026-12-06",)),
    "no_end": File(event(THURSDAYS[0]), ("2026-12-03 10:00",)),
    "no_end_all_day": File(event("DTSTART;VALUE=DATE:20261205"), ("2026-12-05",)),
    "end_is_start_day": File(event("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261205"), ("2026-12-05",)),
    "over_midnight": File(
        event(f"DTSTART;{AMS}:20261231T220000", f"DTEND;{AMS}:20270101T020000"), ("2026-12-31 22:00-02:00",)
    ),
    "rdate": File(
        event(*THURSDAYS, f"RDATE;{AMS}:20261205T100000,20261206T100000"),
        (THREE[0], "2026-12-05 10:00-12:00", "2026-12-06 10:00-12:00", *THREE[1:]),
    ),
    "rdate_other_time": File(
        event(*THURSDAYS, f"RDATE;{AMS}:20261205T140000"), (THREE[0], "2026-12-05 14:00-16:00", *THREE[1:])
    ),
    "rdate_period": File(
        event(*THURSDAYS, "RDATE;VALUE=PERIOD:20261205T130000Z/PT3H,20261206T130000Z/20261206T140000Z"),
        (THREE[0], "2026-12-05 14:00-17:00", "2026-12-06 14:00-15:00", *THREE[1:]),
    ),
    "exdate_in_utc": File(event(*THURSDAYS, "EXDATE:20261210T090000Z"), (THREE[0], THREE[2])),
    "exdate_as_date": File(event(*THURSDAYS, "EXDATE;VALUE=DATE:20261210"), (THREE[0], THREE[2])),
    "until_before_the_hour": File(event(*THURSDAYS[:2], "RRULE:FREQ=WEEKLY;UNTIL=20261217T000000Z"), THREE[:2]),
    "moved": File(
        _override(
            "SUMMARY:Koffie in het park",
            f"RECURRENCE-ID;{AMS}:20261210T100000",
            f"DTSTART;{AMS}:20261211T140000",
            f"DTEND;{AMS}:20261211T150000",
        ),
        (THREE[0], "2026-12-11 14:00-15:00", THREE[2]),
    ),
    "one_is_off": File(
        _override(f"RECURRENCE-ID;{AMS}:20261210T100000", "STATUS:CANCELLED", "DTSTART:20261210T090000Z"),
        (THREE[0], f"{THREE[1]} x", THREE[2]),
    ),
    "method_cancel": File(
        event(*THURSDAYS[:2], head=("METHOD:CANCEL", "PRODID:-//Proef//NL")), ("2026-12-03 10:00-12:00 x",)
    ),
    "newest_of_two": File(
        calendar(
            *("BEGIN:VEVENT", "UID:1", "SUMMARY:Oud", "SEQUENCE:1", "DTSTART:20261204T090000Z", "END:VEVENT"),
            *("BEGIN:VEVENT", "UID:1", "SUMMARY:Nieuw", "SEQUENCE:2", "DTSTART:20261203T090000Z", "END:VEVENT"),
        ).encode(),
        ("2026-12-03 10:00",),
    ),
    "tasks_and_journals": File(
        calendar(
            *("BEGIN:VTODO", "UID:t", "SUMMARY:Doen", "END:VTODO"),
            *("BEGIN:VEVENT", "UID:1", "SUMMARY:Koffie", *THURSDAYS[:2], "END:VEVENT"),
            *("BEGIN:VJOURNAL", "UID:j", "SUMMARY:Dagboek", "END:VJOURNAL"),
        ).encode(),
        ONE,
    ),
    "leap_day": File(event("DTSTART;VALUE=DATE:20280229", "RRULE:FREQ=YEARLY;COUNT=2"), ("2028-02-29", "2032-02-29")),
    "month_end": File(
        event("DTSTART;VALUE=DATE:20270131", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"),
        ("2027-01-31", "2027-02-28", "2027-03-31"),
    ),
    "no_events": File(calendar().encode()),
    # What can't be followed is refused, at its line.
    "range": File(
        _override(f"RECURRENCE-ID;RANGE=THISANDFUTURE;{AMS}:20261210T100000", "DTSTART:20261210T100000Z"),
        refused=((13, "RANGE"),),
    ),
    "exception_alone": File(event("RECURRENCE-ID:20261210T090000Z", *THURSDAYS[:2]), refused=((4, "herhaling zelf"),)),
    "exception_of_nothing": File(
        _override(f"RECURRENCE-ID;{AMS}:20261211T100000", f"DTSTART;{AMS}:20261211T140000"),
        refused=((4, "11 december 2026"),),
    ),
    "unknown_zone": File(event("DTSTART;TZID=Mars/Olympus:20261203T100000"), refused=((7, "Mars/Olympus"),)),
    "weekly_in_utc": File(
        event("DTSTART:20261203T090000Z", "DTEND:20261203T110000Z", "RRULE:FREQ=WEEKLY"),
        refused=((9, "andere klok"),),
    ),
    "weekly_in_new_york": File(
        event("DTSTART;TZID=America/New_York:20261203T100000", "RRULE:FREQ=WEEKLY"), refused=((8, "andere klok"),)
    ),
    "every_second": File(event(THURSDAYS[0], "RRULE:FREQ=SECONDLY"), refused=((8, "SECONDLY"),)),
    "every_hour": File(event(THURSDAYS[0], "RRULE:FREQ=HOURLY;COUNT=9"), refused=((8, "HOURLY"),)),
    "ten_thousand": File(event(THURSDAYS[0], "RRULE:FREQ=DAILY;COUNT=10000"), refused=((4, "1.000"),)),
    "by_week_number": File(event(THURSDAYS[0], "RRULE:FREQ=YEARLY;BYWEEKNO=20"), refused=((8, "BYWEEKNO"),)),
    "by_two_setpos": File(
        event(THURSDAYS[0], "RRULE:FREQ=MONTHLY;BYDAY=MO,TH;BYSETPOS=1"), refused=((8, "BYSETPOS"),)
    ),
    "mixed_nth": File(event(THURSDAYS[0], "RRULE:FREQ=MONTHLY;BYDAY=1TH,2FR"), refused=((8, "BYDAY"),)),
    "two_rules": File(
        event(THURSDAYS[0], "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"), refused=((9, "twee herhalingen"),)
    ),
    "exrule": File(event(THURSDAYS[0], "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), refused=((9, "EXRULE"),)),
    "first_day_not_in_rule": File(event(THURSDAYS[0], "RRULE:FREQ=WEEKLY;BYDAY=MO"), refused=((8, "eerste dag"),)),
    "end_before_start": File(event(THURSDAYS[0], f"DTEND;{AMS}:20261203T090000"), refused=((8, "einde ligt voor"),)),
    "end_of_another_type": File(event(THURSDAYS[0], "DTEND;VALUE=DATE:20261204"), refused=((8, "andersom"),)),
    "negative_duration": File(event(THURSDAYS[0], "DURATION:-PT1H"), refused=((8, "duur"),)),
    "no_such_day": File(event("DTSTART:20260230T100000"), refused=((7, "geen dag of tijd"),)),
    "no_start": File(event("DTEND:20261203T100000"), refused=((4, "geen begin"),)),
    "no_title": File(event(THURSDAYS[0], title=""), refused=((4, "geen titel"),)),
    "no_uid": File(
        calendar("BEGIN:VEVENT", "SUMMARY:Koffie", THURSDAYS[0], "END:VEVENT").encode(), refused=((4, "geen UID"),)
    ),
    "private": File(event(THURSDAYS[0], "CLASS:PRIVATE"), refused=((4, "privé"),)),
    "line_without_colon": File(event(THURSDAYS[0], "dit is geen regel"), refused=((8, "geen naam en waarde"),)),
    "one_good_one_bad": File(
        calendar(
            *("BEGIN:VEVENT", "UID:1", "SUMMARY:Goed", *THURSDAYS[:2], "END:VEVENT"),
            *("BEGIN:VEVENT", "UID:2", "SUMMARY:Fout", "DTSTART:morgen", "END:VEVENT"),
        ).encode(),
        ONE,
        ((13, "geen dag of tijd"),),
    ),
    "empty": File(b"", refused=((1, "geen agenda"),)),
    "web_page": File(b"<!doctype html><title>404</title>", refused=((1, "geen agenda"),)),
    "a_card": File(b"BEGIN:VCARD\r\nFN:Nadia\r\nEND:VCARD\r\n", refused=((1, "geen agenda"),)),
    "cut_off": File(event(*THURSDAYS)[:180], refused=((1, "houdt op"),)),
    "crossed": File(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", refused=((1, "niet open"),)),
    "nested_deep": File(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50, refused=((1, "te diep"),)),
    "binary": File(bytes(range(256)) * 20, refused=((1, "geen agenda"),)),
    "too_large": File(b"X" * (5 * 1024 * 1024 + 1), refused=((1, "5 MB"),)),
}
