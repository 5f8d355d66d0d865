"""What an initiator does once the plan goes on: costs with receipts, photographs, the story, and the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.languages import active_language
from cms.upload_errors import UploadError
from cms.uploads import serve_private
from participation.codes import State
from participation.forms.after import AccountLineForm, ClosingForm, LookBackForm, PhotoForm, StoryForm
from participation.forms.my_plan import OwnPageForm
from participation.models import AccountLine, Applicant, ClosingAnswers, GrantAccount, LookBack, Story
from participation.services import aftercare, grant_account
from participation.services import closing as closing_services
from participation.services.errors import Forbidden, Refused
from participation.views.guard import may_post, refused_status, status_of
from participation.views.own_parts import add_reasons, around, own, own_url

METHODS = ["GET", "HEAD", "POST"]


def _tried(request: HttpRequest, form: OwnPageForm, act: Callable[[dict[str, Any]], object]) -> int:
    """Do what a form asks; 0 when it is done, else the status of the page that says on the form why not."""
    if status := refused_status(request, form, timezone.now()):
        return status
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        add_reasons(form, refusal)
    except UploadError as error:
        form.add_error(None, str(error))
    except Forbidden:
        form.add_error(None, _("Bevestig eerst je e-mailadres. Daarna kan dit."))
    return status_of(form) if form.errors else 0


@own
@require_http_methods(METHODS)
def account(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """What the plan cost so far, with a form for the next line; back to the plan where there is no account."""
    found = GrantAccount.objects.filter(submission=applicant.submission).first()
    if found is None:
        return redirect("my_plan", token=token)
    action = f"{own_url(token)}verantwoording/"
    if request.method != "POST":
        return _account_page(request, token, applicant, found, AccountLineForm(action=action))
    form, now = AccountLineForm(request.POST, request.FILES, action=action), timezone.now()

    def add(given: dict[str, Any]) -> None:
        grant_account.add_line(
            applicant=applicant,
            side=given["soort"],
            description=given["omschrijving"],
            amount_cents=given["bedrag"],
            receipt=given["bon"],
            now=now,
        )

    if status := _tried(request, form, add):
        return _account_page(request, token, applicant, found, form, status=status)
    return redirect(f"{action}#regels")


def _account_page(
    request: HttpRequest,
    token: str,
    applicant: Applicant,
    found: GrantAccount,
    form: AccountLineForm,
    *,
    reasons: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = list(found.lines.all())
    costs = sum(line.amount_cents for line in lines if line.side == AccountLine.Side.COST)
    income = sum(line.amount_cents for line in lines if line.side == AccountLine.Side.INCOME)
    context = around(token, applicant.submission, (_("Verantwoording"), "")) | {
        "account": found,
        "lines": lines,
        "costs_cents": costs,
        "income_cents": income,
        "granted_cents": applicant.submission.granted_cents or 0,
        "form": None if found.handed_in_at else form,
        "reasons": [*(reasons or []), *(form.non_field_errors() if found.handed_in_at else [])],
    }
    return render(request, "participation/my_account.html", context, status=status)


@own
@require_http_methods(METHODS)
def remove_line(request: HttpRequest, token: str, applicant: Applicant, line: int) -> HttpResponse:
    """Take a line back; twice is as once."""
    action = f"{own_url(token)}verantwoording/"
    now = timezone.now()
    if request.method == "POST" and may_post(request, now):
        try:
            grant_account.remove_line(applicant=applicant, line=line, now=now)
        except (Refused, Forbidden):
            return redirect(action)
    return redirect(f"{action}#regels")


@own
@require_http_methods(METHODS)
def hand_in(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Hand the account in."""
    action, now = f"{own_url(token)}verantwoording/", timezone.now()
    found = GrantAccount.objects.filter(submission=applicant.submission).first()
    if request.method != "POST" or found is None:
        return redirect(action if found else own_url(token))
    reasons: list[str] = []
    try:
        grant_account.hand_in(applicant=applicant, now=now)
    except Refused as refusal:
        reasons = refusal.reasons
    except Forbidden:
        reasons = [_("Bevestig eerst je e-mailadres. Daarna kan dit.")]
    if reasons:
        form = AccountLineForm(action=action)
        return _account_page(request, token, applicant, found, form, reasons=reasons, status=422)
    return redirect(action)


@own
@require_safe
def receipt(request: HttpRequest, token: str, applicant: Applicant, line: int) -> HttpResponse:
    """The receipt of one line, for who sent it; back where it is of another plan, gone, or not scanned yet."""
    rows = AccountLine.objects.filter(account__submission=applicant.submission, is_quarantined=False)
    found = rows.filter(pk=line).exclude(file="").first()
    try:
        file = found.file.open("rb") if found else None
    except FileNotFoundError:
        file = None
    if found is None or file is None:
        return redirect("my_plan_account", token=token)
    return serve_private(file, as_name=f"bon-{found.pk}.{found.extension}", inline_image=True)


@own
@require_http_methods(METHODS)
def story(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Tell the neighbourhood how it went, in words and photographs."""
    case, now = applicant.submission, timezone.now()
    if not aftercare.may_show(case):
        return redirect("my_plan", token=token)
    action = f"{own_url(token)}hoe-het-ging/"
    told = Story.objects.filter(submission=case).first()
    forms: dict[str, OwnPageForm] = {
        "story_form": StoryForm(initial={"verhaal": told.text if told else ""}, action=action),
        "photo_form": PhotoForm(action=action),
    }
    status = 200
    if request.method == "POST":
        is_photo = "te_zien" in request.POST
        if is_photo:
            form: OwnPageForm = PhotoForm(request.POST, request.FILES, action=action)
            status = _tried(
                request,
                form,
                lambda given: aftercare.send_photo(
                    applicant=applicant, image=given["foto"], alt=given["te_zien"], now=now
                ),
            )
        else:
            form = StoryForm(request.POST, action=action)
            status = _tried(
                request,
                form,
                lambda given: aftercare.tell_story(
                    applicant=applicant, text=given["verhaal"], language=active_language(), now=now
                ),
            )
        if not status:
            return redirect(f"{action}?verstuurd")
        forms["photo_form" if is_photo else "story_form"] = form
    context = (
        around(token, case, (_("Hoe het ging"), ""))
        | forms
        | {
            "form": next((form for form in forms.values() if form.is_bound), None),
            "story": told,
            "photos": list(case.photos.all()),
            "was_sent": "verstuurd" in request.GET,
        }
    )
    return render(request, "participation/my_story.html", context, status=status)


@own
@require_http_methods(METHODS)
def closing(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """The three questions, once per plan."""

    def answer(given: dict[str, Any]) -> None:
        closing_services.answer_closing(
            applicant=applicant, where=given["waar"], what=given["wat"], when=given["wanneer"], now=timezone.now()
        )

    is_answered = ClosingAnswers.objects.filter(submission=applicant.submission).exists()
    return _asked(request, token, applicant, ClosingForm, answer, _("Drie korte vragen"), "drie-vragen", is_answered)


@own
@require_http_methods(METHODS)
def look_back(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """The question of half a year later, once per plan."""

    def answer(given: dict[str, Any]) -> None:
        closing_services.look_back(applicant=applicant, text=given["terugblik"], now=timezone.now())

    is_answered = LookBack.objects.filter(submission=applicant.submission).exists()
    return _asked(request, token, applicant, LookBackForm, answer, _("Hoe gaat het nu?"), "terugblik", is_answered)


def _asked(
    request: HttpRequest,
    token: str,
    applicant: Applicant,
    form_class: type[OwnPageForm],
    act: Callable[[dict[str, Any]], None],
    heading: str,
    where: str,
    is_answered: bool,
) -> HttpResponse:
    """A page with one form that is answered once; thanks for who did. Back to the plan before it is done."""
    if applicant.submission.state != State.COMPLETED:
        return redirect("my_plan", token=token)
    action = f"{own_url(token)}{where}/"
    form = form_class(request.POST if request.method == "POST" else None, action=action)
    if request.method == "POST":
        status = _tried(request, form, act)
        if not status:
            return redirect(action)
    else:
        status = 200
    context = around(token, applicant.submission, (heading, "")) | {
        "form": None if is_answered and not form.is_bound else form,
        "heading": heading,
        "is_answered": is_answered,
    }
    return render(request, "participation/my_asked.html", context, status=status)
