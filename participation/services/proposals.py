"""The pieces of a decision: what may be decided, from which pot, and how it is laid down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cms.models import User
from cms.money import format_euro
from cms.workdays import local_date
from participation import ledger, mandates, workflow
from participation.codes import Outcome, PotKind, State
from participation.models import Decision, Event, Pot, PublicVersion, Submission, Support
from participation.services import letter_desk, posting, public_decisions
from participation.services.agreed import after_grant
from participation.services.errors import Refused
from participation.services.facts import facts_of
from participation.services.mandate import limit_cents
from participation.services.people import person_hash, tell_initiators
from participation.services.record import log
from participation.services.steps import take

STATE_OF = {
    Outcome.GRANT: State.GRANTED,
    Outcome.GRANT_PART: State.PARTLY_GRANTED,
    Outcome.REJECT: State.REJECTED,
}
_PAYS_FOR_PLANS = frozenset({PotKind.SUBSIDY, PotKind.HAND_MONEY, PotKind.WIJKKANSEN})


@dataclass(frozen=True)
class Terms:
    """What is to be decided. Amounts in cents; pot_kind "" leaves the pot to the rule (hand money first).

    The last three are the weighing, among staff: what speaks for it, what against it, and what was decisive.
    """

    outcome: str
    amount_cents: int
    pot_kind: str
    letter_text: str
    public_text: str
    reason: str
    is_consulted: bool
    pleads_for: str = ""
    pleads_against: str = ""
    decisive: str = ""


def check(case: Submission, terms: Terms, *, now: datetime) -> None:
    """Let through what may be decided on this case now.

    Raises:
        Refused: with all reasons why not.
    """
    reasons = [] if case.state == State.TO_DECIDE else [_("Deze zaak staat niet ter besluit.")]
    if terms.outcome not in STATE_OF:
        raise Refused([_("Kies wat het besluit is.")])
    reasons += _amount_refused(case, terms)
    reasons += letter_desk.why_not_in_letter(case, terms.letter_text)
    if not terms.letter_text.strip():
        reasons.append(_("Schrijf het bericht aan de indiener."))
    if terms.outcome != Outcome.GRANT and not terms.decisive.strip():
        reasons.append(_("Schrijf bij de afweging wat de doorslag gaf."))
    if case.state == State.TO_DECIDE:
        facts = facts_of(case, on=local_date(now), is_decided=True)
        target = STATE_OF[terms.outcome]
        reasons += workflow.check(
            case.state, target, actor=workflow.Actor.SYSTEM, facts=facts, reason=terms.reason, text=terms.letter_text
        )
    if reasons:
        raise Refused(list(dict.fromkeys(reasons)))


def _amount_refused(case: Submission, terms: Terms) -> list[str]:
    amount, asked = terms.amount_cents, case.asked_cents
    if terms.outcome == Outcome.REJECT:
        return [_("Bij afwijzen hoort geen bedrag.")] if amount else []
    if amount < 0:
        return [_("Een bedrag is nooit kleiner dan 0.")]
    if asked is None:
        return []
    if amount > asked:
        return [_("Je kunt niet meer toekennen dan er gevraagd is. Pas eerst het gevraagde bedrag aan.")]
    if terms.outcome == Outcome.GRANT and amount < asked:
        return [_("Dit is minder dan er gevraagd is. Kies dan: voor een deel toekennen.")]
    if terms.outcome == Outcome.GRANT_PART and not 0 < amount < asked:
        return [_("Voor een deel toekennen is meer dan 0 en minder dan er gevraagd is.")]
    return []


def pot_for(case: Submission, terms: Terms, *, now: datetime) -> Pot | None:
    """The pot that pays, of this year; None where nothing is to be paid, or before the books began.

    Raises:
        Refused: when there is no such pot.
    """
    if terms.outcome == Outcome.REJECT or not terms.amount_cents:
        return None
    today = local_date(now)
    if not posting.has_books(today.year):
        return None
    posting.lock_years(today.year)
    kind, limit = terms.pot_kind, limit_cents(today)
    if kind and kind not in _PAYS_FOR_PLANS:
        raise Refused([_("Deze pot is niet voor plannen. Kies een andere pot.")])
    if kind == PotKind.HAND_MONEY and terms.amount_cents > limit:
        raise Refused([_("Handgeld is voor bedragen tot en met %(limit)s.") % {"limit": format_euro(limit)}])
    if not kind:
        hand_money = posting.balance_of(
            pot__year__year=today.year, pot__kind=PotKind.HAND_MONEY, pot__wijk_id=case.wijk_id
        )
        kind = ledger.choose_pot(terms.amount_cents, hand_money.free_cents, up_to_cents=limit)
    return posting.pot_of(year=today.year, kind=kind, wijk=case.wijk)


def draw_up(
    case: Submission,
    terms: Terms,
    *,
    places: Sequence[tuple[str, int | None]],
    form: str,
    number: str,
    is_investment: bool = False,
    body_decided_on: date | None = None,
    by: User,
    now: datetime,
) -> Decision:
    """Write the proposal and set its money aside. A decision that it replaces keeps its money until this one holds.

    places: the roles that sign, each with its wijk.

    Raises:
        Refused: when another proposal waits for its signatures, or the money is not there.
    """
    if case.decisions.filter(status=Decision.Status.PROPOSED).exists():
        raise Refused([_("Er ligt al een voorstel. Dat wacht nog op een handtekening.")])
    case.decisions.filter(status=Decision.Status.DECIDED).update(status=Decision.Status.REPLACED)
    decision = Decision.objects.create(
        submission=case,
        outcome=terms.outcome,
        amount_cents=terms.amount_cents,
        pot=pot_for(case, terms, now=now),
        roles=[role for role, _place in places],
        places=[place for _role, place in places],
        form=form,
        mandate_number=number,
        reason=terms.reason,
        letter_text=terms.letter_text.strip(),
        public_text=terms.public_text.strip(),
        is_consulted=terms.is_consulted,
        pleads_for=terms.pleads_for.strip(),
        pleads_against=terms.pleads_against.strip(),
        decisive=terms.decisive.strip(),
        is_investment=is_investment,
        body_decided_on=body_decided_on,
        proposed_by=by,
        proposed_at=now,
    )
    posting.reserve(decision, by=by, now=now)
    return decision


def finish(case: Submission, decision: Decision, *, by: User, role: str, now: datetime) -> None:
    """Lay the decision down: money, state, public text, history and the letter, all or nothing."""
    for earlier in case.decisions.filter(status=Decision.Status.REPLACED, decided_at__isnull=False):
        posting.let_go(earlier, by=by, reason="vervangen", now=now)
    posting.commit(decision, by=by, now=now)
    decision.status, decision.decided_at = Decision.Status.DECIDED, now
    decision.save(update_fields=["status", "decided_at"])
    data = {"decision": decision.pk, "cents": decision.amount_cents}
    log(case, Event.Action.DECIDED, by=by, role=role, reason=decision.reason, data=data, now=now)
    take(
        case,
        STATE_OF[Outcome(decision.outcome)],
        actor=workflow.Actor.SYSTEM,
        by=by,
        role=role,
        reason=decision.reason,
        text=decision.letter_text,
        is_decided=True,
        now=now,
    )
    case.granted_cents = None if decision.outcome == Outcome.REJECT else decision.amount_cents
    case.save(update_fields=["granted_cents"])
    if decision.outcome != Outcome.REJECT:
        after_grant(case, decision, by=by, now=now)
    public_decisions.prepare(case, decision, now=now)
    letter_desk.archive(case, letter_desk.draft_of(decision), decision=decision, now=now)
    PublicVersion.objects.filter(submission=case).update(outcome_text=decision.public_text, updated_at=now)
    tell_initiators(case, "plan_decided", key=str(decision.pk), context={"decision": decision.pk}, now=now)


def is_conflicted(case: Submission, user: User) -> bool:
    """Whether this person is applicant, co-initiator or supporter of the plan (inbox.md section 5)."""
    own = person_hash(user.email)
    is_applicant = bool(own) and case.applicants.taking_part().filter(email_hash=own).exists()
    return is_applicant or Support.objects.counted().filter(submission=case, person_hash=own).exists()


def needs_of(decision: Decision) -> tuple[mandates.SignOffNeed, ...]:
    """The signatures that a decision needs, as its mandate was when it was proposed."""
    last = len(decision.roles)
    is_city_pot = decision.pot is not None and decision.pot.kind not in posting.WIJK_POTS
    is_lowest = last == 1 and not is_city_pot
    places = [*decision.places, *[None] * (last - len(decision.places))]
    return tuple(
        mandates.SignOffNeed(role, order, is_last=order == last, is_lowest_level=is_lowest, place=place)
        for order, (role, place) in enumerate(zip(decision.roles, places, strict=True), start=1)
    )
