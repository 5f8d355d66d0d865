"""`<poll>/stemmen/`: vote on one page, or page by page in a survey. Pages of one person: `private, no-store`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.guard import REFUSED, private_page, refused_status, status_of
from cms.maps import let_tiles_in
from polls.addresses import vote_path
from polls.codes import PICKS, Identity
from polls.forms.voting import SurveyForm, VoteForm
from polls.models import Poll
from polls.questions import Answers, Ask, Mark, next_page, pages_of, previous_page, problems
from polls.reading import asks_of
from polls.services import saving
from polls.state import is_open
from polls.views.at_once import vote_at_once
from polls.views.find import around, closed, find, has_voted
from polls.views.finish import finish, remember_browser
from polls.views.progress import forget_progress, key_of, progress_of, remember_progress, saved_by_key
from polls.views.summary import rows_of
from polls.words import identity_words, secret_words

READ_AND_POST = ["GET", "HEAD", "POST"]


@private_page
@require_http_methods(READ_AND_POST)
def vote(request: HttpRequest, path: str) -> HttpResponse:
    """The form of a poll of one page; a survey begins at its first page."""
    now = timezone.now()
    if request.method == "POST" and (response := vote_at_once(request, path, now)):
        return response
    poll = find(request, path)
    if response := _elsewhere(request, poll, now):
        return response
    asks = asks_of(poll)
    pages = pages_of(asks)
    if len(pages) > 1:
        return redirect(f"{vote_path(poll)}{pages[0]}/")
    data = request.POST if request.method == "POST" else None
    form = VoteForm(data, poll=poll, asks=asks, page=pages[0] if pages else 1, answers=_chosen(request, asks))
    if data is None:
        return _page(request, poll, form, now)
    if poll.identity == Identity.OPEN and form.is_valid():
        # Counted by its own, stricter limit (views.finish): one write less for a vote at a busy moment.
        return finish(request, poll, form, now) or _page(request, poll, form, now, status_of(form))
    if status := refused_status(request, form, now):
        return _page(request, poll, form, now, status)
    return finish(request, poll, form, now) or _page(request, poll, form, now, status_of(form))


def _chosen(request: HttpRequest, asks: tuple[Ask, ...]) -> Answers:
    """The choice that the link of a quick poll fills in (`?keuze=`); a form that was sent holds its own."""
    asked = request.GET.get("keuze", "") if request.method != "POST" else ""
    ask = next((ask for ask in asks if not ask.is_retired), None)
    if ask is None or ask.kind not in PICKS:
        return {}
    picked = [option.pk for option in ask.open_options if str(option.pk) == asked]
    return {ask.pk: tuple(Mark(choice=pk) for pk in picked)}


def _elsewhere(request: HttpRequest, poll: Poll, now: datetime) -> HttpResponse | None:
    """The answer to who can't vote now: too early, too late, or this browser did."""
    if not is_open(poll, now):
        return closed(request, poll, now)
    if poll.identity == Identity.OPEN and request.method != "POST" and has_voted(request, poll):
        return redirect(f"{vote_path(poll)}bedankt/")
    return None


@private_page
@require_http_methods(READ_AND_POST)
def survey_page(request: HttpRequest, path: str, number: str) -> HttpResponse:
    """One page of a survey. What was filled in is kept for this browser.

    Raises:
        Http404: for a page that the survey does not have.
    """
    return _survey(request, find(request, path), int(number), timezone.now())


def _survey(request: HttpRequest, poll: Poll, number: int, now: datetime) -> HttpResponse:
    if response := _elsewhere(request, poll, now):
        return response
    asks, saved = asks_of(poll), progress_of(request, poll)
    pages, answers = pages_of(asks), saving.answers_of(saved) if saved else {}
    if number not in pages or len(pages) < 2:
        raise Http404
    if number > pages[0] and saved is None:
        return redirect(f"{vote_path(poll)}{pages[0]}/")
    data = request.POST if request.method == "POST" else None
    form = SurveyForm(data, poll=poll, asks=asks, page=number, answers=answers, is_last=False)
    form.is_first_page = number == pages[0]
    if data is None:
        return _page(request, poll, form, now, steps=_steps(asks, answers, number))
    status = refused_status(request, form, now)
    # Who goes back or pauses need not have finished: what is right is kept.
    is_pause = "vorige" in data or "bewaar" in data
    if status and not (is_pause and status == REFUSED):
        return _page(request, poll, form, now, status, steps=_steps(asks, answers, number))
    answers = form.answers
    saved = saving.save(poll=poll, saved=saved, answers=answers, now=now)
    response = redirect(f"{vote_path(poll)}{_next(data, asks, answers, number)}/")
    return remember_progress(response, request, poll, saved)


def _next(data: Any, asks: tuple[Ask, ...], answers: Answers, number: int) -> str | int:
    """Where the pressed button leads."""
    if "bewaar" in data:
        return "bewaard"
    if "vorige" in data:
        return previous_page(asks, answers, number) or number
    return next_page(asks, answers, number) or "versturen"


@private_page
@require_http_methods(READ_AND_POST)
def send(request: HttpRequest, path: str) -> HttpResponse:
    """The end of a survey: all answers once more, who votes, and the button that sends."""
    now = timezone.now()
    poll = find(request, path)
    if response := _elsewhere(request, poll, now):
        return response
    asks, saved = asks_of(poll), progress_of(request, poll)
    if saved is None:
        return redirect(vote_path(poll))
    answers = saving.answers_of(saved)
    if wrong := problems(asks, answers):
        first = min(ask.page for ask in asks if ask.pk in wrong)
        return redirect(f"{vote_path(poll)}{first}/")
    data = request.POST if request.method == "POST" else None
    form = VoteForm(data, poll=poll, asks=asks, page=0, answers=answers)
    found = {"rows": rows_of(poll, asks, answers), "steps": _steps(asks, answers, None)}
    if data is None:
        return _page(request, poll, form, now, **found)
    if status := refused_status(request, form, now):
        return _page(request, poll, form, now, status, **found)
    response = finish(request, poll, form, now)
    if response is None:
        return _page(request, poll, form, now, status_of(form), **found)
    return forget_progress(response, request, poll) if response.status_code == 302 else response


@private_page
@require_http_methods(["GET", "HEAD"])
def saved_page(request: HttpRequest, path: str) -> HttpResponse:
    """That it is saved, and the link to go on with on another device."""
    now = timezone.now()
    poll = find(request, path)
    saved = progress_of(request, poll)
    if saved is None:
        return redirect(vote_path(poll))
    link = request.build_absolute_uri(f"{vote_path(poll)}verder/{key_of(saved)}/")
    context = around(poll, _("Bewaard"), now) | {"link": link, "vote_url": vote_path(poll)}
    return render(request, "polls/saved.html", context)


@private_page
@require_http_methods(["GET", "HEAD"])
def resume(request: HttpRequest, path: str, key: str) -> HttpResponse:
    """The link to go on: this browser takes the survey over, and begins at its first page.

    Raises:
        Http404: when there is nothing saved (any more).
    """
    poll = find(request, path)
    saved = saved_by_key(poll, key)
    if saved is None:
        raise Http404
    return remember_progress(redirect(vote_path(poll)), request, poll, saved)


def _steps(asks: tuple[Ask, ...], answers: Answers, number: int | None) -> dict[str, Any]:
    """How far a survey is; its last step is the one that sends."""
    pages = pages_of(asks)
    at = pages.index(number) + 1 if number in pages else len(pages) + 1
    title = next((ask.page_title for ask in asks if ask.page == number and ask.page_title), "")
    return {
        "at": at,
        "total": len(pages) + 1,
        "title": title or (_("controleer en verstuur") if number is None else ""),
    }


def _page(
    request: HttpRequest, poll: Poll, form: VoteForm, now: datetime, status: int = 200, **more: Any
) -> HttpResponse:
    context = around(poll, _("Stem"), now) | {
        "form": form,
        "identity": identity_words(poll.identity),
        "secret": secret_words(may_change=poll.may_change),
        **more,
    }
    response = render(request, "polls/vote.html", context, status=status)
    if form.has_map:
        let_tiles_in(response)
    return remember_browser(response, request, poll)
