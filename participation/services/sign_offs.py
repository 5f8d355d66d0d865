"""Whose turn it is to sign or to advise, why somebody can't, and telling them."""

from datetime import datetime

from django.utils.translation import gettext as _

from cms.mail import outbox
from cms.models import User, WijkRole
from cms.workdays import local_date
from participation import mandates, policies
from participation.codes import PotKind
from participation.models import Decision, Submission
from participation.services.mandate import missing_advice
from participation.services.proposals import is_conflicted, needs_of


def next_sign_off(decision: Decision) -> str | None:
    """The role that must sign next; None where nobody has to."""
    need = next_need(decision)
    return need.role if need else None


def why_not(decision: Decision, user: User, role: str) -> list[str]:
    """Why this person can't sign next under this role, in Dutch sentences; empty where he or she can."""
    need = next_need(decision)
    if need is None:
        return [_("Dit voorstel ligt niet meer ter tekening.")]
    signed = list(decision.sign_offs.filter(is_agreed=True).order_by("order").values_list("user_id", flat=True))
    case = decision.submission
    reasons = []
    if need.place is not None and role == need.role and not policies.holds(user, role, wijk_id=need.place):
        reasons.append(_("Hier tekent de wijkwethouder van een andere wijk."))
    return (
        reasons
        + _advice_missing(decision, need)
        + mandates.may_sign(
            need,
            user_id=user.pk,
            role=role,
            previous_signers=signed,
            handler_id=case.assignee_id,
            conflicted=is_conflicted(case, user),
            proposer_id=decision.proposed_by_id,
        )
    )


def ask_next(case: Submission, decision: Decision, *, now: datetime) -> None:
    """Mail those who hold the role that signs next for this wijk, or first those whose advice is missing."""
    need = next_need(decision)
    if need is None or case.wijk is None:
        return
    missing = _advisers_missing(decision, need)
    template = "decision_to_advise" if missing else "decision_to_sign"
    roles = missing or (need.signer_role,)
    held = WijkRole.objects.active(local_date(now)).filter(role__in=roles).select_related("user")
    place = need.place or case.wijk_id
    for one in held:
        is_here = one.holds_in(place, case.wijk.cluster_id)
        if is_here and (missing or not why_not(decision, one.user, need.signer_role)):
            outbox.queue(
                template=template,
                to=one.user.email,
                context={"submission": case.pk, "decision": decision.pk, "user": one.user_id},
                dedupe_key=f"{template}:{decision.pk}:{need.order}:{one.user_id}",
                now=now,
            )


def _advisers_missing(decision: Decision, need: mandates.SignOffNeed) -> tuple[str, ...]:
    """Whose advice is still missing: the wethouder signs for wijkkansen after both advisers."""
    if decision.pot is None or decision.pot.kind != PotKind.WIJKKANSEN or need.role in mandates.RECORDED_BY:
        return ()
    return missing_advice(decision.submission, kind=mandates.WIJKKANSEN)


def _advice_missing(decision: Decision, need: mandates.SignOffNeed) -> list[str]:
    missing = _advisers_missing(decision, need)
    words = _(" en ").join(str(mandates.SIGNER_WORDS[giver]) for giver in missing)
    return [_("Eerst is advies nodig van: %(who)s.") % {"who": words}] if missing else []


def next_need(decision: Decision) -> mandates.SignOffNeed | None:
    """The signature that comes next; None where nobody has to sign."""
    if decision.status != Decision.Status.PROPOSED:
        return None
    done = decision.sign_offs.filter(is_agreed=True).count()
    return next((need for need in needs_of(decision) if need.order == done + 1), None)
