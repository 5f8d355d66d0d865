"""Who must be reminded of what on a day: the marks of every open term, with the people they concern.

A fixed number of queries, however many cases there are.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from cms.models import Role, WijkRole
from cms.workdays import local_date
from participation.codes import State
from participation.mandates import SignOffNeed
from participation.models import Applicant, Decision, GrantAccount, Milestone, Submission
from participation.reminders import (
    ACCOUNT_DAYS,
    CAUGHT_UP_DAYS,
    COMMITMENT_DAYS,
    Due,
    Mark,
    account_marks,
    commitment_marks,
    due_now,
    late_mark,
    term_marks,
    waiting_marks,
)
from participation.services.proposals import needs_of

# A plan that goes on: what was promised holds, and upkeep goes on when the work is done.
RUNNING = (State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING, State.COMPLETED)
# A colleague or an initiator, and a case, by number.
Whom = int
Subject = int


@dataclass(frozen=True)
class _Case:
    """What of a case says whom it concerns."""

    pk: int
    wijk_id: int | None
    cluster_id: int | None
    assignee_id: int | None


class Colleagues:
    """The roles that hold on a day, read once: deputies on their dates alone."""

    def __init__(self, today: date) -> None:
        self._by_role: dict[str, list[WijkRole]] = defaultdict(list)
        for held in WijkRole.objects.active(today).select_related("deputy_for"):
            self._by_role[held.role].append(held)

    def handlers(self, case: _Case) -> set[Whom]:
        """Who does the casework: the assignee with who stands in today; without one every wijkregisseur of the wijk.

        A case without a wijk is any wijkregisseur's (ARCHITECTURE rule 7).
        """
        held = [role for role in self._by_role[Role.WIJKREGISSEUR] if case.wijk_id in (None, role.wijk_id)]
        people = {role.user_id for role in held}
        if case.assignee_id not in people | {role.deputy_for.user_id for role in held if role.deputy_for}:
            return people
        own = {case.assignee_id} & people
        return own | {role.user_id for role in held if role.deputy_for and role.deputy_for.user_id == case.assignee_id}

    def signers(self, case: _Case, role: str, place: int | None) -> set[Whom]:
        """Who may sign under a role for this case, by wijk or cluster. place: the wijk of that signature."""
        wijk_id = place or case.wijk_id
        return {held.user_id for held in self._by_role[role] if held.holds_in(wijk_id, case.cluster_id)}

    def leads(self) -> set[Whom]:
        """The team leads, who hear each day of what is late."""
        return {held.user_id for held in self._by_role[Role.TEAMMANAGER]}


def due_for_staff(today: date) -> Iterator[tuple[Whom, Subject, Due]]:
    """Every reminder to a colleague whose day has come: terms of the municipality, and what is late."""
    people = Colleagues(today)
    signing = _signing()
    for case, begins_on, last_day in _terms():
        for due in due_now(term_marks(begins_on, last_day), today=today):
            whom = people.handlers(case)
            if need := signing.get(case.pk):
                whom |= people.signers(case, need.signer_role, need.place)
            yield from ((person, case.pk, due) for person in whom)
        for due in late_mark(last_day, today=today):
            yield from ((person, case.pk, due) for person in people.leads())
    for case, due in _due_after_decision(today):
        yield from ((person, case.pk, due) for person in people.handlers(case))


def due_for_initiators(today: date) -> Iterator[tuple[Whom, Subject, Due]]:
    """Every reminder to an initiator whose day has come: to answer us, to account for a grant, to keep a promise."""
    found: dict[Subject, list[Due]] = defaultdict(list)
    for account in _accounts(today):
        found[account.submission_id] += due_now(account_marks(account.due_on), today=today)
    for pk, since_at, answer_by in _waiting():
        found[pk] += due_now(waiting_marks(local_date(since_at), answer_by), today=today)
    for milestone in _milestones(today):
        if milestone.who != Milestone.Who.MUNICIPALITY:
            found[milestone.submission_id] += due_now(commitment_marks(milestone.due_on), today=today)
    is_told = Q(is_main=True) | Q(email_confirmed_at__isnull=False)
    people = Applicant.objects.filter(is_told, submission__in=list(found)).exclude(email="")
    for pk, case in people.order_by("pk").values_list("pk", "submission_id"):
        yield from ((pk, case, due) for due in found[case])


def _waiting() -> QuerySet[Submission, tuple[int, datetime, date]]:
    """Every case that waits for its initiator: number, since when, and the last day to answer."""
    rows = Submission.objects.filter(state=State.WAITING_INITIATOR, answer_by__isnull=False)
    return rows.values_list("pk", "state_since_at", "answer_by")


def _due_after_decision(today: date) -> Iterator[tuple[_Case, Due]]:
    """What colleagues hear of plans that go on: dates of the deal, and an account that is due or late."""
    for milestone in _milestones(today):
        yield from ((_case_of(milestone), due) for due in due_now(commitment_marks(milestone.due_on), today=today))
    for account in _accounts(today):
        marks = due_now(account_marks(account.due_on), today=today)
        yield from ((_case_of(account), due) for due in marks if due.mark != Mark.ACCOUNT_BEFORE)


def _case_of(row: Milestone | GrantAccount) -> _Case:
    case = row.submission
    return _Case(case.pk, case.wijk_id, case.wijk.cluster_id if case.wijk else None, case.assignee_id)


def _milestones(today: date) -> QuerySet[Milestone]:
    """The dates of running plans that can have a mark on this day."""
    near = today - timedelta(days=COMMITMENT_DAYS + CAUGHT_UP_DAYS), today + timedelta(days=COMMITMENT_DAYS)
    rows = Milestone.objects.filter(state=Milestone.State.OPEN, due_on__range=near, submission__state__in=RUNNING)
    return rows.select_related("submission__wijk")


def _accounts(today: date) -> QuerySet[GrantAccount]:
    """The accounts that did not come yet and can have a mark on this day."""
    near = today - timedelta(days=ACCOUNT_DAYS + CAUGHT_UP_DAYS), today + timedelta(days=ACCOUNT_DAYS)
    rows = GrantAccount.objects.filter(
        handed_in_at__isnull=True, settled_at__isnull=True, due_on__range=near, submission__state__in=RUNNING
    )
    return rows.select_related("submission__wijk")


def _terms() -> Iterator[tuple[_Case, date, date]]:
    """Every case in which the municipality must act, with the first and the last day of the term that runs."""
    rows = Submission.objects.filter(due_on__isnull=False).values_list(
        *("pk", "wijk_id", "wijk__cluster_id", "assignee_id"),
        *("received_at", "applied_at", "decide_due_on", "due_on"),
    )
    for pk, wijk, cluster, assignee, received_at, applied_at, decide_due_on, due_on in rows.order_by("pk"):
        begins_at = applied_at if decide_due_on and applied_at else received_at
        yield _Case(pk, wijk, cluster, assignee), local_date(begins_at), due_on


def _signing() -> dict[int, SignOffNeed]:
    """The signature that comes next, per case with a proposal."""
    found = {}
    waiting = Decision.objects.filter(status=Decision.Status.PROPOSED, submission__state=State.TO_DECIDE)
    for decision in waiting.select_related("pot").prefetch_related("sign_offs"):
        done = sum(sign.is_agreed for sign in decision.sign_offs.all())
        need = next((need for need in needs_of(decision) if need.order == done + 1), None)
        if need is not None:
            found[decision.submission_id] = need
    return found
