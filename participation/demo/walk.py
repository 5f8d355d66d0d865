"""The walk of one demo plan, from the first words to where it stands, by the people who would do it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cms.demo import address
from cms.models import Purpose, Role, User, Wijk
from cms.workdays import local_date
from participation.codes import Kind, Outcome, Reason, State
from participation.demo import going_on, letters
from participation.demo.neighbours import link_in_mail, postcodes_around, speak
from participation.demo.taking_part import point_of, take_part
from participation.models import Category, Decision, Submission
from participation.services import decide, moderate, submit, support, support_entry
from participation.services.apply import apply_for_money
from participation.services.calls import record_call
from participation.services.plans import PlanInput

FAST_LANE_CENTS = 200_000
VOORZITTER_CENTS = 1_000_000
# Where a plan with support goes on after its campaign; the rest stays before it.
_DECIDED = {
    State.GRANTED,
    State.PARTLY_GRANTED,
    State.REJECTED,
    State.EXECUTING,
    State.COMPLETED,
    State.REOPENED,
}


@dataclass
class Walk:
    """One plan and the people around it. `at` is the moment of the next step (aware), moved on by `later`."""

    plan: dict[str, Any]
    number: int
    copy: int
    key: UUID
    received_at: datetime
    until: datetime
    at: datetime = field(init=False)
    case: Submission = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.received_at
        self.wijk = Wijk.objects.select_related("cluster").get(slug=self.plan["wijk"])
        self.state = State(self.plan["state"])
        cents = self.plan["asked_eur"]
        self.asked_cents = None if cents is None else cents * 100
        name = "oost1223" if self.wijk.slug == "oost" else self.wijk.slug
        self.regisseur = User.objects.get(email=address(f"regisseur.{name}"))

    def run(self) -> None:
        """Walk as far as the plan's state says."""
        self._send()
        if self.state == State.RECEIVED:
            return
        self.later(days=1, hours=4)
        if self.state == State.SPAM:
            self._move(State.SPAM)
            return
        self._move(State.IN_REVIEW)
        if self.plan.get("kind") == Kind.SIGNAL:
            self.later(days=2)
            self._move(State.COMPLETED, text=letters.SIGNAL_DONE)
            return
        self._review()
        if self._ends_in_review():
            return
        self._campaign()
        self._after_campaign()

    def later(self, **span: float) -> None:
        """Go on some time later, but never past the moment the demo is made."""
        self.at = min(self.at + timedelta(**span), self.until)

    # -- steps -------------------------------------------------------------------------------------------------

    def _send(self) -> None:
        plan = self.plan
        seeks_support = bool(plan["supports"])
        self.case = submit.submit(
            plan=PlanInput(
                title=plan["title"] if not self.copy else f"{plan['title']} ({self.copy + 1})",
                what=plan["what"],
                scope=plan["scope"],
                category=Category.objects.get(name=plan["category"]),
                place_text=plan["place"],
                postcode=next(postcodes_around(self.wijk, self.plan["scope"], self.number)),
                house_number=str(10 + self.number),
                **point_of(plan),
                wijk=self.wijk,
                # Who seeks support first, asks for the money afterwards.
                asked_cents=None if seeks_support else self.asked_cents,
                own_effort=plan["own_effort"],
                name=plan["initiator"],
                email=address(f"initiatief.{self.number}"),
                is_short=not plan["body"],
                kind=plan.get("kind", Kind.INITIATIVE),
            ),
            idempotency_key=self.key,
            is_suspicious=self.state == State.SPAM,
            now=self.at,
        )
        if self.state != State.SPAM:
            self.later(minutes=12)
            submit.confirm_email(
                token_text=link_in_mail(Purpose.CONFIRM_EMAIL, self._applicant_subject()), now=self.at
            )
            self.case.refresh_from_db()

    def _review(self) -> None:
        self.later(days=1)
        moderate.assign(
            submission=self.case, to=self.regisseur, by=self.regisseur, expected_version=self.case.version, now=self.at
        )
        if self.plan["supports"]:
            moderate.change_facts(
                submission=self.case,
                by=self.regisseur,
                expected_version=self.case.version,
                wijk=self.wijk,
                scope=self.plan["scope"],
                category=self.case.category,
                asked_cents=self.asked_cents,
                now=self.at,
            )
        if self.plan["body"]:
            self._judge()
            self._publish()

    def _judge(self) -> None:
        verdicts = letters.VERDICTS_AGAINST if self.state == State.REJECTED else letters.VERDICTS
        for criterion, (verdict, note) in enumerate(verdicts, start=1):
            moderate.judge(
                submission=self.case,
                criterion=criterion,
                verdict=verdict,
                note=note,
                by=self.regisseur,
                expected_version=self.case.version,
                now=self.at,
            )

    def _publish(self) -> None:
        moderate.save_public_text(
            submission=self.case,
            by=self.regisseur,
            expected_version=self.case.version,
            title=self.case.initiative.title,
            summary=self.plan["summary"],
            body=self.plan["body"],
            own_effort=self.plan["own_effort"],
            place=self.plan["place"],
            shows_point="point" in self.plan,
            now=self.at,
        )
        moderate.publish(submission=self.case, by=self.regisseur, expected_version=self.case.version, now=self.at)
        self.case.refresh_from_db()

    def _ends_in_review(self) -> bool:
        """Whether the plan's state lies before support and decision; then it is there now."""
        reason = self.plan.get("reason", "")
        if self.state == State.IN_REVIEW:
            return True
        if self.state == State.WITHDRAWN:
            self.later(days=3)
            moderate.withdraw_plan(applicant=self.case.applicants.get(is_main=True), now=self.at)
        elif self.state == State.WAITING_INITIATOR:
            self._move(State.WAITING_INITIATOR, reason=Reason.INCOMPLETE, text=letters.QUESTION)
        elif self.state == State.SET_ASIDE:
            self._move(State.WAITING_INITIATOR, reason=Reason.INCOMPLETE, text=letters.QUESTION)
            self.later(days=35)
            self._call()
            self._move(State.SET_ASIDE, reason=reason, text=letters.SET_ASIDE)
        elif self.state == State.STOPPED:
            self._move(State.STOPPED, reason=reason, text=letters.STOPPED)
        elif self.state == State.MERGED:
            main = Submission.objects.get(public_version__title=self.plan["merged_into"])
            self._move(State.MERGED, reason=reason, text=letters.MERGED, merged_into=main)
        else:
            return False
        return True

    def _campaign(self) -> None:
        if not self.plan["supports"]:
            return
        self.at = self.received_at + timedelta(days=7)
        campaign = support.open_support(
            submission=self.case, by=self.regisseur, expected_version=self.case.version, now=self.at
        )
        ends_at = min(campaign.closes_at, self.until)
        speak(self.case, self.plan, self.number, opened_at=self.at, ends_at=ends_at)
        for given in self.case.supports.counted().exclude(party=""):
            support_entry.check_party(submission=self.case, by=self.regisseur, support=given.pk, now=ends_at)
        self.case.refresh_from_db()
        take_part(self.case, self.plan, self.number, regisseur=self.regisseur, began_at=self.at, ends_at=ends_at)
        if self.state == State.GATHERING_SUPPORT:
            return
        self.at = campaign.closes_at + timedelta(minutes=2)
        support.close_due(self.at)
        self.case.refresh_from_db()

    def _after_campaign(self) -> None:
        reason = self.plan.get("reason", "")
        if self.state == State.GATHERING_SUPPORT:
            return
        self.later(days=2)
        if self.state == State.ADVICE:
            self._move(State.ADVICE, text=letters.ADVICE)
        elif self.state == State.TAKEN_ALONG:
            self._move(State.TAKEN_ALONG, reason=Reason.IN_WORK, text=letters.TAKEN_ALONG)
        elif self.state == State.REFERRED:
            self._move(State.REFERRED, reason=reason, text=letters.REFERRED)
        else:
            self._decide()

    def _decide(self) -> None:
        if self.asked_cents > FAST_LANE_CENTS and not self.case.is_application:
            apply_for_money(
                submission=self.case,
                applicant=self.case.applicants.get(is_main=True),
                asked_cents=self.asked_cents,
                now=self.at,
            )
            self.later(days=3)
        going_on.draft(self.case, self.plan, by=self.regisseur, now=self.at)
        self._move(State.TO_DECIDE, reason=Reason.OTHER, text=letters.TO_DECIDE)
        self.later(days=1)
        if self.state == State.TO_DECIDE and self.plan.get("is_proposed"):
            self._propose()
        if self.state not in _DECIDED:
            return
        if self.state in (State.REJECTED, State.REOPENED):
            self._call()
        decision = self._sign_off()
        self.case.refresh_from_db()
        going_on.tell(self.case, by=self.regisseur, now=self.at)
        if self.state in (State.EXECUTING, State.COMPLETED):
            self._do_it(decision)
        elif self.state == State.REOPENED:
            self.later(days=20)
            self._move(State.REOPENED, reason=self.plan["reason"], text=letters.REOPENED)

    def _outcome(self) -> dict[str, Any]:
        """What is decided, in the words of the services."""
        if self.state in (State.REJECTED, State.REOPENED):
            return {
                "outcome": Outcome.REJECT,
                "decisive": letters.DECISIVE_AGAINST,
                "letter_text": letters.REJECTED,
                "public_text": letters.REJECTED_PUBLIC,
                "reason": self.plan["reason"] if self.state == State.REJECTED else Reason.NOT_LAWFUL,
            }
        is_part = "granted_eur" in self.plan
        cents = 100 * self.plan["granted_eur"] if is_part else self.asked_cents
        return {
            "outcome": Outcome.GRANT_PART if is_part else Outcome.GRANT,
            "amount_cents": cents,
            "pleads_for": letters.PLEADS_FOR,
            "decisive": letters.DECISIVE,
            "letter_text": letters.GRANTED,
            "public_text": letters.granted_public(cents),
        }

    def _call(self) -> None:
        """The call that goes before a no."""
        record_call(
            submission=self.case,
            by=self.regisseur,
            expected_version=self.case.version,
            called_on=local_date(self.at),
            now=self.at,
        )
        self.case.refresh_from_db()

    def _propose(self) -> Decision:
        return decide.propose(
            submission=self.case,
            by=self.regisseur,
            role=Role.WIJKREGISSEUR,
            expected_version=self.case.version,
            now=self.at,
            **self._outcome(),
        )

    def _sign_off(self) -> Decision:
        if "recorded_by" in self.plan:
            return decide.record_outcome(
                submission=self.case,
                by=User.objects.get(email=address("griffie")),
                expected_version=self.case.version,
                body=self.plan["recorded_by"],
                now=self.at,
                **self._outcome(),
            )
        decision = self._propose()
        while role := decide.next_sign_off(decision):
            self.later(days=2)
            self.case.refresh_from_db()
            decision = decide.sign(
                decision=decision,
                by=self._signer(role),
                role=role,
                is_agreed=True,
                expected_version=self.case.version,
                now=self.at,
            )
        return decision

    def _signer(self, role: str) -> User:
        where = self.wijk.cluster.slug if role == Role.VOORZITTER else self.wijk.slug
        return User.objects.get(email=address(f"{'voorzitter' if role == Role.VOORZITTER else 'wethouder'}.{where}"))

    def _do_it(self, decision: Decision) -> None:
        going_on.agree(self.case, by=self.regisseur, now=self.at)
        self.later(days=5)
        self._move(State.EXECUTING)
        is_done = self.state == State.COMPLETED
        self.later(days=14)
        going_on.begin(self.case, self.plan, by=self.regisseur, now=self.at)
        if decision.ledger_lines.exists():
            going_on.pay(
                decision,
                decision.amount_cents if is_done else decision.amount_cents * 6 // 10,
                by=self.regisseur,
                wijkwethouder=self._signer(Role.WIJKWETHOUDER),
                now=self.at,
            )
        self.case.refresh_from_db()
        if not is_done:
            return
        self.later(days=45)
        self._move(State.COMPLETED, text=letters.COMPLETED)
        self.later(days=5)
        going_on.account_for(decision, self.plan, by=self.regisseur, now=self.at)
        going_on.look_back(self.case, self.plan, self.number, by=self.regisseur, now=self.at)

    # -- tools -------------------------------------------------------------------------------------------------

    def _move(self, to: State, **words: Any) -> None:
        moderate.move(
            submission=self.case,
            to=to,
            by=self.regisseur,
            expected_version=self.case.version,
            is_confirmed=True,
            now=self.at,
            **words,
        )
        self.case.refresh_from_db()

    def _applicant_subject(self) -> str:
        return f"applicant:{self.case.applicants.get(is_main=True).pk}"
