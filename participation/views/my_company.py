"""Doing a plan together: asking somebody, saying yes or no, and leaving (participation.md, step 2)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.templatetags.wijkplein import pad
from cms.tokens import TokenError
from participation.details import asked_by, shown_title
from participation.forms.my_plan import InviteForm, JoinForm
from participation.models import Applicant
from participation.services import co_initiators
from participation.services.errors import Forbidden, Refused
from participation.views.around import refused
from participation.views.guard import dead_link, private_page, refused_status, status_of
from participation.views.my_page import own_page
from participation.views.own_parts import add_reasons, around, own, own_url

# The number of an invitation: at most what the database can hold.
_DIGITS = 18


@own
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Ask somebody to join in. The answer is the same for every address (fault 25)."""
    if request.method != "POST":
        return redirect("my_plan", token=token)
    form, now = InviteForm(request.POST, action=f"{own_url(token)}samen/"), timezone.now()
    if status := refused_status(request, form, now):
        return own_page(request, token, applicant, refused=form, status=status)
    email = form.cleaned_data["mede"]
    try:
        co_initiators.invite(submission=applicant.submission, by=applicant, emails=[email], now=now)
    except Refused as refusal:
        add_reasons(form, refusal)
    except Forbidden:
        form.add_error(None, _("Alleen de eerste indiener kan iemand uitnodigen."))
    if form.errors:
        return own_page(request, token, applicant, refused=form, status=status_of(form))
    return redirect(f"{own_url(token)}#samen")


@own
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Withdraw an invitation that was not answered yet."""
    number = request.POST.get("nummer", "")
    if request.method == "POST" and applicant.is_main and number.isascii() and number.isdigit():
        co_initiators.take_invitation_back(
            submission=applicant.submission, by=applicant, invited=int(number[:_DIGITS]), now=timezone.now()
        )
    return redirect(f"{own_url(token)}#samen")


@own
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Ask a co-initiator whether to stop; stop on POST. What follows is a page without a link: theirs is gone."""
    if applicant.is_main:
        return redirect("my_plan", token=token)
    if request.method != "POST":
        context = around(token, applicant.submission, (_("Doe niet meer mee"), ""))
        return render(request, "participation/leave.html", context)
    co_initiators.leave(applicant=applicant, now=timezone.now())
    return _done(request, _("Je doet niet meer mee"), _("We hebben je naam en je e-mailadres verwijderd."))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show what joining in means; say yes or no on POST. Opening the link changes nothing (fault 19)."""
    now = timezone.now()
    try:
        invited = co_initiators.find_invitation(token_text=token, now=now)
        if request.method != "POST":
            return _join_page(request, invited, JoinForm())
        if "nee" in request.POST:
            co_initiators.decline(token_text=token, now=now)
            return _done(request, _("Je doet niet mee"), _("We hebben je e-mailadres verwijderd."))
        form = JoinForm(request.POST)
        if status := refused_status(request, form, now):
            return _join_page(request, invited, form, status=status)
        co_initiators.accept(token_text=token, name=form.cleaned_data["naam"], now=now)
    except TokenError as error:
        return dead_link(request, error, _("Wil je toch meedoen? Vraag dan om een nieuwe uitnodiging."))
    except Refused as refusal:
        return refused(request, refusal)
    text = _("We sturen je een mail met de link naar je eigen pagina. Daar lees je alles over het plan.")
    return _done(request, _("Je doet mee"), text)


def _join_page(request: HttpRequest, invited: Applicant, form: JoinForm, status: int = 200) -> HttpResponse:
    case = invited.submission
    context = {
        "form": form,
        "wijk": case.wijk,
        "section": "initiatieven",
        "title": shown_title(case),
        "asked_by": asked_by(case),
    }
    return render(request, "participation/join.html", context, status=status)


def _done(request: HttpRequest, title: str, text: str) -> HttpResponse:
    context = {
        "title": title,
        "text": text,
        "actions": [{"url": pad("/initiatieven/"), "text": _("Bekijk de plannen")}],
        "section": "initiatieven",
    }
    return render(request, "cms/melding.html", context)
