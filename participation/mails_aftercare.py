"""What the mails after a decision say; see `participation.mails` for how mails are made."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cms import tokens
from cms.mail.links import Link, absolute
from cms.models import Token, User
from cms.registries import mail_templates
from participation.codes import State
from participation.mails import about_plan
from participation.models import Applicant, Buurtdeal, PaymentRequest
from participation.services.own_page import my_plan_link

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    mail_templates.register("plan_deal", plan_deal)
    mail_templates.register("plan_closing", plan_closing)
    mail_templates.register("plan_look_back", plan_look_back)
    mail_templates.register("payment_to_approve", payment_to_approve)


def plan_deal(context: Context, now: datetime) -> Context:
    """A buurtdeal lies ready to agree to.

    Raises:
        ObjectDoesNotExist: when plan, person or this version is gone.
    """
    Buurtdeal.objects.get(pk=context["deal"], submission_id=context["submission"], status__in=["offered", "agreed"])
    return about_plan(context, now) | {"link": _own(context, now, "my_plan_deal")}


def plan_closing(context: Context, now: datetime) -> Context:
    """The three questions, on a page of their own.

    Raises:
        ObjectDoesNotExist: when plan or person is gone, or the plan was taken up again or answered for.
    """
    return about_plan(context, now) | {"link": _asked(context, now, "my_plan_closing", "closing_answers")}


def plan_look_back(context: Context, now: datetime) -> Context:
    """The question of half a year later.

    Raises:
        ObjectDoesNotExist: when plan or person is gone, or the plan was taken up again or answered for.
    """
    return about_plan(context, now) | {"link": _asked(context, now, "my_plan_look_back", "look_back")}


def payment_to_approve(context: Context, now: datetime) -> Context:
    """To who says yes to a payment. The case is behind the login, so the mail names its number alone.

    Raises:
        ObjectDoesNotExist: when it was answered, or the person is gone.
    """
    User.objects.get(pk=context["user"], is_active=True)
    waiting = PaymentRequest.objects.filter(state=PaymentRequest.State.OPEN)
    payment = waiting.select_related("decision__submission__wijk").get(pk=context["payment"])
    case = payment.decision.submission
    return {
        "reference": case.reference,
        "wijk": case.wijk.name if case.wijk else "",
        "amount_cents": payment.amount_cents,
        "case_link": absolute(reverse("inbox:case", args=[case.pk])),
    }


def _asked(context: Context, now: datetime, name: str, answer: str) -> Link:
    """The page with a question of a plan that is done, as long as nobody answered it."""
    people = Applicant.objects.filter(submission__state=State.COMPLETED, **{f"submission__{answer}__isnull": True})
    people.get(pk=context["applicant"])
    return _own(context, now, name)


def _own(context: Context, now: datetime, name: str) -> Link:
    """A page below the own page; for an address that was not confirmed the link to confirm it goes first."""
    applicant = Applicant.objects.get(pk=context["applicant"])
    if applicant.email_confirmed_at is None:
        return about_plan(context, now)["own_link"]
    token: Token = my_plan_link(applicant, now)
    return absolute(reverse(name, kwargs={"token": tokens.text_of(token)}))
