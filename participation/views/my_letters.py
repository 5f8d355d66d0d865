"""`/mijn-plan/<token>/brieven/`: the initiator reads the letters of the municipality, and keeps them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
    """A letter as a page of the site.

    Raises:
        Http404: when it is no letter of this plan.
    """
    found = get_object_or_404(Letter, pk=number, submission_id=applicant.submission_id)
    context = around(token, applicant.submission, (_("Brief van de gemeente"), "")) | {
        "letter": found,
        "body": inside(found.html, level=1),
        "has_pdf": can_make_pdf(),
    }
    return render(request, "participation/my_letter.html", context)


@own
@require_safe
def letter_file(request: HttpRequest, token: str, applicant: Applicant, number: int, kind: str) -> HttpResponse:
    """The letter as it was kept, or as PDF: at most 20 an hour for one initiator.

    Raises:
        Http404: when it is no letter of this plan, or no PDF can be made.
    """
    found = get_object_or_404(Letter, pk=number, submission_id=applicant.submission_id)
    if kind == "html":
        return page_file(found)
    if kind != "pdf" or not can_make_pdf():
        raise Http404
    if not throttle.hit("kit_pdf", str(applicant.pk), limit=PDFS_PER_HOUR, per=HOUR, now=timezone.now()):
        return redirect(f"{own_url(token)}brieven/{found.pk}/")
    return pdf_file(found)
