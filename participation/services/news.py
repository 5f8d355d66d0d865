"""News for supporters who asked for it: what became of the plan. Out of the way of who decides, by a periodic job."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from cms.crypto import decrypt
from cms.mail import outbox
from cms.models import OutgoingMail, Purpose, Token
from participation.codes import State
from participation.models import Event, Support

# Long enough for a worker that stood still over a weekend; a plan that was decided earlier is no news.
RECENT = timedelta(days=3)
_NEWS = (
    State.GRANTED,
    State.PARTLY_GRANTED,
    State.REJECTED,
    State.TAKEN_ALONG,
    State.STOPPED,
    State.WITHDRAWN,
    State.COMPLETED,
)


def tell_followers(now: datetime) -> int:
    """Queue a mail for each supporter who wants news and each step that is news; once each. Returns how many."""
    steps = Event.objects.filter(
        action=Event.Action.TRANSITION,
        to_state__in=_NEWS,
        at__gt=now - RECENT,
        at__lte=now,
        submission__public_version__is_public=True,
    )
    return sum(_tell(step, now) for step in steps.select_related("submission").order_by("pk"))


def _tell(step: Event, now: datetime) -> int:
    prefix = f"support_news:{step.pk}:"
    known = set(OutgoingMail.objects.filter(dedupe_key__startswith=prefix).values_list("dedupe_key", flat=True))
    told = 0
    for support in _followers(step):
        key = f"{prefix}{support.pk}"
        if key in known:
            continue
        withdraw = Token.objects.filter(
            purpose=Purpose.WITHDRAW_SUPPORT, subject=f"support:{support.pk}", revoked_at__isnull=True
        ).last()
        outbox.queue(
            template="support_news",
            to=decrypt(support.contact.email_encrypted),
            context={
                "support": support.pk,
                "state": step.to_state,
                "withdraw": withdraw.pk if withdraw else None,
            },
            dedupe_key=key,
            now=now,
            language=support.contact.language,
        )
        told += 1
    return told


def _followers(step: Event) -> QuerySet[Support]:
    """Who supported before the step and wants to hear of it."""
    supports = Support.objects.counted().filter(
        submission_id=step.submission_id, contact__wants_news=True, confirmed_at__lte=step.at
    )
    return supports.select_related("contact").order_by("pk")
