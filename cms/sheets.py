"""CSV files that a Dutch spreadsheet opens as they are, and where no text becomes a formula (inbox.md section 11)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_DANGEROUS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Number(str):
    """A cell that we wrote as a number ourselves, so that its minus sign is no formula."""

    __slots__ = ()


def euros(cents: int | None) -> Number:
    """An amount in cents as a cell in euro with a decimal comma: "1234,56". Empty for None."""
    if cents is None:
        return Number("")
    whole, rest = divmod(abs(cents), 100)
    return Number(f"{'-' if cents < 0 else ''}{whole},{rest:02d}")


def safe(cell: object) -> str:
    """A cell as text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    if isinstance(cell, Number | int) or not text.lstrip().startswith(_DANGEROUS) and not text.startswith(_DANGEROUS):
        return text
    return f"'{text}"


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8 with a byte order mark, semicolons between the cells, one line per row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")
