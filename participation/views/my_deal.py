"""`/mijn-plan/<token>/buurtdeal/`: reading the buurtdeal, saying yes, printing it, and ticking off what is done."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms import throttle
from cms.mail.limit import HOUR
from cms.sheet_pdf import can_make_pdf, pdf_of
from participation.deal_sheet import STYLES, deal_sheet
from participation.forms.after import AgreeForm
from participation.models import Applicant, Buurtdeal, DealAgreement
from participation.services import deals, milestones
from participation.services.errors import Forbidden, Refused
from participation.views.guard import TOO_MANY, may_post, refused_status, status_of
from participation.views.kit import PDFS_PER_HOUR
from participation.views.own_parts import add_reasons, around, own, own_url

_SHOWN = (Buurtdeal.Status.OFFERED, Buurtdeal.Status.AGREED)


def shown_deal(applicant: Applicant) -> Buurtdeal | None:
    """The version to read: the one on offer, else the one that holds."""
    return applicant.submission.deals.filter(status__in=_SHOWN).order_by("-number").first()


@own
@require_http_methods(["GET", "HEAD", "POST"])
def deal(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """The buurtdeal as it was laid down, with a form to agree; back to the plan where there is none."""
    found = shown_deal(applicant)
    if found is None:
        return redirect("my_plan", token=token)
    action = f"{own_url(token)}buurtdeal/"
    form = AgreeForm(request.POST, action=action) if request.method == "POST" else None
    if form is not None:
        now = timezone.now()
        if status := refused_status(request, form, now):
            return _page(request, token, applicant, found, form, status=status)
        if form.cleaned_data["versie"] == found.pk and has_agreed(found):
            return redirect(f"{action}?akkoord")
        try:
            deals.agree_as_initiator(applicant=applicant, deal=form.cleaned_data["versie"], now=now)
        except Refused as refusal:
            add_reasons(form, refusal)
        except Forbidden:
            form.add_error(None, _("Bevestig eerst je e-mailadres. Daarna kun je akkoord geven."))
        if form.errors:
            return _page(request, token, applicant, found, form, status=status_of(form))
        return redirect(f"{action}?akkoord")
    return _page(request, token, applicant, found, AgreeForm(initial={"versie": found.pk}, action=action))


def has_agreed(found: Buurtdeal) -> bool:
    """Whether the neighbours said yes to this version."""
    return any(one.side == DealAgreement.Side.NEIGHBOURS for one in found.agreements.all())


def _page(
    request: HttpRequest, token: str, applicant: Applicant, found: Buurtdeal, form: AgreeForm, status: int = 200
) -> HttpResponse:
    is_agreed = has_agreed(found)
    context = around(token, applicant.submission, (_("Buurtdeal"), "")) | {
        "deal": found,
        "sheet": deal_sheet(found),
        "form": None if is_agreed else form,
        "has_agreed": is_agreed,
        "is_new_version": found.status == Buurtdeal.Status.OFFERED and found.number > 1,
        "print_url": f"{own_url(token)}buurtdeal/afdrukken/",
        "pdf_url": f"{own_url(token)}buurtdeal.pdf" if can_make_pdf() else "",
    }
    return render(request, "participation/my_deal.html", context, status=status)


@own
@require_safe
def print_deal(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """The buurtdeal as a page that prints well on A4; back to the plan where there is none."""
    found = shown_deal(applicant)
    if found is None:
        return redirect("my_plan", token=token)
    context = {"sheet": deal_sheet(found), "back_url": f"{own_url(token)}buurtdeal/"}
    context["pdf_url"] = f"{own_url(token)}buurtdeal.pdf" if can_make_pdf() else ""
    return render(request, "participation/deal/print.html", context)


@own
@require_safe
def pdf(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """The buurtdeal as PDF, as often as the sheets of a plan.

    Raises:
        Http404: where no PDF can be made.
    """
    found = shown_deal(applicant)
    if not can_make_pdf():
        raise Http404
    if found is None:
        return redirect("my_plan", token=token)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    if not throttle.hit("kit_pdf", str(applicant.pk), limit=PDFS_PER_HOUR, per=HOUR, now=timezone.now()):
        context = around(token, applicant.submission, (_("Buurtdeal"), "")) | {
            "title": _("Dit zijn te veel PDF's achter elkaar"),
            "text": _("Probeer het over een uur opnieuw. Je kunt de pagina nu wel afdrukken."),
            "actions": [{"url": f"{own_url(token)}buurtdeal/", "text": _("Terug naar de buurtdeal")}],
        }
        return render(request, "cms/melding.html", context, status=TOO_MANY)
    html = render_to_string("participation/deal/print.html", {"sheet": deal_sheet(found)}, request)
    response = HttpResponse(pdf_of(html, styles=STYLES), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="buurtdeal-{applicant.submission.reference.lower()}.pdf"'
    return response


@own
@require_http_methods(["GET", "HEAD", "POST"])
def tick_off(request: HttpRequest, token: str, applicant: Applicant, milestone: int) -> HttpResponse:
    """Say that something is done that the neighbours do. Twice is as once."""
    now = timezone.now()
    if request.method == "POST" and may_post(request, now):
        try:
            milestones.done_by_initiator(applicant=applicant, milestone=milestone, now=now)
        except (Refused, Forbidden):
            return redirect(f"{own_url(token)}#afspraken")
        return redirect(f"{own_url(token)}?afgevinkt#afspraken")
    return redirect(f"{own_url(token)}#afspraken")
