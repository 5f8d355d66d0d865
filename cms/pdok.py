"""The address of a postcode and house number, asked of PDOK's Locatieserver where the municipality turned that on.

Never an obstacle (fault 54): switched off, down, slow, or an answer that makes no sense all give None, and the form
goes on by hand. What is asked goes to one host, the one of `PDOK_URL` (fault 35): redirects are not followed, and what
a resident typed stands in the question alone. `MUNICIPALITY_NAME` decides which addresses count.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings

from cms.bounds import in_municipality
from cms.postcodes import is_pc6

# For everything together: finding the host, connecting, asking and reading (spec/forms.md, Address).
LIMIT_S = 2.0
MOST_BYTES = 64 * 1024
_CHUNK = 8 * 1024
_FIELDS = "straatnaam,woonplaatsnaam,gemeentenaam,postcode,huisnummer,centroide_ll"
_NUMBER = re.compile(r"(\d{1,5})(.{0,10})", re.ASCII | re.DOTALL)
_POINT = re.compile(r"POINT\s?\((-?\d{1,3}\.\d{1,15}) (-?\d{1,3}\.\d{1,15})\)", re.ASCII)
_MOST_LETTERS = 80
_SIX_DECIMALS = Decimal("0.000001")
_log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """PDOK gave nothing that can be used; the message names no address."""


@dataclass(frozen=True)
class Address:
    """An address in the municipality; the point in degrees (WGS 84), both or none."""

    street: str
    town: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def line(self, house_number: str) -> str:
        """As people write it: "Bosdrift 12, Hilversum"."""
        return f"{self.street} {house_number}, {self.town}"


def is_on() -> bool:
    """Whether the municipality has an address look-up."""
    return bool(settings.PDOK_URL)


def find_address(postcode: str, house_number: str) -> Address | None:
    """The address of a normalised postcode with letters and a house number as typed; None where there is none to find.

    Waits at most LIMIT_S seconds. Raises nothing.
    """
    number = _NUMBER.fullmatch(house_number)
    if not (is_on() and number and is_pc6(postcode)):
        return None
    try:
        return _chosen(_answer(postcode, number[1]), postcode, number[1])
    except NoAnswer as reason:
        _log.warning("Het adres opzoeken lukte niet: %s", reason)
        return None


def is_safe(url: str) -> bool:
    """Whether a base address may be asked: over https, or on this very machine, and without anything hidden in it."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_local = parts.scheme == "http" and parts.hostname == "127.0.0.1"
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment) and has_port
    return is_plain and bool(parts.hostname) and (parts.scheme == "https" or is_local)


def _answer(postcode: str, number: str) -> bytes:
    """What PDOK says, within the limit.

    Raises:
        NoAnswer: when that is nothing, too late or too much.
    """
    if not is_safe(settings.PDOK_URL):
        raise NoAnswer("PDOK_URL is geen https-adres")
    parts = urlsplit(settings.PDOK_URL)
    town = settings.MUNICIPALITY_NAME.replace("\\", "").replace('"', "")
    asked = [
        ("q", f"{postcode} {number}"),
        ("fq", "type:adres"),
        ("fq", f"postcode:{postcode}"),
        ("fq", f"huisnummer:{int(number)}"),
        ("fq", f'gemeentenaam:"{town}"'),
        ("fl", _FIELDS),
        ("rows", "10"),
    ]
    deadline = time.monotonic() + LIMIT_S
    task = _threads().submit(_fetch, parts, f"{parts.path or '/'}?{urlencode(asked)}", deadline)
    try:
        return task.result(timeout=LIMIT_S)
    except TooLate:
        task.cancel()
        raise NoAnswer("er kwam op tijd geen antwoord") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(type(error).__name__) from None


@cache
def _threads() -> ThreadPoolExecutor:
    """Where the asking is done: finding a host knows no time limit, and a thread can be left behind."""
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="pdok")


def _fetch(parts: SplitResult, path: str, deadline: float) -> bytes:
    """Ask, and read what comes back. A server that sends drop by drop is hung up on at the deadline."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise NoAnswer("er kwam op tijd geen antwoord")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=left)
    try:
        connection.connect()
        hang_up = threading.Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection.sock])
        hang_up.daemon = True
        hang_up.start()
        try:
            return _read(connection, path)
        finally:
            hang_up.cancel()
    finally:
        connection.close()


def _read(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"Accept": "application/json", "Connection": "close"})
    response = connection.getresponse()
    # A redirect is no answer either: what is asked stays with the host of the setting.
    if response.status != 200:
        raise NoAnswer(f"status {response.status}")
    body = b""
    while part := response.read(_CHUNK):
        body += part
        if len(body) > MOST_BYTES:
            raise NoAnswer("het antwoord is te groot")
    return body


def _hang_up(sock: socket.socket) -> None:
    try:
        # Not the method of an ssl socket, which first says goodbye.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return


def _chosen(body: bytes, postcode: str, number: str) -> Address | None:
    """The address in an answer; what is not of this municipality, postcode and number is left aside.

    Raises:
        NoAnswer: when it is no answer of a Locatieserver.
    """
    try:
        found = json.loads(body)["response"]["docs"]
        return next((address for row in found[:10] if (address := _address(row, postcode, number))), None)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoAnswer("het antwoord is niet te lezen") from None


def _address(row: dict[str, Any], postcode: str, number: str) -> Address | None:
    street, town = _words(row["straatnaam"]), _words(row["woonplaatsnaam"])
    is_here = str(row["gemeentenaam"]).casefold() == settings.MUNICIPALITY_NAME.casefold()
    is_asked = row["postcode"] == postcode and str(row["huisnummer"]) == number.lstrip("0")
    if not (is_here and is_asked and street and town):
        return None
    return Address(street, town, *_point(str(row.get("centroide_ll", ""))))


def _words(text: object) -> str:
    """A name of a street or town on one line; "" where it can't be one."""
    line = " ".join(str(text).split()) if isinstance(text, str) else ""
    return line if len(line) <= _MOST_LETTERS and line.isprintable() else ""


def _point(text: str) -> tuple[Decimal | None, Decimal | None]:
    found = _POINT.fullmatch(text)
    try:
        longitude, latitude = (Decimal(value).quantize(_SIX_DECIMALS) for value in found.groups()) if found else (0, 0)
    except InvalidOperation:
        return None, None
    return (latitude, longitude) if found and in_municipality(latitude, longitude) else (None, None)
