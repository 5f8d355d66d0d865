"""Removing what is past its term (inbox.md section 12). Terms count from closing, never from creation."""

from datetime import datetime, timedelta
from functools import partial, reduce
from operator import or_

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from cms.models import Purpose, Token
from participation.codes import Kind, State
from participation.models import (
    Applicant,
    Attachment,
    Call,
    CostLine,
    Decision,
    Draft,
    Event,
    Initiative,
    LookBack,
    Message,
    Note,
    PlanPhoto,
    PublicRevision,
    PublicVersion,
    Story,
    Submission,
    Supplement,
    Support,
    SupportContact,
    SupportProof,
    Upkeep,
)
from participation.services.draft_files import remove_all
from participation.services.drafts import KEPT_FOR as DRAFT_TERM
from participation.states import CLOSED

SPAM_TERM = timedelta(days=30)
UNCONFIRMED_TERM = timedelta(days=7)
CONTACT_TERM = timedelta(days=365)
# Awb 6:7: six weeks to object; after that a decision is final.
OBJECTION_TERM = timedelta(weeks=6)
ANONYMOUS = "weg:"
_NOT_GRANTED = (State.REJECTED, State.WITHDRAWN, State.SET_ASIDE, State.STOPPED)
_MONEY = (Event.Action.PAID, Event.Action.SETTLED, Event.Action.DECIDED)
# What an agreement about something small holds of a person, and what is left of it. The promise is the page's.
_AGREED: dict[str, str | None] = {
    "place_text": "",
    "postcode": "",
    "house_number": "",
    "happens_on": None,
    "remarks": "",
}
_WORDS = [field.name for field in Initiative._meta.fields if field.get_internal_type() in ("CharField", "TextField")]


def purge_drafts(now: datetime, dry_run: bool) -> int:
    """Remove drafts and their files 30 days after the last change."""
    old = list(Draft.objects.filter(updated_at__lt=now - DRAFT_TERM).only("pk"))
    if not dry_run:
        with transaction.atomic():
            remove_all(drafts=old)
            Draft.objects.filter(pk__in=[draft.pk for draft in old]).delete()
    return len(old)


def purge_words(now: datetime, dry_run: bool) -> int:
    """Remove what was sent and said: of unwanted cases after 30 days, of plans without a grant a year after closing.

    The case itself stays, as a number with dates; so do decision and public text.
    """
    spam = Q(state=State.SPAM, state_since_at__lt=now - SPAM_TERM)
    refused = Q(state__in=_NOT_GRANTED, state_since_at__lt=now - CONTACT_TERM)
    # A promise is over when it is done: it has no grant, and nothing that the law keeps longer.
    refused |= Q(kind__in=(Kind.UPKEEP, Kind.ACTIVITY), state=State.COMPLETED, state_since_at__lt=now - CONTACT_TERM)
    full = (
        Q(initiative__what__gt="")
        | _agreement_is_full()
        | Q(supplements__isnull=False)
        | Q(messages__isnull=False)
        | Q(notes__isnull=False)
        | Q(support_proofs__isnull=False)
        | Q(calls__isnull=False)
        | Q(attachments__isnull=False)
        | Q(photos__isnull=False)
        | Q(story__isnull=False)
        | Q(look_back__isnull=False)
    )
    cases = Submission.objects.filter(spam | refused).filter(full).distinct()
    if dry_run:
        return cases.count()
    for case in cases:
        remove_words(case)
        if case.state == State.SPAM:
            PublicVersion.objects.filter(submission=case).delete()
            PublicRevision.objects.filter(submission=case).delete()
            forget(case.applicants.all())
    return len(cases)


def _agreement_is_full() -> Q:
    """Whether an agreement about something small still says where or what; of any case."""
    texts = (f"upkeep__{name}__gt" for name in _AGREED if name != "happens_on")
    return Q(upkeep__happens_on__isnull=False) | reduce(or_, (Q(**{text: ""}) for text in texts))


def remove_words(case: Submission) -> None:
    """Empty what was sent and remove messages, notes and files of a case."""
    Initiative.objects.filter(submission=case).update(**dict.fromkeys(_WORDS, ""), latitude=None, longitude=None)
    Supplement.objects.filter(submission=case).delete()
    CostLine.objects.filter(initiative__submission=case).update(description="")
    Upkeep.objects.filter(submission=case).update(**_AGREED)
    Message.objects.filter(submission=case, support__isnull=True).delete()
    Note.objects.filter(submission=case).delete()
    SupportProof.objects.filter(submission=case).delete()
    for model in (Story, LookBack, Call):
        model.objects.filter(submission=case).delete()
    for kept in (*Attachment.objects.filter(submission=case), *PlanPhoto.objects.filter(submission=case)):
        transaction.on_commit(partial(_delete_file, kept.file.storage, kept.file.name))
        kept.delete()


def _delete_file(storage: Storage, name: str) -> None:
    storage.delete(name)


def purge_contacts(now: datetime, dry_run: bool) -> int:
    """Make initiators anonymous a year after the last of closing, payment, settlement and decision."""
    before = now - CONTACT_TERM
    recent = Event.objects.filter(action__in=_MONEY, at__gte=before).values("submission_id")
    closed = Q(submission__state__in=CLOSED, submission__state_since_at__lt=before)
    open_main = Q(submission__state=State.MERGED) & ~Q(submission__merged_into__state__in=CLOSED)
    people = with_data().filter(closed).exclude(open_main).exclude(submission_id__in=recent)
    return people.count() if dry_run else forget(people)


def with_data() -> QuerySet[Applicant]:
    """Initiators of whom something is kept."""
    empty = dict.fromkeys(("name", "email", "email_hash", "phone", "address", "organisation"), "")
    return Applicant.objects.exclude(**empty)


def forget(people: QuerySet[Applicant]) -> int:
    """Empty all that says who an initiator is, and end the links; returns how many."""
    keys = list(people.values_list("pk", flat=True))
    subjects = [f"applicant:{pk}" for pk in keys]
    links = (Purpose.MY_PLAN, Purpose.CONFIRM_EMAIL, Purpose.CO_INITIATOR)
    Token.objects.filter(subject__in=subjects, purpose__in=links).delete()
    return Applicant.objects.filter(pk__in=keys).update(
        name="", email="", email_hash="", phone="", address="", organisation="", email_confirmed_at=None
    )


def purge_unconfirmed(now: datetime, dry_run: bool) -> int:
    """Remove support and concerns that nobody confirmed within 7 days; they never counted."""
    old = Support.objects.filter(confirmed_at__isnull=True, given_at__lt=now - UNCONFIRMED_TERM)
    count = old.count()
    if not dry_run:
        old.delete()
    return count


def purge_support(now: datetime, dry_run: bool) -> int:
    """Leave of support only the counts, a year after the decision is final, or where there is none after closing.

    A row without a person stays, so that the counts per postcode stay what they were.
    """
    known = Support.objects.filter(submission__in=_support_is_over(now)).exclude(person_hash__startswith=ANONYMOUS)
    count = known.count()
    if not dry_run:
        keys = list(known.values_list("pk", flat=True))
        SupportContact.objects.filter(support_id__in=keys).delete()
        Message.objects.filter(support_id__in=keys).delete()
        Token.objects.filter(subject__in=[f"support:{pk}" for pk in keys]).delete()
        Support.objects.filter(pk__in=keys).update(
            person_hash=Concat(Value(ANONYMOUS), Cast(F("pk"), CharField())), party_name=""
        )
    return count


def _support_is_over(now: datetime) -> QuerySet[Submission]:
    decided = Decision.objects.filter(status=Decision.Status.DECIDED)
    final = decided.filter(decided_at__lt=now - CONTACT_TERM - OBJECTION_TERM)
    closed = Submission.objects.filter(state__in=CLOSED, state_since_at__lt=now - CONTACT_TERM)
    undecided = closed.exclude(pk__in=decided.values("submission_id"))
    return Submission.objects.filter(Q(pk__in=final.values("submission_id")) | Q(pk__in=undecided.values("pk")))
