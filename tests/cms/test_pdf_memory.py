"""What a PDF costs in memory: the process that takes it in, and the one that reads it, together (fault 36)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cms.test_pdfs import REFUSED
from tests.factories.files import add_image, pdf, picture

MEGABYTE = 1024 * 1024
MEASURE = """
import re, resource, sys
from pathlib import Path
from django.conf import settings
settings.configure(CLAMAV="", USE_I18N=False)
from django.core.files.uploadedfile import SimpleUploadedFile
from cms.uploads import UploadError, clean_file
try:
    taken = len(clean_file(SimpleUploadedFile("a.pdf", sys.stdin.buffer.read(), content_type="application/pdf")).bytes)
except UploadError:
    taken = 0
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(taken, (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""


def measured(content: bytes) -> tuple[int, int]:
    """How long the PDF is that we keep (0: refused), and the peak of both processes together, in MB."""
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURE],
        input=content,
        capture_output=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    taken, peak = ran.stdout.split()
    return int(taken), int(peak)


@pytest.mark.parametrize("name", ["page that grows to 300 MB", "three million numbers"])
def test_a_pdf_that_wants_all_memory_gets_none_of_it(name: str) -> None:
    taken, peak = measured(REFUSED[name][0]())

    assert taken == 0
    assert peak < 256


@pytest.mark.parametrize(
    "make",
    [
        lambda: pdf(change=lambda made: _photo(made, "/DCTDecode", picture())),
        lambda: pdf(change=lambda made: _photo(made, "/FlateDecode", b"")),
        lambda: pdf(change=_long_page, compress_streams=False),
    ],
)
def test_the_heaviest_pdf_that_is_taken_stays_below_256_mb(make: Callable[[], bytes]) -> None:
    content = make()
    taken, peak = measured(content)

    assert 19 * MEGABYTE < len(content) <= 20 * MEGABYTE
    assert taken > 0
    assert peak < 256


def _photo(made, filter_name: str, begins_with: bytes) -> None:
    """Almost 20 MB of pixels."""
    add_image(made, begins_with + os.urandom(20 * MEGABYTE - 5000), filter_name)


def _long_page(made) -> None:
    """A page of almost 20 MB of lines."""
    made.pages[0].obj.Contents = made.make_stream(b"0 0 m " * 3_400_000)
