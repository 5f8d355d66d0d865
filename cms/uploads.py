"""Pictures and PDFs from residents: read whole and written anew, so that only what is seen remains (fault 36)."""

import io
import re
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePath

from PIL import Image, ImageOps

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from cms import virus
from cms.pdfs import CleanPdf, clean_pdf
from cms.upload_errors import UploadError

__all__ = [
    "MAX_BYTES",
    "CleanFile",
    "CleanImage",
    "CleanPdf",
    "UploadError",
    "clean_file",
    "clean_image",
    "safe_name",
    "serve_private",
    "store_private",
]

MAX_BYTES = 20 * 1024 * 1024
# Longest side of what we keep, in pixels: enough for a screen and for A4.
MAX_SIDE = 2560
# What fits in 256 MB while it is decoded, in pixels. A JPEG can be decoded at half size or less; a progressive one
# is held whole in memory all the same.
MAX_PIXELS = {
    "JPEG": 64_000_000,
    "progressive": 16_000_000,
    "HEIF": 25_000_000,
    "PNG": 16_000_000,
    "WEBP": 12_000_000,
    "GIF": 16_000_000,
}

IMAGES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "heic": "HEIF", "heif": "HEIF"}
FORMATS = IMAGES | {"pdf": "PDF"}
DECLARED = {
    "JPEG": {"image/jpeg", "image/jpg", "image/pjpeg"},
    "PNG": {"image/png"},
    "WEBP": {"image/webp"},
    "GIF": {"image/gif"},
    # Browsers outside Apple's world do not know the type and send nothing or "a file".
    "HEIF": {"image/heic", "image/heif", "application/octet-stream", ""},
    "PDF": {"application/pdf", "application/x-pdf"},
}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
CONTENT_TYPES = {".jpg": "image/jpeg", ".png": "image/png"}


@dataclass(frozen=True)
class CleanImage:
    """A picture that we wrote ourselves. width and height in pixels; extension "jpg" or "png"."""

    bytes: bytes
    width: int
    height: int
    extension: str
    is_quarantined: bool = False


CleanFile = CleanImage | CleanPdf


def _read(uploaded: UploadedFile) -> bytes:
    """The content, by its own count and not by what was announced."""
    uploaded.seek(0)
    content = uploaded.read(MAX_BYTES + 1)
    if not content:
        raise UploadError(_("Dit bestand is leeg. Kies een ander bestand."))
    if len(content) > MAX_BYTES:
        raise UploadError(_("Dit bestand is te groot. Kies een bestand van hoogstens 20 MB."))
    return content


def _sniffed(content: bytes) -> str:
    """The format that the first bytes show, "" for any that we do not take."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "HEIF"
    return "PDF" if content.startswith(b"%PDF-") else ""


def _checked(uploaded: UploadedFile, formats: dict[str, str]) -> tuple[bytes, str]:
    """Content and format, when name, announced type and content agree on it."""
    content = _read(uploaded)
    kind = formats.get(PurePath(uploaded.name or "").suffix.lstrip(".").lower(), "")
    has_pdf = "pdf" in formats
    if not kind and has_pdf:
        raise UploadError(_("Dit soort bestand kunnen we niet gebruiken. Kies een foto (zoals een JPG) of een PDF."))
    if not kind:
        raise UploadError(_("Dit soort bestand kunnen we niet gebruiken. Kies een foto: JPG, PNG, WEBP, GIF of HEIC."))
    declared = (uploaded.content_type or "").partition(";")[0].strip().lower()
    if _sniffed(content) != kind or declared not in DECLARED[kind]:
        if kind == "PDF":
            raise UploadError(_("De naam van dit bestand past niet bij de inhoud. Bewaar het opnieuw als PDF."))
        raise UploadError(_("De naam van dit bestand past niet bij de inhoud. Bewaar de foto opnieuw als JPG."))
    return content, kind


def _is_quarantined(content: bytes) -> bool:
    """Whether nobody may open what comes of this until it was scanned.

    Raises:
        UploadError: when there is a virus in it.
    """
    verdict = virus.scan(content)
    if verdict is virus.Verdict.FOUND:
        raise UploadError(_("In dit bestand zit een virus. We hebben het niet bewaard. Kies een ander bestand."))
    return verdict is virus.Verdict.UNKNOWN


def _decoded(content: bytes, kind: str) -> Image.Image:
    """The first picture, decoded whole and upright, at most MAX_SIDE pixels, without anything but pixels."""
    if kind == "HEIF":
        from pillow_heif import register_heif_opener  # heavy, and seldom needed

        register_heif_opener()
    too_many = UploadError(_("Deze foto heeft te veel beeldpunten. Maak hem kleiner en probeer het opnieuw."))
    try:
        picture = Image.open(io.BytesIO(content), formats=[kind])
    except Image.DecompressionBombError:
        raise too_many from None
    if not 0 < picture.width * picture.height <= MAX_PIXELS["progressive" if "progressive" in picture.info else kind]:
        raise too_many
    if kind == "JPEG":
        picture.draft(None, (MAX_SIDE, MAX_SIDE))
    picture.load()
    if picture.mode in ("P", "LA", "PA"):
        picture = picture.convert("RGBA")
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    ImageOps.exif_transpose(picture, in_place=True)
    if kind != "PNG" and "A" in picture.mode:
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    elif picture.mode not in ("L", "RGB", "RGBA"):
        picture = picture.convert("RGB")
    picture.info.clear()
    return picture


def clean_file(uploaded: UploadedFile) -> CleanFile:
    """Check a picture or a PDF, have it scanned as it came, and write it anew.

    Raises:
        UploadError: with a sentence for the resident.
    """
    content, kind = _checked(uploaded, FORMATS)
    is_quarantined = _is_quarantined(content)
    if kind == "PDF":
        return CleanPdf(clean_pdf(content), is_quarantined)
    return replace(_rewritten(content, kind), is_quarantined=is_quarantined)


def clean_image(uploaded: UploadedFile) -> CleanImage:
    """Check a picture, have it scanned as it came, and write it anew as JPEG or PNG.

    EXIF (with the place it was taken), comments, colour profiles and anything behind the picture are gone; its
    orientation is applied; of a moving picture the first one stays.

    Raises:
        UploadError: with a sentence for the resident.
    """
    content, kind = _checked(uploaded, IMAGES)
    is_quarantined = _is_quarantined(content)
    return replace(_rewritten(content, kind), is_quarantined=is_quarantined)


def _rewritten(content: bytes, kind: str) -> CleanImage:
    try:
        picture = _decoded(content, kind)
        extension, options = ("png", {"optimize": True}) if kind == "PNG" else ("jpg", {"quality": 85})
        written = io.BytesIO()
        picture.save(written, "PNG" if kind == "PNG" else "JPEG", **options)
    except UploadError:
        raise
    except Exception:  # noqa: BLE001 (decoders raise almost anything on a broken or hostile file)
        raise UploadError(_("Deze foto kunnen we niet openen. Bewaar hem opnieuw als JPG.")) from None
    return CleanImage(written.getvalue(), picture.width, picture.height, extension)


def store_private(image: CleanFile) -> str:
    """Put a file in private storage under a random name, and give that name."""
    name = secrets.token_hex(16)
    return storages["private"].save(f"{name[:2]}/{name}.{image.extension}", ContentFile(image.bytes))


def safe_name(name: str) -> str:
    """A file name without path, control or direction characters, of at most 100 characters."""
    bare = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    bare = re.split(r"[/\\]", bare)[-1].strip(" .") or "bestand"
    stem, dot, extension = bare.rpartition(".")
    return f"{stem[: 99 - len(extension)]}{dot}{extension}" if stem and len(extension) <= 5 else bare[:100]


def serve_private(file: File, *, as_name: str, inline_image: bool) -> FileResponse:
    """Give a private file to somebody who was found entitled to it; never a page of our site, never cached.

    inline_image shows a picture that we wrote; everything else is a download.
    """
    content_type = CONTENT_TYPES.get(PurePath(file.name or "").suffix.lower()) if inline_image else None
    response = FileResponse(file, content_type=content_type or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(content_type is None, safe_name(as_name)) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
