"""The talk with the initiator, notes among staff, and opening contact data."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms import audit
from cms.models import Role, User
from participation import policies, workflow
from participation.codes import State
from participation.models import AnswerVersion, Applicant, Event, Message, Note, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.people import tell_initiators
from participation.services.record import claim, log, require_handler
from participation.services.steps import require_text, take


@transaction.atomic
def send_message(
    *, submission: Submission, by: User, text: str, answer: AnswerVersion | None = None, now: datetime
) -> Message:
    """Write to the initiator. The first one is the first answer that was promised.

    answer: the version of the standard answer that the text began with.

    A message changes nothing that a colleague's form could overwrite, so the version stays.

    Raises:
        Forbidden: when `by` does not handle the case. Refused: when there is no text.
    """
    require_handler(by, submission)
    message = Message.objects.create(
        submission=submission, sort=Message.Sort.TO_INITIATOR, text=require_text(text), author=by, sent_at=now
    )
    Submission.objects.filter(pk=submission.pk, answered_at__isnull=True).update(answered_at=now)
    Submission.objects.filter(pk=submission.pk).update(unread_at=None)
    data = {"message": message.pk}
    told = data | ({"answer": answer.pk} if answer else {})
    log(submission, Event.Action.MESSAGE_SENT, by=by, role=Role.WIJKREGISSEUR, data=told, now=now)
    tell_initiators(submission, "plan_message", key=str(message.pk), context=data, now=now)
    submission.refresh_from_db()
    return message


@transaction.atomic
def receive_message(*, applicant: Applicant, text: str, now: datetime) -> Message:
    """Take in what the initiator writes; where the case waited for that, it goes on.

    Raises:
        Refused: when there is no text, or the case is closed as unwanted.
    """
    words = require_text(text)
    case = Submission.objects.select_for_update(no_key=True).get(pk=applicant.submission_id)
    if case.state == State.SPAM:
        raise Refused([_("Over dit plan kun je geen berichten meer sturen.")])
    message = Message.objects.create(submission=case, sort=Message.Sort.FROM_INITIATOR, text=words, sent_at=now)
    origin = Event.Origin.RESIDENT
    log(case, Event.Action.MESSAGE_RECEIVED, origin=origin, data={"message": message.pk}, now=now)
    Submission.objects.filter(pk=case.pk, unread_at__isnull=True).update(unread_at=now)
    if case.state == State.WAITING_INITIATOR:
        case = claim(case, None)
        take(case, State.IN_REVIEW, actor=workflow.Actor.RESIDENT, origin=origin, now=now)
    applicant.submission.refresh_from_db()
    return message


@transaction.atomic
def add_note(*, submission: Submission, by: User, text: str, now: datetime) -> Note:
    """Write a note among staff.

    Raises:
        Forbidden: when `by` may not see the case. Refused: when there is no text.
    """
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        raise Forbidden
    note = Note.objects.create(submission=submission, text=require_text(text), author=by, written_at=now)
    log(submission, Event.Action.NOTE_ADDED, by=by, data={"note": note.pk}, now=now)
    return note


def read_contact(*, submission: Submission, by: User, now: datetime) -> list[Applicant]:
    """Open the contact data of the initiators; every time is logged, a refusal too (BIO2 8.15.01).

    Raises:
        Forbidden: without the contact right. Logged before it is raised, so it is not rolled back with it.
    """
    if not policies.can_read_contact(by, submission):
        audit.log(action="contact.read", object=submission, result="refused", actor=by, now=now)
        raise Forbidden
    with transaction.atomic():
        audit.log(action="contact.read", object=submission, actor=by, now=now)
        log(submission, Event.Action.CONTACT_READ, by=by, now=now)
        return list(submission.applicants.all())
