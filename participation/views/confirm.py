"""`/bevestig/<token>/`: is this e-mail address yours? Opening the link changes nothing; the button does (fault 19)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import tokens
from cms.tokens import Purpose, TokenError, TokenUnknown
from participation.details import title_of
from participation.models import Applicant
from participation.services.submit import confirm_email, my_plan_token
from participation.views.guard import dead_link, private_page


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be confirmed; confirm it on POST, and go on to the initiator's own page."""
    now = timezone.now()
    try:
        if request.method == "POST":
            applicant = confirm_email(token_text=token, now=now)
            return redirect("my_plan", token=my_plan_token(applicant=applicant, now=now))
        found = tokens.find(token, purpose=Purpose.CONFIRM_EMAIL, now=now)
    except TokenError as error:
        is_ours = not isinstance(error, TokenUnknown)
        comfort = _("Je plan is gewoon bij ons binnen. Dat blijft zo, ook zonder bevestigd adres.")
        return dead_link(request, error, *([comfort] if is_ours else []))
    people = Applicant.objects.select_related("submission__wijk", "submission__initiative", "submission__upkeep")
    applicant = get_object_or_404(people, pk=found.subject.partition(":")[2])
    submission = applicant.submission
    context = {
        "wijk": submission.wijk,
        "title": title_of(submission),
        "rows": [
            {"term": _("Je nummer"), "value": submission.reference},
            {"term": _("Je e-mailadres"), "value": applicant.email},
        ],
        "section": "initiatieven",
    }
    return render(request, "participation/confirm.html", context)
