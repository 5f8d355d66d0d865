"""Which year and day of the books an address asks for."""

from datetime import date

import pytest

from participation.moment import Moment, moment

YEARS = [2026, 2025, 2022]
TODAY = date(2026, 11, 20)


def asked(jaar: str = "", op: str = "", years: list[int] | None = None) -> Moment:
    """What is shown on 20 November 2026."""
    return moment(jaar=jaar, op=op, years=YEARS if years is None else years, today=TODAY)


@pytest.mark.parametrize(
    ("jaar", "op", "year", "on"),
    [
        ("", "", 2026, None),
        ("2025", "", 2025, None),
        ("", "2026-06-30", 2026, date(2026, 6, 30)),
        ("", "2025-12-31", 2025, date(2025, 12, 31)),
        ("2025", "2026-02-01", 2025, date(2026, 2, 1)),
        ("", "2026-11-20", 2026, date(2026, 11, 20)),
    ],
)
def test_a_year_and_a_day_that_there_are_books_of(jaar: str, op: str, year: int, on: date | None) -> None:
    assert asked(jaar, op) == Moment(year, on)


@pytest.mark.parametrize(
    ("jaar", "op", "year", "remark"),
    [
        ("2019", "", 2026, "Over 2019 hebben we geen cijfers. Je ziet nu 2026."),
        ("veel", "", 2026, "Dat jaar begrijpen we niet. Je ziet nu 2026."),
        ("٢٠٢٦", "", 2026, "Dat jaar begrijpen we niet. Je ziet nu 2026."),
        ("2026'--", "", 2026, "Dat jaar begrijpen we niet. Je ziet nu 2026."),
        ("", "2026-11-21", 2026, "21 november 2026 moet nog komen. Je ziet nu de laatste stand van 2026."),
        ("", "2019-01-01", 2026, "Over 1 januari 2019 hebben we geen cijfers. Je ziet nu de laatste stand van 2026."),
        (
            "2025",
            "30 juni",
            2025,
            "Die datum begrijpen we niet. Schrijf hem als jaar-maand-dag, bijvoorbeeld 2026-11-20. "
            "Je ziet nu de laatste stand van 2025.",
        ),
        (
            "",
            "2026-02-30",
            2026,
            "Die datum begrijpen we niet. Schrijf hem als jaar-maand-dag, bijvoorbeeld 2026-11-20. "
            "Je ziet nu de laatste stand van 2026.",
        ),
    ],
)
def test_what_can_not_be_is_answered_with_a_sentence(jaar: str, op: str, year: int, remark: str) -> None:
    assert asked(jaar, op) == Moment(year, None, remark)


def test_without_this_year_the_newest_year_is_shown() -> None:
    assert asked(years=[2025, 2024]) == Moment(2025)
    assert asked(years=[]) == Moment(2026)
