"""Making a letter once, in the transaction that it tells of, and sending it the way the person chose."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.models import User
from cms.money import format_euro
from cms.workdays import local_date
from participation import letters, mandates, policies
from participation.codes import Outcome
from participation.details import postcode_of, shown_title
from participation.letters import LetterKind
from participation.models import Decision, Event, Letter, LetterTemplate, LetterVersion, PostedLetter, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.people import handler_for
from participation.services.record import log
from participation.services.steps import require_text

STYLES = Path(__file__).parent.parent / "static" / "participation" / "letter.css"


@dataclass(frozen=True)
class Draft:
    """What a letter is made of. `text` is what staff wrote; amounts in cents; `last_day` (local) of an extension."""

    kind: str
    text: str
    amount_cents: int = 0
    last_day: date | None = None
    mandate_number: str = ""
    signed_by: str = ""


def draft_of(decision: Decision) -> Draft:
    """The letter of a decision, saved or not."""
    kind = LetterKind(decision.outcome)
    if decision.outcome == Outcome.GRANT and not decision.amount_cents:
        kind = LetterKind.GRANT_FREE
    role = decision.roles[-1] if decision.roles else ""
    with translation.override("nl"):
        word = str(mandates.SIGNER_WORDS.get(role, role))
    signer = f"{'het' if role == mandates.COLLEGE else 'de'} {word}"
    return Draft(kind, decision.letter_text, decision.amount_cents, None, decision.mandate_number, signer)


def render(case: Submission, draft: Draft, *, now: datetime) -> str:
    """The letter as a whole page that needs nothing else; in Dutch, whatever the language of the moment."""
    with translation.override("nl"):
        version = version_of(draft.kind)
        text = version.text if version else letters.DEFAULTS[draft.kind]
        handler = case.assignee or handler_for(case.wijk, postcode_of(case), local_date(now))
        context = {
            "subject": letters.SUBJECTS[draft.kind],
            "municipality": settings.MUNICIPALITY_NAME,
            "day": _day(local_date(now)),
            "title": shown_title(case),
            "reference": case.reference,
            "mandate_number": draft.mandate_number,
            "parts": letters.filled(text, _values(case, draft)),
            "contact": handler.get_full_name() if handler else "",
            "phone": (handler.phone if handler else "") or settings.MUNICIPALITY_PHONE,
            "email": handler.email if handler else "",
            "objection": letters.OBJECTION if _is_ruling(case, draft.kind) else (),
            "signed_by": draft.signed_by or "de wijkregisseur",
            "styles": STYLES.read_text(encoding="utf-8"),
        }
        return render_to_string("participation/letters/letter.html", {"letter": context})


def archive(case: Submission, draft: Draft, *, decision: Decision | None = None, now: datetime) -> Letter:
    """Keep the letter as it goes out now; by post where the first initiator gave no e-mail address.

    Raises:
        Refused: when the text names a resident: letters can't be changed afterwards.
    """
    reasons = why_not_in_letter(case, draft.text)
    if reasons:
        raise Refused(reasons)
    html = render(case, draft, now=now)
    has_mail = case.applicants.filter(is_main=True).exclude(email="").exists()
    letter = Letter.objects.create(
        submission=case,
        decision=decision,
        kind=draft.kind,
        version=version_of(draft.kind),
        channel=Letter.Channel.MAIL if has_mail else Letter.Channel.POST,
        html=html,
        sha256=hashlib.sha256(html.encode()).hexdigest(),
        made_at=now,
    )
    log(case, Event.Action.LETTER_MADE, data={"letter": letter.pk, "kind": draft.kind}, now=now)
    return letter


def why_not_in_letter(case: Submission, text: str) -> list[str]:
    """Why a text can't stand in a letter, in Dutch sentences: it names an initiator."""
    low = text.casefold()
    for person in case.applicants.all():
        for word in (person.name, person.email, person.phone, person.address):
            if len(word) > 4 and word.casefold() in low:
                return [_("Laat naam en contactgegevens van de indiener uit de brief. Die staan op het adresblad.")]
    return []


def version_of(kind: str) -> LetterVersion | None:
    """The newest version of the municipality's own text; None where it has none."""
    return LetterVersion.objects.filter(template__kind=kind).order_by("-pk").first()


@transaction.atomic
def save_template(*, template: LetterTemplate, text: str, by: User | None, now: datetime) -> LetterVersion:
    """Give a kind of letter its text. The same text again makes no new version.

    Raises:
        Refused: when there is no text, or its placeholders are wrong.
    """
    words = require_text(text)
    reasons = letters.problems(template.kind, words)
    if reasons:
        raise Refused(reasons)
    newest = template.versions.first()
    if newest is not None and newest.text == words:
        return newest
    return LetterVersion.objects.create(template=template, text=words, made_by=by, made_at=now)


def to_post(user: User) -> QuerySet[Letter]:
    """The letters that still have to go in the post, to people whom this user may know; oldest first."""
    cases = Submission.objects.visible_to(user).filter(policies.contact_filter(user)).values("pk")
    waiting = Letter.objects.filter(channel=Letter.Channel.POST, posted__isnull=True, submission__in=cases)
    return waiting.select_related("submission__wijk").order_by("pk")


@transaction.atomic
def mark_posted(*, letter: Letter, by: User, now: datetime) -> None:
    """Say that a letter went in the post. Twice is once.

    Raises:
        Forbidden: when `by` may not know to whom it goes.
    """
    if not policies.can_read_contact(by, letter.submission):
        raise Forbidden
    given = {"posted_by": by, "posted_at": now}
    _posted, is_new = PostedLetter.objects.get_or_create(letter=letter, defaults=given)
    if is_new:
        log(letter.submission, Event.Action.LETTER_POSTED, by=by, data={"letter": letter.pk}, now=now)


def _values(case: Submission, draft: Draft) -> dict[str, str]:
    return {
        "titel": shown_title(case),
        "nummer": case.reference,
        "wijk": case.wijk.name if case.wijk else "",
        "gevraagd": format_euro(case.asked_cents) if case.asked_cents is not None else "",
        "bedrag": format_euro(draft.amount_cents),
        "laatste_dag": _day(draft.last_day) if draft.last_day else "",
        "toelichting": draft.text.strip(),
    }


def _is_ruling(case: Submission, kind: str) -> bool:
    """Whether one can object: a decision on an application (Awb 1:3), and no mere notice."""
    return case.is_application and kind != LetterKind.EXTENSION


def _day(day: date) -> str:
    return date_format(day, "j F Y")
