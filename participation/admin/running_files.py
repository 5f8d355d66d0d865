"""Receipts, photographs and the buurtdeal on paper, for who may see the case."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms.sheet_pdf import can_make_pdf, pdf_of
from cms.uploads import serve_private
from participation.admin.base import find_case
from participation.deal_sheet import STYLES, deal_sheet
from participation.models import AccountLine, Buurtdeal


@require_safe
def receipt(request: HttpRequest, pk: int, line: int) -> FileResponse:
    """The receipt of a line of the account: a picture on the screen, a PDF as a download.

    Raises:
        Http404: when case or line is not this person's to see, gone, or not scanned for viruses yet.
    """
    case = find_case(request, pk)
    rows = AccountLine.objects.filter(account__submission=case.submission, is_quarantined=False)
    return _given(rows.filter(pk=line).exclude(file="").first(), "bon")


@require_safe
def photo(request: HttpRequest, pk: int, photo: int) -> FileResponse:
    """A photograph by an initiator, also before it is on the site.

    Raises:
        Http404: when case or photograph is not this person's to see, gone, or not scanned for viruses yet.
    """
    case = find_case(request, pk)
    return _given(case.submission.photos.filter(pk=photo, is_quarantined=False).first(), "foto")


def _given(found: Any, name: str) -> FileResponse:
    if found is None:
        raise Http404
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return serve_private(file, as_name=f"{name}-{found.pk}.{found.extension}", inline_image=True)


@require_safe
def print_deal(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """One version of the buurtdeal as a PDF; as a page that prints well where no PDF can be made.

    Raises:
        Http404: when case or version is not this person's to see.
    """
    case = find_case(request, pk)
    found = Buurtdeal.objects.filter(submission=case.submission, number=version).first()
    if found is None:
        raise Http404
    found.submission = case.submission
    context: dict[str, Any] = {"sheet": deal_sheet(found)}
    if not can_make_pdf():
        context["back_url"] = reverse("inbox:running", args=[pk])
        return TemplateResponse(request, "participation/deal/print.html", context)
    html = render_to_string("participation/deal/print.html", context, request)
    response = HttpResponse(pdf_of(html, styles=STYLES), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="buurtdeal-{case.submission.reference.lower()}.pdf"'
    return response
