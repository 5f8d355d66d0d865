"""How long questions and offers of help are kept, and how one person is found and removed (inbox.md section 12)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from cms.crypto import decrypt
from cms.models import Token
from participation.models import HelpOffer, Question
from participation.services import help as help_service
from participation.services.people import person_hash
from participation.services.purging import CONTACT_TERM, UNCONFIRMED_TERM
from participation.states import CLOSED

# Rows without a person stay as a count; each needs a key of its own (one offer per person and plan).
_GONE = "weg:"


def purge(now: datetime, dry_run: bool) -> int:
    """Remove offers that nobody confirmed within 7 days, and who asked or helped a year after the plan is closed.

    What is on the site of a question stays as long as the plan does; what was typed goes.
    """
    unconfirmed = HelpOffer.objects.filter(confirmed_at__isnull=True, given_at__lt=now - UNCONFIRMED_TERM)
    closed = Q(submission__state__in=CLOSED, submission__state_since_at__lt=now - CONTACT_TERM)
    offers = HelpOffer.objects.filter(closed, confirmed_at__isnull=False).exclude(person_hash__startswith=_GONE)
    questions = Question.objects.filter(closed).exclude(text="", answer="", email_encrypted="", person_hash="")
    count = unconfirmed.count() + offers.count() + questions.count()
    if not dry_run:
        with transaction.atomic():
            _forget_offers(list(offers.values_list("pk", flat=True)))
            _delete_tokens(list(unconfirmed.values_list("pk", flat=True)))
            unconfirmed.delete()
            questions.update(text="", answer="", email_encrypted="", person_hash="")
    return count


def _forget_offers(keys: list[int]) -> None:
    help_service.empty(keys)
    _delete_tokens(keys)
    for pk in keys:
        HelpOffer.objects.filter(pk=pk).update(person_hash=f"{_GONE}{pk}")


def _delete_tokens(keys: list[int]) -> None:
    Token.objects.filter(subject__in=[f"help:{pk}" for pk in keys]).delete()


def inspect(email: str) -> list[dict[str, Any]]:
    """What somebody asked and offered, found by the keyed hash."""
    questions = [
        {
            "zaak": row.submission.reference,
            "vraag": row.text or row.public_text,
            "gesteld": row.asked_at.isoformat(),
            "e-mail": decrypt(row.email_encrypted) if row.email_encrypted else "",
        }
        for row in _of(Question.objects.all(), email)
    ]
    offers = [
        {
            "zaak": row.submission.reference,
            "aanbod": row.sort,
            "toelichting": row.text,
            "naam": row.name,
            "e-mail": decrypt(row.email_encrypted) if row.email_encrypted else "",
            "telefoon": decrypt(row.phone_encrypted) if row.phone_encrypted else "",
            "gegeven": row.given_at.isoformat(),
            "bevestigd": row.confirmed_at.isoformat() if row.confirmed_at else None,
            "ingetrokken": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
        }
        for row in _of(HelpOffer.objects.all(), email)
    ]
    return questions + offers


def _of(rows: QuerySet, email: str) -> QuerySet:
    return rows.filter(person_hash=person_hash(email)).exclude(person_hash="").select_related("submission")


@transaction.atomic
def erase(email: str, now: datetime) -> int:
    """Remove a person's offers and questions; of a question that is on the site all but the public words."""
    offers = list(_of(HelpOffer.objects.all(), email).values_list("pk", flat=True))
    _delete_tokens(offers)
    HelpOffer.objects.filter(pk__in=offers).delete()
    questions = list(_of(Question.objects.all(), email).values_list("pk", flat=True))
    own = Question.objects.filter(pk__in=questions)
    own.exclude(state=Question.State.PUBLIC).delete()
    own.update(text="", email_encrypted="", person_hash="")
    return len(offers) + len(questions)
