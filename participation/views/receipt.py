"""`/start/ontvangen/<token>/`: what was received, by when an answer comes, and from whom."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import codes, tokens
from cms.forms import CodeForm
from cms.templatetags.notation import datum
from cms.templatetags.wijkplein import pad
from cms.tokens import Purpose, TokenError
from cms.workdays import local_date
from participation.codes import Kind
from participation.models import Applicant, Submission
from participation.selectors import Card, wijken_in_words
from participation.services.submit import confirm_email, mail_confirmation, my_plan_token
from participation.views import activity
from participation.views.guard import dead_link, may_mail, may_post, private_page, refused_status, status_of
from participation.views.live_help import alike_now
from participation.views.people import person_card
from participation.views.route import DecisionRoute, route_of
from participation.views.upkeep import receipt_context


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show the receipt, for a week as often as wanted; on POST, mail the link to confirm the address once more."""
    now = timezone.now()
    try:
        found = tokens.find(token, purpose=Purpose.RECEIPT, now=now)
    except TokenError as error:
        return dead_link(request, error, _("Je nummer en wat er gebeurt, staan ook in de mail die je van ons kreeg."))
    cases = Submission.objects.select_related("wijk", "assignee", "initiative", "upkeep", "activity")
    submission = get_object_or_404(cases, pk=found.subject.partition(":")[2])
    person = person_card(submission, on=local_date(now))
    applicant = submission.applicants.filter(is_main=True).first()
    form = CodeForm(request.POST) if "met_code" in request.POST else CodeForm()
    if form.is_bound:
        answer = _by_code(request, form, applicant, now)
        if answer:
            return answer
    elif request.method == "POST":
        if applicant and applicant.email and may_post(request, now) and may_mail(applicant.email, now):
            mail_confirmation(applicant=applicant, now=now)
        return redirect(f"{request.path}?verstuurd#bevestig")
    route = route_of(submission.asked_cents, submission.scope, on=local_date(submission.received_at))
    context = {
        "form": form,
        "submission": submission,
        "wijk": submission.wijk,
        "wijken": wijken_in_words(submission),
        "alike_plans": _alike(submission),
        "person": person,
        "must_confirm": bool(applicant and applicant.email and not applicant.email_confirmed_at),
        "was_sent_again": "verstuurd" in request.GET,
        "has_email": bool(applicant and applicant.email),
        "steps": _steps(submission, person, route),
        "section": "initiatieven",
        "crumbs": [(_("Home"), pad("/")), (_("Begin een plan"), pad("/start/")), (_("Verstuurd"), "")],
    }
    if submission.kind == Kind.UPKEEP:
        more = context | receipt_context(submission, person)
        return render(request, "participation/upkeep_receipt.html", more, status=status_of(form))
    if submission.kind == Kind.ACTIVITY:
        more = context | activity.receipt_context(submission)
        return render(request, "participation/activity_receipt.html", more, status=status_of(form))
    return render(request, "participation/receipt.html", context, status=status_of(form))


def _by_code(request: HttpRequest, form: CodeForm, applicant: Applicant | None, now: datetime) -> HttpResponse | None:
    """Confirm the address with the code of the mail, and go on to the own page; None where it was no good."""
    if refused_status(request, form, now):
        return None
    waiting = f"applicant:{applicant.pk if applicant else 0}"
    try:
        token = codes.redeem_code(
            purpose=Purpose.CONFIRM_EMAIL, subject=waiting, code=form.cleaned_data["code"], now=now
        )
        found = confirm_email(token_text=tokens.text_of(token), now=now)
    except TokenError as error:
        form.add_error("code", str(error))
        return None
    return redirect("my_plan", token=my_plan_token(applicant=found, now=now))


def _alike(submission: Submission) -> list[Card]:
    """Plans on the site that resemble this one: whoever made them may want to join hands."""
    initiative = getattr(submission, "initiative", None)
    return alike_now(initiative.title if initiative else "", submission.wijk)


def _steps(submission: Submission, person: dict[str, str] | None, route: DecisionRoute) -> list[dict[str, str]]:
    """What happens next, with names and dates."""
    who = person["first_name"] if person else _("Je wijkregisseur")
    due, received = datum(submission.answer_due_on), capfirst(datum(submission.received_at))
    steps = [
        {
            "state": "done",
            "title": _("Je plan is binnen"),
            "text": _("%(day)s. Alleen de gemeente kan het lezen.") % {"day": received},
        },
        {
            "state": "now",
            "title": _("%(who)s belt of mailt je") % {"who": who},
            "text": _("Uiterlijk %(day)s. Jullie praten over je plan.") % {"day": due},
        },
    ]
    if route.needs_support:
        steps.append(
            {
                "title": _("Je zoekt steun"),
                "text": _("Je plan komt op de site. Buren kunnen laten weten dat ze erachter staan."),
            }
        )
    steps.append({"title": _("Je hoort of het kan"), "text": route.who_decides})
    steps.append({"title": _("Je gaat aan de slag"), "text": _("We leggen samen vast wie wat doet.")})
    return [{"state": ""} | step for step in steps]
