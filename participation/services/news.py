"""News of a plan, for supporters who ticked it and for followers: what became of it, and what changed in it.

Out of the way of who decides, by a periodic job. One mail to a person for each thing that is news, also to who both
supports and follows. At a substantial change all supporters with an address are asked to look again: they supported
something else (participation.md, Support).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from cms import follow
from cms.crypto import decrypt, normalise_email
from cms.mail import outbox
from cms.models import Follow, OutgoingMail, Purpose, Token
from participation.codes import State
from participation.models import Event, Support

# Long enough for a worker that stood still over a weekend; a plan that was decided earlier is no news.
RECENT = timedelta(days=3)
# Of one run, so that no plan holds up the worker; the job comes by again.
MOST_MAILS = 500
_NEWS = (
    State.GATHERING_SUPPORT,
    State.GRANTED,
    State.PARTLY_GRANTED,
    State.REJECTED,
    State.TAKEN_ALONG,
    State.STOPPED,
    State.WITHDRAWN,
    State.EXECUTING,
    State.COMPLETED,
)


@dataclass(frozen=True)
class _Letter:
    """One mail that may have gone already."""

    template: str
    key: str
    email: str
    language: str
    context: dict[str, object]


def tell_followers(now: datetime) -> int:
    """Queue a mail for each person who wants to hear of each thing that is news; once each. Returns how many."""
    is_step = Q(action=Event.Action.TRANSITION, to_state__in=_NEWS)
    is_change = Q(action=Event.Action.PUBLIC_TEXT_CHANGED)
    events = Event.objects.filter(
        is_step | is_change,
        at__gt=now - RECENT,
        at__lte=now,
        submission__public_version__is_public=True,
    )
    told = 0
    for event in events.order_by("pk"):
        told += _tell(event, MOST_MAILS - told, now)
    return told


def _tell(event: Event, most: int, now: datetime) -> int:
    prefix = f"support_news:{event.pk}:"
    known = set(OutgoingMail.objects.filter(dedupe_key__startswith=prefix).values_list("dedupe_key", flat=True))
    people: set[str] = set()
    told = 0
    for letter in _letters(event, now):
        person = normalise_email(letter.email)
        key = f"{prefix}{letter.key}"
        if person not in people and key not in known and told < most:
            outbox.queue(
                template=letter.template,
                to=letter.email,
                context=letter.context,
                dedupe_key=key,
                now=now,
                language=letter.language,
            )
            told += 1
        people.add(person)
    return told


def _letters(event: Event, now: datetime) -> Iterator[_Letter]:
    """Supporters first: who is both gets the mail with the link to withdraw."""
    is_change = event.action == Event.Action.PUBLIC_TEXT_CHANGED
    about = {"revision": event.data["revision"]} if is_change else {"state": event.to_state}
    for support in _supporters(event, is_change):
        yield _Letter(
            template="support_changed" if is_change else "support_news",
            key=str(support.pk),
            email=decrypt(support.contact.email_encrypted),
            language=support.contact.language,
            context={"support": support.pk, "withdraw": _withdraw_link(support), **about},
        )
    for row in follow.followers(f"initiative:{event.submission_id}").filter(confirmed_at__lte=event.at):
        yield _Letter(
            template="follow_changed" if is_change else "follow_news",
            key=f"follow-{row.pk}",
            email=decrypt(row.email_encrypted),
            language=row.language,
            context=_of_follower(row, now) | about,
        )


def _of_follower(row: Follow, now: datetime) -> dict[str, object]:
    return {"follow": row.pk, "stop": follow.stop_link(row, now).pk}


def _supporters(event: Event, is_change: bool) -> Iterator[Support]:
    """Who supported before and wants to hear of it; of a change everybody whose address we have.

    That a plan seeks support is no news to who gave it.
    """
    wanted = Q() if is_change else Q(contact__wants_news=True)
    if event.to_state == State.GATHERING_SUPPORT:
        wanted = Q(pk__in=[])
    supports = Support.objects.counted().filter(
        wanted, submission_id=event.submission_id, contact__isnull=False, confirmed_at__lte=event.at
    )
    return supports.select_related("contact").order_by("pk").iterator()


def _withdraw_link(support: Support) -> int | None:
    newest = Token.objects.filter(
        purpose=Purpose.WITHDRAW_SUPPORT, subject=f"support:{support.pk}", revoked_at__isnull=True
    )
    return newest.values_list("pk", flat=True).last()
