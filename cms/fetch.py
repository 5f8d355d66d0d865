"""Fetching a file from another host without being led astray (fault 35: SSRF).

Only hosts on a list of the municipality, only public addresses, and the address that was looked up is the one that is
connected to, so that a name cannot change its meaning in between (DNS rebinding). Redirects go through the same door.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.translation import gettext as _

MOST_REDIRECTS = 3
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}


class FetchError(Exception):
    """A file that was not fetched; the text says why and names no address of ours."""


@dataclass(frozen=True)
class Fetched:
    """A file, the tag to ask for it again with, and whether it is what we had already."""

    body: bytes
    etag: str = ""
    is_unchanged: bool = False


Lookup = Callable[[str, int], Iterable[str]]
Connect = Callable[..., socket.socket]


def lookup(host: str, port: int) -> list[str]:
    """The addresses of a host.

    Raises:
        FetchError: when it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise FetchError(_("We kunnen %(host)s niet vinden.") % {"host": host}) from None
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet: not of this machine, its network, or a cloud's own."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if int(address) >> 32 == 0x64FF9B << 64:
            # An IPv4 address behind NAT64.
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


def https_of(url: str) -> str:
    """The address behind one that calendars open by themselves ("webcal://"); any other as it is."""
    scheme, sign, rest = url.partition("://")
    return f"https://{rest}" if sign and scheme.lower() in ("webcal", "webcals") else url


def checked(url: str, *, hosts: Iterable[str]) -> SplitResult:
    """The parts of an address that may be fetched.

    Raises:
        FetchError: for another scheme or port, a name and password, or a host that is not on the list.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise FetchError(_("Dit adres klopt niet.")) from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FetchError(_("Alleen adressen met https:// of http:// kunnen."))
    if parts.username is not None or parts.password is not None or port not in (None, _PORTS[parts.scheme]):
        raise FetchError(_("Dit adres heeft een naam, een wachtwoord of een poort. Dat kan niet."))
    if any(sign.isspace() or ord(sign) < 33 for sign in parts.geturl()):
        raise FetchError(_("Dit adres klopt niet."))
    host = parts.hostname.rstrip(".").lower()
    if host not in {name.lower() for name in hosts}:
        text = _("%(host)s staat niet op de lijst van adressen waar we agenda's ophalen.")
        raise FetchError(text % {"host": host[:80]})
    return parts


def fetch(
    url: str,
    *,
    hosts: Iterable[str],
    most_bytes: int,
    seconds: float,
    etag: str = "",
    look_up: Lookup = lookup,
    connect: Connect = socket.create_connection,
) -> Fetched:
    """Fetch a file, within so many bytes and seconds in all. etag: of what we have.

    Raises:
        FetchError: when it may not or can't be fetched.
    """
    until = time.monotonic() + seconds
    hosts = tuple(hosts)
    for _turn in range(MOST_REDIRECTS + 1):
        parts = checked(url, hosts=hosts)
        answer, connection = _ask(parts, etag, until, look_up, connect)
        try:
            if answer.status in _REDIRECTS:
                url = urljoin(url, answer.headers.get("Location", ""))
                continue
            if answer.status == 304 and etag:
                return Fetched(b"", etag, is_unchanged=True)
            if answer.status != 200:
                raise FetchError(_("De server antwoordt met %(status)s.") % {"status": answer.status})
            return Fetched(_read(answer, connection, most_bytes, until), answer.headers.get("ETag", "")[:200])
        except (OSError, http.client.HTTPException, ValueError):
            raise FetchError(_("Het ophalen brak af. Probeer het later opnieuw.")) from None
        finally:
            connection.close()
    raise FetchError(_("Dit adres verwijst te vaak door."))


class _Pinned(http.client.HTTPConnection):
    """A connection to one address that was looked up and looked at; the name goes along for the certificate.

    It ends by itself after so many seconds, however slowly the other side keeps talking.
    """

    def __init__(self, parts: SplitResult, address: str, timeout: float, connect: Connect) -> None:
        self._parts, self._address, self._connect = parts, address, connect
        self._timer = threading.Timer(timeout, self._end)
        self._timer.daemon = True
        self._raw: socket.socket | None = None
        super().__init__(str(parts.hostname), _PORTS[parts.scheme], timeout=timeout)

    def connect(self) -> None:
        """Connect to the address itself: the name is not looked up again."""
        self.sock = self._raw = self._connect((self._address, self.port), self.timeout)
        self._timer.start()
        if self._parts.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
            self._raw = self.sock

    def close(self) -> None:
        """Close, and stop counting."""
        self._timer.cancel()
        super().close()

    def _end(self) -> None:
        if self._raw is not None:
            with contextlib.suppress(OSError):
                self._raw.shutdown(socket.SHUT_RDWR)


def _ask(
    parts: SplitResult, etag: str, until: float, look_up: Lookup, connect: Connect
) -> tuple[http.client.HTTPResponse, _Pinned]:
    host = str(parts.hostname)
    addresses = list(look_up(host, _PORTS[parts.scheme]))
    if not addresses or not all(is_public(address) for address in addresses):
        raise FetchError(_("%(host)s wijst naar een adres dat we niet ophalen.") % {"host": host})
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Accept": "text/calendar, text/plain;q=0.5", "Accept-Encoding": "identity", "User-Agent": "Wijkplein"}
    if etag:
        headers["If-None-Match"] = etag
    connection = _Pinned(parts, addresses[0], _left(until), connect)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse(), connection
    except (OSError, http.client.HTTPException, ValueError):
        connection.close()
        raise FetchError(_("%(host)s antwoordt niet.") % {"host": host}) from None


def _read(answer: http.client.HTTPResponse, connection: _Pinned, most_bytes: int, until: float) -> bytes:
    parts, size = [], 0
    while True:
        if connection.sock is not None:
            connection.sock.settimeout(_left(until))
        part = answer.read1(_CHUNK)
        if not part:
            # Cut off: by the other side, or by us when the time was over.
            _left(until)
            if answer.length:
                raise http.client.IncompleteRead(b"", answer.length)
            return b"".join(parts)
        size += len(part)
        if size > most_bytes:
            raise FetchError(_("Het bestand is te groot."))
        parts.append(part)


def _left(until: float) -> float:
    """The seconds that are left.

    Raises:
        FetchError: when there are none.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise FetchError(_("Het ophalen duurde te lang."))
    return left
