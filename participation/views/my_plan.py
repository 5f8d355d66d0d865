"""`/mijn-plan/<token>/`: the initiator's own page, with what can be done from there. Nobody else has its link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.templatetags.wijkplein import pad
from cms.tokens import TokenError
from cms.workdays import local_date
from participation import public_support, workflow
from participation.codes import State
from participation.forms.my_plan import ApplyForm, MessageForm
from participation.models import Applicant, Decision, Message, Submission
from participation.selectors import initiative_path
from participation.services.apply import apply_for_money
from participation.services.errors import Refused, StaleCase
from participation.services.mandate import limit_cents
from participation.services.moderate import receive_message, withdraw_plan
from participation.services.proposals import STATE_OF
from participation.services.submit import applicant_of
from participation.states import resident_words
from participation.views.guard import TOO_MANY, add_too_many, dead_link, may_post, private_page, status_of
from participation.views.my_steps import story
from participation.views.people import person_card
from participation.views.route import route_of

# Here a plan takes no more messages: it is closed, and nobody would read them.
SILENT = frozenset({State.WITHDRAWN, State.MERGED, State.SPAM})


def _own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the initiator by the link; without one the page for a dead link."""

    @private_page
    @wraps(view)
    def found(request: HttpRequest, token: str) -> HttpResponse:
        try:
            applicant = applicant_of(token_text=token, now=timezone.now())
        except TokenError as error:
            return dead_link(request, error, _("Je vindt een link in elke mail over je plan."))
        cases = Submission.objects.select_related("wijk", "assignee", "initiative", "public_version", "campaign")
        applicant.submission = cases.get(pk=applicant.submission_id)
        return view(request, token, applicant)

    return found


@_own
@require_http_methods(["GET", "HEAD"])
def my_plan(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Where the plan stands, what to do now, and the talk with the wijkregisseur."""
    return _page(request, token, applicant, MessageForm(action=_message_url(token)))


@_own
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Take in a message to the wijkregisseur. Showing the page again after a refusal leads back to the plan."""
    if request.method != "POST":
        return redirect("my_plan", token=token)
    form, now = MessageForm(request.POST, action=_message_url(token)), timezone.now()
    is_valid = form.is_valid()
    if not may_post(request, now):
        add_too_many(form)
        return _page(request, token, applicant, form, status=TOO_MANY)
    if is_valid and not _is_same_again(applicant, form.cleaned_data["bericht"]):
        try:
            receive_message(applicant=applicant, text=form.cleaned_data["bericht"], now=now)
        except (Refused, StaleCase) as refusal:
            _add_reasons(form, refusal)
    if form.errors:
        return _page(request, token, applicant, form, status=status_of(form))
    return redirect(f"{pad(f'/mijn-plan/{token}/')}#berichten")


@_own
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Show what an application means; send it on POST."""
    submission, now = applicant.submission, timezone.now()
    if not _may_apply(submission):
        return redirect("my_plan", token=token)
    form = ApplyForm(request.POST if request.method == "POST" else None, initial={"bedrag": submission.asked_cents})
    if request.method == "POST" and form.is_valid():
        if may_post(request, now):
            try:
                cents = form.cleaned_data["bedrag"]
                apply_for_money(submission=submission, applicant=applicant, asked_cents=cents, now=now)
                return redirect("my_plan", token=token)
            except (Refused, StaleCase) as refusal:
                _add_reasons(form, refusal)
        else:
            add_too_many(form)
    route = route_of(submission.asked_cents, submission.scope, on=local_date(now))
    context = _around(token, submission, _("Vraag geld aan")) | {"form": form, "route": route}
    return render(request, "participation/apply.html", context, status=status_of(form))


@_own
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str, applicant: Applicant) -> HttpResponse:
    """Ask whether the plan should really stop; stop it on POST."""
    submission, now = applicant.submission, timezone.now()
    if not _may_withdraw(submission):
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
    context = _around(token, submission, _("Trek je plan in")) | {"reasons": reasons}
    return render(request, "participation/withdraw.html", context, status=422 if reasons else 200)


def _message_url(token: str) -> str:
    return pad(f"/mijn-plan/{token}/bericht/")


def _add_reasons(form: MessageForm | ApplyForm, refusal: Refused | StaleCase) -> None:
    for reason in getattr(refusal, "reasons", [str(refusal)]):
        form.add_error(None, reason)


def _is_same_again(applicant: Applicant, text: str) -> bool:
    """Whether this is the message that was sent last: a form that was sent twice."""
    last = Message.objects.filter(submission=applicant.submission).order_by("pk").last()
    return last is not None and last.sort == Message.Sort.FROM_INITIATOR and last.text == text


def _may_apply(submission: Submission) -> bool:
    """Whether the initiator can apply from the own page: for money above the limit, once, before a decision."""
    limit = limit_cents(local_date(timezone.now()))
    is_before = submission.state in (State.GATHERING_SUPPORT, State.IN_REVIEW, State.WAITING_INITIATOR)
    return is_before and submission.applied_at is None and (submission.asked_cents or 0) > limit


def _may_withdraw(submission: Submission) -> bool:
    step = workflow.find(submission.state, State.WITHDRAWN)
    return step is not None and workflow.Actor.RESIDENT in step.actors


def _around(token: str, submission: Submission, here: str = "") -> dict[str, Any]:
    """What all pages of one initiator share."""
    own = pad(f"/mijn-plan/{token}/")
    version = getattr(submission, "public_version", None)
    below = [(_("Jouw plan"), own), (here, "")] if here else [(_("Jouw plan"), "")]
    return {
        "submission": submission,
        "wijk": submission.wijk,
        "section": "initiatieven",
        "crumbs": [(_("Home"), pad("/")), *below],
        "own_url": own,
        "title": version.title if version else submission.initiative.title,
        "public_url": initiative_path(submission) if version and version.is_public else "",
    }


def _page(
    request: HttpRequest, token: str, applicant: Applicant, form: MessageForm, status: int = 200
) -> HttpResponse:
    submission, today = applicant.submission, local_date(timezone.now())
    campaign = getattr(submission, "campaign", None)
    is_seeking = submission.state == State.GATHERING_SUPPORT and campaign is not None
    found = public_support.read(submission, campaign) if is_seeking else None
    decision = submission.decisions.filter(status=Decision.Status.DECIDED).first()
    talk = submission.messages.exclude(sort=Message.Sort.CONCERN).select_related("author")
    context = _around(token, submission) | {
        "form": form,
        "status": resident_words(submission.state),
        "steps": story(submission),
        "person": person_card(submission, on=today),
        "campaign": campaign if is_seeking else None,
        "days_left": (local_date(campaign.closes_at) - today).days if is_seeking else None,
        "checks": [
            {"text": line.words, "state": "done" if line.is_met else "", "icon": "" if line.is_required else "info"}
            for line in found.requirements
            if line.key != "supporters"
        ]
        if found
        else [],
        "messages_shown": talk,
        "can_write": submission.state not in SILENT,
        "is_waiting": submission.state == State.WAITING_INITIATOR,
        "can_apply": _may_apply(submission),
        "can_withdraw": _may_withdraw(submission),
        "route": route_of(submission.asked_cents, submission.scope, on=today),
        "decision": decision,
        "decision_words": resident_words(STATE_OF[decision.outcome]) if decision else "",
    }
    return render(request, "participation/my_plan.html", context, status=status)
