"""Who a person without e-mail is: a keyed hash of postcode, number and initials (participation.md, Support)."""

from __future__ import annotations

import pytest

from participation.services.people import card_hash, person_hash


@pytest.mark.parametrize(
    ("postcode", "number", "initials"),
    [
        ("1214AA", "12a", "J.P."),
        ("1214 aa", "12 A", "jp"),
        ("1214AA", "12-a", "J P"),
        ("1214\u200bAA", "12A", "J. P."),
        ("1214AA", "１２a", "Ĵ.P."),
    ],
)
def test_one_person_has_one_key_however_it_is_written(postcode: str, number: str, initials: str) -> None:
    assert card_hash(postcode, number, initials) == card_hash("1214AA", "12a", "jp")


@pytest.mark.parametrize(
    ("postcode", "number", "initials"),
    [("1214AB", "12a", "jp"), ("1214AA", "12", "jp"), ("1214AA", "12a", "j"), ("1214AA", "12", "ajp")],
)
def test_another_address_or_other_letters_are_another_person(postcode: str, number: str, initials: str) -> None:
    assert card_hash(postcode, number, initials) != card_hash("1214AA", "12a", "jp")


@pytest.mark.parametrize(
    ("postcode", "number", "initials"),
    [("1214", "12", "jp"), ("", "12", "jp"), ("1214AA", "", "jp"), ("1214AA", "12", ""), ("1214AA", "12", "..")],
)
def test_without_one_of_the_three_there_is_no_key(postcode: str, number: str, initials: str) -> None:
    assert card_hash(postcode, number, initials) == ""


def test_a_card_is_no_address() -> None:
    assert card_hash("1214AA", "12", "jp") != person_hash("1214AA|12|jp")
