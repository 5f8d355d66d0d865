"""What the mails of polls say. A context holds ids; texts are looked up at the time of sending."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from cms import codes, tokens
from cms.mail.links import absolute
from cms.models import Token
from cms.registries import mail_templates
from polls.addresses import poll_path
from polls.models import PendingVote, Poll
from polls.results import results_of
from polls.state import stand_of

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    mail_templates.register("vote_confirm", vote_confirm)
    mail_templates.register("vote_already", about_poll)
    mail_templates.register("vote_received", about_poll)
    mail_templates.register("poll_result", poll_result)


def _of(poll: Poll, now: datetime) -> Context:
    return {
        "title": poll.title,
        "wijk": poll.wijk.name if poll.wijk else "",
        "poll_link": absolute(poll_path(poll)),
        "stand": stand_of(poll, now).badge,
    }


def vote_confirm(context: Context, now: datetime) -> Context:
    """The link, and the code, that cast a ballot.

    Raises:
        ObjectDoesNotExist: when the vote was confirmed or removed by now.
    """
    pending = PendingVote.objects.select_related("poll__wijk").get(pk=context["pending"])
    token = Token.objects.get(pk=context["token"])
    return _of(pending.poll, now) | {
        "confirm_link": absolute(reverse("confirm_vote", args=[tokens.text_of(token)])),
        "confirm_until": token.expires_at,
        "code": codes.shown(codes.code_of(token)),
    }


def about_poll(context: Context, now: datetime) -> Context:
    """That somebody voted, and how to change that where it may be.

    Raises:
        ObjectDoesNotExist: when the poll is gone.
    """
    poll = Poll.objects.select_related("wijk").get(pk=context["poll"])
    token = Token.objects.filter(pk=context.get("token")).first()
    link = absolute(reverse("change_vote", args=[tokens.text_of(token)])) if token else None
    return _of(poll, now) | {"change_link": link}


_MOST_QUESTIONS = 5


def poll_result(context: Context, now: datetime) -> Context:
    """What came of a poll, in sentences.

    Raises:
        ObjectDoesNotExist: when the poll is off the site by now.
    """
    poll = Poll.objects.select_related("wijk", "previous").get(pk=context["poll"], is_live=True)
    results = results_of(poll)
    found = [(shown.result.ask.text, shown.sentence) for shown in results.questions[:_MOST_QUESTIONS]]
    return _of(poll, now) | {"people": results.people, "found": found}
