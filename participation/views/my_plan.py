"""`/mijn-plan/<token>/`: the initiator's own page, with what can be done from there. Nobody else has its link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.workdays import local_date
from participation.forms.my_plan import AnswerForm, ApplyForm, MessageForm
from participation.models import Applicant, Message, Question
from participation.services import questions
from participation.services.apply import apply_for_money
from participation.services.errors import Forbidden, Refused, StaleCase
from participation.services.moderate import receive_message, withdraw_plan
from participation.services.own_page import mail_confirmation
from participation.views.guard import add_too_many, may_mail, may_post, refused_status, status_of
from participation.views.my_page import may_apply, may_withdraw, own_page
from participation.views.own_parts import add_reasons, around, own, own_url
from participation.views.route import route_of


@own
@require_http_methods(["GET", "HEAD"])
def my_plan(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Where the plan stands, what to do now, and the talk with the wijkregisseur."""
    return own_page(request, token, applicant)


@own
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Take in a message to the wijkregisseur. Showing the page again after a refusal leads back to the plan."""
    if request.method != "POST":
        return redirect("my_plan", token=token)
    form, now = MessageForm(request.POST, action=f"{own_url(token)}bericht/"), timezone.now()
    if status := refused_status(request, form, now):
        return own_page(request, token, applicant, refused=form, status=status)
    if not _is_same_again(applicant, form.cleaned_data["bericht"]):
        try:
            receive_message(applicant=applicant, text=form.cleaned_data["bericht"], now=now)
        except (Refused, StaleCase) as refusal:
            add_reasons(form, refusal)
    if form.errors:
        return own_page(request, token, applicant, refused=form, status=status_of(form))
    return redirect(f"{own_url(token)}#berichten")


@own
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str, applicant: Applicant, question: int) -> HttpResponse:
    """Take in the answer to a neighbour's question; the wijkregisseur reads it before it is on the site."""
    found = Question.objects.filter(pk=question, submission_id=applicant.submission_id).first()
    if request.method != "POST" or found is None or found.state != Question.State.OPEN:
        return redirect("my_plan", token=token)
    now = timezone.now()
    form = AnswerForm(request.POST, prefix=f"vraag{found.pk}", action=f"{own_url(token)}vraag/{found.pk}/")
    if status := refused_status(request, form, now):
        return own_page(request, token, applicant, refused=form, status=status)
    try:
        questions.answer(question=found, applicant=applicant, text=form.cleaned_data["antwoord"], now=now)
    except Refused as refusal:
        add_reasons(form, refusal)
    except Forbidden:
        form.add_error(None, _("Bevestig eerst je e-mailadres. Daarna kun je antwoorden."))
    if form.errors:
        return own_page(request, token, applicant, refused=form, status=status_of(form))
    return redirect(f"{own_url(token)}?beantwoord#nu-te-doen")


@own
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_again(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Mail the link to confirm the address once more; never more than 5 an hour."""
    now = timezone.now()
    if request.method == "POST" and may_post(request, now) and may_mail(applicant.email, now):
        mail_confirmation(applicant=applicant, now=now)
    return redirect(f"{own_url(token)}?gemaild#nu-te-doen")


@own
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Show what an application means; send it on POST."""
    submission, now = applicant.submission, timezone.now()
    if not may_apply(submission):
        return redirect("my_plan", token=token)
    form = ApplyForm(request.POST if request.method == "POST" else None, initial={"bedrag": submission.asked_cents})
    if request.method == "POST" and form.is_valid():
        if may_post(request, now):
            try:
                cents = form.cleaned_data["bedrag"]
                apply_for_money(submission=submission, applicant=applicant, asked_cents=cents, now=now)
                return redirect("my_plan", token=token)
            except (Refused, StaleCase) as refusal:
                add_reasons(form, refusal)
        else:
            add_too_many(form)
    route = route_of(submission.asked_cents, submission.scope, on=local_date(now))
    context = around(token, submission, (_("Vraag geld aan"), "")) | {"form": form, "route": route}
    return render(request, "participation/apply.html", context, status=status_of(form))


@own
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Ask whether the plan should really stop; stop it on POST."""
    submission, now = applicant.submission, timezone.now()
    if not may_withdraw(applicant):
        return redirect("my_plan", token=token)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            withdraw_plan(applicant=applicant, now=now)
            return redirect("my_plan", token=token)
        except Refused as refusal:
            reasons = refusal.reasons
        except StaleCase as stale:
            reasons = [str(stale)]
    context = around(token, submission, (_("Trek je plan in"), "")) | {"reasons": reasons}
    return render(request, "participation/withdraw.html", context, status=422 if reasons else 200)


def _is_same_again(applicant: Applicant, text: str) -> bool:
    """Whether this is the message that was sent last: a form that was sent twice."""
    last = Message.objects.filter(submission=applicant.submission).order_by("pk").last()
    return last is not None and last.sort == Message.Sort.FROM_INITIATOR and last.text == text
