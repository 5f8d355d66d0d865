"""Fetching from another host: only hosts on the list, only public addresses, and never a second look-up (fault 35)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from cms.fetch import FetchError, fetch, is_public

HOSTS = ("agenda.example.org",)
URL = "http://agenda.example.org/a.ics"
LIMITS = {"most_bytes": 1000, "seconds": 3.0}


class Door:
    """Stands where the network is: hands out one end of a socket pair, and notes who was connected to."""

    def __init__(self, *answers: bytes) -> None:
        self.answers, self.asked, self.sent = list(answers), [], []

    def __call__(self, address: tuple[str, int], timeout: float) -> socket.socket:
        self.asked.append(address)
        ours, theirs = socket.socketpair()
        ours.settimeout(timeout)
        threading.Thread(target=self._answer, args=[theirs, self.answers.pop(0)], daemon=True).start()
        return ours

    def _answer(self, end: socket.socket, answer: bytes) -> None:
        with end:
            self.sent.append(end.recv(65536))
            end.sendall(answer)


def ok(body: bytes = b"BEGIN:VCALENDAR", headers: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def public(host: str, port: int) -> list[str]:
    return ["93.184.215.14"]


def test_a_file_of_a_host_on_the_list_is_fetched_from_the_address_that_was_looked_up() -> None:
    door = Door(ok(headers='ETag: "1"\r\n'))
    found = fetch(URL, hosts=HOSTS, look_up=public, connect=door, **LIMITS)
    assert (found.body, found.etag) == (b"BEGIN:VCALENDAR", '"1"')
    assert door.asked == [("93.184.215.14", 80)]
    assert b"Host: agenda.example.org" in door.sent[0]


def test_what_we_have_is_not_sent_again() -> None:
    door = Door(b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert fetch(URL, hosts=HOSTS, etag='"1"', look_up=public, connect=door, **LIMITS).is_unchanged
    assert b'If-None-Match: "1"' in door.sent[0]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://agenda.example.org/a.ics",
        "gopher://agenda.example.org/",
        "//agenda.example.org/a.ics",
        "http://",
        "http://127.0.0.1/a.ics",
        "http://[::1]/a.ics",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://elders.example.org/a.ics",
        "http://agenda.example.org.kwaad.example/a.ics",
        "http://kwaad.example#agenda.example.org",
        "http://agenda.example.org@kwaad.example/",
        "http://naam:geheim@agenda.example.org/",
        "http://agenda.example.org:22/",
        "http://agenda.example.org:99999/",
        "http://agenda.example.org/a b",
        "http://agenda.example.org/\r\nX: y",
        "javascript:alert(1)",
        "http://[::1",
    ],
)
def test_nobody_is_connected_to_for_an_address_that_may_not_be(url: str) -> None:
    door = Door()
    with pytest.raises(FetchError):
        fetch(url, hosts=HOSTS, look_up=public, connect=door, **LIMITS)
    assert door.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 (an address to refuse)
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "geen adres",
    ],
)
def test_a_name_that_points_inside_is_not_connected_to(address: str) -> None:
    assert not is_public(address)
    door = Door()
    for found in ([address], ["93.184.215.14", address]):
        with pytest.raises(FetchError):
            fetch(URL, hosts=HOSTS, look_up=lambda host, port, found=found: found, connect=door, **LIMITS)
    assert door.asked == []


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:220:1::1", "::ffff:93.184.215.14"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_a_name_is_looked_up_once_for_each_request() -> None:
    answers: Iterator[list[str]] = iter([["93.184.215.14"], ["127.0.0.1"]])
    door = Door(ok())
    fetch(URL, hosts=HOSTS, look_up=lambda host, port: next(answers), connect=door, **LIMITS)
    assert door.asked == [("93.184.215.14", 80)]


def test_a_redirect_goes_through_the_same_door() -> None:
    door = Door(moved("/b.ics"), ok())
    assert fetch(URL, hosts=HOSTS, look_up=public, connect=door, **LIMITS).body == b"BEGIN:VCALENDAR"
    assert b"GET /b.ics" in door.sent[1]


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/", "file:///etc/passwd", "http://kwaad.example/", "//169.254.169.254/", ""]
)
def test_a_redirect_to_elsewhere_is_not_followed(to: str) -> None:
    door = Door(*[moved(to)] * 5)
    with pytest.raises(FetchError):
        fetch(URL, hosts=HOSTS, look_up=public, connect=door, **LIMITS)
    assert {address for address, _port in door.asked} == {"93.184.215.14"}


def test_redirects_end() -> None:
    door = Door(*[moved(URL)] * 5)
    with pytest.raises(FetchError, match="te vaak"):
        fetch(URL, hosts=HOSTS, look_up=public, connect=door, **LIMITS)
    assert len(door.asked) == 4


def test_a_file_that_is_too_large_is_not_read_to_its_end() -> None:
    door = Door(ok(b"X" * 5000))
    with pytest.raises(FetchError, match="te groot"):
        fetch(URL, hosts=HOSTS, look_up=public, connect=door, **LIMITS)


def test_another_answer_than_yes_is_told() -> None:
    door = Door(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(FetchError, match="404"):
        fetch(URL, hosts=HOSTS, look_up=public, connect=door, **LIMITS)


@pytest.mark.parametrize("answer", [b"", b"geen HTTP\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nkort"])
def test_an_answer_that_breaks_off_is_told(answer: bytes) -> None:
    with pytest.raises(FetchError):
        fetch(URL, hosts=HOSTS, look_up=public, connect=Door(answer), **LIMITS)


def test_who_keeps_talking_slowly_is_cut_off() -> None:
    class Dripping(Door):
        """Sends its headers one by one."""

        def _answer(self, end: socket.socket, answer: bytes) -> None:
            stop = threading.Event()
            with end:
                try:
                    end.sendall(b"HTTP/1.1 200 OK\r\n")
                    for number in range(200):
                        end.sendall(f"X-{number}: y\r\n".encode())
                        stop.wait(0.1)
                except OSError:
                    return

    door = Dripping(b"")
    with pytest.raises(FetchError):
        fetch(URL, hosts=HOSTS, look_up=public, connect=door, most_bytes=1000, seconds=0.4)
