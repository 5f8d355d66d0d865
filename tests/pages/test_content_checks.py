"""The content checks: what is found, where, and in which words; and that nothing is found where nothing is wrong."""

from __future__ import annotations

import pytest

from wagtail.rich_text import RichText

from pages.checks import Finding, Kind, check, picture_ids
from pages.models import ContentPage, NewsPage, WijkPage
from pages.rich_words import read

# Making a page asks the database for its content type.
pytestmark = pytest.mark.django_db

LONG = "Deze zin heeft " + "heel " * 22 + "veel woorden."  # 3 + 22 + 2 = 27 words
FINE = "Deze zin heeft " + "heel " * 20 + "veel woorden."  # 25 words


def page(*blocks: tuple[str, object], **fields: object) -> ContentPage:
    """A page that is nowhere saved, with these blocks."""
    return ContentPage(title="Titel", slug="titel", body=list(blocks), **fields)


def text(html: str) -> tuple[str, RichText]:
    """A block of text."""
    return ("text", RichText(html))


def kinds(made: ContentPage, **options: object) -> list[Kind]:
    """Which kinds of finding, in order."""
    return [finding.kind for finding in check(made, **options)]


def test_a_page_as_it_should_be_gives_nothing() -> None:
    made = page(
        text("<h2>Wat je doet</h2><p>Vul het <a href='/start/'>formulier voor een plan</a> in.</p><h3>Daarna</h3>"),
        text(f"<h2>En dan</h2><p>{FINE}</p>"),
        lead="Een korte inleiding.",
    )

    assert check(made) == []


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<h3>Kop</h3>", "De kop ‘Kop’ slaat een niveau over. Maak er kop 2 van."),
        ("<h2>Kop</h2><h4>Klein</h4>", "De kop ‘Klein’ slaat een niveau over. Maak er kop 3 van."),
        ("<h2> </h2><p>Tekst.</p>", "Er staat een lege kop. Haal hem weg of vul hem in."),
    ],
)
def test_headings_out_of_order_are_found(html: str, sentence: str) -> None:
    assert check(page(text(html))) == [Finding(Kind.HEADING, "Inhoud, 1: Tekst", sentence)]


def test_a_heading_goes_on_from_the_block_before_it() -> None:
    facts = ("facts", {"title": "Feiten", "facts": [{"icon": "", "term": "Waar", "value": "Zuid"}]})

    assert kinds(page(text("<h2>Eerst</h2>"), text("<h3>Dan</h3>"))) == []
    assert kinds(page(facts, text("<h3>Dan</h3>"))) == []


@pytest.mark.parametrize(
    "words", ["hier", "Klik hier", "lees meer >", "Lees verder.", "MEER", "deze link", "read more", "click here"]
)
def test_a_link_that_says_nothing_is_found(words: str) -> None:
    [finding] = check(page(text(f"<p>Zie <a href='/start/'>{words}</a></p>")))

    assert (finding.kind, finding.where) == (Kind.LINK, "Inhoud, 1: Tekst")
    assert "zegt niet waar hij heen gaat" in finding.sentence


@pytest.mark.parametrize("words", ["https://hilversum.nl/wonen", "www.hilversum.nl"])
def test_an_address_for_a_link_text_is_found(words: str) -> None:
    [finding] = check(page(text(f"<p><a href='https://hilversum.nl'>{words}</a></p>")))

    assert "is een adres" in finding.sentence


def test_a_link_without_text_is_found_and_a_mail_address_is_no_fault() -> None:
    assert kinds(page(text("<p><a href='/x/'></a></p>"))) == [Kind.LINK]
    assert kinds(page(text("<p><a href='mailto:wijk@example.org'>wijk@example.org</a></p>"))) == []


def test_a_button_says_what_it_does() -> None:
    call = {
        "title": "Doe mee",
        "text": "",
        "button": "Lees meer",
        "link": {"page": None, "path": "/start/", "url": ""},
    }

    assert kinds(page(("call_to_action", call))) == [Kind.LINK]
    assert kinds(page(("call_to_action", call | {"button": "Begin een plan"}))) == []


def test_a_sentence_of_more_than_25_words_is_a_hint() -> None:
    found = check(page(text(f"<p>Kort. {LONG} {FINE}</p><ul><li>{LONG}</li></ul>"), lead=LONG))

    assert [(finding.where, finding.is_hint) for finding in found] == [
        ("Inleiding", True),
        ("Inhoud, 1: Tekst", True),
        ("Inhoud, 1: Tekst", True),
    ]
    assert found[0].sentence == (
        "De zin ‘Deze zin heeft heel heel heel heel heel heel heel…’ heeft 27 woorden. Maak er twee van."
    )


def test_sentences_in_all_kinds_of_blocks_are_read() -> None:
    accordion = {"title": "Vragen", "items": [{"title": "Waarom?", "text": RichText(f"<p>{LONG}</p>")}]}
    quote = {"text": LONG, "name": "", "role": ""}

    assert kinds(page(("accordion", accordion), ("quote", quote))) == [Kind.SENTENCE, Kind.SENTENCE]


def test_a_picture_without_description_is_found_on_top_and_in_blocks() -> None:
    made = page()
    made.body.raw_data.append(stored("picture", {"picture": 7, "description": "", "caption": ""}))
    made.body.raw_data.append(stored("picture", {"picture": 7, "description": "Een plein.", "caption": ""}))
    album = [{"type": "item", "value": {"picture": number, "description": ""}, "id": str(number)} for number in (7, 8)]
    made.body.raw_data.append(stored("album", {"title": "Feest", "pictures": album}))

    assert picture_ids(made) == {7, 8}
    assert kinds(made) == []
    assert kinds(made, pictures_without_description={8}) == [Kind.PICTURE]
    made.picture_id = 9
    found = check(made, pictures_without_description={7})
    assert [(finding.kind, finding.where) for finding in found] == [
        (Kind.PICTURE, "Foto"),
        (Kind.PICTURE, "Inhoud, 1: Foto"),
        (Kind.PICTURE, "Inhoud, 3: Fotoalbum"),
    ]


def stored(kind: str, value: object) -> dict[str, object]:
    """A block as the database holds it."""
    return {"type": kind, "value": value, "id": f"{kind}-1"}


def test_a_film_without_captions_is_found() -> None:
    film = {"title": "Feest", "url": "https://example.org/film", "picture": None, "transcript": ""}

    assert kinds(page(("video", film | {"has_captions": False}))) == [Kind.FILM]
    assert kinds(page(("video", film | {"has_captions": True}))) == []


def test_every_text_of_a_page_type_is_read_not_only_the_body() -> None:
    wijk_page = WijkPage(title="Zuid", slug="zuid", about_lead=LONG, contact_lead=LONG)
    news = NewsPage(title="Nieuws", slug="nieuws", lead=LONG)

    assert [finding.where for finding in check(wijk_page)] == ["Bij Alles over mijn wijk", "Bij Contact"]
    assert [finding.where for finding in check(news)] == ["Inleiding"]


def test_reading_rich_text_keeps_links_inside_their_paragraph() -> None:
    found = read(
        '<p>Ga naar <a linktype="page" id="3">de <b>agenda</b></a>.<br/>Nu.</p><h2>Kop</h2><ol><li>Een</li></ol>'
    )

    assert found.links == ["de agenda"]
    assert found.headings == [(2, "Kop")]
    assert found.paragraphs == ["Ga naar de agenda. Nu.", "Een"]
