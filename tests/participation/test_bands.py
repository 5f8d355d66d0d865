"""The bands of money follow the limits of the mandate table, to the cent (domain, Table 2)."""

from datetime import date

import pytest

from participation.bands import Band, bands
from participation.mandates import MandateRow, default_table

TODAY = date(2026, 11, 20)


def row(above: int, up_to: int | None, *, valid_from: date = date(2020, 1, 1), kind: str = "initiative") -> MandateRow:
    """A row of the table; amounts in cents."""
    return MandateRow(kind, above, up_to, ("wijkregisseur",), "commitment", up_to, "x", valid_from)


def test_table_2_gives_nothing_three_limits_and_more() -> None:
    found = bands(default_table(), on=TODAY)

    assert found == (
        Band("geen", None, 0),
        Band("tot-2000", 0, 200_000),
        Band("2000-10000", 200_000, 1_000_000),
        Band("10000-25000", 1_000_000, 2_500_000),
        Band("boven-25000", 2_500_000, None),
    )
    assert [band.label.replace("\u00a0", " ") for band in found] == [
        "Geen geld",
        "Tot en met € 2.000",
        "Boven € 2.000, tot en met € 10.000",
        "Boven € 10.000, tot en met € 25.000",
        "Boven € 25.000",
    ]


def test_a_new_limit_holds_from_its_day_on() -> None:
    table = (
        row(0, 200_000),
        row(200_000, None),
        row(0, 250_050, valid_from=TODAY),
        row(250_050, None, valid_from=TODAY),
    )

    assert [band.key for band in bands(table, on=date(2026, 11, 19))] == ["geen", "tot-2000", "boven-2000"]
    assert [band.key for band in bands(table, on=TODAY)] == ["geen", "tot-2500.50", "boven-2500.50"]


@pytest.mark.parametrize("table", [(), (row(0, 100, valid_from=date(2030, 1, 1)),)])
def test_without_a_table_that_holds_there_are_the_bands_of_table_2(table: tuple[MandateRow, ...]) -> None:
    assert [band.key for band in bands(table, on=TODAY)][1:] == [
        "tot-2000",
        "2000-10000",
        "10000-25000",
        "boven-25000",
    ]


def test_the_limits_of_other_pots_make_no_bands() -> None:
    table = (row(0, 200_000), row(0, 7_500_000, kind="wijkkansen"))

    assert [band.key for band in bands(table, on=TODAY)] == ["geen", "tot-2000", "boven-2000"]
