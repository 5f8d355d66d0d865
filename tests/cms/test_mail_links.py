"""`no_links`: what a mail reader would make into a link gets a space; ordinary Dutch stays as it is (fault 31)."""

import re
import unicodedata
from urllib.parse import quote

import pytest

from cms.mail.links import no_links
from cms.templatetags.mailtekst import geen_links, onderstreept

# What mail readers turn into links by themselves: an address with a scheme, a host name, an e-mail address.
LINKED = re.compile(r"(?i)[a-z][a-z0-9+.-]*://|\bmailto:\S|\btel:\S|[\w-]\.[^\W\d_]{2,}|\S@\S|\b\d+\.\d+\.\d+\.\d+\b")


def encoded(text: str, times: int) -> str:
    for _turn in range(times):
        text = "".join(f"%{ord(sign):02x}" for sign in text) if "%" not in text else quote(text, safe="")
    return text


@pytest.mark.parametrize(
    "text",
    [
        "http://evil.com/pad?x=1",
        "HTTPS://EVIL.COM",
        "evil.com",
        "www.evil.com",
        "kijk op evil.com/pad",
        "(evil.com)",
        "evil\u2024com",
        "evil\u3002com",
        "evil\uff0ecom",
        "evil\uff61com",
        "ｅｖｉｌ．ｃｏｍ",
        "еvil.com",
        "xn--vil-kxa.com",
        "ev\u200bil.com",
        "evil\u200b.\u200bcom",
        "evil.\u00adcom",
        "\u202emoc.live",
        "jan@evil.com",
        "mailto:jan",
        "tel:0900",
        "javascript:alert",
        "ftp://evil",
        "http:\\\\evil",
        "http://192.168.0.1/x",
        "192.168.0.1",
        "t.co/abc",
        "//evil.com",
        "http%3a%2f%2fevil%2ecom",
        encoded("http://evil.com", 1),
        encoded("http://evil.com", 6),
        "regel\nevil.com\nregel",
    ],
)
def test_nothing_is_left_that_becomes_a_link(text: str) -> None:
    safe = no_links(text)
    as_a_browser_reads_it = unicodedata.normalize("NFKC", safe).replace("\u3002", ".")
    assert LINKED.search(as_a_browser_reads_it) is None, safe
    assert "%" not in safe
    assert no_links(safe) == safe


@pytest.mark.parametrize(
    "text",
    [
        "Watertappunt op het Jan Korteplein",
        "Om 17.30 uur, t/m 20.11.2026, kosten € 1.500,00.",
        "D.w.z. a.s. zaterdag, o.a. met O'Brien-'t Hooft.",
        "Eind van de zin. Nieuwe zin... en dan…",
        "Verhouding 1:2, wie/wat? 100% zeker & 50 % korting",
        "½ liter, 3 m², Nguyễn, İstanbul, 🌳 👨\u200d👩\u200d👧",
        "Regel één\n\n  Regel twee\tmet tab",
        "",
    ],
)
def test_ordinary_text_stays_as_it_was(text: str) -> None:
    assert no_links(text) == text


def test_the_reader_still_sees_what_was_meant() -> None:
    assert (
        no_links("Zie http://evil.com/pad of mail jan@evil.com.")
        == "Zie http: //evil. com/pad of mail jan @ evil. com."
    )


def test_the_filters_do_the_same_in_a_template() -> None:
    assert geen_links("evil.com") == "evil. com"
    assert onderstreept("  Nog één\n klik ") == "Nog één klik\n============"
