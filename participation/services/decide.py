"""Deciding: a proposal, the signatures that the mandate asks for, and the money, in one transaction."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation import mandates, policies, workflow
from participation.codes import Reason, State
from participation.models import Decision, Event, SignOff, Submission
from participation.services import letter_desk
from participation.services.errors import Forbidden, Refused
from participation.services.mandate import BODIES, level_for, missing_advice, places_of
from participation.services.proposals import Terms, check, draw_up, finish, is_conflicted
from participation.services.record import claim, log
from participation.services.sign_offs import ask_next, next_sign_off, why_not
from participation.services.steps import take


@transaction.atomic
def propose(
    *,
    submission: Submission,
    by: User,
    role: str,
    expected_version: int,
    outcome: str,
    amount_cents: int = 0,
    pot_kind: str = "",
    letter_text: str,
    public_text: str = "",
    reason: str = "",
    is_consulted: bool = False,
    is_investment: bool = False,
    pleads_for: str = "",
    pleads_against: str = "",
    decisive: str = "",
    now: datetime,
) -> Decision:
    """Propose a decision on a case that is to be decided; where the mandate asks for no more, this decides it.

    The mandate follows from the amount to be granted (rejecting: asked), here, inside the transaction. Proposing is
    the first signature where the proposer's role is the first in the table. Money is set aside until it is signed.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not hold `role` for this case.
        Refused: with all reasons why not; also when college or council decides (see `record_outcome`).
    """
    case = claim(submission, expected_version)
    _require_role(by, role, case)
    weighing = (pleads_for, pleads_against, decisive)
    terms = Terms(outcome, amount_cents, pot_kind, letter_text, public_text, reason, is_consulted, *weighing)
    check(case, terms, now=now)
    row = level_for(
        case, outcome=outcome, amount_cents=amount_cents, pot_kind=pot_kind, is_investment=is_investment, now=now
    )
    if BODIES & set(row.roles):
        raise Refused([_("Hierover beslist het college. De griffie legt vast wat er besloten is.")])
    if is_conflicted(case, by):
        raise Refused([_("Je bent zelf betrokken bij dit plan. Laat je vervanger het besluit voorstellen.")])
    places = places_of(case, row.roles, on=local_date(now))
    decision = draw_up(case, terms, places=places, form=row.form, number=row.number, by=by, now=now)
    data = {"decision": decision.pk, "cents": amount_cents}
    log(case, Event.Action.PROPOSED, by=by, role=role, reason=reason, data=data, now=now)
    if row.roles[0] == role:
        _add_signature(case, decision, by=by, role=role, note="", now=now)
    else:
        ask_next(case, decision, now=now)
    submission.refresh_from_db()
    return decision


@transaction.atomic
def sign(
    *,
    decision: Decision,
    by: User,
    role: str,
    is_agreed: bool,
    note: str = "",
    expected_version: int,
    now: datetime,
) -> Decision:
    """Say yes or no to a proposal, under one role. A no lifts the reservation and sends the case back.

    The mandate is computed again: when amount, verdict or table changed since the proposal, it must be made anew.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not hold `role` for this case.
        Refused: with all reasons why this person can't sign this now, or can't say no without a reason.
    """
    case = claim(decision.submission, expected_version)
    _require_role(by, role, case)
    current = Decision.objects.select_related("pot__year").get(pk=decision.pk)
    if current.status != Decision.Status.PROPOSED:
        raise Refused([_("Dit voorstel ligt niet meer ter tekening.")])
    reasons = why_not(current, by, role)
    if reasons:
        raise Refused(reasons)
    if is_agreed:
        _require_same_level(case, current, now)
        _add_signature(case, current, by=by, role=role, note=note, now=now)
    else:
        _refuse(case, current, by=by, role=role, note=note, now=now)
    decision.submission.refresh_from_db()
    decision.refresh_from_db()
    return decision


@transaction.atomic
def record_outcome(
    *,
    submission: Submission,
    by: User,
    role: str = Role.GRIFFIE,
    expected_version: int,
    outcome: str,
    amount_cents: int = 0,
    pot_kind: str = "",
    body: str,
    letter_text: str,
    public_text: str = "",
    reason: str = "",
    decided_on: date | None = None,
    is_investment: bool = False,
    pleads_for: str = "",
    pleads_against: str = "",
    decisive: str = "",
    now: datetime,
) -> Decision:
    """Write down what college or council decided (`body`: "college" or "gemeenteraad"); it holds at once.

    They may go over a wijk's indicative budget, never over the city's total. decided_on: the local day of their
    meeting, today unless given. is_investment: a project of the investment programme, on which the regietafel advises
    first.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not hold `role` (griffie).
        Refused: with all reasons why not.
    """
    case = claim(submission, expected_version)
    _require_role(by, role, case)
    if role != Role.GRIFFIE:
        raise Forbidden
    if body not in ("college", "gemeenteraad"):
        raise Refused([_("Kies wie er besloot: het college of de gemeenteraad.")])
    today = local_date(now)
    if decided_on is not None and decided_on > today:
        raise Refused([_("Kies de dag waarop het besluit viel. Die ligt niet in de toekomst.")])
    if is_investment and missing_advice(case, kind=mandates.INVESTMENT):
        raise Refused([_("Leg eerst vast wat de regietafel adviseerde, en wanneer.")])
    weighing = (pleads_for, pleads_against, decisive)
    terms = Terms(outcome, amount_cents, pot_kind, letter_text, public_text, reason, True, *weighing)
    check(case, terms, now=now)
    decision = draw_up(
        case,
        terms,
        places=[(body, None)],
        form=mandates.COLLEGEBESLUIT,
        number="",
        is_investment=is_investment,
        body_decided_on=decided_on or today,
        by=by,
        now=now,
    )
    SignOff.objects.create(decision=decision, order=1, role=role, user=by, is_agreed=True, signed_at=now)
    data = {"decision": decision.pk, "body": body}
    log(case, Event.Action.SIGNED, by=by, role=role, data=data, now=now)
    finish(case, decision, by=by, role=role, now=now)
    submission.refresh_from_db()
    return decision


def draft_letter(case: Submission, given: dict[str, Any], *, now: datetime) -> letter_desk.Draft:
    """The letter of what is filled in, before anything is proposed. Without a level it has no mandate number yet."""
    outcome, cents = given["outcome"], given["amount_cents"]
    decision = Decision(outcome=outcome, amount_cents=cents, letter_text=given["letter_text"])
    if "body" in given:
        decision.roles = [given["body"]]
        return letter_desk.draft_of(decision)
    try:
        row = level_for(case, outcome=outcome, amount_cents=cents, pot_kind=given.get("pot_kind", ""), now=now)
    except Refused:
        return letter_desk.draft_of(decision)
    decision.roles, decision.mandate_number = list(row.roles), row.number
    return letter_desk.draft_of(decision)


def _require_role(by: User, role: str, case: Submission) -> None:
    """Let only those act under a role who hold it for this case; the administrator acts as wijkregisseur alone."""
    is_handler = role == Role.WIJKREGISSEUR and policies.can_handle(by, case)
    if not is_handler and role not in policies.roles_for(by, case):
        raise Forbidden


def _require_same_level(case: Submission, decision: Decision, now: datetime) -> None:
    terms = Terms(
        decision.outcome,
        decision.amount_cents,
        decision.pot.kind if decision.pot else "",
        decision.letter_text,
        decision.public_text,
        decision.reason,
        decision.is_consulted,
        decision.pleads_for,
        decision.pleads_against,
        decision.decisive,
    )
    check(case, terms, now=now)
    row = level_for(
        case, outcome=decision.outcome, amount_cents=decision.amount_cents, pot_kind=terms.pot_kind, now=now
    )
    places = places_of(case, row.roles, on=local_date(decision.proposed_at))
    if [role for role, _place in places] != decision.roles:
        raise Refused([_("Sinds het voorstel veranderde wie hierover beslist. Stel het besluit opnieuw voor.")])


def _add_signature(case: Submission, decision: Decision, *, by: User, role: str, note: str, now: datetime) -> None:
    """Add a yes; with the last one the decision holds."""
    reasons = why_not(decision, by, role)
    if reasons:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            SignOff.objects.create(
                decision=decision,
                order=decision.sign_offs.count() + 1,
                role=role,
                user=by,
                is_agreed=True,
                note=note.strip(),
                signed_at=now,
            )
    except IntegrityError:
        raise Refused([_("Je hebt al getekend. Twee handtekeningen zijn van twee mensen.")]) from None
    log(case, Event.Action.SIGNED, by=by, role=role, data={"decision": decision.pk}, now=now)
    if next_sign_off(decision) is None:
        finish(case, decision, by=by, role=role, now=now)
    else:
        ask_next(case, decision, now=now)


def _refuse(case: Submission, decision: Decision, *, by: User, role: str, note: str, now: datetime) -> None:
    """Add a no: the money is free again, and the wijkregisseur takes the case back."""
    if not note.strip():
        raise Refused([_("Schrijf waarom je niet akkoord bent.")])
    SignOff.objects.create(
        decision=decision,
        order=decision.sign_offs.count() + 1,
        role=role,
        user=by,
        is_agreed=False,
        note=note.strip(),
        signed_at=now,
    )
    log(case, Event.Action.SIGNING_REFUSED, by=by, role=role, data={"decision": decision.pk}, now=now)
    take(case, State.IN_REVIEW, actor=workflow.Actor.SYSTEM, by=by, role=role, reason=Reason.OTHER, now=now)
