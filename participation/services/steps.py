"""Taking one step of the workflow: the rule, the row, the history, and what follows from it."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from cms.models import User
from cms.workdays import local_date, next_working_day
from participation import workflow
from participation.codes import State
from participation.models import Decision, Event, Message, PublicVersion, Submission, SupportCampaign
from participation.services import posting
from participation.services.errors import ConfirmationNeeded, Refused
from participation.services.facts import facts_of
from participation.services.people import tell_initiators
from participation.services.record import log
from participation.services.term_rules import decide_due_on

# As long as a letter that asks for more is given, where nobody chose a day.
ANSWER_WITHIN = timedelta(weeks=2)
_OFF_THE_SITE = frozenset({State.SPAM, State.MERGED})


def take(
    case: Submission,
    to: str,
    *,
    actor: str,
    now: datetime,
    by: User | None = None,
    role: str = "",
    origin: str = Event.Origin.STAFF,
    reason: str = "",
    text: str = "",
    is_confirmed: bool = True,
    is_decided: bool = False,
    until: date | None = None,
    is_asked_in_writing: bool = False,
) -> Event:
    """Move a claimed case; the caller holds it by `record.claim`.

    actor: who counts as taking the step (`workflow.Actor`). text: to the resident. is_confirmed: whether the
    question about what is left open was answered with yes. is_decided: all sign-offs are in. until: the last day
    (local) for the initiator to answer, two weeks from now unless given. is_asked_in_writing: whether the initiator
    was asked to show draagvlak, in writing and with a day.

    Raises:
        Refused: when the workflow does not allow it, with its reasons, or the day to answer by is not to come.
        ConfirmationNeeded: when something is left open and nobody confirmed that.
    """
    today = local_date(now)
    facts = facts_of(case, on=today, is_decided=is_decided, is_draagvlak_asked_in_writing=is_asked_in_writing)
    try:
        step = workflow.ensure(case.state, to, actor=actor, facts=facts, reason=reason, text=text)
    except workflow.IllegalTransition as illegal:
        raise Refused(illegal.reasons) from None
    questions = [] if is_confirmed else workflow.confirmations(step, facts)
    if questions:
        raise ConfirmationNeeded(questions)
    clock = workflow.clock_effect(step, facts)
    answer_by = _answer_by(until, today) if clock == workflow.ClockEffect.SUSPEND else None
    message = _say(case, text, by, reason, now)
    event = log(
        case,
        Event.Action.TRANSITION,
        by=by,
        origin=origin,
        role=role,
        from_state=case.state,
        to_state=to,
        reason=reason,
        clock="" if clock == workflow.ClockEffect.NONE else clock.value,
        data=({"message": message.pk} if message else {}) | ({"until": answer_by.isoformat()} if answer_by else {}),
        now=now,
    )
    case.answer_by = answer_by
    _leave(case, to, by=by, reason=reason, now=now)
    is_told = message is not None or step.mail is not None
    _enter(case, to, is_answer=is_told and origin == Event.Origin.STAFF and by is not None, now=now)
    if step.mail and to not in (State.GRANTED, State.PARTLY_GRANTED, State.REJECTED, State.GATHERING_SUPPORT):
        context = {"state": to, "message": message.pk if message else None}
        tell_initiators(case, "plan_moved", key=str(event.pk), context=context, now=now)
    return event


def _answer_by(until: date | None, today: date) -> date:
    """The last day to answer: a working day that is still to come."""
    if until is None:
        return next_working_day(today + ANSWER_WITHIN)
    if until <= today:
        raise Refused([_("Geef de indiener tijd: kies een dag na vandaag.")])
    return until


def _say(case: Submission, text: str, by: User | None, reason: str, now: datetime) -> Message | None:
    """Keep the text to the resident where it can be erased."""
    if not text.strip():
        return None
    return Message.objects.create(
        submission=case, sort=Message.Sort.TO_INITIATOR, text=text.strip(), author=by, reason=reason, sent_at=now
    )


def _leave(case: Submission, to: str, *, by: User | None, reason: str, now: datetime) -> None:
    """End what belongs to the state that is left: the period of support, a proposal that was not signed, a promise."""
    if case.state == State.GATHERING_SUPPORT:
        SupportCampaign.objects.filter(submission=case, closed_at__isnull=True).update(closed_at=now)
    if case.state == State.TO_DECIDE and to in (State.IN_REVIEW, State.WITHDRAWN):
        _drop_proposal(case, by=by, now=now)
    if to == State.WITHDRAWN:
        for decision in case.decisions.all():
            posting.let_go(decision, by=by, reason=reason, now=now)


def _drop_proposal(case: Submission, *, by: User | None, now: datetime) -> None:
    """Lift what was set aside for a proposal; the decision that it would have replaced holds again."""
    for proposal in case.decisions.filter(status=Decision.Status.PROPOSED):
        posting.lift(proposal, by=by, now=now)
        Decision.objects.filter(pk=proposal.pk).update(status=Decision.Status.REFUSED)
    replaced = case.decisions.filter(status=Decision.Status.REPLACED, decided_at__isnull=False).order_by("pk").last()
    if replaced:
        Decision.objects.filter(pk=replaced.pk).update(status=Decision.Status.DECIDED)


def _enter(case: Submission, to: str, *, is_answer: bool, now: datetime) -> None:
    """Write the new state, and the dates that follow from it.

    is_answer: whether the initiator hears of it. The promise of a first answer is not kept by a click in the inbox.
    """
    case.state, case.state_since_at = to, now
    if is_answer and case.answered_at is None and to != State.SPAM:
        case.answered_at = now
    case.decide_due_on = decide_due_on(case)
    case.save(update_fields=["state", "state_since_at", "answered_at", "answer_by", "decide_due_on"])
    if to in _OFF_THE_SITE:
        PublicVersion.objects.filter(submission=case, is_public=True).update(is_public=False, updated_at=now)


def require_text(text: str) -> str:
    """A text with something in it.

    Raises:
        Refused: when there is nothing in it.
    """
    if not text.strip():
        raise Refused([_("Schrijf eerst een tekst.")])
    return text.strip()
