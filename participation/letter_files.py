"""A kept letter as part of a page, as the file that it is, and as PDF."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from cms.sheet_pdf import can_make_pdf, pdf_of
from participation.models import Letter
from participation.services.letter_desk import STYLES


def inside(html: str, *, level: int) -> SafeString:
    """What stands between the edges of a letter, with its heading at this level and those below it one lower.

    We made the page ourselves, and every text in it was escaped then.
    """
    body = html.partition("<main>")[2].partition("</main>")[0]
    for was, now in ((2, level + 1), (1, level)):
        body = body.replace(f"<h{was}>", f"<h{now}>").replace(f"</h{was}>", f"</h{now}>")
    return mark_safe(body)  # noqa: S308


def page_file(letter: Letter) -> HttpResponse:
    """The page as it was kept, byte for byte, to save: its SHA-256 is that of the letter."""
    response = HttpResponse(letter.html.encode(), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="brief-{letter.pk}.html"'
    return response


def pdf_file(letter: Letter) -> HttpResponse:
    """The same letter as PDF.

    Raises:
        Http404: where no PDF can be made.
    """
    if not can_make_pdf():
        raise Http404
    response = HttpResponse(pdf_of(letter.html, styles=STYLES), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="brief-{letter.pk}.pdf"'
    return response
