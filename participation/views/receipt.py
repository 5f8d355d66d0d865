"""`/start/ontvangen/<token>/`: what was received, by when an answer comes, and from whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import tokens
from cms.templatetags.notation import datum
from cms.templatetags.wijkplein import pad
from cms.tokens import Purpose, TokenError
from cms.workdays import local_date
from participation.models import Submission
from participation.services.submit import mail_confirmation
from participation.views.guard import dead_link, may_mail, may_post, private_page
from participation.views.people import person_card
from participation.views.route import DecisionRoute, route_of


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show the receipt, for a week as often as wanted; on POST, mail the link to confirm the address once more."""
    now = timezone.now()
    try:
        found = tokens.find(token, purpose=Purpose.RECEIPT, now=now)
    except TokenError as error:
        return dead_link(request, error, _("Je nummer en wat er gebeurt, staan ook in de mail die je van ons kreeg."))
    cases = Submission.objects.select_related("wijk", "assignee", "initiative")
    submission = get_object_or_404(cases, pk=found.subject.partition(":")[2])
    person = person_card(submission, on=local_date(now))
    applicant = submission.applicants.filter(is_main=True).first()
    if request.method == "POST":
        if applicant and applicant.email and may_post(request, now) and may_mail(applicant.email, now):
            mail_confirmation(applicant=applicant, now=now)
        return redirect(f"{request.path}?verstuurd#bevestig")
    route = route_of(submission.asked_cents, submission.scope, on=local_date(submission.received_at))
    context = {
        "submission": submission,
        "wijk": submission.wijk,
        "person": person,
        "must_confirm": bool(applicant and applicant.email and not applicant.email_confirmed_at),
        "was_sent_again": "verstuurd" in request.GET,
        "has_email": bool(applicant and applicant.email),
        "steps": _steps(submission, person, route),
        "section": "initiatieven",
        "crumbs": [(_("Home"), pad("/")), (_("Begin een plan"), pad("/start/")), (_("Verstuurd"), "")],
    }
    return render(request, "participation/receipt.html", context)


def _steps(submission: Submission, person: dict[str, str] | None, route: DecisionRoute) -> list[dict[str, str]]:
    """What happens next, with names and dates."""
    who = person["first_name"] if person else _("Je wijkregisseur")
    due, received = datum(submission.answer_due_on), datum(submission.received_at).capitalize()
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
