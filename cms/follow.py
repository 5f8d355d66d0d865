"""News by mail about one subject, for people without an account: asking, confirming, stopping (participation.md 5).

A subject is a kind and an id ("initiative:12"); what belongs to a kind stands in `registries.follow_subjects`.
What happens is the same for every address, known or not: only the mail differs.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cms import tokens
from cms.crypto import decrypt, encrypt, keyed_hash, normalise_email
from cms.mail import outbox
from cms.models import Follow, Purpose, Token
from cms.registries import Followed, FollowSubject, follow_subjects

UNCONFIRMED_TERM = timedelta(days=7)
CONFIRM_WITHIN = timedelta(hours=24)
STOP_LASTS = timedelta(days=730)
# A double click or fifty sends no second mail; who waits a minute and asks again gets a new link.
_QUIET = timedelta(minutes=1)


def person_hash(email: str) -> str:
    """The key under which a follower is known; the key of the hash lies outside the database."""
    return keyed_hash("follow", normalise_email(email))


def followed(subject: str) -> Followed | None:
    """What a subject is now; None where it is not on the site."""
    kind, pk = _kind_of(subject)
    return kind.find(pk)


def followers(subject: str) -> QuerySet[Follow]:
    """Who gets news of a subject: confirmed, in the order of asking."""
    return Follow.objects.filter(subject=subject, confirmed_at__isnull=False).order_by("pk")


@transaction.atomic
def ask(*, subject: str, email: str, language: str, now: datetime) -> Follow:
    """Mail somebody who wants to follow a subject: a link to confirm, or a reminder that he or she follows it.

    Raises:
        LookupError: when the subject is of no registered kind, or not on the site.
    """
    if followed(subject) is None:
        raise LookupError(f"nothing to follow at {subject!r}")
    own = {"subject": subject, "person_hash": person_hash(email)}
    written = {"email_encrypted": encrypt(email.strip()), "language": language, "asked_at": now}
    try:
        with transaction.atomic():
            follow, is_quiet = Follow.objects.create(**own, **written), False
    except IntegrityError:
        follow = Follow.objects.select_for_update().get(**own)
        is_quiet = now - follow.asked_at < _QUIET
        for name, value in written.items():
            setattr(follow, name, value)
        follow.save(update_fields=list(written))
    if not is_quiet:
        _mail(follow, email, now)
    return follow


def _mail(follow: Follow, email: str, now: datetime) -> None:
    context: dict[str, object] = {"follow": follow.pk}
    if follow.confirmed_at:
        template, key = "follow_already", f"{now:%Y%m%d%H}"
    else:
        subject = _token_subject(follow)
        tokens.revoke(purpose=Purpose.CONFIRM_FOLLOW, subject=subject, now=now)
        link = tokens.issue(purpose=Purpose.CONFIRM_FOLLOW, subject=subject, now=now, valid_for=CONFIRM_WITHIN)
        template, key = "follow_confirm", str(link.pk)
        context["token"] = link.pk
    outbox.queue(
        template=template,
        to=email.strip(),
        context=context | {"stop": stop_link(follow, now).pk},
        dedupe_key=f"{template}:{follow.pk}:{key}",
        now=now,
        language=follow.language,
    )


@transaction.atomic
def confirm(*, token_text: str, now: datetime) -> Follow:
    """Begin the mails to who asked for them.

    Raises:
        TokenError: with a sentence for the resident.
    """
    follow = of_token(tokens.find(token_text, purpose=Purpose.CONFIRM_FOLLOW, now=now))
    if follow is None:
        raise tokens.TokenUnknown
    tokens.redeem(token_text, purpose=Purpose.CONFIRM_FOLLOW, now=now)
    Follow.objects.filter(pk=follow.pk, confirmed_at__isnull=True).update(confirmed_at=now)
    follow.refresh_from_db()
    return follow


@transaction.atomic
def stop(*, token_text: str, now: datetime) -> Follow | None:
    """End the mails and remove the address, any number of times; who it was, None where that was done before.

    Raises:
        TokenError: with a sentence for the resident.
    """
    follow = of_token(tokens.find(token_text, purpose=Purpose.STOP_FOLLOW, now=now))
    if follow is not None:
        tokens.revoke(purpose=Purpose.CONFIRM_FOLLOW, subject=_token_subject(follow), now=now)
        Follow.objects.filter(pk=follow.pk).delete()
    return follow


def of_token(token: Token) -> Follow | None:
    """Who a token is about; None where the row was removed. It may be asked for in and out of a transaction."""
    return Follow.objects.filter(pk=token.subject.partition(":")[2]).first()


def stop_link(follow: Follow, now: datetime) -> Token:
    """The link that ends the mails: the same one in every mail, as long as it lasts half a year more."""
    subject = _token_subject(follow)
    lasting = Token.objects.filter(
        purpose=Purpose.STOP_FOLLOW,
        subject=subject,
        revoked_at__isnull=True,
        created_at__lte=now,
        expires_at__gt=now + STOP_LASTS / 4,
    )
    known = lasting.order_by("pk").last()
    return known or tokens.issue(purpose=Purpose.STOP_FOLLOW, subject=subject, now=now, valid_for=STOP_LASTS)


def _token_subject(follow: Follow) -> str:
    return f"follow:{follow.pk}"


def _kind_of(subject: str) -> tuple[FollowSubject, int]:
    kind, _colon, pk = subject.partition(":")
    return follow_subjects.get(kind), int(pk)


def purge(now: datetime, dry_run: bool) -> int:
    """Remove who did not confirm within 7 days, and the followers of what ended a year ago."""
    rows = Follow.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - UNCONFIRMED_TERM)
    subjects = Follow.objects.values_list("subject", flat=True).distinct()
    rows = rows | Follow.objects.filter(subject__in=[subject for subject in subjects if _is_over(subject, now)])
    return rows.count() if dry_run else rows.delete()[0]


def _is_over(subject: str, now: datetime) -> bool:
    kind, pk = _kind_of(subject)
    return kind.is_over(pk, now)


def inspect(email: str) -> list[dict[str, Any]]:
    """What somebody follows."""
    return [
        {
            "onderwerp": row.subject,
            "e-mail": decrypt(row.email_encrypted),
            "gevraagd": row.asked_at.isoformat(),
            "bevestigd": row.confirmed_at.isoformat() if row.confirmed_at else None,
        }
        for row in Follow.objects.filter(person_hash=person_hash(email))
    ]


def erase(email: str, now: datetime) -> int:
    """Stop all that somebody follows, and remove the address."""
    return Follow.objects.filter(person_hash=person_hash(email)).delete()[0]
