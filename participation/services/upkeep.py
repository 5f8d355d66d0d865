"""Signing for something small (participation.md, the path, 1: mini-routes): one promise, and somebody may begin."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.mail import outbox
from cms.models import Wijk
from cms.workdays import local_date
from participation import notice, terms, workflow
from participation.codes import Channel, Kind, State
from participation.models import Applicant, Event, Submission, Upkeep
from participation.references import reference_for
from participation.services.errors import Refused
from participation.services.own_page import new_confirmation_link
from participation.services.people import buurt_id_of, handler_id_for, person_hash
from participation.services.record import claim, log
from participation.services.steps import take

__all__ = ["Promise", "sign"]


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What somebody promises, and where. postcode: "1213LA", "1213" or ""; without one `place_text` says it.

    route: the code of the mini-route, the same in every language. promise: the sentences beside the tick, as they
    read. happens_on: the local day of something that is to be told in time, at least `notice_days` ahead.
    """

    route: str
    route_title: str
    promise: str
    name: str
    email: str = ""
    phone: str = ""
    place_text: str = ""
    postcode: str = ""
    house_number: str = ""
    wijk: Wijk | None = None
    happens_on: date | None = None
    notice_days: int = 0
    remarks: str = ""
    language: str = "nl"


@transaction.atomic
def sign(
    *,
    promise: Promise,
    idempotency_key: UUID | None = None,
    is_suspicious: bool = False,
    sends_receipt: bool = True,
    now: datetime,
) -> Submission:
    """Take in a promise. It is done at once, unless a person has to look at it first.

    A person looks where nobody knows the wijk, where the form looks like a robot's, and where there is a day: then
    the municipality has something to do as well, such as closing a street, and answers within the service promise.

    idempotency_key: of the form that was sent; the second time it gives the first case, without a second mail.
    sends_receipt: False where this address had too many mails already.

    Raises:
        Refused: when it cannot happen on that day, or nothing says where or who.
    """
    known = _of_key(idempotency_key)
    if known:
        return known
    _check(promise, local_date(now))
    try:
        with transaction.atomic():
            case = _case(promise, idempotency_key, is_suspicious, now)
    except IntegrityError:
        known = _of_key(idempotency_key)
        if known is None:
            raise
        return known
    applicant = _words_and_person(case, promise)
    log(case, Event.Action.SUBMITTED, origin=Event.Origin.RESIDENT, to_state=State.RECEIVED, now=now)
    if not (case.is_suspicious or case.wijk is None or promise.happens_on):
        case = _finish(case, now)
    if sends_receipt:
        _mail_receipt(case, applicant, now)
    return case


def _of_key(key: UUID | None) -> Submission | None:
    return Submission.objects.filter(idempotency_key=key).first() if key else None


def _check(promise: Promise, today: date) -> None:
    reasons = []
    if promise.happens_on:
        reasons.append(notice.why_not(promise.happens_on, today=today, notice_days=promise.notice_days))
    if not (promise.postcode or promise.place_text):
        reasons.append(_("Vul een postcode in, of vertel in eigen woorden waar het is."))
    if not (promise.email or promise.phone):
        reasons.append(_("Vul je e-mailadres of je telefoonnummer in. Anders kunnen we je niet bereiken."))
    reasons = [reason for reason in reasons if reason]
    if reasons:
        raise Refused(reasons)


def _case(promise: Promise, key: UUID | None, is_suspicious: bool, now: datetime) -> Submission:
    """The row of the case. Its number follows from its id, so it gets that in a second step."""
    today = local_date(now)
    case = Submission.objects.create(
        reference=uuid4().hex,
        kind=Kind.UPKEEP,
        state=State.RECEIVED,
        state_since_at=now,
        channel=Channel.WEB,
        received_at=now,
        answer_due_on=terms.service_promise(today, fast_lane=False),
        wijk=promise.wijk,
        buurt_id=buurt_id_of(promise.wijk, promise.postcode),
        language=promise.language,
        assignee_id=handler_id_for(promise.wijk, promise.postcode, today),
        is_suspicious=is_suspicious,
        idempotency_key=key,
    )
    case.reference = reference_for(case.pk, today.year)
    case.save(update_fields=["reference"])
    return case


def _words_and_person(case: Submission, promise: Promise) -> Applicant:
    """What was promised, word for word, and by whom."""
    words = ("route", "route_title", "promise", "place_text", "postcode", "house_number", "happens_on", "remarks")
    Upkeep.objects.create(submission=case, **{name: getattr(promise, name) for name in words})
    return Applicant.objects.create(
        submission=case,
        name=promise.name,
        email=promise.email.strip(),
        email_hash=person_hash(promise.email),
        phone=promise.phone,
    )


def _finish(case: Submission, now: datetime) -> Submission:
    """Done: the rules are known and the promise is made, so the receipt is the answer."""
    case = claim(case, None)
    take(case, State.COMPLETED, actor=workflow.Actor.SYSTEM, origin=Event.Origin.SYSTEM, now=now)
    case.answered_at = now
    case.save(update_fields=["answered_at"])
    return case


def _mail_receipt(case: Submission, applicant: Applicant, now: datetime) -> None:
    if not applicant.email:
        return
    token = new_confirmation_link(applicant, now)
    outbox.queue(
        template="upkeep_received",
        to=applicant.email,
        context={"submission": case.pk, "applicant": applicant.pk, "token": token.pk},
        dedupe_key=f"upkeep_received:{case.pk}",
        now=now,
        language=case.language,
    )
