"""Letters in the admin: reading one, the queue of what goes by post, and seeing a letter before it goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from cms.sheet_pdf import can_make_pdf
from participation.admin.base import ActionView, crumbs, find_case, show_case
from participation.admin.case import Case
from participation.admin.case_form import CaseForm
from participation.letter_files import inside, page_file, pdf_file
from participation.models import Letter, Submission
from participation.policies import can_open_inbox, can_read_contact
from participation.services import letter_desk, moderate


@dataclass(frozen=True)
class Preview:
    """What would go out: the letter, and what the site would say. `key` is that of the form it belongs to."""

    key: str
    letter: SafeString
    public_text: str = ""


class PreviewedView(ActionView):
    """A form whose letter can be read first: nothing is sent or kept then."""

    def draft(self, case: Case, form: CaseForm) -> letter_desk.Draft | None:
        """The letter that this form would send; None where it would send none."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Send it, or show the letter."""
        if request.POST.get("stap") != "voorbeeld":
            return super().post(request, pk, **kwargs)
        self.kwargs = kwargs
        case = find_case(request, pk)
        if not self.is_allowed(case):
            return self._forbidden(request, case)
        form = self.make_form(case, request.POST)
        if not form.is_valid():
            return show_case(request, case, form=form, status=422)
        draft = self.draft(case, form)
        if draft is None:
            return show_case(request, case, form=form)
        reasons = letter_desk.why_not_in_letter(case.submission, draft.text)
        html = letter_desk.render(case.submission, draft, now=case.now)
        shown = Preview(form.key, inside(html, level=4), form.cleaned_data.get("public_text", ""))
        return show_case(request, case, form=form, reasons=reasons, preview_of=shown, status=422 if reasons else 200)


def _letter(request: HttpRequest, pk: int, letter: int) -> tuple[Case, Letter]:
    """A letter of a case that this person sees.

    Raises:
        Http404: when there is none.
    """
    case = find_case(request, pk)
    return case, get_object_or_404(Letter.objects.select_related("posted"), pk=letter, submission_id=pk)


class LetterView(View):
    """A letter as it was sent."""

    def get(self, request: HttpRequest, pk: int, letter: int) -> HttpResponse:
        """Show it, with its number and how it went."""
        case, found = _letter(request, pk, letter)
        context = {
            "case": case,
            "letter": found,
            "body": inside(found.html, level=2),
            "has_pdf": can_make_pdf(),
            "header_title": _("Brief"),
            "breadcrumbs_items": crumbs(
                {"url": reverse("inbox:case", args=[pk]), "label": case.submission.reference},
                {"url": "", "label": _("Brief")},
            ),
        }
        return TemplateResponse(request, "participation/admin/letter.html", context)


class LetterFileView(View):
    """The file that was kept, byte for byte, or the same as PDF."""

    def get(self, request: HttpRequest, pk: int, letter: int, kind: str) -> HttpResponse:
        """Hand it over.

        Raises:
            Http404: for another kind of file, and where no PDF can be made.
        """
        _case, found = _letter(request, pk, letter)
        if kind not in ("html", "pdf"):
            raise Http404
        return page_file(found) if kind == "html" else pdf_file(found)


class QueueView(View):
    """The letters that still go in the post."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them.

        Raises:
            Http404: for who has no inbox.
        """
        if not can_open_inbox(request.user):
            raise Http404
        context = {
            "letters": letter_desk.to_post(request.user),
            "header_title": _("Brieven voor de post"),
            "breadcrumbs_items": crumbs({"url": "", "label": _("Brieven voor de post")}),
        }
        return TemplateResponse(request, "participation/admin/letters.html", context)


class _QueueAction(View):
    """Something done with a letter of the queue. Opening its address leads to the queue."""

    def get(self, request: HttpRequest, letter: int) -> HttpResponse:
        """Lead somebody who reloads to the queue.

        Raises:
            Http404: for who has no inbox.
        """
        if not can_open_inbox(request.user):
            raise Http404
        return redirect("inbox:letters")

    def find(self, request: HttpRequest, letter: int) -> Letter:
        """The letter, of a case that this person sees.

        Raises:
            Http404: when there is none.
        """
        seen = Submission.objects.visible_to(request.user).values("pk")
        letters = Letter.objects.filter(channel=Letter.Channel.POST, submission__in=seen)
        return get_object_or_404(letters.select_related("submission__wijk"), pk=letter)


class PrintLetter(_QueueAction):
    """A letter with the address, to print. Reading the address is logged, so this is a POST."""

    def post(self, request: HttpRequest, letter: int) -> HttpResponse:
        """Show the sheet."""
        found = self.find(request, letter)
        if not can_read_contact(request.user, found.submission):
            return HttpResponse(status=403)
        people = moderate.read_contact(submission=found.submission, by=request.user, now=timezone.now())
        person = next((one for one in people if one.is_main), None)
        context = {"letter": found, "body": inside(found.html, level=1), "person": person}
        return TemplateResponse(request, "participation/letters/print.html", context)


class MarkPosted(_QueueAction):
    """Say that a letter went in the post."""

    def post(self, request: HttpRequest, letter: int) -> HttpResponse:
        """Mark it."""
        found = self.find(request, letter)
        if not can_read_contact(request.user, found.submission):
            return HttpResponse(status=403)
        letter_desk.mark_posted(letter=found, by=request.user, now=timezone.now())
        messages.success(request, _("De brief staat nu als verstuurd in de zaak."))
        return redirect("inbox:letters")


print_letter = never_cache(PrintLetter.as_view())
