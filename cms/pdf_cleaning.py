"""Writes a PDF anew without anything that acts, hides or tells who made it. A program of its own, run by `cms.pdfs`.

It reads a file from strangers with a big library, so it runs in a process without settings or secrets, that gets so
much memory and time and can write no file. In comes the PDF, out goes the new one; the exit code is a `Refusal`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from enum import IntEnum
from typing import Any

MAX_PAGES = 50
# Of the whole process, in bytes; and of its computing, in seconds.
MEMORY_BYTES = 160 * 1024 * 1024
CPU_S = 15
# What one stream of a file may grow to.
STREAM_BYTES = 32 * 1024 * 1024

# What acts by itself, runs something, sends something out, or carries another file along.
_ACTING_KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/RichMediaSettings")
_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Hide", "/GoToE", "/GoToR"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"),
}
_ACTING_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
# What tells who made a file, when and with what; /AA and /OpenAction lead nowhere any more.
_DROPPED_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/AF", "/Ref", "/OPI", "/Thumb")
# Segments of a JPEG that hold words, a place or a small picture: APP1-APP13, APP15 and comments. APP0 and APP14 say
# how its colours are to be read.
_TELLING_SEGMENTS = {*range(0xE1, 0xEE), 0xEF, 0xFE}
_TELLING_BOXES = {b"xml ", b"uuid", b"uinf"}


class Refusal(IntEnum):
    """Why a PDF is not taken: the exit code."""

    PASSWORD = 20
    ACTING = 21
    PAGES = 22
    BROKEN = 23


class Refused(Exception):
    """Carries a `Refusal`."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.name)
        self.why = why


def cleaned(content: bytes) -> bytes:
    """The PDF, written anew.

    Raises:
        Refused: when it can't be read whole, or does more than show pages.
    """
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Refused(Refusal.PASSWORD) from None
    except Exception:  # noqa: BLE001 (a hostile file makes the parser raise almost anything)
        raise Refused(Refusal.BROKEN) from None
    with pdf:
        if pdf.is_encrypted:
            raise Refused(Refusal.PASSWORD)
        try:
            return _written(pdf)
        except Refused:
            raise
        except Exception:  # noqa: BLE001 (as above)
            raise Refused(Refusal.BROKEN) from None


def _written(pdf: Any) -> bytes:
    import pikepdf

    pages = len(pdf.pages)
    if not pages:
        raise Refused(Refusal.BROKEN)
    if pages > MAX_PAGES:
        raise Refused(Refusal.PAGES)
    parts = list(_parts(pdf))
    for part in parts:
        _refuse_acting(part)
    for part in parts:
        _quiet(part)
    del pdf.docinfo
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    written = io.BytesIO()
    pdf.save(
        written,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()


def _parts(pdf: Any) -> Iterator[Any]:
    """Every dictionary and stream of the file, also those inside others and those that nothing leads to."""
    from pikepdf import Array, Dictionary, Stream

    for thing in pdf.objects:
        waiting = [thing]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Dictionary | Stream):
                yield part
                waiting += [value for _key, value in part.items() if not _is_elsewhere(value)]
            elif isinstance(part, Array):
                waiting += [value for value in part if not _is_elsewhere(value)]


def _is_elsewhere(value: Any) -> bool:
    """Whether it is an object with a number of its own, which has its own turn."""
    return getattr(value, "is_indirect", False)


def _refuse_acting(part: Any) -> None:
    """Raise `Refused` for a part that does more than show something."""
    from pikepdf import Stream

    is_outside = isinstance(part, Stream) and ("/F" in part or "/FFilter" in part)
    is_action = str(part.get("/S", "")) in _ACTIONS
    is_annotation = str(part.get("/Subtype", "")) in _ACTING_ANNOTATIONS
    if is_outside or is_action or is_annotation or any(key in part for key in _ACTING_KEYS):
        raise Refused(Refusal.ACTING)


def _quiet(part: Any) -> None:
    """Take out what tells about its maker, and links that leave the file."""
    from pikepdf import Dictionary, Stream

    for key in _DROPPED_KEYS:
        if key in part:
            del part[key]
    for key in ("/A", "/PA"):
        action = part.get(key)
        if isinstance(action, Dictionary) and "/S" in action and str(action["/S"]) != "/GoTo":
            del part[key]
    if str(part.get("/S", "")) == "/GoTo" and "/Next" in part:
        del part["/Next"]
    if isinstance(part, Stream):
        _quiet_stream(part)


def _quiet_stream(stream: Any) -> None:
    """Leave of a photo only its pixels; read anything else to its end, so that nothing broken goes on to a reader."""
    if str(stream.get("/Subtype", "")) != "/Image":
        stream.read_bytes()
        return
    filters = [str(name) for name in _listed(stream.get("/Filter"))]
    if filters == ["/DCTDecode"]:
        stream.write(without_words(stream.read_raw_bytes()), filter=stream["/Filter"], decode_parms=_parms(stream))
    elif filters == ["/JPXDecode"]:
        stream.write(without_boxes(stream.read_raw_bytes()), filter=stream["/Filter"], decode_parms=_parms(stream))


def _parms(stream: Any) -> Any:
    return stream.get("/DecodeParms")


def _listed(value: Any) -> list[Any]:
    """A value, or the values of an array."""
    from pikepdf import Array

    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def without_words(jpeg: bytes) -> bytes:
    """A JPEG without EXIF (with the place it was taken), XMP, comments and small pictures; its pixels untouched.

    Raises:
        Refused: when its segments can't be followed.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise Refused(Refusal.BROKEN)
    kept, at = [b"\xff\xd8"], 2
    while True:
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at : at + 1] != b"\xff" or length < 2 or at + 2 + length > len(jpeg):
            raise Refused(Refusal.BROKEN)
        if jpeg[at + 1] == 0xDA:  # from here on the pixels
            return b"".join([*kept, jpeg[at:]])
        if jpeg[at + 1] not in _TELLING_SEGMENTS:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length


def without_boxes(jpeg: bytes) -> bytes:
    """A JPEG 2000 without the boxes that hold words or a place; its pixels untouched.

    Raises:
        Refused: when its boxes can't be followed.
    """
    if jpeg[4:8] != b"jP  ":  # pixels alone, without boxes
        return jpeg
    kept, at = [], 0
    while at < len(jpeg):
        length = int.from_bytes(jpeg[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(jpeg[at + 8 : at + 16], "big")
        length = length or len(jpeg) - at
        if length < 8 or at + length > len(jpeg):
            raise Refused(Refusal.BROKEN)
        if jpeg[at + 4 : at + 8] not in _TELLING_BOXES:
            kept.append(jpeg[at : at + length])
        at += length
    return b"".join(kept)


def _hold_back() -> None:
    """Little memory and time, and no writing. Not every system knows all of these."""
    import contextlib
    import resource

    limits = {"RLIMIT_AS": MEMORY_BYTES, "RLIMIT_CPU": CPU_S, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for name, most in limits.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def main() -> int:
    """Read a PDF, write the new one; the exit code is 0 or a `Refusal`."""
    from pikepdf import settings

    _hold_back()
    settings.set_qpdf_limits(flate_max_memory=STREAM_BYTES, run_length_max_memory=STREAM_BYTES)
    try:
        sys.stdout.buffer.write(cleaned(sys.stdin.buffer.read()))
    except Refused as refusal:
        return refusal.why
    except MemoryError:
        return Refusal.BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
