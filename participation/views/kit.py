"""`/mijn-plan/<token>/maak-bekend/`: sheets to print, for a plan on the site; to read, to print and as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import throttle
from cms.languages import interface_language
from cms.mail.limit import HOUR
from cms.mail.links import absolute
from cms.sheet_pdf import can_make_pdf, pdf_of
from cms.workdays import local_date
from participation.codes import State
from participation.kit import SHEETS, Poster, Sheet
from participation.models import Applicant, Submission
from participation.selectors import initiative_path
from participation.views.guard import TOO_MANY
from participation.views.own_parts import around, own, own_url

PDFS_PER_HOUR = 20
STYLES = Path(__file__).parent.parent / "static" / "participation" / "kit.css"


def sheets_for(submission: Submission) -> list[Sheet]:
    """What there is to print for a plan now: nothing off the site, cards only while support is sought."""
    version = getattr(submission, "public_version", None)
    if version is None or not version.is_public or submission.wijk is None:
        return []
    is_seeking = _closing_day(submission) is not None
    return [sheet for sheet in SHEETS.values() if is_seeking or not sheet.needs_support]


@own
@require_safe
def sheet(request: HttpRequest, token: str, applicant: Applicant, what: str) -> HttpResponse:
    """A sheet as a page that prints well; back to the plan where there is none now.

    Raises:
        Http404: for a sheet that does not exist.
    """
    found = _sheet(applicant.submission, what)
    if found is None:
        return redirect("my_plan", token=token)
    language = applicant.submission.public_version.language
    with translation.override(language):
        chrome = {
            "own_url": own_url(token),
            "pdf_url": f"{own_url(token)}maak-bekend/{what}.pdf" if can_make_pdf() else "",
        }
        return render(request, f"participation/kit/{_template(found)}.html", _context(applicant, found) | chrome)


@own
@require_safe
def pdf(request: HttpRequest, token: str, applicant: Applicant, what: str) -> HttpResponse:
    """A sheet as PDF, at most 20 an hour for one initiator: making one takes a second of the machine.

    Raises:
        Http404: for a sheet that does not exist, and where no PDF can be made.
    """
    submission = applicant.submission
    found = _sheet(submission, what)
    if not can_make_pdf():
        raise Http404
    if found is None:
        return redirect("my_plan", token=token)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    if not throttle.hit("kit_pdf", str(applicant.pk), limit=PDFS_PER_HOUR, per=HOUR, now=timezone.now()):
        return _too_many(request, token, applicant, what)
    with translation.override(submission.public_version.language):
        html = render_to_string(f"participation/kit/{_template(found)}.html", _context(applicant, found), request)
    response = HttpResponse(pdf_of(html, styles=STYLES, page_size=found.size), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{what}-{submission.reference.lower()}.pdf"'
    return response


def _sheet(submission: Submission, what: str) -> Sheet | None:
    """The sheet of this name, None where this plan has none of it now.

    Raises:
        Http404: for a sheet that does not exist.
    """
    if what not in SHEETS:
        raise Http404
    return next((sheet for sheet in sheets_for(submission) if sheet.key == what), None)


def _template(sheet: Sheet) -> str:
    return "poster" if sheet.key.startswith("poster") else sheet.key


def _closing_day(submission: Submission) -> Any:
    """The last day to support a plan; None where it seeks no support now."""
    campaign = getattr(submission, "campaign", None)
    is_open = submission.state == State.GATHERING_SUPPORT and campaign is not None and campaign.closed_at is None
    return local_date(campaign.closes_at) if is_open and campaign.closes_at >= timezone.now() else None


def _context(applicant: Applicant, sheet: Sheet) -> dict[str, Any]:
    """The sheet in the language of the moment, which is the plan's; nothing of a person stands on it."""
    submission = applicant.submission
    version, closes_on = submission.public_version, _closing_day(submission)
    poster = Poster(
        title=version.title,
        summary=version.summary,
        body=version.body,
        own_effort=version.own_effort,
        place=version.place,
        language=version.language,
        url=absolute(initiative_path(submission)),
        wijk=submission.wijk.name,
        tile=submission.wijk.tile,
        closes_on=closes_on,
        goal=submission.campaign.supporters if closes_on else None,
    )
    spoken = interface_language(version.language)
    return {
        "poster": poster,
        "sheet": sheet,
        "language": spoken,
        "text_language": version.language if version.language != spoken else "",
        "cards": range(6),
        "flyers": range(2),
    }


def _too_many(request: HttpRequest, token: str, applicant: Applicant, what: str) -> HttpResponse:
    context = around(token, applicant.submission, (_("Maak je plan bekend"), "")) | {
        "title": _("Dit zijn te veel PDF's achter elkaar"),
        "text": _("Probeer het over een uur opnieuw. Je kunt de pagina nu wel afdrukken."),
        "actions": [
            {"url": f"{own_url(token)}maak-bekend/{what}/", "text": _("Naar de pagina om af te drukken")},
            {"url": own_url(token), "text": _("Terug naar je plan")},
        ],
    }
    return render(request, "cms/melding.html", context, status=TOO_MANY)
