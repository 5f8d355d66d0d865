"""PDFs from residents: what acts, hides or tells too much is refused or gone (fault 36)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf

from cms import pdf_cleaning, pdfs
from cms.uploads import MAX_BYTES, UploadError, clean_file, clean_image
from tests.factories.files import EICAR, add_image, pdf, pdf_file, picture

UNSAFE = "In deze PDF zit iets wat niet veilig is"
BROKEN = "Deze PDF kunnen we niet openen"
LOCKED = "Deze PDF is beveiligd met een wachtwoord"
OTHER = "De naam van dit bestand past niet bij de inhoud"


def script() -> Dictionary:
    """A script that does something when it is run."""
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def with_root(**entries: object) -> bytes:
    """A PDF with something in its catalogue."""

    def change(made: Pdf) -> None:
        for key, value in entries.items():
            made.Root[f"/{key}"] = value

    return pdf(change=change)


def with_annotation(**entries: object) -> bytes:
    """A PDF with something to click on its page."""

    def change(made: Pdf) -> None:
        given = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": [0, 0, 9, 9]} | entries
        made.pages[0].obj.Annots = Array([made.make_indirect(Dictionary(**given))])

    return pdf(change=change)


def script_in_code() -> bytes:
    """A script whose names are written with the codes of letters; as long as before, so that the file is whole."""
    plain = with_root(OpenAction=script())
    return plain.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4AS").replace(b"app.alert", b"alert")


def attached(made: Pdf) -> None:
    """A file in the file."""
    made.attachments["virus.exe"] = b"MZ"


def hidden_script(made: Pdf) -> None:
    """A script that stands where nothing leads to it but the third action after an innocent one."""
    last = made.make_indirect(script())
    innocent = Dictionary(S=Name.GoTo, D="x", Next=Array([Dictionary(S=Name.GoTo, D="y", Next=last)]))
    made.Root.Outlines = made.make_indirect(Dictionary(First=made.make_indirect(Dictionary(Title="x", A=innocent))))


def outside_stream(made: Pdf) -> None:
    """A page whose content is a file on the reader's own disk."""
    made.pages[0].obj.Contents = made.make_stream(b"")
    made.pages[0].obj.Contents["/F"] = "/etc/passwd"


def broken_page(made: Pdf) -> None:
    """A page whose content is no content."""
    made.pages[0].obj.Contents = made.make_stream(b"")
    made.pages[0].obj.Contents.write(b"x" * 3000, filter=Name.FlateDecode)


def bomb(made: Pdf) -> None:
    """A page that grows to 300 MB."""
    made.pages[0].obj.Contents = made.make_stream(b"")
    made.pages[0].obj.Contents.write(zlib.compress(bytes(300_000_000)), filter=Name.FlateDecode)


def crowd(made: Pdf) -> None:
    """Small as a file, and too big for memory once it is read: three million numbers."""
    made.Root.Lots = Array([0] * 3_000_000)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "script when opened": (lambda: with_root(OpenAction=script()), UNSAFE),
    "script in the names": (
        lambda: with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array(["x", script()])))),
        UNSAFE,
    ),
    "script when closed": (lambda: with_root(AA=Dictionary(WC=script())), UNSAFE),
    "script on a link": (lambda: with_annotation(A=script()), UNSAFE),
    "script in a field": (
        lambda: with_root(AcroForm=Dictionary(Fields=Array([Dictionary(T="x", AA=Dictionary(K=script()))]))),
        UNSAFE,
    ),
    "script behind innocent actions": (lambda: pdf(change=hidden_script), UNSAFE),
    "script with a name in code": (script_in_code, UNSAFE),
    "starts a program": (lambda: with_annotation(A=Dictionary(S=Name.Launch, F="cmd.exe")), UNSAFE),
    "sends a form": (lambda: with_annotation(A=Dictionary(S=Name.SubmitForm, F="https://x.example")), UNSAFE),
    "reads data in": (lambda: with_annotation(A=Dictionary(S=Name.ImportData, F="x")), UNSAFE),
    "opens another file": (lambda: with_annotation(A=Dictionary(S=Name.GoToR, F="x.pdf")), UNSAFE),
    "opens a file within": (lambda: with_annotation(A=Dictionary(S=Name.GoToE, F="x.pdf")), UNSAFE),
    "attachment": (lambda: pdf(change=attached), UNSAFE),
    "attachment as a pin": (lambda: with_annotation(Subtype=Name.FileAttachment), UNSAFE),
    "film": (lambda: with_annotation(Subtype=Name.RichMedia), UNSAFE),
    "sound": (lambda: with_annotation(Subtype=Name.Sound), UNSAFE),
    "screen": (lambda: with_annotation(Subtype=Name.Screen), UNSAFE),
    "three dimensions": (lambda: with_annotation(Subtype=Name("/3D")), UNSAFE),
    "form in XML": (lambda: with_root(AcroForm=Dictionary(Fields=Array(), XFA="<xdp/>")), UNSAFE),
    "content from the reader's disk": (lambda: pdf(change=outside_stream), UNSAFE),
    "password to open": (lambda: pdf(encryption=Encryption(owner="a", user="b")), LOCKED),
    "password to change": (lambda: pdf(encryption=Encryption(owner="a", user="")), LOCKED),
    "51 pages": (lambda: pdf(51), "Deze PDF heeft te veel bladzijden. Kies een PDF van hoogstens 50 bladzijden."),
    "no pages": (lambda: pdf(0), BROKEN),
    "header alone": (lambda: b"%PDF-1.7\n", BROKEN),
    "half": (lambda: pdf(5)[:-700], BROKEN),
    "without its last line": (lambda: pdf()[:-40], BROKEN),
    "page that can not be read": (lambda: pdf(change=broken_page), BROKEN),
    "page that grows to 300 MB": (lambda: pdf(change=bomb), BROKEN),
    "three million numbers": (
        lambda: pdf(change=crowd, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        BROKEN,
    ),
    "a page of the web first": (lambda: b"<html><script>1</script>" + pdf(), OTHER),
    "zip": (lambda: b"PK\x03\x04" + pdf(), OTHER),
    "eicar": (lambda: EICAR, OTHER),
    "picture": (picture, OTHER),
    "empty": (lambda: b"", "Dit bestand is leeg. Kies een ander bestand."),
    "one byte over 20 MB": (lambda: pdf() + bytes(MAX_BYTES), "Dit bestand is te groot."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_pdf_is_refused_with_its_own_sentence(name: str) -> None:
    content, sentence = REFUSED[name]

    with pytest.raises(UploadError) as refused:
        clean_file(pdf_file(content()))

    assert str(refused.value).startswith(sentence)
    assert "ies" in str(refused.value) or "opnieuw" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("plan.pdf", "text/html"),
        ("plan.pdf", ""),
        ("plan.jpg", "image/jpeg"),
        ("plan.html", "application/pdf"),
        ("plan.pdf.exe", "application/pdf"),
    ],
)
def test_name_type_and_content_must_agree(name: str, declared: str) -> None:
    with pytest.raises(UploadError):
        clean_file(pdf_file(name=name, declared=declared))


def test_where_only_a_picture_is_asked_a_pdf_is_none() -> None:
    with pytest.raises(UploadError, match="Kies een foto: JPG, PNG, WEBP, GIF of HEIC."):
        clean_image(pdf_file())


def opened(content: bytes) -> Pdf:
    """What we wrote."""
    return pikepdf.open(io.BytesIO(clean_file(pdf_file(content)).bytes))


def test_a_plain_pdf_keeps_its_pages_and_loses_its_maker() -> None:
    def change(made: Pdf) -> None:
        with made.open_metadata() as words:
            words["dc:creator"] = ["Wilma de Wit"]
        made.pages[0].obj.PieceInfo = Dictionary(Illustrator=Dictionary(Who="Wilma de Wit"))
        made.pages[2].obj.Contents = made.make_stream(b"0 0 9 9 re f")

    source = pdf(50, change, compress_streams=False)
    assert source.count(b"Wilma de Wit") >= 3
    found = opened(source)

    assert len(found.pages) == 50
    assert found.pages[2].Contents.read_bytes() == b"0 0 9 9 re f"
    assert "/Info" not in found.trailer and "/Metadata" not in found.Root
    assert "/PieceInfo" not in found.pages[0].obj
    assert not [thing for thing in found.objects if b"Wilma" in thing.unparse()]


def test_what_stands_behind_the_end_is_gone() -> None:
    assert EICAR not in clean_file(pdf_file(pdf() + EICAR)).bytes


def test_links_to_elsewhere_are_gone_and_those_within_stay() -> None:
    def change(made: Pdf) -> None:
        page = made.pages[0].obj
        outside = Dictionary(S=Name.URI, URI="https://x.example")
        inside = Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]), Next=outside)
        links = [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=to) for to in (outside, inside)]
        page.Annots = Array(links)
        made.Root.OpenAction = Array([page, Name.Fit])

    found = opened(pdf(change=change))

    assert "/A" not in found.pages[0].obj.Annots[0]
    assert str(found.pages[0].obj.Annots[1].A.S) == "/GoTo"
    assert "/OpenAction" not in found.Root
    assert not [thing for thing in found.objects if b"x.example" in thing.unparse()]


def test_a_photo_within_loses_its_place_and_keeps_its_pixels() -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Camera van Wilma"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 13.0, 26.0)})
    source = picture(exif=exif, comment=b"Wilma de Wit")
    found = opened(pdf(change=lambda made: add_image(made, source, "/DCTDecode") and None))
    pixels = found.pages[0].Resources.XObject.Foto.read_raw_bytes()

    assert b"Wilma" in source and b"Wilma" not in pixels and b"Exif" not in pixels
    assert Image.open(io.BytesIO(pixels)).tobytes() == Image.open(io.BytesIO(source)).tobytes()


def test_boxes_with_words_leave_a_jpeg_2000() -> None:
    signature, words, pixels = b"\0\0\0\x0cjP  \r\n\x87\n", b"\0\0\0\x10xml <Wilma/>", b"\0\0\0\0jp2cpixels"

    assert pdf_cleaning.without_boxes(signature + words + pixels) == signature + pixels
    assert pdf_cleaning.without_boxes(b"\xff\x4f\xff\x51pixels") == b"\xff\x4f\xff\x51pixels"
    with pytest.raises(pdf_cleaning.Refused):
        pdf_cleaning.without_boxes(signature + b"\0\xff\0\0xml ")


@pytest.mark.parametrize(
    "jpeg", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xd8\xff\xe1\0\0", b"\xff\xd8ab"]
)
def test_a_photo_within_that_can_not_be_followed_is_broken(jpeg: bytes) -> None:
    with pytest.raises(UploadError, match=BROKEN):
        clean_file(pdf_file(pdf(change=lambda made: add_image(made, jpeg, "/DCTDecode") and None)))


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "PATIENCE_S", 0.001)

    with pytest.raises(UploadError, match=BROKEN):
        clean_file(pdf_file())
