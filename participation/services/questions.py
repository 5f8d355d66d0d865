"""Questions about a plan: asked, passed on, answered, and on the site once the wijkregisseur has read both.

What was typed is never public (ARCHITECTURE rule 8). Every step is a compare-and-set on the state, so that of two
people one wins. A question changes nothing in the case itself: the version of the case stays.
"""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.crypto import decrypt, encrypt
from cms.mail import outbox
from cms.models import Role, User
from participation.codes import QuestionRefusal
from participation.models import Applicant, Event, PublicVersion, Question, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.people import person_hash, tell_initiators
from participation.services.record import log, require_handler

TEXT_LENGTH = 1000
ANSWER_LENGTH = 2000
_State = Question.State
# Where something on the site has to go, it goes; what is answered can still be kept off it.
_REFUSABLE = (_State.NEW, _State.OPEN, _State.ANSWERED, _State.PUBLIC)


@transaction.atomic
def ask(
    *,
    submission: Submission,
    text: str,
    email: str = "",
    language: str,
    idempotency_key: uuid.UUID | None = None,
    now: datetime,
) -> Question:
    """Take in a question about a plan on the site. The same key twice is one question.

    email: where the answer may be mailed, once; "" for none.

    Raises:
        Refused: when there is no text or too much, or the plan is not on the site.
    """
    words = _required(text, TEXT_LENGTH, _("Schrijf je vraag op."))
    if not PublicVersion.objects.filter(submission_id=submission.pk, is_public=True).exists():
        raise Refused([_("Dit plan staat niet op de site. Je kunt er nu geen vraag over stellen.")])
    address = email.strip()
    try:
        with transaction.atomic():
            question = Question.objects.create(
                submission_id=submission.pk,
                text=words,
                language=language,
                email_encrypted=encrypt(address) if address else "",
                person_hash=person_hash(address),
                asked_at=now,
                idempotency_key=idempotency_key,
            )
    except IntegrityError:
        # Sent twice: the first one holds. Any other broken promise of the database is no row with this key.
        return Question.objects.get(idempotency_key=idempotency_key, submission_id=submission.pk)
    _log(question, Event.Action.QUESTION_ASKED, origin=Event.Origin.RESIDENT, now=now)
    return question


@transaction.atomic
def open_question(*, question: Question, by: User, public_text: str, now: datetime) -> Question:
    """Pass a question on to the initiators, in the words that may be public; they hear of it by mail.

    Raises:
        Forbidden: when `by` does not handle the case. Refused: without text, or when it is new no more.
    """
    case = _case(question, by)
    words = _required(public_text, TEXT_LENGTH, _("Schrijf de vraag zoals die op de site komt."))
    _move(question, (_State.NEW,), _State.OPEN, public_text=words, moderated_by=by)
    _log(question, Event.Action.QUESTION_OPENED, by=by, now=now)
    tell_initiators(case, "plan_question", key=str(question.pk), context={"question": question.pk}, now=now)
    return question


@transaction.atomic
def answer(*, question: Question, applicant: Applicant, text: str, now: datetime) -> Question:
    """Keep the answer of an initiator, for the wijkregisseur to read. Nothing is public yet.

    Raises:
        Forbidden: when it is about a plan of somebody else. Refused: without text, or when nobody waits for it.
    """
    if applicant.submission_id != question.submission_id or applicant.email_confirmed_at is None:
        raise Forbidden
    words = _required(text, ANSWER_LENGTH, _("Schrijf je antwoord op."))
    _move(
        question,
        (_State.OPEN,),
        _State.ANSWERED,
        answer=words,
        answerer=Question.Answerer.INITIATOR,
        answered_at=now,
    )
    _log(question, Event.Action.QUESTION_ANSWERED, origin=Event.Origin.RESIDENT, now=now)
    return question


@transaction.atomic
def answer_as_municipality(
    *, question: Question, by: User, public_text: str, public_answer: str, now: datetime
) -> Question:
    """Answer a question ourselves, and put both on the site at once.

    Raises:
        Forbidden: when `by` does not handle the case. Refused: without texts, or when it was answered meanwhile.
    """
    _case(question, by)
    _move(
        question,
        (_State.NEW, _State.OPEN),
        _State.PUBLIC,
        **_public_words(public_text, public_answer),
        answerer=Question.Answerer.MUNICIPALITY,
        answered_at=now,
        published_at=now,
        moderated_by=by,
    )
    _log(question, Event.Action.QUESTION_PUBLISHED, by=by, now=now)
    _tell_asker(question, "question_answered", now)
    return question


@transaction.atomic
def publish_answer(*, question: Question, by: User, public_text: str, public_answer: str, now: datetime) -> Question:
    """Put a question and the initiator's answer on the site, as the wijkregisseur worded them; the asker hears it.

    Raises:
        Forbidden: when `by` does not handle the case. Refused: without texts, or when there is no answer to read.
    """
    _case(question, by)
    _move(
        question,
        (_State.ANSWERED,),
        _State.PUBLIC,
        **_public_words(public_text, public_answer),
        published_at=now,
        moderated_by=by,
    )
    _log(question, Event.Action.QUESTION_PUBLISHED, by=by, now=now)
    _tell_asker(question, "question_answered", now)
    return question


@transaction.atomic
def refuse(*, question: Question, by: User, reason: str, now: datetime) -> Question:
    """Keep a question off the site, or take it off. Who left an address hears why, except of spam.

    reason: a code of `QuestionRefusal`.

    Raises:
        Forbidden: when `by` does not handle the case. Refused: without a reason, or when it was refused before.
    """
    _case(question, by)
    if reason not in QuestionRefusal.values:
        raise Refused([_("Kies waarom de vraag niet op de site komt.")])
    _move(question, _REFUSABLE, _State.REFUSED, moderated_by=by)
    _log(question, Event.Action.QUESTION_REFUSED, by=by, reason=reason, now=now)
    if reason != QuestionRefusal.SPAM:
        _tell_asker(question, "question_refused", now, reason=reason)
    return question


def _case(question: Question, by: User) -> Submission:
    case = Submission.objects.select_related("wijk").get(pk=question.submission_id)
    require_handler(by, case)
    return case


def _required(text: str, length: int, missing: str) -> str:
    words = text.strip()
    if not words:
        raise Refused([missing])
    if len(words) > length:
        raise Refused([_("Deze tekst is te lang. Gebruik hooguit %(length)s tekens.") % {"length": length}])
    return words


def _public_words(public_text: str, public_answer: str) -> dict[str, str]:
    return {
        "public_text": _required(public_text, TEXT_LENGTH, _("Schrijf de vraag zoals die op de site komt.")),
        "public_answer": _required(public_answer, ANSWER_LENGTH, _("Schrijf het antwoord zoals het op de site komt.")),
    }


def _move(question: Question, expected: tuple[str, ...], to: str, **values: object) -> None:
    """Take the question to another state, where it still is in one of those expected; one statement decides."""
    if not Question.objects.filter(pk=question.pk, state__in=expected).update(state=to, **values):
        raise Refused([_("Deze vraag is intussen al behandeld. Open de pagina opnieuw.")])
    question.refresh_from_db()


def _log(
    question: Question,
    action: str,
    *,
    now: datetime,
    by: User | None = None,
    origin: str = Event.Origin.STAFF,
    reason: str = "",
) -> None:
    case = Submission(pk=question.submission_id)
    role = Role.WIJKREGISSEUR if by else ""
    log(case, action, by=by, role=role, origin=origin, reason=reason, data={"question": question.pk}, now=now)


def _tell_asker(question: Question, template: str, now: datetime, **context: str) -> None:
    """Mail who asked, once, where there is an address; we need the address no more after that."""
    if not question.email_encrypted:
        return
    outbox.queue(
        template=template,
        to=decrypt(question.email_encrypted),
        context={"question": question.pk, **context},
        dedupe_key=f"{template}:{question.pk}",
        now=now,
        language=question.language,
    )
    Question.objects.filter(pk=question.pk).update(email_encrypted="")
    question.email_encrypted = ""
