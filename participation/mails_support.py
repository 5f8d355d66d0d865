"""What the mails to supporters say; see `participation.mails` for how they are made."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cms import codes, tokens
from cms.mail.links import Link, absolute
from cms.models import Token
from cms.registries import mail_templates
from participation.models import PublicVersion, Support
from participation.selectors import initiative_path
from participation.states import resident_words

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    mail_templates.register("support_confirm", support_confirm)
    mail_templates.register("support_already", about_support)
    mail_templates.register("support_news", support_news)
    mail_templates.register("support_own_plan", about_support)


def about_support(context: Context, now: datetime) -> Context:
    """What every mail to a neighbour says.

    Raises:
        ObjectDoesNotExist: when the support is gone.
    """
    support = Support.objects.select_related(
        "submission__wijk", "submission__public_version", "submission__campaign"
    ).get(pk=context["support"])
    case = support.submission
    withdraw = Token.objects.filter(pk=context.get("withdraw")).first()
    return {
        "title": case.public_version.title,
        "wijk": case.wijk.name if case.wijk else "",
        "is_concern": support.stance == "concern",
        "plan_link": plan_link(case.public_version),
        "withdraw_link": link("withdraw_support", withdraw) if withdraw else None,
    }


def support_confirm(context: Context, now: datetime) -> Context:
    """The link that makes support count."""
    token = Token.objects.get(pk=context["token"])
    return about_support(context, now) | {
        "confirm_link": link("confirm_support", token),
        "confirm_until": token.expires_at,
        "code": codes.shown(codes.code_of(token)),
    }


def support_news(context: Context, now: datetime) -> Context:
    """What became of a plan, for who asked for news; the public words alone.

    Raises:
        ObjectDoesNotExist: when support or plan is gone, or the plan is off the site.
    """
    support = Support.objects.counted().select_related("submission").get(pk=context["support"])
    text = PublicVersion.objects.get(submission_id=support.submission_id, is_public=True)
    return about_support(context, now) | {"status": resident_words(context["state"]), "text": text.outcome_text}


def link(name: str, token: Token) -> Link:
    """The address that a token opens, by the name of its view."""
    return absolute(reverse(name, kwargs={"token": tokens.text_of(token)}))


def plan_link(text: PublicVersion) -> Link | None:
    """The plan on the site, where it is there now."""
    path = initiative_path(text) if text.is_public else ""
    return absolute(path) if path else None
