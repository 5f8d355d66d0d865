"""Sheets as PDF, by WeasyPrint: tagged, with title and language, and without fetching anything from anywhere.

WeasyPrint needs the libraries of Pango on the machine. Where they are missing there is no PDF, and the print page does
the work (docs/operations.md).
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from PIL import ImageFile


class Fetching(ValueError):
    """A sheet asked for a file: it has none, so nothing is fetched."""


@cache
def can_make_pdf() -> bool:
    """Whether this machine can make a PDF; looked up once, since loading the library takes a while."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    finally:
        # WeasyPrint lets Pillow take half pictures, for the whole process. From residents we take whole ones alone.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    return True


def _no_fetching() -> Any:
    """A fetcher for WeasyPrint that refuses all: files of the machine and addresses of the network (fault 35)."""
    from weasyprint.urls import URLFetcher

    class Nothing(URLFetcher):
        """Fetches nothing."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            """Refuse.

            Raises:
                Fetching: always.
            """
            raise Fetching("a sheet fetches nothing")

    return Nothing()


def pdf_of(html: str, *, styles: Path, page_size: str = "A4") -> bytes:
    """A sheet as a tagged PDF (PDF/UA-1).

    html: a whole page that names no files. styles: its stylesheet, which names none either. page_size: as in CSS.

    Raises:
        OSError: where the libraries of Pango are missing; ask `can_make_pdf` first.
    """
    if not can_make_pdf():
        raise OSError("WeasyPrint finds no Pango on this machine")
    from weasyprint import CSS, HTML

    # It notes every step, and what of the stylesheet is for screens alone.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    nothing = _no_fetching()
    rules = (styles.read_text(encoding="utf-8"), f"@page {{ size: {page_size} }}")
    sheets = [CSS(string=rule, url_fetcher=nothing) for rule in rules]
    return HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
