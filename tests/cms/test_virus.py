"""Talking to the virus scanner, against one that speaks its protocol (fault 54)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms import virus
from cms.uploads import UploadError, clean_file, clean_image
from cms.virus import Verdict, scan
from tests.factories.files import EICAR, Clamd, pdf_file, photo, running_clamd


@pytest.fixture
def clamd(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clamd]:
    """A scanner that runs, and that nobody found silent yet."""
    monkeypatch.setattr(virus, "_silent_until", 0.0)
    monkeypatch.setattr(virus, "PATIENCE_S", 0.4)
    with running_clamd() as clamd:
        settings.CLAMAV = clamd.address
        yield clamd


def test_without_a_scanner_every_file_passes(settings) -> None:
    settings.CLAMAV = ""

    assert scan(EICAR) is Verdict.CLEAN


@pytest.mark.parametrize("size", [0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 1_000_000])
def test_the_whole_file_reaches_the_scanner(clamd: Clamd, size: int) -> None:
    content = bytes(number % 251 for number in range(size))

    assert scan(content) is Verdict.CLEAN
    assert clamd.scanned == [content]


def test_a_virus_is_found(clamd: Clamd) -> None:
    assert scan(b"x" * 100_000 + EICAR) is Verdict.FOUND


@pytest.mark.parametrize("mood", ["silent", "rude", "garbage"])
def test_a_scanner_without_an_answer_leaves_it_unknown(clamd: Clamd, mood: str) -> None:
    clamd.mood = mood

    assert scan(b"foto") is Verdict.UNKNOWN


@pytest.mark.parametrize("size", [10, 5_000_000])
def test_a_file_that_is_too_big_for_the_scanner_is_unknown(clamd: Clamd, size: int) -> None:
    clamd.mood = "small"

    assert scan(b"x" * size) is Verdict.UNKNOWN


def test_nobody_waits_twice_for_a_silent_scanner_and_the_job_asks_again(clamd: Clamd) -> None:
    clamd.mood = "silent"
    began = time.monotonic()
    assert [scan(b"foto") for _turn in range(5)] == [Verdict.UNKNOWN] * 5
    assert time.monotonic() - began < 1.5  # one wait of 0.4 s, not five
    assert len(clamd.scanned) == 1

    clamd.mood = "well"
    assert scan(b"foto") is Verdict.UNKNOWN
    assert scan(b"foto", is_patient=True) is Verdict.CLEAN


def test_a_scanner_that_is_down_leaves_it_unknown_and_says_so_without_the_file(
    settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(virus, "_silent_until", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.CLAMAV = f"tcp://127.0.0.1:{taken.getsockname()[1]}"

    assert scan(b"geheim") is Verdict.UNKNOWN
    assert "the virus scanner does not answer: ConnectionRefusedError" in caplog.text
    assert "geheim" not in caplog.text


def test_a_scanner_on_a_socket_of_this_machine(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virus, "_silent_until", 0.0)
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    door.bind(str(tmp_path / "clamd.ctl"))
    door.listen()

    def answer() -> None:
        line, _from = door.accept()
        with line:
            line.recv(100)
            line.sendall(b"stream: Win.Test FOUND\0")

    threading.Thread(target=answer, daemon=True).start()
    settings.CLAMAV = f"unix://{tmp_path}/clamd.ctl"
    assert scan(b"x") is Verdict.FOUND
    door.close()
    (tmp_path / "clamd.ctl").unlink()
    assert scan(b"x", is_patient=True) is Verdict.UNKNOWN


@pytest.mark.parametrize("file", [lambda: photo(behind=EICAR), lambda: pdf_file(pdf_file().read() + EICAR)])
def test_a_file_with_a_virus_is_refused_with_a_sentence(clamd: Clamd, file) -> None:
    with pytest.raises(UploadError, match="In dit bestand zit een virus. We hebben het niet bewaard."):
        clean_file(file())


@pytest.mark.parametrize(("mood", "is_quarantined"), [("well", False), ("silent", True), ("garbage", True)])
@pytest.mark.parametrize("file", [photo, pdf_file])
def test_a_file_that_was_not_scanned_is_put_aside(clamd: Clamd, mood: str, is_quarantined: bool, file) -> None:
    clamd.mood = mood

    assert clean_file(file()).is_quarantined is is_quarantined


def test_a_picture_alone_is_scanned_as_well(clamd: Clamd) -> None:
    assert not clean_image(photo()).is_quarantined
    with pytest.raises(UploadError, match="virus"):
        clean_image(photo(behind=EICAR))
