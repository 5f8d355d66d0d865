"""Several files at once: how many, how much together, and what to say of each that is not taken."""

from collections.abc import Iterator, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.uploads import CleanFile, UploadError, clean_file, safe_name

MAX_FILES = 5
MAX_TOTAL_BYTES = 40 * 1024 * 1024
_NAME_LENGTH = 60


def check_room(*, count: int, total_bytes: int, most: int = MAX_FILES) -> None:
    """See whether so many files, of so many bytes together, may stand with one plan.

    Raises:
        UploadError: with a sentence for the resident.
    """
    if count > most:
        text = ngettext(
            "Je kunt %(most)d bestand meesturen. Haal er eerst een weg.",
            "Je kunt hoogstens %(most)d bestanden meesturen. Haal er eerst een weg.",
            most,
        )
        raise UploadError(text % {"most": most})
    if total_bytes > MAX_TOTAL_BYTES:
        raise UploadError(_("Je bestanden zijn samen te groot. Kies er minder, of kleinere: samen hoogstens 40 MB."))


def cleaned(
    uploads: Sequence[UploadedFile], *, kept: Sequence[int] = (), most: int = MAX_FILES
) -> Iterator[tuple[str, CleanFile | UploadError]]:
    """Each file with its name to show, read and written anew one at a time; or why it is not taken.

    kept: the sizes of the files that stand there already, in bytes. Once there are `most`, the others are not read.
    """
    sizes = list(kept)
    for uploaded in uploads:
        name = shown_name(uploaded)
        try:
            check_room(count=len(sizes) + 1, total_bytes=sum(sizes) + (uploaded.size or 0), most=most)
            file = clean_file(uploaded)
        except UploadError as refusal:
            yield name, refusal
            if len(sizes) >= most:
                return
        else:
            sizes.append(len(file.bytes))
            yield name, file


def sentence(name: str, refusal: UploadError, *, is_only_one: bool) -> str:
    """What to say of a file that is not taken; with its name where several were chosen."""
    return str(refusal) if is_only_one else _("‘%(name)s’: %(problem)s") % {"name": name, "problem": refusal}


def shown_name(uploaded: UploadedFile) -> str:
    """The name of a file as its sender knows it, without path or unseen characters, of at most 60 characters."""
    name = safe_name(uploaded.name or "")
    return name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1]}…"
