"""The number of a case: said aloud, typed back, never twice, and no word of how many there are."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation import references
from participation.references import ALPHABET, parse, reference_for

CODES = st.integers(min_value=1, max_value=5_000_000)


def test_the_alphabet_has_no_look_alikes() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 30
    assert set(string.digits + string.ascii_uppercase) - set(ALPHABET) == set("0O1ILU")


@given(CODES)
def test_a_number_has_its_form_and_is_found_back(pk: int) -> None:
    reference = reference_for(pk, 2026)

    assert reference.startswith("WP-2026-")
    assert len(reference.removeprefix("WP-2026-")) in (6, 7)
    assert set(reference.removeprefix("WP-2026-")) <= set(ALPHABET)
    assert parse(reference) == reference


def test_the_first_hundred_thousand_are_all_different() -> None:
    assert len({reference_for(pk, 2026) for pk in range(1, 100_001)}) == 100_000


def test_neighbouring_cases_do_not_have_neighbouring_numbers() -> None:
    codes = [reference_for(pk, 2026)[8:13] for pk in range(1, 200)]
    assert codes != sorted(codes)
    assert codes != sorted(codes, reverse=True)


def test_another_installation_gives_other_numbers(settings: object) -> None:
    here = [reference_for(pk, 2026) for pk in range(1, 20)]
    settings.DATA_KEY = "een andere sleutel van minstens vijftig tekens, voor een andere gemeente"
    assert not set(here) & {reference_for(pk, 2026) for pk in range(1, 20)}


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        " {} ",
        "{lower}",
        "{spaced}",
        "{bare}",
        "{without_prefix}",
        "{dashes}",
    ],
)
def test_a_number_is_understood_as_people_type_it(typed: str) -> None:
    reference = reference_for(7, 2026)
    text = typed.format(
        reference,
        lower=reference.lower(),
        spaced=reference.replace("-", " "),
        bare=reference.replace("-", ""),
        without_prefix=reference.removeprefix("WP-"),
        dashes=reference.replace("-", "\u2013"),
    )
    assert parse(text) == reference


@pytest.mark.parametrize(
    "text", ["", "WP-2026-", "7K3QF2", "WP-1999-7K3QF2", "' OR 1=1", "WP-2026-7K3QF2-extra", "½" * 9]
)
def test_what_can_not_be_a_number_is_none(text: str) -> None:
    assert parse(text) is None


@given(CODES, st.integers(min_value=0, max_value=5), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_seen(pk: int, place: int, wrong: str) -> None:
    reference = reference_for(pk, 2026)
    code = reference[8:]
    if code[place] == wrong:
        return
    assert parse(f"WP-2026-{code[:place]}{wrong}{code[place + 1 :]}") is None


def test_the_check_character_is_worked_out_by_hand() -> None:
    # "22222": values 0 0 0 0 0, sum 0, so the check is the first character; "32222": 1 doubled in the first place of
    # five counted from the right (places 0, 2 and 4 are doubled) is 2, so the check makes it 30: place 28.
    assert references._check_character("22222") == "2"
    assert references._check_character("32222") == ALPHABET[28]
