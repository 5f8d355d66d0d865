"""Files as residents send them, good and hostile, and a virus scanner on a thread."""

from __future__ import annotations

import contextlib
import io
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pikepdf
from PIL import Image

from django.core.files.uploadedfile import SimpleUploadedFile

# The test file of https://www.eicar.org that every scanner takes for a virus; in two parts, so that this file is none.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(kind: str = "JPEG", size: tuple[int, int] = (20, 10), **options: object) -> bytes:
    """A green picture."""
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, kind, **options)
    return file.getvalue()


def photo(name: str = "bankje.jpg", behind: bytes = b"") -> SimpleUploadedFile:
    """A picture of 20 by 10 pixels as a browser sends it; `behind` stands after its end."""
    return SimpleUploadedFile(name, picture() + behind, "image/jpeg")


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] = lambda made: None, **options: object) -> bytes:
    """A PDF with empty pages by Wilma; `change` may add to it, `options` are those of saving."""
    made = pikepdf.new()
    for _number in range(pages):
        made.add_blank_page()
    made.docinfo["/Author"] = "Wilma de Wit"
    change(made)
    file = io.BytesIO()
    made.save(file, **options)
    return file.getvalue()


def pdf_file(content: bytes | None = None, name: str = "tekening.pdf", declared: str = "application/pdf"):
    """A PDF as a browser sends it."""
    return SimpleUploadedFile(name, pdf() if content is None else content, declared)


def add_image(made: pikepdf.Pdf, content: bytes, filter_name: str) -> pikepdf.Stream:
    """Put encoded pixels on the first page."""
    image = made.make_stream(b"")
    image.write(content, filter=pikepdf.Name(filter_name))
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 20, 10, 8
    image.ColorSpace = pikepdf.Name.DeviceRGB
    made.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=image))
    return image


class Clamd:
    """A scanner that speaks clamd's INSTREAM on a port of this machine, and finds EICAR alone.

    mood: "well"; "silent" takes all and never answers; "rude" hangs up at once; "garbage" answers nonsense;
    "small" hangs up over a stream that is too big for it.
    """

    def __init__(self) -> None:
        self.mood = "well"
        self.scanned: list[bytes] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self._is_open = True
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        """For the setting CLAMAV."""
        return f"tcp://127.0.0.1:{self._door.getsockname()[1]}"

    def close(self) -> None:
        """Stop listening."""
        self._is_open = False
        self._door.close()

    def _serve(self) -> None:
        while self._is_open:
            try:
                line, _from = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            if self.mood == "rude":
                return
            command = _exactly(line, len(b"zINSTREAM\0"))
            if command != b"zINSTREAM\0":
                line.sendall(b"UNKNOWN COMMAND\0")
                return
            if self.mood == "small":
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
            content = b""
            while length := int.from_bytes(_exactly(line, 4), "big"):
                content += _exactly(line, length)
            self.scanned.append(content)
            if self.mood == "silent":
                time.sleep(5)
            elif self.mood == "garbage":
                line.sendall(b"\xff" * 10_000)
            else:
                line.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


def _exactly(line: socket.socket, length: int) -> bytes:
    """So many bytes."""
    found = b""
    while len(found) < length:
        part = line.recv(length - len(found))
        if not part:
            raise ConnectionError
        found += part
    return found


@contextlib.contextmanager
def running_clamd() -> Iterator[Clamd]:
    """A scanner for the length of a test."""
    clamd = Clamd()
    try:
        yield clamd
    finally:
        clamd.close()
