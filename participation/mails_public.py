"""What the mails about questions, help, following and changes say; see `participation.mails` for how they are made."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from cms import codes, follow
from cms.mail.links import absolute
from cms.models import Follow, Token
from cms.registries import mail_templates
from cms.workdays import local_date
from participation import mails_support
from participation.codes import QuestionRefusal
from participation.mails_support import link, plan_link
from participation.models import HelpOffer, PublicRevision, PublicVersion, Question
from participation.states import resident_words

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    from participation import mails

    def question_for_initiator(context: Context, now: datetime) -> Context:
        """To who may answer: the question in the words of the wijkregisseur."""
        question = Question.objects.get(pk=context["question"], submission_id=context["submission"])
        return mails.about_plan(context, now) | {"question": question.public_text}

    def help_for_initiator(context: Context, now: datetime) -> Context:
        """To who may accept: that there is an offer. Who made it stands on the own page alone."""
        offer = _offer(context)
        if offer.confirmed_at is None or offer.withdrawn_at is not None:
            raise HelpOffer.DoesNotExist("taken back by now")
        return mails.about_plan(context, now) | {"sort": str(offer.get_sort_display())}

    def support_changed(context: Context, now: datetime) -> Context:
        """To who supported another text: what changed, and how to take it back."""
        return mails_support.about_support(context, now) | _change(context)

    mail_templates.register("plan_question", question_for_initiator)
    mail_templates.register("plan_help", help_for_initiator)
    mail_templates.register("support_changed", support_changed)
    mail_templates.register("question_answered", question_answered)
    mail_templates.register("question_refused", question_answered)
    mail_templates.register("help_confirm", help_confirm)
    mail_templates.register("help_already", about_help)
    mail_templates.register("follow_confirm", follow_confirm)
    mail_templates.register("follow_already", about_follow)
    mail_templates.register("follow_news", follow_news)
    mail_templates.register("follow_changed", follow_changed)


def question_answered(context: Context, now: datetime) -> Context:
    """To who asked: the public question and answer, or why there is none.

    Raises:
        ObjectDoesNotExist: when the question is gone.
    """
    question = Question.objects.select_related("submission__wijk", "submission__public_version").get(
        pk=context["question"]
    )
    reason = context.get("reason", "")
    return _plan(question.submission.public_version) | {
        "question": question.public_text,
        "answer": question.public_answer,
        "is_initiator": question.answerer == Question.Answerer.INITIATOR,
        "reason": str(QuestionRefusal(reason).label) if reason else "",
    }


def about_help(context: Context, now: datetime) -> Context:
    """What every mail to who offered help says.

    Raises:
        ObjectDoesNotExist: when the offer is gone.
    """
    offer = _offer(context)
    withdraw = Token.objects.filter(pk=context.get("withdraw")).first()
    return _plan(offer.submission.public_version) | {
        "sort": str(offer.get_sort_display()),
        "withdraw_link": link("withdraw_help", withdraw) if withdraw else None,
    }


def help_confirm(context: Context, now: datetime) -> Context:
    """The link, and the code, that pass an offer on."""
    token = Token.objects.get(pk=context["token"])
    return about_help(context, now) | _confirm("confirm_help", token)


def about_follow(context: Context, now: datetime) -> Context:
    """What every mail to a follower says: of what, and how to stop.

    Raises:
        ObjectDoesNotExist: when the follower stopped, or what is followed left the site.
    """
    row = Follow.objects.get(pk=context["follow"])
    found = follow.followed(row.subject)
    if found is None:
        raise ObjectDoesNotExist("not on the site")
    stop = Token.objects.filter(pk=context.get("stop")).first()
    return {
        "title": found.title,
        "plan_link": absolute(found.path),
        "stop_link": link("stop_follow", stop) if stop else None,
    }


def follow_confirm(context: Context, now: datetime) -> Context:
    """The link, and the code, that begin the mails."""
    token = Token.objects.get(pk=context["token"])
    return about_follow(context, now) | _confirm("confirm_follow", token)


def follow_news(context: Context, now: datetime) -> Context:
    """What became of a plan, in the public words alone."""
    row = Follow.objects.get(pk=context["follow"], confirmed_at__isnull=False)
    text = PublicVersion.objects.get(submission_id=row.subject.partition(":")[2], is_public=True)
    status = resident_words(context["state"])
    return about_follow(context, now) | {"status": status, "text": text.outcome_text}


def follow_changed(context: Context, now: datetime) -> Context:
    """What changed in a plan."""
    return about_follow(context, now) | _change(context)


def _offer(context: Context) -> HelpOffer:
    offers = HelpOffer.objects.select_related("submission__wijk", "submission__public_version")
    return offers.get(pk=context["offer"])


def _plan(text: PublicVersion) -> Context:
    """The plan in its public words, and its page where it is on the site now."""
    wijk = text.submission.wijk
    return {
        "title": text.title,
        "wijk": wijk.name if wijk else "",
        "plan_link": plan_link(text),
    }


def _change(context: Context) -> Context:
    revision = PublicRevision.objects.get(pk=context["revision"])
    PublicVersion.objects.get(submission_id=revision.submission_id, is_public=True)
    return {"changed_on": local_date(revision.replaced_at), "what_changed": revision.what_changed}


def _confirm(name: str, token: Token) -> Context:
    return {
        "confirm_link": link(name, token),
        "confirm_until": token.expires_at,
        "code": codes.shown(codes.code_of(token)),
    }
