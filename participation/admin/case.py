"""One case in the eyes of one person: what he or she may do with it, and what the next step is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from cms.models import Role, User, WijkRole
from participation import workflow
from participation.admin.cards import MandateCard, PotsCard, mandate_card, pots_card
from participation.admin.case_file import CaseFile
from participation.admin.term_card import TermCard, term_card
from participation.codes import Outcome, PotKind, State
from participation.ledger import Balance
from participation.letter_files import inside
from participation.models import Advice, Decision, PublicDecision, Submission
from participation.policies import can_handle, can_read_contact, roles_for
from participation.services import decide
from participation.services.advise import givers_for
from participation.services.facts import facts_of
from participation.services.letter_desk import draft_of, render
from participation.services.posting import balance_of
from participation.workflow import Facts, Transition

DECIDERS = frozenset({Role.WIJKWETHOUDER, Role.VOORZITTER, Role.WETHOUDER})
# Steps that have a form of their own on the screen, since they ask more than a reason.
OWN_FORM = frozenset({State.GATHERING_SUPPORT})


class Case(CaseFile):
    """A case in the eyes of one person at one moment: the file, and what this person may do with it."""

    def __init__(self, submission: Submission, user: User, now: datetime) -> None:
        super().__init__(submission, now)
        self.user = user

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that this person holds today for this case."""
        return roles_for(self.user, self.submission)

    @cached_property
    def can_handle(self) -> bool:
        """Whether this person does the casework."""
        return can_handle(self.user, self.submission)

    @cached_property
    def can_read_contact(self) -> bool:
        """Whether this person may open contact data; every reading is logged."""
        return can_read_contact(self.user, self.submission)

    @property
    def can_note(self) -> bool:
        """Whether this person may leave a note: who handles the case, and who decides on it."""
        return self.can_handle or bool(self.roles & DECIDERS)

    @cached_property
    def facts(self) -> Facts:
        """What the guards of the workflow look at."""
        return facts_of(self.submission, on=self.today)

    @cached_property
    def steps(self) -> list[tuple[Transition, list[str]]]:
        """The steps of the workflow from here, each with what stands in the way; none for readers."""
        if not self.can_handle:
            return []
        return workflow.choices(self.submission.state, actor=workflow.Actor.WIJKREGISSEUR, facts=self.facts)

    @property
    def plain_steps(self) -> Iterator[tuple[Transition, list[str]]]:
        """The steps without a form of their own."""
        return ((step, reasons) for step, reasons in self.steps if step.target not in OWN_FORM)

    @property
    def support_step(self) -> tuple[Transition, list[str]] | None:
        """The step to seeking support, where the workflow has it from here."""
        return next(((step, reasons) for step, reasons in self.steps if step.target in OWN_FORM), None)

    @cached_property
    def decision(self) -> Decision | None:
        """The decision that is proposed or taken; None before that, and after a sign-off was refused."""
        living = [Decision.Status.PROPOSED, Decision.Status.DECIDED]
        rows = self.submission.decisions.filter(status__in=living)
        found = rows.select_related("pot__year", "proposed_by", "public_decision")
        return found.prefetch_related("sign_offs__user").last()

    @property
    def public_decision(self) -> PublicDecision | None:
        """The version for the site of the decision that holds."""
        return getattr(self.decision, "public_decision", None)

    @cached_property
    def next_role(self) -> str | None:
        """Who signs next: a role of the mandate table, "college" too; None where nobody does."""
        decision = self.decision
        is_proposed = decision is not None and decision.status == Decision.Status.PROPOSED
        return decide.next_sign_off(decision) if is_proposed else None

    @property
    def is_last_sign_off(self) -> bool:
        """Whether the next sign-off completes the decision."""
        return self.decision is not None and len(self.decision.sign_offs.all()) + 1 >= len(self.decision.roles)

    @cached_property
    def is_to_sign(self) -> bool:
        """Whether the next sign-off is one of this person's roles."""
        return self.next_role in self.roles

    @cached_property
    def why_not_sign(self) -> list[str]:
        """Why this person can't give the sign-off that his or her role asks for."""
        return decide.why_not(self.decision, self.user, self.next_role) if self.is_to_sign else []

    @cached_property
    def advice_givers(self) -> list[str]:
        """In whose name this person may advise now: on wijkkansen the own, on an investment the regietafel's."""
        if self.submission.state != State.TO_DECIDE:
            return []
        may = givers_for(self.user, self.submission)
        if self.decision is None:
            return [giver for giver in may if giver == Advice.Giver.REGIETAFEL]
        is_chance = self.decision.pot is not None and self.decision.pot.kind == PotKind.WIJKKANSEN
        return [giver for giver in may if giver != Advice.Giver.REGIETAFEL] if is_chance else []

    @property
    def can_propose(self) -> bool:
        """Whether this person may propose a decision now."""
        return self.can_handle and self.submission.state == State.TO_DECIDE and self.decision is None

    @property
    def can_record(self) -> bool:
        """Whether this person may write down what college or council decided."""
        is_open = self.submission.state == State.TO_DECIDE and self.next_role in (None, "college")
        return Role.GRIFFIE in self.roles and is_open

    @cached_property
    def term_card(self) -> TermCard:
        """The terms: the days, what makes them longer, and what being late costs."""
        return term_card(self)

    @cached_property
    def draft_letter(self) -> SafeString | None:
        """The letter of a proposal as it would go out; None where there is none to sign."""
        decision = self.decision
        if decision is None or decision.status != Decision.Status.PROPOSED:
            return None
        return inside(render(self.submission, draft_of(decision), now=self.now), level=4)

    @cached_property
    def mandate(self) -> MandateCard | None:
        """Who may decide, on which amount, and what is missing."""
        return mandate_card(self)

    @cached_property
    def pots(self) -> PotsCard | None:
        """What is free in the pots, before and after."""
        return pots_card(self)

    @cached_property
    def account(self) -> Balance:
        """The books of the decision; nothing where no money was granted."""
        decision = self.decision
        if decision is None or decision.status != Decision.Status.DECIDED or decision.outcome == Outcome.REJECT:
            return Balance()
        return balance_of(decision=decision)

    @property
    def unpaid_cents(self) -> int:
        """What was committed on the decision and not paid yet; 0 where there is nothing to pay."""
        return self.account.promised_cents

    @property
    def can_pay(self) -> bool:
        """Whether this person may book a payment now."""
        return self.can_handle and self.unpaid_cents > 0

    @property
    def can_settle(self) -> bool:
        """Whether this person may lay down what the plan cost."""
        return self.can_handle and (self.unpaid_cents > 0 or self.account.spent_cents > 0)

    @property
    def can_recover(self) -> bool:
        """Whether this person may book money that came back."""
        return self.can_handle and self.account.spent_cents > 0

    @cached_property
    def wijk_roles_today(self) -> QuerySet[WijkRole]:
        """Roles that hold today."""
        return WijkRole.objects.active(self.today)
