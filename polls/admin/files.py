"""What staff take along of a poll: letters with codes, and ballots as a file; each noted in the audit log."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from cms import audit
from cms.mail.links import absolute
from cms.qr import qr_svg
from cms.sheet_pdf import can_make_pdf, pdf_of
from cms.sheets import csv_bytes
from polls import exporting
from polls.addresses import vote_path
from polls.admin.base import PollView
from polls.codes import Identity
from polls.services import codes

STYLES = Path(__file__).parent.parent / "static" / "polls" / "letters.css"
# More letters take the machine longer than somebody waits; these are printed from the page.
MOST_IN_PDF = 200


def has_pdf(count: int) -> bool:
    """Whether so many letters can be made into one PDF here."""
    return 0 < count <= MOST_IN_PDF and can_make_pdf()


class LettersView(PollView):
    """The letters with codes, to print or as PDF; or the same list as CSV. Gone after closing."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Give them, and note who took them.

        Raises:
            Http404: for a poll without codes, and for a PDF that can't be made.
        """
        if self.poll.identity != Identity.CODE:
            raise Http404
        found = codes.letters(self.poll)
        if kind == "pdf" and not has_pdf(len(found)):
            raise Http404
        audit.log(action="poll.codes.read", object=self.poll, actor=request.user, now=self.now, data={"kind": kind})
        if kind == "csv":
            response = HttpResponse(csv_bytes(("adres", "code"), found), "text/csv")
            response["Content-Disposition"] = f'attachment; filename="codes-{self.poll.pk}.csv"'
            return response
        url = absolute(vote_path(self.poll))
        letters = [
            {"address": address, "code": code, "qr": qr_svg(f"{url}#code={code}", css_class="pl-qr")}
            for address, code in found
        ]
        is_pdf = kind == "pdf"
        context = {"poll": self.poll, "letters": letters, "url": url.partition("://")[2], "is_pdf": is_pdf}
        if not is_pdf:
            context["has_pdf"] = has_pdf(len(letters))
            return TemplateResponse(request, "polls/admin/letters.html", context)
        html = render_to_string("polls/admin/letters.html", context, request)
        response = HttpResponse(pdf_of(html, styles=STYLES), "application/pdf")
        response["Content-Disposition"] = f'attachment; filename="brieven-{self.poll.pk}.pdf"'
        return response


FILES = {
    "csv": (exporting.as_csv, "text/csv"),
    "xlsx": (exporting.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (exporting.as_json, "application/json"),
    "codeboek": (exporting.codebook_csv, "text/csv"),
}


class ExportView(PollView):
    """The ballots as a file."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Give it, and note who took it.

        Raises:
            Http404: for a kind of file there is not.
        """
        if kind not in FILES:
            raise Http404
        make, content_type = FILES[kind]
        audit.log(action="poll.export", object=self.poll, actor=request.user, now=self.now, data={"kind": kind})
        response = HttpResponse(make(self.poll), content_type)
        ending = "csv" if kind == "codeboek" else kind
        name = f"codeboek-{self.poll.pk}" if kind == "codeboek" else f"peiling-{self.poll.pk}"
        response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
        return response
