"""Files that a Dutch spreadsheet opens as they are, and where no text becomes a formula (inbox.md section 11)."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_DANGEROUS = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")
_BREAKS = ("\t", "\r", "\n")


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
    if isinstance(cell, Number | int) or not (text.startswith(_BREAKS) or _seen(text).startswith(_DANGEROUS)):
        return text
    return f"'{text}"


def _seen(text: str) -> str:
    """A text from its first character that is seen: spreadsheets leave out spaces, controls and marks before it."""
    return text[next((at for at, sign in enumerate(text) if unicodedata.category(sign)[0] not in "CZ"), len(text)) :]


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8 with a byte order mark, semicolons between the cells, one line per row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, money: Collection[int] = (), mark: str = ""
) -> bytes:
    """An Excel file of one sheet. Text is a cell of text, whatever it begins with, and stays so when it is edited.

    money: the places of columns in cents, which become amounts in euro. mark: stands at the foot of printed pages.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    # "&" would begin a code of the footer.
    sheet.oddFooter.left.text = mark.replace("&", "&&")
    head = [_text(sheet, name) for name in header]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, value, is_money=place in money) for place, value in enumerate(row)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: object, *, is_money: bool) -> WriteOnlyCell | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value=Decimal(value) / 100 if is_money else value)
    if is_money:
        cell.number_format = "#,##0.00"
    elif isinstance(value, date):
        cell.number_format = "dd-mm-yyyy"
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """A cell of text: openpyxl itself would take "=1" for a formula."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell
