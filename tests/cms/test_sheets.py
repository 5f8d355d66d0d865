"""CSV for Dutch spreadsheets, without formulas."""

import pytest

from cms.sheets import csv_bytes, euros, safe


@pytest.mark.parametrize(
    ("cents", "cell"), [(0, "0,00"), (5, "0,05"), (123_456, "1234,56"), (-15_000, "-150,00"), (None, "")]
)
def test_cents_as_euros_with_a_comma(cents: int | None, cell: str) -> None:
    assert euros(cents) == cell


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+31", "-2", "@SUM(A1)", "|calc", "%0A", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠1"),
        *("\x00=1", "\u200b=1", "\u202e\xa0=1", "\tgroen"),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Groen - en meer", "1214 AA", "", "€ 5", 12, -12, euros(-100)])
def test_other_text_and_our_own_numbers_stay_as_they_are(cell: object) -> None:
    assert safe(cell) == str(cell)


def test_a_file_begins_with_its_mark_and_quotes_what_it_must() -> None:
    made = csv_bytes(("naam", "bedrag"), [('Plein; "groot"', euros(100)), (None, 2)])

    assert made == '\ufeffnaam;bedrag\r\n"Plein; ""groot""";1,00\r\n;2\r\n'.encode()
