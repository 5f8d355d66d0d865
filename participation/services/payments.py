"""Paying on a grant: staff ask for it, the role that the mandate names says yes, and only then it is in the books."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.mail import outbox
from cms.models import Role, User, WijkRole
from cms.money import format_euro
from cms.workdays import local_date
from participation import policies
from participation.models import Decision, Event, LedgerLine, PaymentRequest, Submission
from participation.services import account
from participation.services.errors import Forbidden, Refused
from participation.services.mandate import BODIES
from participation.services.posting import balance_of, lock_years
from participation.services.proposals import is_conflicted
from participation.services.record import claim, log, require_handler

_State = PaymentRequest.State
NOTE_LENGTH = 300


def approver_of(decision: Decision) -> str:
    """The role that says yes to a payment: the last that signed the decision, as its mandate was.

    Up to 2,000 euro that is the wijkregisseur; above it the wijkwethouder, whose approval covers commitment and
    payments (domain, Table 2). What college or council decided is paid with the yes of the wijkwethouder.
    """
    last = decision.roles[-1] if decision.roles else Role.WIJKWETHOUDER
    return Role.WIJKWETHOUDER if last in BODIES else last


def waiting_cents(decision: Decision) -> int:
    """What was asked to be paid and waits for a yes."""
    return sum(decision.payment_requests.filter(state=_State.OPEN).values_list("amount_cents", flat=True))


@transaction.atomic
def request_payment(
    *, submission: Submission, amount_cents: int, by: User, expected_version: int, now: datetime
) -> PaymentRequest:
    """Ask for a payment on the decision that holds; on the lowest level asking is deciding, and it is booked at once.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when no money was granted, or less than this is promised, unpaid and not asked for.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    decision = _decision(case)
    if amount_cents <= 0:
        raise Refused([_("Vul een bedrag in dat hoger is dan 0.")])
    left = balance_of(decision=decision).promised_cents - waiting_cents(decision)
    if amount_cents > left:
        most = format_euro(max(left, 0))
        raise Refused([_("Er is nog %(most)s toegezegd en niet betaald of gevraagd.") % {"most": most}])
    made = PaymentRequest.objects.create(
        decision=decision,
        amount_cents=amount_cents,
        role=approver_of(decision),
        requested_by=by,
        requested_at=now,
    )
    if made.role == Role.WIJKREGISSEUR:
        return _book(case, made, by=by, now=now)
    data = {"payment": made.pk, "cents": amount_cents}
    log(case, Event.Action.PAYMENT_REQUESTED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    _ask(case, made, now=now)
    return made


@transaction.atomic
def answer_payment(
    *,
    submission: Submission,
    payment: int,
    is_agreed: bool,
    note: str = "",
    by: User,
    expected_version: int,
    now: datetime,
) -> PaymentRequest:
    """Say yes or no to a payment; with a yes it is booked. Who asked for it does not say yes. payment: its pk.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not hold the role for this case.
        Refused: when it was answered before, by who asked or takes part in the plan, or a no has no reason.
    """
    case = claim(submission, expected_version)
    found = PaymentRequest.objects.filter(pk=payment, decision__submission=case).select_related("decision").first()
    if found is None or found.role not in policies.roles_for(by, case):
        raise Forbidden
    reasons = why_not_answer(found, case, by)
    if not is_agreed and not note.strip():
        reasons.append(_("Schrijf waarom je niet akkoord bent."))
    if reasons:
        raise Refused(reasons)
    if is_agreed:
        return _book(case, found, by=by, note=note, now=now)
    _close(found, _State.REFUSED, by=by, note=note, now=now)
    data = {"payment": found.pk, "cents": found.amount_cents}
    log(case, Event.Action.PAYMENT_REFUSED, by=by, role=found.role, data=data, now=now)
    return found


def why_not_answer(payment: PaymentRequest, case: Submission, user: User) -> list[str]:
    """Why this person can't answer this payment, in Dutch sentences."""
    if payment.state != _State.OPEN:
        return [_("Deze betaling is al behandeld. Open de zaak opnieuw.")]
    if payment.requested_by_id == user.pk:
        return [_("Je vroeg deze betaling zelf. Een ander geeft akkoord.")]
    if is_conflicted(case, user):
        return [_("Je bent zelf betrokken bij dit plan. Laat je vervanger akkoord geven.")]
    return []


def _decision(case: Submission) -> Decision:
    found = case.decisions.filter(status=Decision.Status.DECIDED).select_related("pot__year").first()
    if found is None or found.pot is None:
        raise Refused([_("Voor dit plan is geen geld toegekend.")])
    lock_years(found.pot.year.year)
    return found


def _book(case: Submission, payment: PaymentRequest, *, by: User, note: str = "", now: datetime) -> PaymentRequest:
    """Put it in the books; who said yes stands in them."""
    line = account.pay_approved(decision=payment.decision, amount_cents=payment.amount_cents, by=by, now=now)
    return _close(payment, _State.APPROVED, by=by, note=note, line=line, now=now)


def _close(
    payment: PaymentRequest, state: str, *, by: User, note: str, line: LedgerLine | None = None, now: datetime
) -> PaymentRequest:
    """Answer it where it still waits: of two answers at once one statement lets one win, and the other is undone."""
    values = {"state": state, "answered_by": by, "answered_at": now, "note": note.strip()[:NOTE_LENGTH], "line": line}
    if not PaymentRequest.objects.filter(pk=payment.pk, state=_State.OPEN).update(**values):
        raise Refused([_("Deze betaling is al behandeld. Open de zaak opnieuw.")])
    payment.refresh_from_db()
    return payment


def _ask(case: Submission, payment: PaymentRequest, *, now: datetime) -> None:
    """Mail those who may say yes for this wijk."""
    if case.wijk is None:
        return
    for held in WijkRole.objects.active(local_date(now)).filter(role=payment.role).select_related("user"):
        is_here = held.holds_in(case.wijk_id, case.wijk.cluster_id)
        if is_here and not why_not_answer(payment, case, held.user):
            outbox.queue(
                template="payment_to_approve",
                to=held.user.email,
                context={"payment": payment.pk, "user": held.user_id},
                dedupe_key=f"payment_to_approve:{payment.pk}:{held.user_id}",
                now=now,
            )
