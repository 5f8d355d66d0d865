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
from polls.state import stand_of

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    mail_templates.register("vote_confirm", vote_confirm)
    mail_templates.register("vote_already", about_poll)
    mail_templates.register("vote_received", about_poll)


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
