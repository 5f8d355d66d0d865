"""The cards beside a case: who may decide, and what the money does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.models import Wijk
from cms.workdays import local_date
from participation.admin.criteria import CRITERIA
from participation.books import wijk_balance
from participation.codes import Outcome, PotKind
from participation.mandates import SIGNER_WORDS, MandateMissing, MandateRow, level
from participation.models import Decision, Submission
from participation.services.errors import Refused
from participation.services.mandate import earlier_grants, level_for, places_of

if TYPE_CHECKING:
    from participation.admin.case import Case

# The badges of the list (inbox.md section 2), by the roles that sign.
BADGES = {
    ("wijkregisseur",): "W",
    ("wijkregisseur", "wijkwethouder"): "WW",
    ("voorzitter", "wijkwethouder"): "WT",
    ("college",): "C",
}


@dataclass(frozen=True)
class Signature:
    """One place under a decision: whose it is, and who signed (empty: not yet)."""

    role: str
    who: str = ""
    is_agreed: bool | None = None
    is_next: bool = False


@dataclass(frozen=True)
class EarlierGrant:
    """A grant to the same initiators that counts along. Of a case that this person may not see no number is given."""

    reference: str
    cents: int
    decided_on: date


@dataclass(frozen=True)
class MandateCard:
    """Who decides on this amount (cents), in order, and what is missing before that."""

    amount_cents: int
    badge: str
    signatures: tuple[Signature, ...]
    number: str
    missing: tuple[str, ...]
    earlier: tuple[EarlierGrant, ...] = ()

    @property
    def total_cents(self) -> int:
        """This amount and the earlier grants together: what the level follows from."""
        return self.amount_cents + sum(grant.cents for grant in self.earlier)


@dataclass(frozen=True)
class PotRow:
    """A pot before and after this decision, in cents."""

    name: str
    free_cents: int
    cost_cents: int

    @property
    def left_cents(self) -> int:
        """What stays free."""
        return self.free_cents - self.cost_cents


@dataclass(frozen=True)
class PotsCard:
    """The pots of the wijk in one year; `rows` names the cost at the pot that pays, `total` adds them up."""

    wijk: str
    year: int
    rows: tuple[PotRow, ...]
    total: PotRow
    is_decided: bool


def badge(roles: tuple[str, ...]) -> str:
    """W, WW, WT or C; empty for a combination that has no badge."""
    return BADGES.get(tuple(roles), "")


def signer(role: str) -> str:
    """The Dutch word for who signs."""
    return str(SIGNER_WORDS.get(role, role))


def level_of(table: tuple[MandateRow, ...], submission: Submission, *, on: date) -> MandateRow | None:
    """The level of what was granted, or else asked; None while no amount is known."""
    cents = submission.granted_cents if submission.granted_cents is not None else submission.asked_cents
    if cents is None:
        return None
    try:
        return level(table, amount_cents=cents, on=on)
    except MandateMissing:
        return None


def mandate_card(case: Case) -> MandateCard | None:
    """Who decides on this case; None while no amount is known."""
    decision = case.decision
    if decision is not None:
        signed = {sign.order: sign for sign in decision.sign_offs.all()}
        places = []
        for order, role in enumerate(decision.roles, start=1):
            sign = signed.get(order)
            is_next = sign is None and role == case.next_role and order == len(signed) + 1
            place = decision.places[order - 1] if order <= len(decision.places) else None
            places.append(
                Signature(
                    _signer_in(role, place), str(sign.user) if sign else "", sign.is_agreed if sign else None, is_next
                )
            )
        roles, number = tuple(decision.roles), decision.mandate_number
        cents = decision.amount_cents
    else:
        cents = case.submission.asked_cents
        if cents is None:
            return None
        try:
            row = level_for(case.submission, outcome=Outcome.GRANT, amount_cents=cents, now=case.now)
        except Refused as refusal:
            return MandateCard(cents, "", (), "", tuple(refusal.reasons))
        signers = places_of(case.submission, row.roles, on=case.today)
        places = [Signature(_signer_in(role, place)) for role, place in signers]
        roles, number = row.roles, row.number
    # Nothing to grant is the lowest level's, whatever came before; what was decided had its level then.
    is_open = cents and (decision is None or decision.status == Decision.Status.PROPOSED)
    earlier = _earlier(case) if is_open else ()
    return MandateCard(cents, badge(roles), tuple(places), number, tuple(_missing(case)), earlier)


def _signer_in(role: str, place: int | None) -> str:
    """Who signs, with the wijk where that says which one."""
    wijk = Wijk.objects.filter(pk=place).first() if place else None
    return f"{signer(role)} {wijk}" if wijk else signer(role)


def _earlier(case: Case) -> tuple[EarlierGrant, ...]:
    grants = earlier_grants(case.submission, now=case.now)
    keys = [grant.submission_id for grant in grants]
    seen = (
        set(Submission.objects.visible_to(case.user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
    )
    return tuple(
        EarlierGrant(
            grant.submission.reference if grant.submission_id in seen else "",
            grant.amount_cents,
            local_date(grant.decided_at),
        )
        for grant in grants
        if grant.decided_at
    )


def _missing(case: Case) -> list[str]:
    """What must be done before the decision can be final, in Dutch sentences."""
    missing = []
    if case.decision is None or case.decision.status == Decision.Status.PROPOSED:
        unjudged = [row.number for row in CRITERIA if row.number not in case.verdicts]
        if unjudged:
            missing.append(_("Nog te beoordelen: criterium %(numbers)s.") % {"numbers": ", ".join(map(str, unjudged))})
        if case.report and not case.report.is_met:
            missing.append(_("Het draagvlak is nog niet gehaald. Besluiten kan, met een reden."))
    if case.next_role:
        missing.append(_("Nu tekent: %(role)s.") % {"role": signer(case.next_role)})
    return missing


def pots_card(case: Case) -> PotsCard | None:
    """The pots of the wijk this year, or in the year of the decision; None for a case without a wijk."""
    wijk, decision = case.submission.wijk, case.decision
    if wijk is None:
        return None
    year = decision.pot.year.year if decision and decision.pot else case.today.year
    books = wijk_balance(wijk=wijk, year=year)
    is_decided = decision is not None and decision.status == Decision.Status.DECIDED
    if decision is not None:
        cents, pays = decision.amount_cents, decision.pot.kind if decision.pot else ""
        # A proposal has its reservation in the books already: show the pot as it was before it.
        back = 0 if is_decided else cents
    else:
        cents, pays, back = case.submission.asked_cents or 0, "", 0
    cost = 0 if is_decided else cents
    rows = tuple(
        PotRow(str(PotKind(kind).label), pot.free_cents + (back if kind == pays else 0), cost if kind == pays else 0)
        for kind, pot in books.by_pot.items()
    )
    is_own_pot = pays in books.by_pot or not pays
    total = PotRow(_("Samen"), books.total.free_cents + (back if is_own_pot else 0), cost if is_own_pot else 0)
    return PotsCard(str(wijk), year, rows, total, is_decided)
