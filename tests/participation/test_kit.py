"""Poster, flyer, cards and a text for the wijkkrant: of public words alone, as a page and as PDF."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import OpenerDirector

import pytest
import time_machine
from pikepdf import Pdf
from PIL import ImageFile

from django.test import Client

from cms import sheet_pdf
from participation import kit
from participation.models import PublicVersion, Submission
from participation.services import moderate
from participation.views import kit as views
from tests import needs
from tests.conftest import NOW
from tests.factories.residents import Town, lay_out_town, own_page, seeking_plan, sent_plan
from tests.payloads import XSS, alive

needs_poppler = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs poppler")


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case(town: Town) -> Submission:
    """A plan that seeks support until 1 January."""
    return seeking_plan(town)


@pytest.fixture
def page(client: Client, case: Submission) -> str:
    """Where the sheets stand."""
    return f"{own_page(client, case)}maak-bekend/"


@pytest.mark.parametrize("what", list(kit.SHEETS))
def test_every_sheet_says_the_public_words_and_nothing_of_a_person(
    client: Client, case: Submission, page: str, what: str
) -> None:
    response = client.get(f"{page}{what}/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "Geveltuinen in de straat" in response.text
    assert "1 januari 2027" in response.text
    for private in ("Swammerdamstraat", "Fatima", "fatima@", "Twintig geveltuintjes langs"):
        assert private not in response.text
    if what != "steunkaarten":
        assert f"wijkplein.example.org/wijken/oost/initiatieven/{case.reference.lower()}-" in response.text
        assert "<svg" in response.text and "kit-code" in response.text
    assert "<form" not in response.text and "style=" not in response.text and "<script" not in response.text


def test_cards_ask_no_name_and_no_list(client: Client, page: str) -> None:
    text = client.get(f"{page}steunkaarten/").text
    assert text.count('<section class="kit-card">') == 6
    for field in ("Postcode", "Huisnummer", "Voorletters"):
        assert text.count(f"<dt>{field}") == 6
    assert "Handtekening" not in text


def test_off_the_site_there_is_nothing_to_print(client: Client, town: Town, case: Submission, page: str) -> None:
    moderate.unpublish(submission=case, by=town.wijkregisseur, expected_version=case.version, now=NOW)
    home = client.get(own_page(client, case))
    assert "Maak je plan bekend" not in home.text
    for what in kit.SHEETS:
        assert client.get(f"{page}{what}/").status_code == 302
        assert client.get(f"{page}{what}.pdf").status_code in (302, 404)
    fresh = sent_plan(town, email="ander@example.org")
    assert "maak-bekend" not in client.get(own_page(client, fresh)).text


def test_cards_are_there_while_support_is_sought(client: Client, case: Submission, page: str) -> None:
    assert "steunkaarten" in client.get(own_page(client, case)).text
    Submission.objects.update(state="in_review")
    assert "steunkaarten" not in client.get(own_page(client, case)).text
    assert client.get(f"{page}steunkaarten/").status_code == 302
    assert "Lees meer over dit plan" in client.get(f"{page}poster/").text
    assert client.get(f"{page}onbekend/").status_code == 404


def test_an_english_plan_has_an_english_poster(client: Client, case: Submission, page: str) -> None:
    PublicVersion.objects.update(language="en")
    text = client.get(f"{page}poster/").text
    assert '<html lang="en">' in text
    assert "/en/wijken/oost/" in text


def test_payloads_in_the_public_text_do_nothing(client: Client, page: str) -> None:
    for payload in XSS[:6]:
        PublicVersion.objects.update(title=payload[:150], summary=payload[:300], place=payload[:150])
        assert alive(client.get(f"{page}poster/").text) == []


def read(*command: str | Path) -> str:
    """What a program of poppler says."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


@needs_poppler
@pytest.mark.parametrize("what", ["poster", "steunkaarten"])
def test_a_pdf_is_tagged_with_title_and_language(client: Client, page: str, what: str, tmp_path: Path) -> None:
    needs.pango()
    response = client.get(f"{page}{what}.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    file = tmp_path / "vel.pdf"
    file.write_bytes(response.content)

    info, text = read("pdfinfo", file), read("pdftotext", "-layout", file, "-")

    assert "Geveltuinen in de straat" in info
    assert "Tagged:          yes" in info
    assert "Pages:           1" in info
    with Pdf.open(file) as opened:
        assert str(opened.Root.Lang) == "nl"
    assert text.count("Geveltuinen in de straat") == (1 if what == "poster" else 6)
    assert "Terug naar je plan" not in text


def test_making_a_pdf_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 35: neither a file of this machine nor an address of the network."""
    needs.pango()
    opened: list[object] = []
    monkeypatch.setattr(OpenerDirector, "open", lambda *args, **kwargs: opened.append(args))
    pictures = "".join(f'<img src="{url}" alt="a">' for url in ("http://127.0.0.1:1/x", "file:///etc/passwd"))
    links = '<link rel="stylesheet" href="https://kwaad.example/x.css">'
    hostile = f'<html lang="nl"><title>t</title>{links}{pictures}'
    assert sheet_pdf.pdf_of(hostile, styles=views.STYLES, page_size="A4").startswith(b"%PDF")
    assert opened == []
    with pytest.raises(sheet_pdf.Fetching):
        sheet_pdf._no_fetching().fetch("file:///etc/passwd")


def test_pdfs_are_bounded_and_without_pango_there_are_none(
    client: Client, case: Submission, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "pdf_of", lambda html, styles, page_size: b"%PDF")
    monkeypatch.setattr(views, "can_make_pdf", lambda: True)
    codes = [client.get(f"{page}poster.pdf").status_code for _turn in range(21)]
    assert codes == [200] * 20 + [429]

    monkeypatch.setattr(views, "can_make_pdf", lambda: False)
    assert client.get(f"{page}poster.pdf").status_code == 404
    assert "Open als PDF" not in client.get(f"{page}poster/").text


def test_at_most_a_hundred_words() -> None:
    sentence = "een twee drie vier vijf."
    assert kit.first_words(" ".join([sentence] * 30), most=100).count("vijf.") == 20
    assert kit.first_words("een  twee.", "", "drie!", most=100) == "een twee. drie!"
    assert kit.first_words("woord " * 130, most=100).split()[-1] == "woord…"
    assert kit.first_words("", most=100) == ""


def test_making_pdfs_lets_no_half_picture_in() -> None:
    # WeasyPrint switches this on when it is loaded, for all that Pillow reads in the process.
    sheet_pdf.can_make_pdf()

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
