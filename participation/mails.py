"""What the mails of participation say: each builder turns the ids of a queued mail into plain values.

Looked up at the time of sending, so that nothing about a person waits in the outbox. Texts of residents lose
anything like a link on the way (cms.mail.rendering); links of our own are `Link`s.
"""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from cms import codes, tokens
from cms.languages import address
from cms.mail.links import Link, absolute
from cms.models import Token
from cms.registries import mail_templates
from cms.workdays import local_date
from participation import mini_routes
from participation.codes import State
from participation.details import asked_by, shown_title
from participation.dwangsom import notice_ends_on
from participation.models import (
    ActivityIdea,
    Applicant,
    Decision,
    Message,
    Submission,
    SupportCampaign,
    Upkeep,
)
from participation.selectors import initiative_path
from participation.services.mandate import limit_cents
from participation.services.own_page import confirmation_link, my_plan_link
from participation.states import resident_words

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    about_a_plan = (
        "plan_published",
        "plan_seeks_support",
        "plan_support_closed",
        "plan_support_week",
    )
    for name in (*about_a_plan, "plan_applied", "plan_default_noticed"):
        mail_templates.register(name, about_plan)
    mail_templates.register("confirm_email", confirm_email)
    mail_templates.register("plan_received", received)
    mail_templates.register("upkeep_received", upkeep_received)
    mail_templates.register("activity_received", activity_received)
    mail_templates.register("plan_invited", invited)
    mail_templates.register("plan_joined", about_plan)
    mail_templates.register("plan_links", own_links)
    mail_templates.register("plan_moved", with_message)
    mail_templates.register("plan_message", with_message)
    mail_templates.register("plan_extended", with_message)
    mail_templates.register("plan_milestone", milestone)
    mail_templates.register("plan_decided", decided)
    mail_templates.register("decision_to_sign", to_sign)
    mail_templates.register("decision_to_advise", to_sign)
    mail_templates.register("draft_link", draft_link)


def about_plan(context: Context, now: datetime) -> Context:
    """What every mail to an initiator says: which plan, and the link to the own page.

    The own page is for a confirmed address alone; for another one the link is the one to confirm it.

    Raises:
        ObjectDoesNotExist: when plan or person is gone.
    """
    applicant = Applicant.objects.select_related(
        *("submission__initiative", "submission__upkeep", "submission__wijk"),
        *("submission__public_version", "submission__campaign"),
    ).get(pk=context["applicant"], submission_id=context["submission"])
    case = applicant.submission
    campaign = getattr(case, "campaign", None)
    is_confirmed = applicant.email_confirmed_at is not None
    return {
        "title": shown_title(case),
        "kind": case.kind,
        "reference": case.reference,
        "wijk": case.wijk.name if case.wijk else "",
        "answer_due_on": case.answer_due_on,
        "decide_due_on": case.decide_due_on,
        "answer_by": case.answer_by,
        "penalty_from": _penalty_from(case),
        "is_application": case.is_application,
        "is_confirmed": is_confirmed,
        "own_link": _my_plan(applicant, now) if is_confirmed else _confirm(confirmation_link(applicant, now)),
        "plan_link": _public(case),
        "supporters": campaign.inside_count if campaign else 0,
        "norm": campaign.supporters if campaign else 0,
        "closes_on": local_date(campaign.closes_at) if campaign else None,
    }


def _penalty_from(case: Submission) -> date | None:
    """The last day without a penalty after a notice of default; None without one."""
    return notice_ends_on(case.default_noticed_on) if case.default_noticed_on else None


def confirm_email(context: Context, now: datetime) -> Context:
    """The link to confirm the address once more, and the code that goes with the newest one.

    Raises:
        ObjectDoesNotExist: when plan or person is gone.
    """
    about = about_plan(context, now)
    token = confirmation_link(Applicant.objects.get(pk=context["applicant"]), now)
    return about | {"code": codes.shown(codes.code_of(token))}


def received(context: Context, now: datetime) -> Context:
    """The receipt: number, time, and what happens by when; with the link to confirm the address."""
    case = Submission.objects.select_related("assignee").get(pk=context["submission"])
    token = Token.objects.get(pk=context["token"])
    return about_plan(context, now) | {
        "received_at": case.received_at,
        "regisseur": case.assignee.get_full_name() if case.assignee else "",
        "limit_cents": limit_cents(local_date(now)),
        "confirm_link": _confirm(token),
        "code": codes.shown(codes.code_of(token)),
    }


def upkeep_received(context: Context, now: datetime) -> Context:
    """What somebody promised, the rules that go with it, and whether he or she may begin.

    Raises:
        ObjectDoesNotExist: when the agreement or the person is gone.
    """
    agreement = Upkeep.objects.select_related("submission").get(pk=context["submission"])
    rules = mini_routes.rules_of(agreement.route)
    return received(context, now) | {
        "promise": agreement.promise,
        "happens_on": agreement.happens_on,
        "may_begin": agreement.submission.state == State.COMPLETED,
        "dos": rules.dos,
        "donts": rules.donts,
    }


def activity_received(context: Context, now: datetime) -> Context:
    """The receipt of an activity for the calendar: when it is, and what happens.

    Raises:
        ObjectDoesNotExist: when the suggestion or the person is gone.
    """
    idea = ActivityIdea.objects.get(pk=context["submission"])
    return received(context, now) | {"first_day": idea.first_day, "starts_at": idea.starts_at}


def invited(context: Context, now: datetime) -> Context:
    """Asked to join in: which plan, by whom, and the link to say yes or no.

    Raises:
        ObjectDoesNotExist: when the invitation was taken back or answered.
    """
    people = Applicant.objects.invited().select_related(
        "submission__initiative", "submission__wijk", "submission__public_version"
    )
    case = people.get(pk=context["applicant"]).submission
    token = Token.objects.get(pk=context["token"])
    return {
        "title": shown_title(case),
        "wijk": case.wijk.name if case.wijk else "",
        "asked_by": asked_by(case),
        "invite_link": _link("co_initiator", token),
        "expires_on": local_date(token.expires_at),
    }


def own_links(context: Context, now: datetime) -> Context:
    """For who lost the link: every open plan of one address, each with its own page.

    An address that was not confirmed yet gets the link to confirm it, which leads there.

    Raises:
        ObjectDoesNotExist: when there is no such plan any more.
    """
    people = Applicant.objects.filter(pk__in=context["applicants"]).exclude(email="")
    plans = [about_plan({"submission": person.submission_id, "applicant": person.pk}, now) for person in people]
    if not plans:
        raise Applicant.DoesNotExist
    return {"plans": plans}


def with_message(context: Context, now: datetime) -> Context:
    """A message of the municipality, or a step with its reason."""
    message = Message.objects.filter(pk=context.get("message"), submission_id=context["submission"]).first()
    state = context.get("state")
    about = about_plan(context, now)
    return about | {
        "text": message.text if message else "",
        "author": message.author.get_full_name() if message and message.author else "",
        "status": resident_words(state, kind=about["kind"]) if state else "",
        "is_waiting": state == "waiting_initiator",
    }


def milestone(context: Context, now: datetime) -> Context:
    """How far the support is. A voice from before the closing may be confirmed, and a card entered, after it."""
    running = SupportCampaign.objects.filter(submission=context["submission"], closed_at__isnull=True)
    return about_plan(context, now) | {
        "percent": context["percent"],
        "is_reached": context["percent"] >= 100,
        "is_open": running.filter(closes_at__gte=now).exists(),
    }


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
