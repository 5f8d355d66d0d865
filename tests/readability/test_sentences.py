"""How texts fall apart into sentences and words. Expected values counted by hand."""

import pytest

from tests.readability.sentences import fill_in, is_closed, sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vul je naam in. Kies dan Verder.", ["Vul je naam in.", "Kies dan Verder."]),
        ("Ben je klaar? Ga dan verder! Tot zo…", ["Ben je klaar?", "Ga dan verder!", "Tot zo…"]),
        ("Tot € 2.000 beslist Jo. € 2.000 is veel.", ["Tot € 2.000 beslist Jo.", "€ 2.000 is veel."]),
        ("Om 19.30 uur begint het. Kom je ook?", ["Om 19.30 uur begint het.", "Kom je ook?"]),
        ("Zie https://example.org/a.b?c=1. Daar staat het.", ["Zie https://example.org/a.b?c=1.", "Daar staat het."]),
        ("Mail naar wijk@example.org. Je hoort van ons.", ["Mail naar wijk@example.org.", "Je hoort van ons."]),
        ("Iets te drinken, bijv. Ranja, of mw. Bos bellen.", ["Iets te drinken, bijv. Ranja, of mw. Bos bellen."]),
        ("J. de Vries komt. M.C. Escher ook.", ["J. de Vries komt.", "M.C. Escher ook."]),
        ("Neem pen, papier enz. Begin dan.", ["Neem pen, papier enz.", "Begin dan."]),
        ("Hij zei: ‘Doe maar.’ ‘Goed.’ Klaar.", ["Hij zei: ‘Doe maar.’", "‘Goed.’", "Klaar."]),
        ("1. Vul in. 2. Verstuur.", ["1. Vul in.", "2. Verstuur."]),
        ("In 2026. Daarna niet.", ["In 2026.", "Daarna niet."]),
        ("<h2>Kop</h2><p>Een <a href='x.y'>link. Twee</a> keer.</p>", ["Kop", "Een link.", "Twee keer."]),
        ("<ul><li>Een</li><li>Twee</li></ul>", ["Een", "Twee"]),
        ("Een regel\ngaat door.\n\nEen nieuwe.", ["Een regel gaat door.", "Een nieuwe."]),
        ("Thee &amp; koffie.", ["Thee & koffie."]),
        ("Verder", ["Verder"]),
        ("", []),
    ],
)
def test_a_text_falls_apart_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Tot € 2.000 beslist je wijkregisseur.", 5),
        ("Van 17.30 – 19.30 uur.", 4),
        ("Bel 14 035 of 035 629 20 00.", 4),
        ("Ik woon in 1211 AB.", 4),
        ("Ik woon in 1211\u00a0AB.", 4),
        ("Het wijk- en buurtplan, stap voor stap.", 7),
        ("Kijk op https://example.org/a/b/ eens.", 4),
        ("- een punt", 2),
        ("", 0),
    ],
)
def test_what_a_reader_reads_at_once_is_one_word(sentence: str, count: int) -> None:
    assert len(words(sentence)) == count


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Je krijgt %(amount)s van %(name)s.", "Je krijgt € 2.000 van Iets."),
        ("De link werkt tot {{ day }}.", "De link werkt tot 1 januari 2026."),
        ("Op {{ moment }} kwam het.", "Op 1 januari 2026, 14.30 uur kwam het."),
        ("{supporters} buren, %s en %d", "12 buren, Iets en Iets"),
        ("100%% van {amount:.2f}", "100% van € 2.000"),
    ],
)
def test_variables_become_words_of_the_usual_length(message: str, expected: str) -> None:
    assert fill_in(message) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("Klaar.", True), ("Klaar?”", True), ("(Klaar!)", True), ("Klaar", False), ("Naam:", False)],
)
def test_a_whole_sentence_has_its_full_stop(sentence: str, expected: bool) -> None:
    assert is_closed(sentence) is expected
