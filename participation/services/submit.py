"""Making a plan known (participation.md, "Two moments" and the path)."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cms.mail import outbox
from cms.models import User
from cms.workdays import local_date
from participation import terms
from participation.codes import Channel, Kind, Scope, State
from participation.models import Applicant, CostLine, Draft, Event, Initiative, Submission
from participation.references import reference_for
from participation.services import attachments
from participation.services.co_initiators import invite
from participation.services.mandate import limit_cents
from participation.services.own_page import (
    applicant_of,
    confirm_email,
    mail_confirmation,
    my_plan_token,
    new_confirmation_link,
    receipt_token,
)
from participation.services.people import buurt_id_of, handler_for, person_hash
from participation.services.plans import CostInput, PlanInput
from participation.services.record import log
from participation.services.term_rules import decide_due_on

__all__ = [
    "CostInput",
    "PlanInput",
    "applicant_of",
    "confirm_email",
    "mail_confirmation",
    "my_plan_token",
    "receipt_token",
    "submit",
]


@transaction.atomic
def submit(
    *,
    plan: PlanInput,
    channel: str = Channel.WEB,
    idempotency_key: UUID | None = None,
    entered_by: User | None = None,
    is_suspicious: bool = False,
    draft: Draft | None = None,
    sends_receipt: bool = True,
    now: datetime,
) -> Submission:
    """Take in a plan, and send the receipt where there is an address for it.

    idempotency_key: of the form that was sent; the second time it gives the first case, without a second mail.
    is_suspicious: taken in all the same, and put aside for a person to look at.
    draft: of the whole form; its files become the case's.
    sends_receipt: False for a robot, or where this address had too many mails already; its page says the same.

    Raises:
        UploadError: with a sentence for the resident, when a file can't be stored; then nothing is taken in.
    """
    known = _of_key(idempotency_key)
    if known:
        return known
    try:
        with transaction.atomic():
            case = _case(plan, channel, idempotency_key, entered_by, is_suspicious, now)
    except IntegrityError:
        known = _of_key(idempotency_key)
        if known is None:
            raise
        return known
    applicant = _words_and_people(case, plan, now)
    origin = Event.Origin.STAFF if entered_by else Event.Origin.RESIDENT
    log(case, Event.Action.SUBMITTED, by=entered_by, origin=origin, to_state=State.RECEIVED, now=now)
    for file in plan.files:
        attachments.add(submission=case, file=file, now=now)
    if draft:
        attachments.take_over(submission=case, draft=draft, now=now)
    if case.applied_at:
        log(case, Event.Action.APPLIED, by=entered_by, origin=origin, clock=terms.TermEffect.APPLY.value, now=now)
        case.decide_due_on = decide_due_on(case)
        case.save(update_fields=["decide_due_on"])
    if sends_receipt:
        _mail_receipt(case, applicant, now)
    if plan.co_emails and not is_suspicious:
        invite(submission=case, by=None, emails=plan.co_emails, now=now)
    return case


def _of_key(key: UUID | None) -> Submission | None:
    return Submission.objects.filter(idempotency_key=key).first() if key else None


def _case(
    plan: PlanInput, channel: str, key: UUID | None, entered_by: User | None, is_suspicious: bool, now: datetime
) -> Submission:
    """The row of the case. Its number follows from its id, so it gets that in a second step."""
    today = local_date(now)
    limit = limit_cents(today)
    is_fast = plan.scope == Scope.STRAAT and plan.asked_cents is not None and plan.asked_cents <= limit
    case = Submission.objects.create(
        reference=uuid4().hex,
        kind=plan.kind,
        state=State.RECEIVED,
        state_since_at=now,
        channel=channel,
        entered_by=entered_by,
        received_at=now,
        applied_at=now if plan.kind != Kind.SIGNAL and _asks_more_than(limit, plan) else None,
        answer_due_on=terms.service_promise(today, fast_lane=is_fast and plan.kind == Kind.INITIATIVE),
        wijk=plan.wijk,
        buurt_id=buurt_id_of(plan.wijk, plan.postcode),
        scope=plan.scope,
        category=plan.category,
        asked_cents=plan.asked_cents,
        language=plan.language,
        assignee=handler_for(plan.wijk, plan.postcode, today),
        is_suspicious=is_suspicious,
        idempotency_key=key,
    )
    case.reference = reference_for(case.pk, today.year)
    case.save(update_fields=["reference"])
    case.other_wijken.set([wijk for wijk in plan.other_wijken if wijk != plan.wijk])
    return case


def _asks_more_than(limit: int, plan: PlanInput) -> bool:
    """Whether the plan is an application at once. Without an amount the estimate tells: in doubt it is one."""
    if plan.asked_cents is not None:
        return plan.asked_cents > limit
    sides = {side: sum(line.amount_cents for line in plan.cost_lines if line.side == side) for side in CostLine.Side}
    return sides[CostLine.Side.COST] - sides[CostLine.Side.INCOME] > limit


def _words_and_people(case: Submission, plan: PlanInput, now: datetime) -> Applicant:
    """What was sent, word for word, and who sent it."""
    words = ("is_short", "title", "what", "for_whom", "when_text", "goal", "place_text", "postcode", "house_number")
    initiative = Initiative.objects.create(
        submission=case,
        own_effort=plan.own_effort,
        other_funding=plan.other_funding,
        latitude=plan.latitude,
        longitude=plan.longitude,
        **{name: getattr(plan, name) for name in words},
    )
    CostLine.objects.bulk_create(
        CostLine(initiative=initiative, side=line.side, description=line.description, amount_cents=line.amount_cents)
        for line in plan.cost_lines
    )
    return Applicant.objects.create(
        submission=case,
        name=plan.name,
        email=plan.email.strip(),
        email_hash=person_hash(plan.email),
        phone=plan.phone,
        address=plan.address,
        organisation=plan.organisation,
    )


def _mail_receipt(case: Submission, applicant: Applicant, now: datetime) -> None:
    if not applicant.email:
        return
    token = new_confirmation_link(applicant, now)
    outbox.queue(
        template="plan_received",
        to=applicant.email,
        context={"submission": case.pk, "applicant": applicant.pk, "token": token.pk},
        dedupe_key=f"plan_received:{case.pk}",
        now=now,
        language=case.language,
    )
