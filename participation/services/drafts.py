"""Plans that are still being written: encrypted, found by a link alone, gone 30 days after the last change."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet

from cms import tokens
from cms.crypto import decrypt, encrypt
from cms.mail import outbox
from cms.models import Purpose, Token
from participation.models import Draft
from participation.services import draft_files

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def save(*, draft: Draft | None, data: dict[str, Any], now: datetime) -> Draft:
    """Keep the answers so far; None begins a draft. The 30 days begin again, also for the links to it."""
    draft = draft or Draft(created_at=now)
    draft.data_encrypted = encrypt(json.dumps(data, cls=DjangoJSONEncoder))
    draft.updated_at = now
    draft.save()
    _links(draft).filter(revoked_at__isnull=True).update(expires_at=now + KEPT_FOR)
    return draft


def read(draft: Draft) -> dict[str, Any]:
    """The answers so far.

    Raises:
        Unreadable: when they were written with another DATA_KEY.
    """
    return json.loads(decrypt(draft.data_encrypted))


def token(*, draft: Draft, now: datetime) -> str:
    """The text of a link to a draft: 30 days, any number of times, until a newer link is mailed."""
    return tokens.text_of(_link(draft, now))


def find(*, token_text: str, now: datetime) -> Draft:
    """The draft that a link opens. Changes nothing.

    Raises:
        TokenError: with a sentence for the resident.
    """
    link = tokens.find(token_text, purpose=Purpose.RESUME_DRAFT, now=now)
    _kind, _colon, pk = link.subject.partition(":")
    try:
        draft = Draft.objects.filter(pk=pk, updated_at__gt=now - KEPT_FOR).first()
    except ValidationError:
        draft = None
    if draft is None:
        raise tokens.TokenExpired
    return draft


@transaction.atomic
def mail_link(*, draft: Draft, email: str, now: datetime, language: str = "nl") -> None:
    """Mail a link to go on later, in the language of the form; earlier links to this draft end."""
    tokens.revoke(purpose=Purpose.RESUME_DRAFT, subject=_subject(draft), now=now)
    link = _link(draft, now)
    outbox.queue(
        template="draft_link",
        to=email,
        context={"token": link.pk},
        dedupe_key=f"draft_link:{link.pk}",
        now=now,
        language=language,
    )


@transaction.atomic
def discard(*, draft: Draft, now: datetime) -> None:
    """Remove a draft and its files: it was sent, or is not wanted any more. Its links end."""
    tokens.revoke(purpose=Purpose.RESUME_DRAFT, subject=_subject(draft), now=now)
    draft_files.remove_all(drafts=[draft])
    Draft.objects.filter(pk=draft.pk).delete()


def _subject(draft: Draft) -> str:
    return f"draft:{draft.pk}"


def _links(draft: Draft) -> QuerySet[Token]:
    return Token.objects.filter(purpose=Purpose.RESUME_DRAFT, subject=_subject(draft))


def _link(draft: Draft, now: datetime) -> Token:
    return tokens.issue(purpose=Purpose.RESUME_DRAFT, subject=_subject(draft), now=now, valid_for=KEPT_FOR)
