"""PDFs from residents: read whole and written anew in a process of their own, so that only pages remain (fault 36)."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.pdf_cleaning import Refusal
from cms.upload_errors import UploadError

# Of one file, in seconds on the clock; its own computing ends sooner (`cms.pdf_cleaning`).
PATIENCE_S = 30
_PROGRAM = str(Path(__file__).with_name("pdf_cleaning.py"))
_BROKEN = _("Deze PDF kunnen we niet openen. Bewaar hem opnieuw als PDF en probeer het nog een keer.")
_SENTENCES: dict[int, str | Promise] = {
    Refusal.PASSWORD: _("Deze PDF is beveiligd met een wachtwoord. Bewaar hem zonder wachtwoord en kies hem opnieuw."),
    Refusal.ACTING: _(
        "In deze PDF zit iets wat niet veilig is, zoals een ander bestand. "
        "Maak met ‘Afdrukken’ een nieuwe PDF en kies die."
    ),
    Refusal.PAGES: _("Deze PDF heeft te veel bladzijden. Kies een PDF van hoogstens 50 bladzijden."),
}


@dataclass(frozen=True)
class CleanPdf:
    """A PDF that we wrote ourselves: no script, attachment, link to elsewhere, name of a maker or password."""

    bytes: bytes
    is_quarantined: bool = False

    # As a picture has them.
    extension = "pdf"
    width = None
    height = None


def clean_pdf(content: bytes) -> bytes:
    """A PDF, written anew by `cms.pdf_cleaning` in a process without our settings and with little memory and time.

    Raises:
        UploadError: with a sentence for the resident.
    """
    try:
        ran = subprocess.run(  # noqa: S603 (our own program, with nothing of the resident in its words)
            [sys.executable, "-I", _PROGRAM],
            input=content,
            capture_output=True,
            timeout=PATIENCE_S,
            env={},
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        raise UploadError(_BROKEN) from None
    if ran.returncode or not ran.stdout:
        raise UploadError(_SENTENCES.get(ran.returncode, _BROKEN))
    return ran.stdout
