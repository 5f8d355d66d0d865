"""Compliance C5: all texts of ours are in B1 Dutch, so short sentences, plain words, few passives, and "je".

A text that can't follow a rule stands in tests/readability/waivers.py, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from tests.readability import waivers
from tests.readability.passive import is_passive
from tests.readability.sentences import fill_in, is_closed, sentences, words
from tests.readability.texts import Text, dutch_texts, english_texts
from tests.readability.words import avoided, familiar, formal

LONGEST_DUTCH, MEAN_DUTCH = 20, 12
LONGEST_ENGLISH, MEAN_ENGLISH = 25, 15
# Guides for plain language ask for at most one in ten.
PASSIVE_SHARE = 0.1
# A mean over one or two sentences says nothing, and one passive sentence says nothing in a source of a few.
ENOUGH_FOR_A_MEAN, ENOUGH_FOR_A_SHARE = 3, 10


def each_sentence(texts: Iterable[Text]) -> Iterator[tuple[Text, str]]:
    """Every sentence, label and heading, as a reader sees it."""
    for text in texts:
        for sentence in sentences(fill_in(text.text)):
            yield text, sentence


def lengths_of(texts: Iterable[Text]) -> dict[str, list[int]]:
    """The lengths of the whole sentences of each source, in words. Labels and headings would only flatter the mean."""
    found: dict[str, list[int]] = defaultdict(list)
    for text, sentence in each_sentence(texts):
        if is_closed(sentence):
            found[text.source].append(len(words(sentence)))
    return found


def passives_of(texts: Iterable[Text]) -> dict[str, list[bool]]:
    """Whether each whole sentence of each source is passive."""
    found: dict[str, list[bool]] = defaultdict(list)
    for text, sentence in each_sentence(texts):
        if is_closed(sentence):
            found[text.source].append(is_passive(sentence))
    return found


def mean(numbers: Iterable[int]) -> float:
    """The mean of at least one number."""
    numbers = list(numbers)
    return sum(numbers) / len(numbers)


def too_long(texts: Iterable[Text], longest: int) -> list[str]:
    """Sentences of more words than allowed."""
    return [
        f"{text.source}:{text.line} {len(words(sentence))} words: {sentence}"
        for text, sentence in each_sentence(texts)
        if len(words(sentence)) > longest and sentence not in waivers.LONG
    ]


def test_no_dutch_sentence_is_longer_than_twenty_words() -> None:
    assert too_long(dutch_texts(), LONGEST_DUTCH) == []


def test_dutch_sentences_have_twelve_words_on_average_in_every_source() -> None:
    too_high = {
        source: round(mean(found), 1)
        for source, found in lengths_of(dutch_texts()).items()
        if len(found) >= ENOUGH_FOR_A_MEAN and mean(found) > MEAN_DUTCH and source not in waivers.MEAN
    }

    assert too_high == {}


def test_dutch_sentences_have_twelve_words_on_average_over_all() -> None:
    assert mean(length for found in lengths_of(dutch_texts()).values() for length in found) <= MEAN_DUTCH


def test_no_dutch_text_holds_a_word_to_avoid() -> None:
    found = [
        f"{text.source}:{text.line} {word}, better: {better}: {sentence}"
        for text, sentence in each_sentence(dutch_texts())
        for word, better in avoided(sentence)
        if (sentence, word) not in waivers.WORDS
    ]

    assert found == []


def test_at_most_one_dutch_sentence_in_ten_is_passive() -> None:
    by_source = passives_of(dutch_texts())
    often = {
        source: round(mean(found), 2)
        for source, found in by_source.items()
        if len(found) >= ENOUGH_FOR_A_SHARE and mean(found) > PASSIVE_SHARE and source not in waivers.PASSIVE
    }

    assert often == {}
    assert mean(passive for found in by_source.values() for passive in found) <= PASSIVE_SHARE


def test_only_formal_letters_say_u() -> None:
    found = [
        f"{text.source}:{text.line} {sentence}"
        for text, sentence in each_sentence(dutch_texts())
        if formal(sentence) and not text.is_letter
    ]

    assert found == []


def test_formal_letters_never_say_je() -> None:
    letters = [(text, sentence) for text, sentence in each_sentence(dutch_texts()) if text.is_letter]

    assert any(formal(sentence) for _text, sentence in letters)
    assert [f"{text.source}:{text.line} {sentence}" for text, sentence in letters if familiar(sentence)] == []


def test_no_english_sentence_is_longer_than_twenty_five_words() -> None:
    assert too_long(english_texts(), LONGEST_ENGLISH) == []


def test_english_sentences_have_fifteen_words_on_average() -> None:
    lengths = [length for found in lengths_of(english_texts()).values() for length in found]

    assert len(lengths) > 500, "the English texts are not found"
    assert mean(lengths) <= MEAN_ENGLISH


@pytest.mark.parametrize(
    "place",
    [
        ("templates/pages/home_page.html", "Kies je wijk"),  # a message of a template
        ("templates/emails/confirm_email.txt", "De link werkt 24 uur."),  # of a mail
        ("participation/forms/steps.py", "Hoe heet je plan?"),  # a label
        ("pages/models/base.py", "Een of twee korte zinnen onder de titel: wat vind je hier?"),  # of an editor's field
        ("participation/demo/letters.py", "De lamp is gemaakt."),  # a plain string
        ("participation/demo/plans.json", "Twee ouders bouwden de kast."),  # data
    ],
)
def test_every_kind_of_source_is_read(place: tuple[str, str]) -> None:
    assert place in {(text.source, sentence) for text, sentence in each_sentence(dutch_texts())}


def test_every_waiver_is_needed() -> None:
    found = list(each_sentence(dutch_texts()))
    all_sentences = {sentence for _text, sentence in found}
    means = {source: mean(lengths) for source, lengths in lengths_of(dutch_texts()).items()}
    passives = {source: mean(passive) for source, passive in passives_of(dutch_texts()).items()}
    idle = [
        *(
            key
            for key in waivers.WORDS
            if key not in {(s, word) for _text, s in found for word, _better in avoided(s)}
        ),
        *(sentence for sentence in waivers.LONG if sentence not in all_sentences),
        *(source for source in waivers.MEAN if means.get(source, 0) <= MEAN_DUTCH),
        *(source for source in waivers.PASSIVE if passives.get(source, 0) <= PASSIVE_SHARE),
    ]

    assert idle == []
