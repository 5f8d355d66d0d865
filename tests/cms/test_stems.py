"""Stems: what is indexed and what is typed come down to the same."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cms.search import MOST_CHARACTERS, Question, ask
from cms.stems import asked_stems, fold, stems, words

# Words of which somebody who types one looks for the other too.
SAME = [
    ("wandeling", "wandelingen"),
    ("wandelen", "wandeling"),
    ("huis", "huizen"),
    ("huisje", "huis"),
    ("cafe", "café"),
    ("CAFÉ", "cafés"),
    ("groen", "groene"),
    ("fiets", "fietsen"),
    ("idee", "ideeën"),
    ("kind", "kinderen"),
    ("lid", "leden"),
    ("moestuin", "moestuintjes"),
    ("straat", "straten"),
    ("foto", "foto's"),
    ("coordinatie", "coördinatie"),
    ("bewoner", "bewoners"),
]
# And words that must stay apart.
APART = [("buur", "buurman"), ("wijk", "wijkkrant"), ("plan", "plein"), ("bank", "baan"), ("zuid", "zuidoost")]


@pytest.mark.parametrize(("typed", "written"), SAME)
def test_forms_of_a_dutch_word_have_one_stem(typed: str, written: str) -> None:
    assert asked_stems(typed, "nl") == stems(written, "nl")


@pytest.mark.parametrize(("typed", "written"), APART)
def test_other_words_keep_their_own_stem(typed: str, written: str) -> None:
    assert stems(typed, "nl") != stems(written, "nl")


def test_english_has_its_own_stems() -> None:
    assert stems("gardens gardening", "en") == ["garden", "garden"]
    assert stems("walking walks", "en") == ["walk", "walk"]
    assert stems("gardening", "en-gb") == ["garden"]


def test_a_language_without_a_stemmer_is_compared_word_by_word() -> None:
    assert stems("Градини градина", "bg") == ["градини", "градина"]


def test_accents_and_capitals_make_no_difference() -> None:
    assert fold("CAFÉ Ünal Straße ﬁets") == "cafe unal strasse fiets"
    assert fold("مرحبا") == "مرحبا"


def test_words_are_letters_and_digits_of_two_or_more() -> None:
    assert words('a "huis" OR (bank) 7 1221AB wp-2026_x; \' -- %s') == ["huis", "or", "bank", "1221ab", "wp", "2026"]


def test_a_text_keeps_every_occurrence_and_a_question_each_word_once() -> None:
    assert stems("bank, banken en een bank", "nl") == ["bank", "bank", "en", "een", "bank"]
    assert asked_stems("bank, banken en een bank", "nl") == ["bank"]


def test_small_words_alone_are_asked_after_all() -> None:
    assert asked_stems("van het", "nl") == ["van", "het"]
    assert asked_stems("speeltuin in de wijk", "nl") == ["speeltuin", "wijk"]
    assert asked_stems("what is the plan", "en") == ["plan"]


@pytest.mark.parametrize("typed", ["", " ", "a", "?!", "\x00", "'; --", "\u0301", "😀"])
def test_what_holds_no_word_is_no_question(typed: str) -> None:
    assert ask(typed, "nl").stems == ()


def test_a_long_question_is_cut_off() -> None:
    asked = ask("speeltuin " * 5000, "nl")

    assert len(asked.text) <= MOST_CHARACTERS
    assert asked.stems == (("speeltuin",),)
    assert [len(found) for found in ask(" ".join(f"woord{n}" for n in range(14)), "nl").stems] == [8]


def test_a_question_is_asked_in_each_language_that_texts_may_be_in() -> None:
    assert ask("wandelingen", "nl") == Question("wandelingen", (("wandel",), ("wandelingen",)))
    assert ask("gardens", "en").stems[0] == ("garden",)
    assert ask("huis", "nl").stems == (("huis",), ("hui",))


def test_threads_do_not_spoil_each_others_words() -> None:
    texts = [f"wandelingen{letter} huizen{letter}" for letter in "abcdefghij"] * 20
    expected = [stems(text, "nl") for text in texts]
    from cms.stems import _stem

    _stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: stems(text, "nl"), texts)) == expected
