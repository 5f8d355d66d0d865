"""The address look-up: what it asks, what it takes, and that nothing that goes wrong there is in anybody's way."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

import pytest

from cms.bounds import read_bounds, read_point
from cms.pdok import Address, find_address, is_safe
from tests.factories.locatieserver import BOSDRIFT, drip, found, hang, running, say

HILVERSUM = Address("Bosdrift", "Hilversum", Decimal("52.214988"), Decimal("5.170123"))


def test_an_address_is_found_and_only_the_question_goes_out(settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as server:
        settings.PDOK_URL = server.url
        address = find_address("1215AA", "12a")

    assert address == HILVERSUM
    assert address.line("12a") == "Bosdrift 12a, Hilversum"
    path, parameters = server.asked[0]
    assert path == "/free"
    assert ("q", "1215AA 12") in parameters
    assert [value for name, value in parameters if name == "fq"] == [
        "type:adres",
        "postcode:1215AA",
        "huisnummer:12",
        'gemeentenaam:"Hilversum"',
    ]


def test_switched_off_nothing_is_asked(settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as server:
        settings.PDOK_URL = ""
        assert find_address("1215AA", "12") is None
        settings.PDOK_URL = server.url
        for postcode, number in (("1215", "12"), ("", "12"), ("1215AA", ""), ("1215AA", "boven"), ("1215AA", "١٢")):
            assert find_address(postcode, number) is None

    assert server.asked == []


@pytest.mark.parametrize(
    "change",
    [
        {"gemeentenaam": "Laren"},
        {"postcode": "1215AB"},
        {"huisnummer": 13},
        {"straatnaam": "x" * 81},
        {"straatnaam": "Bos\u202edrift"},
        {"straatnaam": ["Bosdrift"]},
        {"woonplaatsnaam": ""},
    ],
)
def test_another_address_than_asked_is_left_aside(settings: Any, change: dict[str, Any]) -> None:
    with running(say(found(BOSDRIFT | change))) as server:
        settings.PDOK_URL = server.url
        assert find_address("1215AA", "12") is None


@pytest.mark.parametrize("point", ["", "POINT(52.2 5.1)", "POINT(x y)", "POINT(4.89 52.37)", "POINT(NaN 52.2)"])
def test_a_point_outside_the_municipality_is_left_out(settings: Any, point: str) -> None:
    with running(say(found(BOSDRIFT | {"centroide_ll": point}))) as server:
        settings.PDOK_URL = server.url
        assert find_address("1215AA", "12") == Address("Bosdrift", "Hilversum")


@pytest.mark.parametrize(
    "answer",
    [
        say(b"", 500),
        say(b"<html>onderhoud</html>"),
        say(b"\xff\xfe\x00"),
        say(b"[1, 2]"),
        say(b'{"response": {"docs": [{}]}}'),
        say(b'{"response": {"docs": [null]}}'),
        say(b'{"response": {"docs": 3}}'),
        say(b"[" * 50_000),
        say(b" " * 65_537 + found(BOSDRIFT)),
        say(found()),
    ],
    ids=["500", "html", "bytes", "list", "empty row", "null row", "number", "deep", "huge", "none"],
)
def test_an_answer_without_sense_is_no_answer(settings: Any, answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    with running(answer) as server, caplog.at_level(logging.DEBUG):
        settings.PDOK_URL = server.url
        assert find_address("1215AA", "12") is None

    assert len(server.asked) == 1
    assert "1215" not in caplog.text and "Bosdrift" not in caplog.text


def test_a_redirect_is_not_followed(settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as elsewhere, running(say(b"", 302, Location=elsewhere.url)) as server:
        settings.PDOK_URL = server.url
        assert find_address("1215AA", "12") is None

    assert len(server.asked) == 1
    assert elsewhere.asked == []


@pytest.mark.parametrize("answer", [hang, drip])
def test_a_server_that_hangs_is_hung_up_on(settings: Any, answer: Any) -> None:
    """It would go on for 30 seconds; that it saw the connection end shows that nobody waited for it."""
    with running(answer) as server:
        settings.PDOK_URL = server.url
        assert find_address("1215AA", "12") is None
        assert server.hung_up.wait(25)


def test_nobody_there_is_no_answer(settings: Any) -> None:
    with running(say(found(BOSDRIFT))) as server:
        settings.PDOK_URL = server.url
    assert find_address("1215AA", "12") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://zoek.example.org/locatieserver/free", True),
        ("http://127.0.0.1:8000/free", True),
        ("http://zoek.example.org/free", False),
        ("http://127.0.0.1.example.org/", False),
        ("https://", False),
        ("https://naam:geheim@zoek.example.org/", False),
        ("https://zoek.example.org/free?q=1", False),
        ("https://zoek.example.org:99999/", False),
        ("file:///etc/passwd", False),
        ("ftp://127.0.0.1/", False),
        ("http://[::1]/", False),
        ("http://2130706433/", False),
        ("http://169.254.169.254/", False),
        ("", False),
    ],
)
def test_only_https_or_this_machine_is_asked(settings: Any, url: str, expected: bool) -> None:
    assert is_safe(url) is expected
    if not expected:
        settings.PDOK_URL = url
        assert find_address("1215AA", "12") is None


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "53,5,52,6", "52,6,53,5", "52,5,91,6", "NaN,1,2,3"]
)
def test_a_box_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no box"):
        read_bounds(text)


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("52.2149876", "5.1701234", (Decimal("52.214988"), Decimal("5.170123"))),
        (" 52.17 ", "5.09", (Decimal("52.17"), Decimal("5.09"))),
        ("52.169999", "5.17", None),
        ("5.17", "52.21", None),
        ("NaN", "5.17", None),
        ("Infinity", "5.17", None),
        ("1e999999", "5.17", None),
        ("", "", None),
        ("<b>", "5.17", None),
        ("9" * 500, "5.17", None),
    ],
)
def test_a_point_is_read_inside_the_municipality_alone(latitude: str, longitude: str, point: Any) -> None:
    assert read_point(latitude, longitude) == point
