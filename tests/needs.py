"""What some tests need of the machine: where it is missing they are left out loudly, and in CI they fail."""

from __future__ import annotations

import os

import pytest

from cms import sheet_pdf


def pango() -> None:
    """WeasyPrint draws PDFs with the libraries of Pango."""
    if not sheet_pdf.can_make_pdf():
        assert os.environ.get("CI") != "true", "Pango is missing: apt install libpango-1.0-0 libpangoft2-1.0-0"
        pytest.skip("needs Pango")
