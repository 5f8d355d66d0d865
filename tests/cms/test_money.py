"""Reading and writing amounts. \u00a0 is the no-break space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.money import MAX_CENTS, AmountError, format_euro, largest_remainder, parse_euro, percent


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1500", 150_000),
        ("1.500", 150_000),
        ("1500,00", 150_000),
        ("1.500,00", 150_000),
        ("€ 1.500", 150_000),
        ("€1.500", 150_000),
        ("1 500", 150_000),
        ("1\u00a0500", 150_000),
        ("1\u202f500,50", 150_050),
        ("1500.50", 150_050),
        ("1500.5", 150_050),
        ("1500,5", 150_050),
        ("1.50", 150),
        ("1.5", 150),
        ("1.500.000", 150_000_000),
        ("1500,-", 150_000),
        ("1.500,--", 150_000),
        ("1500,=", 150_000),
        ("€ 1.500,-", 150_000),
        ("1500.-", 150_000),
        ("EUR 1500", 150_000),
        ("1500 euro", 150_000),
        ("1500Euro", 150_000),
        ("15 euro's", 1_500),
        ("1,500.00", 150_000),
        ("0", 0),
        ("0,01", 1),
        ("007", 700),
        ("  1500\n", 150_000),
        ("\u200b1500\ufeff", 150_000),
        ("\u202a€\u202c 1\u00ad500", 150_000),
        ("2.000,01", 200_001),
        ("10.000.000", 1_000_000_000),
        ("10000000,00", 1_000_000_000),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, cents: int) -> None:
    assert parse_euro(text) == cents


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Vul een bedrag in, bijvoorbeeld 1.500. Vul 0 in als er geen geld nodig is."),
        (" \u200b ", "Vul een bedrag in, bijvoorbeeld 1.500. Vul 0 in als er geen geld nodig is."),
        ("€", "Vul een bedrag in, bijvoorbeeld 1.500. Vul 0 in als er geen geld nodig is."),
        ("veel", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("1500 of 2000", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("1.50.00", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("15 00", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("1.500 000", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("٣٥", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("1e3", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("9" * 5000, "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50."),
        ("-5", "Een bedrag is nooit kleiner dan 0. Haal het minteken weg."),
        ("−5", "Een bedrag is nooit kleiner dan 0. Haal het minteken weg."),
        ("€ -5", "Een bedrag is nooit kleiner dan 0. Haal het minteken weg."),
        ("1500,123", "Schrijf hoogstens twee cijfers achter de komma, bijvoorbeeld 1.500,50."),
        ("1500.123", "Schrijf hoogstens twee cijfers achter de komma, bijvoorbeeld 1.500,50."),
        ("1.500,1234", "Schrijf hoogstens twee cijfers achter de komma, bijvoorbeeld 1.500,50."),
        ("1,5 ton", "Bedoel je €\u00a0150.000? Schrijf het bedrag dan in cijfers."),
        ("2 ton", "Bedoel je €\u00a0200.000? Schrijf het bedrag dan in cijfers."),
        ("5k", "Bedoel je €\u00a05.000? Schrijf het bedrag dan in cijfers."),
        ("€ 5K", "Bedoel je €\u00a05.000? Schrijf het bedrag dan in cijfers."),
        ("5 mille", "Bedoel je €\u00a05.000? Schrijf het bedrag dan in cijfers."),
        ("5 duizend", "Bedoel je €\u00a05.000? Schrijf het bedrag dan in cijfers."),
        ("2 miljoen", "Bedoel je €\u00a02.000.000? Schrijf het bedrag dan in cijfers."),
        ("1.25 mln", "Bedoel je €\u00a01.250.000? Schrijf het bedrag dan in cijfers."),
        ("1,500", "Bedoel je €\u00a01.500? Zet dan een punt waar nu de komma staat."),
        ("10.000.000,01", "Dit bedrag is te hoog. Vul hoogstens €\u00a010.000.000 in."),
        ("999999999999", "Dit bedrag is te hoog. Vul hoogstens €\u00a010.000.000 in."),
    ],
)
def test_what_is_no_amount_is_asked_back_kindly(text: str, sentence: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_euro(text)
    assert str(refused.value) == sentence


@given(text=st.text(max_size=80))
def test_any_text_is_an_amount_in_range_or_a_sentence(text: str) -> None:
    try:
        cents = parse_euro(text)
    except AmountError as refused:
        assert str(refused).endswith(".")
    else:
        assert 0 <= cents <= MAX_CENTS


@given(cents=st.integers(0, MAX_CENTS), cents_if_whole=st.booleans(), language=st.sampled_from(["nl", "en"]))
def test_what_we_write_we_can_read(cents: int, cents_if_whole: bool, language: str) -> None:
    # "€1,500" in English is asked back: in Dutch its comma is a decimal one.
    if language == "en" and not cents_if_whole and cents % 100 == 0 and cents >= 100_000:
        return
    assert parse_euro(format_euro(cents, cents_if_whole=cents_if_whole, language=language)) == cents


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (0, "€\u00a00", "€0"),
        (840_000, "€\u00a08.400", "€8,400"),
        (184_995, "€\u00a01.849,95", "€1,849.95"),
        (105, "€\u00a01,05", "€1.05"),
        (-15_000, "−\u00a0€\u00a0150", "−€150"),
        (-1, "−\u00a0€\u00a00,01", "−€0.01"),
        (123_456_789, "€\u00a01.234.567,89", "€1,234,567.89"),
    ],
)
def test_an_amount_is_written_as_people_read_it(cents: int, dutch: str, english: str) -> None:
    assert format_euro(cents) == dutch
    assert format_euro(cents, language="en") == english
    assert format_euro(cents, language="en-gb") == english


def test_cents_of_a_whole_euro_are_written_when_asked() -> None:
    assert format_euro(840_000, cents_if_whole=True) == "€\u00a08.400,00"
    assert format_euro(840_000, cents_if_whole=True, language="en") == "€8,400.00"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 100, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 2, 50), (3, 2, 150), (1, 1, 100), (5, 0, 0), (-1, 4, -25)],
)
def test_a_share_in_whole_percents(part: int, whole: int, expected: int) -> None:
    assert percent(part, whole) == expected


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        ([1, 1, 1], 3, [34, 33, 33]),
        ([1_896_000, 1_460_000, 2_819_000], 6_175_000, [31, 23, 46]),
        ([1, 1, 1, 1, 1, 1], 6, [17, 17, 17, 17, 16, 16]),
        ([0, 0, 7], 7, [0, 0, 100]),
        ([70, 50, -20], 100, [70, 50, -20]),
        ([1, 1], 4, [25, 25]),
        ([1, 0], 1, [100, 0]),
        ([], 10, []),
        ([3, 4], 0, [0, 0]),
    ],
)
def test_percentages_of_a_whole(parts: list[int], whole: int, expected: list[int]) -> None:
    assert largest_remainder(parts, whole) == expected


@given(parts=st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any))
def test_percentages_of_a_whole_are_a_hundred_together_and_each_within_one(parts: list[int]) -> None:
    whole = sum(parts)
    shares = largest_remainder(parts, whole)
    assert sum(shares) == 100
    assert all(abs(share * whole - 100 * part) < whole for share, part in zip(shares, parts, strict=True))
