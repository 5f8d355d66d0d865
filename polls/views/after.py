"""After voting: thanks, and what happens next; and changing an answer by the link of a mail."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import tokens
from cms.guard import private_page, refused_status
from cms.maps import let_tiles_in
from cms.models import Purpose
from cms.tokens import TokenError, TokenUnknown
from polls.addresses import poll_path, result_mail_path, vote_path
from polls.forms.voting import VoteForm
from polls.models import PollPage, Voter
from polls.reading import asks_of
from polls.results import may_see, results_of
from polls.services import changing
from polls.services.errors import NotOpen, Refused
from polls.views.find import around, closed, find, has_voted, refused, remember_voted
from polls.views.in_mail import dead_link
from polls.views.poll import result_map
from polls.words import identity_words, secret_words


@private_page
@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, path: str) -> HttpResponse:
    """Thanks, what happens next, and the result where it may be shown to who voted."""
    now = timezone.now()
    poll = find(request, path)
    if not has_voted(request, poll):
        return redirect(poll_path(poll))
    page = PollPage.objects.filter(translation_key=poll.key, live=True).order_by("locale_id").first()
    shown = may_see(poll, now=now, has_voted=True)
    results = results_of(poll) if shown else None
    context = (
        around(poll, _("Bedankt"), now)
        | result_map(results)
        | {
            "results": results,
            "page": page,
            "identity": identity_words(poll.identity),
            "mail_url": result_mail_path(poll),
        }
    )
    response = render(request, "polls/thanks.html", context)
    if context["map_tiles"]:
        let_tiles_in(response)
    return response


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """The form again, as it was sent, by the link of a mail; until closing, any number of times."""
    now = timezone.now()
    try:
        found = tokens.find(token, purpose=Purpose.CHANGE_VOTE, now=now)
        voter = Voter.objects.select_related("poll__wijk").filter(pk=found.subject.partition(":")[2]).first()
        if voter is None:
            raise TokenUnknown
    except TokenError as error:
        return dead_link(request, error)
    poll = voter.poll
    try:
        answers = changing.answers_of(changing.ballot_of(voter))
        # All on one page, also of a survey.
        asks = [replace(ask, page=1) for ask in asks_of(poll)]
        data = request.POST if request.method == "POST" else None
        form = VoteForm(data, poll=poll, asks=asks, page=1, answers=answers, is_known=True)
        status = refused_status(request, form, now) if data is not None else 200
        if data is None or status:
            context = around(poll, _("Verander je antwoord"), now) | {
                "form": form,
                "is_change": True,
                "identity": identity_words(poll.identity),
                "secret": secret_words(may_change=True),
            }
            response = render(request, "polls/vote.html", context, status=status)
            if form.has_map:
                let_tiles_in(response)
            return response
        changing.change(voter=voter, answers=form.answers)
    except NotOpen:
        return closed(request, poll, now)
    except Refused as refusal:
        return refused(request, poll, refusal)
    response = redirect(f"{vote_path(poll)}bedankt/")
    remember_voted(response, request, poll)
    return response
