"""`/mijn-plan/<token>/brieven/`: the initiator reads the letters of the municipality, and keeps them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import throttle
from cms.mail.limit import HOUR
from cms.sheet_pdf import can_make_pdf
from participation.letter_files import inside, page_file, pdf_file
from participation.models import Applicant, Letter
from participation.views.kit import PDFS_PER_HOUR
from participation.views.own_parts import around, own, own_url


@own
@require_safe
def letter(request: HttpRequest, token: str, applicant: Applicant, number: int) -> HttpResponse:
    """A letter as a page of the site; back to the plan for what is no letter of it."""
    found = _letter(applicant, number)
    if found is None:
        return redirect("my_plan", token=token)
    context = around(token, applicant.submission, (_("Brief van de gemeente"), "")) | {
        "letter": found,
        "body": inside(found.html, level=1),
        "has_pdf": can_make_pdf(),
    }
    return render(request, "participation/my_letter.html", context)


@own
@require_safe
def letter_file(request: HttpRequest, token: str, applicant: Applicant, number: int, kind: str) -> HttpResponse:
    """The letter as it was kept, or as PDF: at most 20 an hour for one initiator. Back to the plan for anything else.

    No 404: whether there is a letter is of this person alone, and a page for everybody may be kept by caches.
    """
    found = _letter(applicant, number)
    if found is not None and kind == "html":
        return page_file(found)
    if found is None or kind != "pdf" or not can_make_pdf():
        return redirect("my_plan", token=token)
    if not throttle.hit("kit_pdf", str(applicant.pk), limit=PDFS_PER_HOUR, per=HOUR, now=timezone.now()):
        return redirect(f"{own_url(token)}brieven/{found.pk}/")
    return pdf_file(found)


def _letter(applicant: Applicant, number: int) -> Letter | None:
    return Letter.objects.filter(pk=number, submission_id=applicant.submission_id).first()
