"""`<poll>/stemmen/uitslag-mailen/`: one mail when the poll has closed, for who asks for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.guard import may_mail_for, private_page, refused_status
from cms.languages import active_language
from polls.addresses import poll_path, result_mail_path
from polls.forms.result_mail import ResultMailForm
from polls.models import Poll
from polls.services import telling
from polls.state import is_open, stand_of
from polls.views.find import around, find


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, path: str) -> HttpResponse:
    """The form; what somebody sees after it is the same for every address (fault 25)."""
    now = timezone.now()
    poll = find(request, path)
    if not is_open(poll, now):
        return redirect(poll_path(poll))
    form = ResultMailForm(request.POST) if request.method == "POST" else ResultMailForm()
    status = refused_status(request, form, now) if form.is_bound else 200
    if form.is_bound and not status:
        email = str(form.cleaned_data["email"])
        if may_mail_for(request, form, email, now):
            telling.ask(poll=poll, email=email, language=active_language())
        return redirect(f"{result_mail_path(poll)}gelukt/")
    context = around(poll, _("Uitslag per mail"), now) | {"form": form}
    return render(request, "polls/result_mail.html", context, status=status)


@private_page
@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest, path: str) -> HttpResponse:
    """That the mail comes."""
    poll: Poll = find(request, path)
    context = {
        "title": _("We mailen je de uitslag"),
        "text": poll.title,
        "paragraphs": [stand_of(poll, timezone.now()).badge + ".", _("Daarna krijg je één mail.")],
        "actions": [{"url": poll_path(poll), "text": _("Bekijk de peiling")}],
        "wijk": poll.wijk,
        "section": "meepraten",
    }
    return render(request, "cms/melding.html", context)
