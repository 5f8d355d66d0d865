"""Fault 33: what residents type never becomes a formula, in CSV or Excel, opened by LibreOffice itself."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from cms.sheets import csv_bytes, xlsx_bytes

HOSTILE = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1;1)", "|calc", "%0A=1", "\t=1+1", "\r=1+1", "\n=1+1"),
    *("＝1+1", "＋1+1", "－1+1", "＠SUM(1;1)", "  =1+1", "'=1+1", "\u200b=1+1", "\x00=1+1"),
    *("=cmd|'/C calc'!A0", '=HYPERLINK("http://evil.example";"klik")', "=DDE(1;2;3)", "=WEBSERVICE(1)", "{=1+1}"),
    *('";=1+1;"', "=1+1;=2+2", "a\n=1+1", "=ＳＵＭ(1;1)"),
)
OFFICE = shutil.which("soffice") or shutil.which("localc")


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice; where it is missing that is said aloud, and in CI it is a fault."""
    if OFFICE is None:
        assert os.environ.get("CI") != "true", "LibreOffice is missing: apt install libreoffice-calc-nogui"
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: no file was opened (apt install libreoffice-calc-nogui)")
    return OFFICE


def opened(office: str, file: Path) -> str:
    """The sheet as LibreOffice reads it: the XML of its own format, in which a formula is an attribute."""
    options = [f"-env:UserInstallation=file://{file.parent}/profile", "--headless", "--convert-to", "ods"]
    if file.suffix == ".csv":
        # Semicolon, double quote, UTF-8, from line 1; what looks like a formula may become one.
        options += ["--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1043,false,true,false,false,false,-1,true"]
    command = [office, *options, "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)  # noqa: S603 (our own file)
    with zipfile.ZipFile(file.with_suffix(".ods")) as book:
        return book.read("content.xml").decode()


@pytest.mark.once
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_a_formula_in_libreoffice(office: str, tmp_path: Path, kind: str) -> None:
    rows = [[text, "woorden", 1] for text in HOSTILE]
    file = tmp_path / f"zaken.{kind}"
    make = csv_bytes if kind == "csv" else xlsx_bytes
    file.write_bytes(make(["tekst", "=kop", "getal"], rows))
    xml = opened(office, file)

    assert xml.count("woorden") == len(HOSTILE)
    assert "table:formula" not in xml
    assert not re.search(r"<text:a ", xml)


@pytest.mark.once
def test_libreoffice_does_see_a_formula_where_there_is_one(office: str, tmp_path: Path) -> None:
    """So that the test above can fail."""
    file = tmp_path / "gevaar.csv"
    file.write_text("tekst;getal\n=1+1;2\n", encoding="utf-8-sig")
    assert "table:formula" in opened(office, file)


@pytest.mark.once
def test_every_cell_of_text_in_csv_begins_with_something_harmless() -> None:
    text = csv_bytes(["=kop"], [[value] for value in HOSTILE]).decode("utf-8-sig")
    for (cell,) in csv.reader(text.splitlines(keepends=True), delimiter=";"):
        assert cell.strip("\u200b\x00 \t")[:1] not in tuple("=+-@|%＝＋－＠"), cell
