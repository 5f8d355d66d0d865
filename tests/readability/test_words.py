"""Words to avoid, the passive voice, "u" and "je", and telling Dutch from English."""

import pytest

from tests.readability.languages import language_of
from tests.readability.passive import is_passive
from tests.readability.words import avoided, familiar, formal


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Indien nodig dient te worden betaald.", ["indien", "dient te"]),
        ("Het resterende budget is gecommitteerd.", ["resterende", "gecommitteerd"]),
        ("Dit is een verplicht veld.", ["verplicht veld"]),
        ("Je kunt je plan indienen.", []),  # "indien" is only a part of it
        ("Dit geldt m.b.t. de subsidie.", ["m.b.t."]),
        ("Een plan, conform het beleid.", ["conform"]),
        ("Als je wilt, helpen we je graag.", []),
    ],
)
def test_words_to_avoid_are_found_as_whole_words(sentence: str, found: list[str]) -> None:
    assert sorted(word for word, _better in avoided(sentence)) == sorted(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Je plan wordt bekeken.",
        "De boeken kunnen niet worden gewijzigd.",
        "Het plan werd eerst afgewezen.",
        "Eerst moet er veel worden opgeknapt.",
        "Het besluit wordt door het college genomen.",
        "De bank wordt morgen geplaatst.",
        "Je aanvraag wordt beoordeeld.",
    ],
)
def test_a_form_of_worden_with_a_participle_is_passive(sentence: str) -> None:
    assert is_passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Een speelplek wordt een tuin.",
        "Het wordt warm in de gemeente.",
        "We hebben je plan bekeken.",
        "De straat wordt groener met genoeg geld.",
        "Je hoort van ons.",
    ],
)
def test_worden_without_a_participle_is_not_passive(sentence: str) -> None:
    assert not is_passive(sentence)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Wilt u uw plan sturen?", ["u", "uw"]),
        ("Dat kunt u.", ["u"]),
        ("Om 19.30 uur, zei hij, duurt het uren.", []),
        ("Het begint om 7 u. 's ochtends.", ["u"]),
        ("Bel B.U. Bos.", []),
    ],
)
def test_u_and_uw_are_found_as_words(sentence: str, found: list[str]) -> None:
    assert formal(sentence) == found


def test_je_and_jullie_are_found_as_words() -> None:
    assert familiar("Je jas, jullie plan, een jerrycan en zo'n objectje.") == ["Je", "jullie"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vul je naam in.", "nl"),
        ("Fill in your name.", "en"),
        ("Hilversumse Meent", ""),
        ("We are glad that you are here.", "en"),
        ("Wat fijn dat je er bent.", "nl"),
    ],
)
def test_small_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language
