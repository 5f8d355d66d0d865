"""One person: everything that is kept, and removing it (AVG art. 15 and 17; compliance C8)."""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from cms.crypto import Unreadable, decrypt, normalise_email
from cms.models import Purpose, Token
from participation.models import (
    AccountLine,
    Advice,
    Applicant,
    BestPractice,
    Buurtdeal,
    Call,
    CriterionVerdict,
    Decision,
    Draft,
    LookBack,
    Milestone,
    PlanPhoto,
    PublicDecision,
    PublicRevision,
    PublicVersion,
    Question,
    SignOff,
    Story,
    Submission,
    Support,
    SupportProof,
)
from participation.services import drafts
from participation.services.co_initiators import remove_invitations
from participation.services.people import person_hash
from participation.services.purging import forget, remove_words, with_data
from participation.services.support import uncount

REMOVED = "[verwijderd]"
# Texts of the municipality in which somebody may be named; they are kept by law, the name is not.
_TEXTS: dict[type[Model], tuple[str, ...]] = {
    Advice: ("text",),
    Call: ("why_not",),
    CriterionVerdict: ("note",),
    Decision: ("letter_text", "public_text", "pleads_for", "pleads_against", "decisive"),
    PublicVersion: ("title", "summary", "body", "own_effort", "place", "outcome_text"),
    PublicDecision: ("title", "text"),
    PublicRevision: ("title", "summary", "body", "own_effort", "place", "what_changed"),
    Question: ("text", "answer", "public_text", "public_answer"),
    Buurtdeal: ("municipality_does", "neighbours_do", "means", "task", "quality", "contact"),
    Milestone: ("title", "outcome"),
    PlanPhoto: ("alt",),
    Story: ("text", "public_text"),
    LookBack: ("text",),
    BestPractice: ("why",),
    SupportProof: ("text",),
}


def inspect_initiator(email: str) -> list[dict[str, Any]]:
    """What is kept of an initiator: who, the plan as it was sent, and the messages."""
    found = []
    invited = set(_people(email).invited().values_list("pk", flat=True))
    for applicant in _people(email).select_related("submission__initiative", "submission__upkeep"):
        case = applicant.submission
        if applicant.pk in invited:
            # Somebody else's plan: of the person who was asked to join in, we keep the address alone.
            asked_at = applicant.invited_at.isoformat() if applicant.invited_at else ""
            found.append({"zaak": case.reference, "e-mail": applicant.email, "uitgenodigd": asked_at})
            continue
        found.append(
            {
                "zaak": case.reference,
                "naam": applicant.name,
                "e-mail": applicant.email,
                "telefoon": applicant.phone,
                "adres": applicant.address,
                "organisatie": applicant.organisation,
                "plan": _words(case),
                "aanvullingen": [
                    {"op": later.given_at.isoformat(), "veld": later.field, "tekst": later.text}
                    for later in case.supplements.all()
                ],
                "berichten": [
                    {"op": message.sent_at.isoformat(), "soort": message.sort, "tekst": message.text}
                    for message in case.messages.filter(support__isnull=True)
                ],
                "notities": [note.text for note in case.notes.all()],
                "bijlagen": case.attachments.count(),
                **_after(case),
            }
        )
    return found


def _after(case: Submission) -> dict[str, Any]:
    """What initiators sent after the decision; only what there is."""
    story = Story.objects.filter(submission=case).first()
    look_back = LookBack.objects.filter(submission=case).first()
    lines = AccountLine.objects.filter(account__submission=case)
    found = {
        "verhaal": story.text if story else "",
        "terugblik": look_back.text if look_back else "",
        "foto's": [photo.alt for photo in case.photos.all()],
        "verantwoording": [{"wat": line.description, "centen": line.amount_cents} for line in lines],
    }
    return {name: value for name, value in found.items() if value}


def _words(case: Submission) -> dict[str, Any]:
    sent = getattr(case, "initiative", None) or getattr(case, "upkeep", None)
    if sent is None:
        return {}
    found = {field.name: getattr(sent, field.name) for field in sent._meta.fields if field.name != "submission"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items() if value}


@transaction.atomic
def erase_initiator(email: str, now: datetime) -> int:
    """Make an initiator anonymous. Without a co-initiator the words of the plan go too; decision and books stay."""
    invitations = remove_invitations(_people(email).invited(), now)
    people = list(_people(email).select_related("submission"))
    for applicant in people:
        case = applicant.submission
        _redact(case, [applicant.name, applicant.email, applicant.phone, applicant.address])
        if not with_data().taking_part().filter(submission=case).exclude(pk=applicant.pk).exists():
            remove_words(case)
            remove_invitations(case.applicants.invited(), now)
    forget(Applicant.objects.filter(pk__in=[applicant.pk for applicant in people]))
    return len(people) + invitations


def _redact(case: Submission, words: list[str]) -> None:
    """Take a person's name and addresses out of what the municipality wrote about the case."""
    words = [word for word in words if len(word) > 2]
    rows: list[tuple[QuerySet[Any], tuple[str, ...]]] = [
        (model.objects.filter(submission=case), names) for model, names in _TEXTS.items()
    ]
    rows.append((SignOff.objects.filter(decision__submission=case), ("note",)))
    rows.append((AccountLine.objects.filter(account__submission=case), ("description", "note")))
    for texts, names in rows:
        for row in texts:
            for name in names:
                text = getattr(row, name)
                for word in words:
                    text = text.replace(word, REMOVED)
                setattr(row, name, text)
            row.save(update_fields=list(names))


def inspect_supporter(email: str) -> list[dict[str, Any]]:
    """What is kept of a supporter, found by the keyed hash."""
    found = []
    supports = Support.objects.filter(person_hash=person_hash(email)).select_related(
        "submission", "contact", "message"
    )
    for support in supports:
        contact = getattr(support, "contact", None)
        message = getattr(support, "message", None)
        found.append(
            {
                "zaak": support.submission.reference,
                "soort": support.stance,
                "postcode": support.postcode,
                "gegeven": support.given_at.isoformat(),
                "bevestigd": support.confirmed_at.isoformat() if support.confirmed_at else None,
                "ingetrokken": support.withdrawn_at.isoformat() if support.withdrawn_at else None,
                "organisatie": support.party_name,
                "e-mail": decrypt(contact.email_encrypted) if contact else "",
                "huisnummer": decrypt(contact.house_number_encrypted)
                if contact and contact.house_number_encrypted
                else "",
                "nieuws": bool(contact and contact.wants_news),
                "tekst": message.text if message else "",
            }
        )
    return found


@transaction.atomic
def erase_supporter(email: str, now: datetime) -> int:
    """Remove a person's support and concerns; the counters follow."""
    supports = list(Support.objects.select_for_update().filter(person_hash=person_hash(email)))
    for support in supports:
        uncount(support)
        Token.objects.filter(
            subject=f"support:{support.pk}", purpose__in=(Purpose.CONFIRM_SUPPORT, Purpose.WITHDRAW_SUPPORT)
        ).delete()
        support.delete()
    return len(supports)


def inspect_drafts(email: str) -> list[dict[str, Any]]:
    """Drafts in which this address was filled in; they are encrypted, so each is opened."""
    return [
        {"begonnen": draft.created_at.isoformat(), "antwoorden": data, "bestanden": draft.files.count()}
        for draft, data in _drafts(email)
    ]


@transaction.atomic
def erase_drafts(email: str, now: datetime) -> int:
    """Remove the drafts in which this address was filled in."""
    found = _drafts(email)
    for draft, _data in found:
        drafts.discard(draft=draft, now=now)
    return len(found)


def _drafts(email: str) -> list[tuple[Draft, dict[str, Any]]]:
    wanted, found = normalise_email(email), []
    for draft in Draft.objects.iterator():
        try:
            data = drafts.read(draft)
        except (Unreadable, json.JSONDecodeError):
            continue
        if _holds(data, wanted):
            found.append((draft, data))
    return found


def _holds(value: Any, email: str) -> bool:
    if isinstance(value, dict):
        return any(_holds(part, email) for part in value.values())
    if isinstance(value, list):
        return any(_holds(part, email) for part in value)
    return isinstance(value, str) and "@" in value and normalise_email(value) == email


def _people(email: str) -> QuerySet[Applicant]:
    key = person_hash(email)
    return Applicant.objects.filter(email_hash=key) if key else Applicant.objects.none()
