"""What the mails of participation say: each builder turns the ids of a queued mail into plain values.

Looked up at the time of sending, so that nothing about a person waits in the outbox. Texts of residents lose
anything like a link on the way (cms.mail.rendering); links of our own are `Link`s.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cms import tokens
from cms.languages import address
from cms.mail.links import Link, absolute
from cms.models import Token
from cms.registries import mail_templates
from cms.workdays import local_date
from participation.models import Applicant, Decision, Message, PublicVersion, Submission, Support
from participation.selectors import initiative_path
from participation.services.mandate import limit_cents
from participation.services.own_page import confirmation_link, my_plan_link
from participation.states import resident_words

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    about_a_plan = (
        "confirm_email",
        "plan_published",
        "plan_seeks_support",
        "plan_support_closed",
        "plan_support_week",
    )
    for name in (*about_a_plan, "plan_applied"):
        mail_templates.register(name, about_plan)
    mail_templates.register("plan_received", received)
    mail_templates.register("plan_moved", with_message)
    mail_templates.register("plan_message", with_message)
    mail_templates.register("plan_milestone", milestone)
    mail_templates.register("plan_decided", decided)
    mail_templates.register("decision_to_sign", to_sign)
    mail_templates.register("draft_link", draft_link)
    mail_templates.register("support_confirm", support_confirm)
    mail_templates.register("support_already", about_support)
    mail_templates.register("support_news", support_news)
    mail_templates.register("support_own_plan", about_support)


def about_plan(context: Context, now: datetime) -> Context:
    """What every mail to an initiator says: which plan, and the link to the own page.

    The own page is for a confirmed address alone; for another one the link is the one to confirm it.

    Raises:
        ObjectDoesNotExist: when plan or person is gone.
    """
    applicant = Applicant.objects.select_related(
        "submission__initiative", "submission__wijk", "submission__public_version", "submission__campaign"
    ).get(pk=context["applicant"], submission_id=context["submission"])
    case = applicant.submission
    text = getattr(case, "public_version", None)
    campaign = getattr(case, "campaign", None)
    is_confirmed = applicant.email_confirmed_at is not None
    return {
        "title": text.title if text and text.is_public else case.initiative.title,
        "reference": case.reference,
        "wijk": case.wijk.name if case.wijk else "",
        "answer_due_on": case.answer_due_on,
        "decide_due_on": case.decide_due_on,
        "is_application": case.is_application,
        "is_confirmed": is_confirmed,
        "own_link": _my_plan(applicant, now) if is_confirmed else _confirm(confirmation_link(applicant, now)),
        "plan_link": _public(case),
        "supporters": campaign.inside_count if campaign else 0,
        "norm": campaign.supporters if campaign else 0,
        "closes_on": local_date(campaign.closes_at) if campaign else None,
    }


def received(context: Context, now: datetime) -> Context:
    """The receipt: number, time, and what happens by when; with the link to confirm the address."""
    case = Submission.objects.select_related("assignee").get(pk=context["submission"])
    link = _confirm(Token.objects.get(pk=context["token"]))
    return about_plan(context, now) | {
        "received_at": case.received_at,
        "regisseur": case.assignee.get_full_name() if case.assignee else "",
        "limit_cents": limit_cents(local_date(now)),
        "confirm_link": link,
    }


def with_message(context: Context, now: datetime) -> Context:
    """A message of the municipality, or a step with its reason."""
    message = Message.objects.filter(pk=context.get("message"), submission_id=context["submission"]).first()
    state = context.get("state")
    return about_plan(context, now) | {
        "text": message.text if message else "",
        "author": message.author.get_full_name() if message and message.author else "",
        "status": resident_words(state) if state else "",
        "is_waiting": state == "waiting_initiator",
    }


def milestone(context: Context, now: datetime) -> Context:
    """How far the support is."""
    return about_plan(context, now) | {"percent": context["percent"], "is_reached": context["percent"] >= 100}


def decided(context: Context, now: datetime) -> Context:
    """The decision, in the words of the letter."""
    decision = Decision.objects.get(pk=context["decision"], submission_id=context["submission"])
    return about_plan(context, now) | {
        "outcome": decision.outcome,
        "amount_cents": decision.amount_cents,
        "letter": decision.letter_text,
        "has_objection": decision.submission.is_application,
    }


def to_sign(context: Context, now: datetime) -> Context:
    """To who signs next. The case is behind the login, so the mail names its number alone."""
    decision = Decision.objects.select_related("submission__wijk").get(pk=context["decision"])
    case = decision.submission
    if decision.status != Decision.Status.PROPOSED:
        raise Decision.DoesNotExist("signed or lifted by now")
    return {
        "reference": case.reference,
        "wijk": case.wijk.name if case.wijk else "",
        "amount_cents": decision.amount_cents,
        "outcome_words": str(decision.get_outcome_display()),
        "case_link": absolute(reverse("inbox:case", args=[case.pk])),
    }


def draft_link(context: Context, now: datetime) -> Context:
    """The link to go on with a draft."""
    token = Token.objects.get(pk=context["token"])
    return {
        "link": absolute(address(f"/initiatieven/indienen/{tokens.text_of(token)}/controleer/")),
        "expires_on": local_date(token.expires_at),
    }


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
        "plan_link": _public(case),
        "withdraw_link": _link("withdraw_support", withdraw) if withdraw else None,
    }


def support_confirm(context: Context, now: datetime) -> Context:
    """The link that makes support count."""
    token = Token.objects.get(pk=context["token"])
    return about_support(context, now) | {
        "confirm_link": _link("confirm_support", token),
        "confirm_until": token.expires_at,
    }


def support_news(context: Context, now: datetime) -> Context:
    """What became of a plan, for who asked for news; the public words alone.

    Raises:
        ObjectDoesNotExist: when support or plan is gone, or the plan is off the site.
    """
    support = Support.objects.counted().select_related("submission").get(pk=context["support"])
    text = PublicVersion.objects.get(submission_id=support.submission_id, is_public=True)
    return about_support(context, now) | {"status": resident_words(context["state"]), "text": text.outcome_text}


def _link(name: str, token: Token) -> Link:
    return absolute(reverse(name, kwargs={"token": tokens.text_of(token)}))


def _confirm(token: Token) -> Link:
    return _link("confirm_email", token)


def _my_plan(applicant: Applicant, now: datetime) -> Link:
    return _link("my_plan", my_plan_link(applicant, now))


def _public(case: Submission) -> Link | None:
    """The plan on the site, where it is there now."""
    text = getattr(case, "public_version", None)
    path = initiative_path(case) if text is not None and text.is_public else ""
    return absolute(path) if path else None
