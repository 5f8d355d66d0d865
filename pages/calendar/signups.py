"""Signing up for one date of an activity: asked, confirmed by mail, a seat or the waiting list, and taken back.

What happens is the same for every address; only the mail differs (fault 25). Seats are given under a lock of the date,
so that two people never get the last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms import tokens
from cms.crypto import decrypt, encrypt, keyed_hash, normalise_email
from cms.mail import outbox
from cms.models import Purpose, Token
from pages.models import Occurrence, SignUp

CONFIRM_WITHIN = timedelta(hours=24)
CANCEL_LASTS = timedelta(days=600)
MOST_PEOPLE = 6
# What tokens of a sign-up are about: this, and its number.
KIND = "signup"
# A double click or fifty sends no second mail; who waits a minute and asks again gets a new link.
_QUIET = timedelta(minutes=1)


class NotOpen(Exception):
    """Nobody can sign up for this date now; the text is for who tried."""


def person_hash(email: str) -> str:
    """The key under which somebody is known; the key of the hash lies outside the database."""
    return keyed_hash("signup", normalise_email(email))


def why_not(occurrence: Occurrence, *, now: datetime) -> str:
    """Why nobody can sign up for this date now, in a sentence; "" where one can."""
    activity = occurrence.activity
    if not (activity.takes_signups and activity.is_live and occurrence.is_live):
        return _("Voor deze activiteit kun je je hier niet aanmelden.")
    if occurrence.is_cancelled:
        return _("Deze keer gaat niet door. Kies een andere dag.")
    if now >= occurrence.starts_at - timedelta(hours=activity.signup_hours):
        return _("Voor deze keer kun je je niet meer aanmelden. Kies een andere dag.")
    return ""


def seats_left(occurrence: Occurrence) -> int | None:
    """How many seats a date has left; None where there is room for everyone."""
    seats = occurrence.activity.seats
    return None if seats is None else max(seats - occurrence.signups.seated().people(), 0)


@transaction.atomic
def sign_up(*, occurrence: Occurrence, name: str, email: str, people: int, language: str, now: datetime) -> SignUp:
    """Take in that somebody comes; it holds once the mail that goes out now is answered.

    Until then the last form holds. One row per person and date.

    Raises:
        NotOpen: when nobody can sign up for the date now.
    """
    if reason := why_not(occurrence, now=now):
        raise NotOpen(reason)
    own = {"occurrence_id": occurrence.pk, "person_hash": person_hash(email)}
    said = {
        "name": name.strip(),
        "email_encrypted": encrypt(email.strip()),
        "people": max(1, min(people, MOST_PEOPLE)),
        "language": language,
        "given_at": now,
    }
    try:
        with transaction.atomic():
            row, is_quiet = SignUp.objects.create(**own, **said), False
    except IntegrityError:
        row = SignUp.objects.select_for_update().get(**own)
        is_quiet = row.cancelled_at is None and now - row.given_at < _QUIET
        if not _holds(row):
            for field, value in said.items():
                setattr(row, field, value)
            row.confirmed_at = row.seated_at = row.cancelled_at = None
            row.save()
    if not is_quiet:
        _ask(row, email, language, now)
    return row


def _holds(row: SignUp) -> bool:
    return row.confirmed_at is not None and row.cancelled_at is None


def _ask(row: SignUp, email: str, language: str, now: datetime) -> None:
    """The mail that asks to confirm, or that tells who is known already what holds."""
    context: dict[str, object] = {"signup": row.pk, "cancel": cancel_link(row, now).pk}
    if _holds(row):
        template, key = "signup_state", f"again:{now:%Y%m%d%H}"
    else:
        tokens.revoke(purpose=Purpose.CONFIRM_SIGNUP, subject=_subject(row), now=now)
        link = tokens.issue(purpose=Purpose.CONFIRM_SIGNUP, subject=_subject(row), now=now, valid_for=CONFIRM_WITHIN)
        template, key = "signup_confirm", str(link.pk)
        context["token"] = link.pk
    _queue(template, row, email.strip(), context, key, now, language)


@transaction.atomic
def confirm(*, token_text: str, now: datetime) -> SignUp:
    """Give a seat, or a place on the waiting list; the mail says which.

    Raises:
        TokenError: with a sentence for the resident. NotOpen: when it is too late by now.
    """
    row = of_token(tokens.find(token_text, purpose=Purpose.CONFIRM_SIGNUP, now=now))
    held = _lock(row.occurrence_id)
    tokens.redeem(token_text, purpose=Purpose.CONFIRM_SIGNUP, now=now)
    row.refresh_from_db()
    if reason := why_not(held, now=now):
        raise NotOpen(reason)
    if not _holds(row):
        row.confirmed_at, row.cancelled_at = now, None
        left = seats_left(held)
        row.seated_at = now if left is None or row.people <= left else None
        row.save(update_fields=["confirmed_at", "cancelled_at", "seated_at"])
        _tell(row, now)
    return row


@transaction.atomic
def cancel(*, token_text: str, now: datetime) -> SignUp:
    """Take a sign-up back, any number of times; name and address go, and the seat goes to who waits.

    Raises:
        TokenError: with a sentence for the resident.
    """
    row = of_token(tokens.find(token_text, purpose=Purpose.CANCEL_SIGNUP, now=now))
    held = _lock(row.occurrence_id)
    SignUp.objects.filter(pk=row.pk, cancelled_at__isnull=True).update(cancelled_at=now)
    empty([row.pk])
    tokens.revoke(purpose=Purpose.CONFIRM_SIGNUP, subject=_subject(row), now=now)
    if held.ends_at > now:
        move_up(held, now=now)
    row.refresh_from_db()
    return row


def move_up(occurrence: Occurrence, *, now: datetime) -> list[SignUp]:
    """Give free seats to who waits, in order; who comes with more than fit is passed over. Its caller holds it."""
    moved: list[SignUp] = []
    if occurrence.is_cancelled:
        return moved
    for row in list(occurrence.signups.waiting()):
        left = seats_left(occurrence)
        if left is not None and row.people > left:
            continue
        row.seated_at = now
        row.save(update_fields=["seated_at"])
        _tell(row, now)
        moved.append(row)
    return moved


@transaction.atomic
def fill_seats(activity_pk: int, *, now: datetime) -> None:
    """Give seats that were added to who waits, on every date to come."""
    full = Occurrence.objects.filter(
        activity_id=activity_pk,
        starts_at__gt=now,
        signups__confirmed_at__isnull=False,
        signups__seated_at__isnull=True,
        signups__cancelled_at__isnull=True,
    )
    for pk in sorted(set(full.values_list("pk", flat=True))):
        move_up(_lock(pk), now=now)


def tell_change(occurrences: Iterable[int], *, now: datetime) -> None:
    """Tell who signed up for these dates that they are off, or at another time."""
    rows = SignUp.objects.filter(
        occurrence_id__in=list(occurrences), confirmed_at__isnull=False, cancelled_at__isnull=True
    )
    for row in rows.select_related("occurrence"):
        held = row.occurrence
        state = "off" if held.is_cancelled else f"{held.starts_at:%Y%m%d%H%M}"
        context = {"signup": row.pk, "cancel": cancel_link(row, now).pk}
        address = decrypt(row.email_encrypted)
        _queue("signup_changed", row, address, context, f"{state}:{held.activity.sequence}", now, row.language)


def _tell(row: SignUp, now: datetime) -> None:
    """The mail that says whether somebody has a seat."""
    context = {"signup": row.pk, "cancel": cancel_link(row, now).pk}
    key = f"{'seat' if row.seated_at else 'wait'}:{now:%Y%m%d%H%M%S}"
    _queue("signup_state", row, decrypt(row.email_encrypted), context, key, now, row.language)


def _queue(
    template: str, row: SignUp, to: str, context: dict[str, object], key: str, now: datetime, language: str
) -> None:
    outbox.queue(
        template=template,
        to=to,
        context=context,
        dedupe_key=f"{template}:{row.pk}:{key}",
        now=now,
        language=language,
    )


def _lock(pk: int) -> Occurrence:
    """The date, ours until the transaction ends."""
    Occurrence.objects.select_for_update(of=("self",)).get(pk=pk)
    return Occurrence.objects.select_related("activity").get(pk=pk)


def cancel_link(row: SignUp, now: datetime) -> Token:
    """The link to take it back: the same one in every mail."""
    known = Token.objects.filter(
        purpose=Purpose.CANCEL_SIGNUP, subject=_subject(row), revoked_at__isnull=True, expires_at__gt=now
    ).first()
    return known or tokens.issue(purpose=Purpose.CANCEL_SIGNUP, subject=_subject(row), now=now, valid_for=CANCEL_LASTS)


def of_token(token: Token) -> SignUp:
    """What a token is about; a row that was removed is unknown.

    Raises:
        TokenUnknown: when there is no such row.
    """
    row = SignUp.objects.select_related("occurrence__activity").filter(pk=token.subject.partition(":")[2]).first()
    if row is None:
        raise tokens.TokenUnknown
    return row


def empty(keys: Iterable[int]) -> int:
    """Take everything out of sign-ups that says who came; the rows stay as a count. Returns how many."""
    return SignUp.objects.filter(pk__in=list(keys)).update(name="", email_encrypted="")


def _subject(row: SignUp) -> str:
    return f"{KIND}:{row.pk}"
