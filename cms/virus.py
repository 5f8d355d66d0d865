"""Asking ClamAV whether a file holds a virus (spec/forms.md, Uploads; fault 54).

Speaks clamd's own INSTREAM command over a socket: https://docs.clamav.net/manual/Usage/Scanning.html#clamd. The
setting CLAMAV says where it listens, "tcp://host:3310" or "unix:///run/clamav/clamd.ctl"; empty, nothing is scanned.
"""

import contextlib
import logging
import socket
import time
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings

logger = logging.getLogger(__name__)

# For one file, in seconds: connecting, sending and the answer together.
PATIENCE_S = 10
# After a scanner that was silent or away nobody waits for it again so soon, in seconds.
LEFT_ALONE_S = 30
PORT = 3310
_CHUNK = 64 * 1024
_MAX_ANSWER = 4096

_silent_until = 0.0


class Verdict(Enum):
    """What is known of a file. UNKNOWN: it was not scanned, so nobody may open it yet."""

    CLEAN = "clean"
    FOUND = "found"
    UNKNOWN = "unknown"


def is_on() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.CLAMAV)


def scan(content: bytes, *, is_patient: bool = False) -> Verdict:
    """Have a file scanned. CLEAN where this installation has no scanner; UNKNOWN where it gives no clear answer.

    is_patient: ask again also where the scanner was silent a moment ago, as a job does that nobody waits for.
    """
    global _silent_until
    if not is_on():
        return Verdict.CLEAN
    if not is_patient and time.monotonic() < _silent_until:
        return Verdict.UNKNOWN
    try:
        answer = _ask(content, time.monotonic() + PATIENCE_S)
    except OSError as error:
        _silent_until = time.monotonic() + LEFT_ALONE_S
        logger.warning("the virus scanner does not answer: %s", type(error).__name__)
        return Verdict.UNKNOWN
    if answer.endswith(b" FOUND"):
        return Verdict.FOUND
    if answer == b"stream: OK":
        return Verdict.CLEAN
    logger.warning("the virus scanner gave no verdict")
    return Verdict.UNKNOWN


def _ask(content: bytes, until: float) -> bytes:
    """The answer, without the zero byte that ends it.

    Raises:
        OSError: when nobody listens, or not within the time (monotonic seconds).
    """
    with _connected(until) as line:
        # Over a file that is too big for it, it hangs up halfway: what it said about that is still there.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), _CHUNK):
                chunk = content[at : at + _CHUNK]
                line.settimeout(_left(until))
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
        answer = b""
        while b"\0" not in answer and len(answer) < _MAX_ANSWER:
            line.settimeout(_left(until))
            part = line.recv(_MAX_ANSWER)
            if not part:
                break
            answer += part
    return answer.partition(b"\0")[0].strip()


def _connected(until: float) -> socket.socket:
    where = urlsplit(settings.CLAMAV)
    if where.scheme == "tcp":
        return socket.create_connection((where.hostname or "", where.port or PORT), timeout=_left(until))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(_left(until))
    try:
        line.connect(where.path)
    except OSError:
        line.close()
        raise
    return line


def _left(until: float) -> float:
    """How long there still is, in seconds.

    Raises:
        TimeoutError: when the time is up.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
