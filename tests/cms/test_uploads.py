"""Pictures from residents: more than thirty hostile files, refused or made harmless (fault 36)."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.uploads import MAX_BYTES, CleanImage, UploadError, clean_image, serve_private, store_private

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(1)</script>"


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "red" if mode in ("RGB", "RGBA") else 0).save(file, kind, **options)
    return file.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A small file with a header that says it is enormous."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        made += len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
    return made


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom", b"\0" * 10_000_000)
    return file.getvalue()


def upload(content: bytes, name: str = "foto.jpg", declared: str | None = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=declared)


def opened(clean: CleanImage) -> Image.Image:
    found = Image.open(io.BytesIO(clean.bytes))
    found.load()
    return found


REFUSED: dict[str, Callable[[], SimpleUploadedFile]] = {
    "empty": lambda: upload(b""),
    "php as jpg": lambda: upload(b"<?php system($_GET['c']); ?>", "foto.jpg"),
    "php.jpg": lambda: upload(b"<?php ?>", "foto.php.jpg"),
    "jpg with the name of php": lambda: upload(picture(), "foto.php"),
    "html as png": lambda: upload(b"<!doctype html>" + SCRIPT, "foto.png", "image/png"),
    "html with png's first bytes": lambda: upload(b"\x89PNG\r\n\x1a\n" + SCRIPT, "foto.png", "image/png"),
    "html with jpeg's first bytes": lambda: upload(b"\xff\xd8\xff" + SCRIPT),
    "svg with script": lambda: upload(b"<svg xmlns='x'>" + SCRIPT + b"</svg>", "foto.svg", "image/svg+xml"),
    "svg as png": lambda: upload(b"<svg xmlns='x'>" + SCRIPT + b"</svg>", "foto.png", "image/png"),
    "png as jpg": lambda: upload(picture("PNG"), "foto.jpg", "image/jpeg"),
    "jpg as png": lambda: upload(picture(), "foto.png", "image/png"),
    "jpg declared as html": lambda: upload(picture(), "foto.jpg", "text/html"),
    "jpg declared as png": lambda: upload(picture(), "foto.jpg", "image/png"),
    "jpg declared as nothing": lambda: upload(picture(), "foto.jpg", ""),
    "20,000 x 20,000 pixels": lambda: upload(png_that_claims(20_000, 20_000), "foto.png", "image/png"),
    "two thousand million pixels": lambda: upload(png_that_claims(65_000, 65_000), "foto.png", "image/png"),
    "one line of 17 million pixels": lambda: upload(png_that_claims(17_000_000, 1), "foto.png", "image/png"),
    "no pixels": lambda: upload(png_that_claims(0, 0), "foto.png", "image/png"),
    "truncated jpg": lambda: upload(picture(size=(400, 400))[:-300]),
    "truncated png": lambda: upload(picture("PNG", (400, 400))[:-60], "foto.png", "image/png"),
    "header alone": lambda: upload(b"\xff\xd8\xff\xe0"),
    "zip bomb": lambda: upload(zipped(), "foto.zip", "application/zip"),
    "zip bomb as jpg": lambda: upload(zipped()),
    "pdf": lambda: upload(b"%PDF-1.7 /JavaScript (app.alert(1))", "plan.pdf", "application/pdf"),
    "pdf as jpg": lambda: upload(b"%PDF-1.7 /JavaScript (app.alert(1))"),
    "eicar": lambda: upload(EICAR, "eicar.com", "application/octet-stream"),
    "eicar as jpg": lambda: upload(EICAR),
    "no extension": lambda: upload(picture(), "foto"),
    "tiff": lambda: upload(picture("TIFF"), "foto.tiff", "image/tiff"),
    "tiff as jpg": lambda: upload(picture("TIFF")),
    "bmp as gif": lambda: upload(picture("BMP"), "foto.gif", "image/gif"),
    "postscript as jpg": lambda: upload(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    "heic without content": lambda: upload(b"\0\0\0\x18ftypheic" + b"\0" * 100, "foto.heic", "image/heic"),
    "webp without content": lambda: upload(b"RIFF\x10\0\0\0WEBPVP8 ", "foto.webp", "image/webp"),
    "one byte over 20 MB": lambda: upload(picture() + b"\0" * (MAX_BYTES + 1 - len(picture()))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_a_sentence_that_helps(name: str) -> None:
    with pytest.raises(UploadError) as refused:
        clean_image(REFUSED[name]())
    assert str(refused.value).endswith((".", "HEIC."))
    assert "Kies" in str(refused.value) or "opnieuw" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("empty", "Dit bestand is leeg"),
        ("one byte over 20 MB", "Dit bestand is te groot"),
        ("20,000 x 20,000 pixels", "Deze foto heeft te veel beeldpunten"),
        ("truncated jpg", "Deze foto kunnen we niet openen"),
        ("png as jpg", "De naam van dit bestand past niet bij de inhoud"),
        ("pdf", "Dit soort bestand kunnen we niet gebruiken"),
    ],
)
def test_each_case_has_its_own_sentence(name: str, start: str) -> None:
    with pytest.raises(UploadError, match=f"^{start}"):
        clean_image(REFUSED[name]())


def test_exactly_20_mb_is_taken_and_what_stands_behind_the_picture_is_gone() -> None:
    clean = clean_image(upload(picture() + b"\0" * (MAX_BYTES - len(picture()))))
    assert len(clean.bytes) < 10_000
    assert (clean.width, clean.height, clean.extension) == (64, 48, "jpg")


def test_a_script_behind_or_inside_a_picture_is_gone() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SCRIPT.decode())
    for file in (
        upload(picture() + SCRIPT),
        upload(picture(comment=SCRIPT)),
        upload(picture("PNG", pnginfo=text) + SCRIPT, "foto.png", "image/png"),
        upload(picture("GIF", comment=SCRIPT) + SCRIPT, "foto.gif", "image/gif"),
    ):
        assert b"script" not in clean_image(file).bytes


def test_the_place_and_camera_are_gone_but_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter
    exif[0x010F] = "Camera van Wilma"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 13.0, 26.0), 3: "E", 4: (5.0, 10.0, 20.0)})
    source = Image.new("RGB", (60, 40), "white")
    source.paste("red", (0, 0, 30, 40))  # the left half is red: upright, that is the upper half
    file = io.BytesIO()
    source.save(file, "JPEG", exif=exif, quality=95)
    assert b"Camera van Wilma" in file.getvalue()
    clean = clean_image(upload(file.getvalue()))
    found = opened(clean)
    assert (clean.width, clean.height) == found.size == (40, 60)
    assert not found.getexif() and b"Camera" not in clean.bytes and b"Exif" not in clean.bytes
    assert found.getpixel((20, 10))[1] < 60 and found.getpixel((20, 50))[1] > 200


@pytest.mark.parametrize(
    ("kind", "name", "declared", "extension"),
    [
        ("JPEG", "foto.jpg", "image/jpeg", "jpg"),
        ("JPEG", "FOTO.JPEG", "image/jpeg", "jpg"),
        ("PNG", "foto.png", "image/png", "png"),
        ("WEBP", "foto.webp", "image/webp", "jpg"),
        ("GIF", "foto.gif", "image/gif", "jpg"),
        ("HEIF", "foto.heic", "image/heic", "jpg"),
        ("HEIF", "IMG_1.HEIC", "application/octet-stream", "jpg"),
    ],
)
def test_phones_and_screens_are_served(kind: str, name: str, declared: str, extension: str) -> None:
    pillow_heif.register_heif_opener()
    clean = clean_image(upload(picture(kind), name, declared))
    assert clean.extension == extension
    assert opened(clean).format == {"jpg": "JPEG", "png": "PNG"}[extension]
    assert opened(clean).size == (64, 48)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_every_kind_of_png_keeps_its_size_and_stays_png(mode: str) -> None:
    clean = clean_image(upload(picture("PNG", mode=mode), "foto.png", "image/png"))
    assert (opened(clean).format, opened(clean).size) == ("PNG", (64, 48))


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_every_kind_of_jpeg_is_taken(mode: str) -> None:
    assert opened(clean_image(upload(picture(mode=mode)))).size == (64, 48)


def test_what_was_see_through_becomes_white_in_a_jpeg() -> None:
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    file = io.BytesIO()
    clear.save(file, "WEBP", lossless=True, exact=True)
    assert min(opened(clean_image(upload(file.getvalue(), "a.webp", "image/webp"))).getpixel((4, 4))) > 250


def test_a_big_photo_is_made_smaller() -> None:
    clean = clean_image(upload(picture(size=(6000, 4000))))
    assert (clean.width, clean.height) == (2560, 1707)


@pytest.mark.parametrize(
    ("kind", "name", "declared", "size", "mode", "options"),
    [
        ("PNG", "foto.png", "image/png", (4000, 4000), "RGBA", {}),
        ("WEBP", "foto.webp", "image/webp", (4000, 3000), "RGBA", {}),
        ("GIF", "foto.gif", "image/gif", (4000, 4000), "P", {}),
        ("JPEG", "foto.jpg", "image/jpeg", (8000, 8000), "RGB", {}),
        ("JPEG", "foto.jpg", "image/jpeg", (4000, 4000), "CMYK", {"progressive": True, "subsampling": 0}),
        # Making so big a HEIC takes half a minute.
        pytest.param("HEIF", "foto.heic", "image/heic", (5000, 5000), "RGB", {}, marks=pytest.mark.faults),
    ],
)
def test_the_heaviest_allowed_picture_stays_below_256_mb(kind, name, declared, size, mode, options) -> None:
    pillow_heif.register_heif_opener()
    assert _peak_mb(picture(kind, size, mode, **options), name, declared) < 256


def _peak_mb(content: bytes, name: str, declared: str) -> float:
    """Peak memory of a fresh process that cleans the picture."""
    code = (
        "import re, sys; from pathlib import Path; from django.conf import settings; settings.configure(CLAMAV='')\n"
        "from django.core.files.uploadedfile import SimpleUploadedFile; from cms.uploads import clean_image\n"
        "clean_image(SimpleUploadedFile(sys.argv[1], sys.stdin.buffer.read(), content_type=sys.argv[2]))\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024)"
    )
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, name, declared],
        input=content,
        capture_output=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    return float(ran.stdout)


def test_a_stored_picture_has_a_random_name_outside_the_public_folder(settings) -> None:
    clean = clean_image(upload(picture(), "../../" + "x" * 300 + ".jpg"))
    first, second = store_private(clean), store_private(clean)
    assert first != second and "x" * 9 not in first
    path = Path(storages["private"].path(first))
    assert path.read_bytes() == clean.bytes
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert path.is_relative_to(settings.PRIVATE_ROOT)


def _served(name: str, as_name: str, *, inline: bool):
    return serve_private(File(ContentFile(b"inhoud"), name=name), as_name=as_name, inline_image=inline)


@pytest.mark.parametrize(
    ("as_name", "shown"),
    [
        ("bonnetje.jpg", 'attachment; filename="bonnetje.jpg"'),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("C:\\map\\foto.jpg", 'attachment; filename="foto.jpg"'),
        ("foto\r\nX-Kop: 1.jpg", 'attachment; filename="fotoX-Kop: 1.jpg"'),
        ("foto\u202egpj.exe", 'attachment; filename="fotogpj.exe"'),
        ("foto\x00.jpg", 'attachment; filename="foto.jpg"'),
        ('a"b.jpg', 'attachment; filename="a\\"b.jpg"'),
        ("café.jpg", "attachment; filename*=utf-8''caf%C3%A9.jpg"),
        ("x" * 300 + ".jpg", f'attachment; filename="{"x" * 96}.jpg"'),
        ("", 'attachment; filename="bestand"'),
    ],
)
def test_a_private_file_is_a_download_under_a_harmless_name(as_name: str, shown: str) -> None:
    response = _served("ab/cd.pdf", as_name, inline=False)
    assert response["Content-Disposition"] == shown
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]


def test_only_a_picture_of_ours_is_shown_inside_the_browser() -> None:
    shown = _served("ab/cd.jpg", "foto.jpg", inline=True)
    assert (shown["Content-Type"], shown["Content-Disposition"]) == ("image/jpeg", 'inline; filename="foto.jpg"')
    for name in ("ab/cd.svg", "ab/cd.html", "ab/cd.pdf", "ab/cd"):
        other = _served(name, "foto.jpg", inline=True)
        assert other["Content-Type"] == "application/octet-stream"
        assert other["Content-Disposition"].startswith("attachment")
