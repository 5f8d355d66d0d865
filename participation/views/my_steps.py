"""Where a plan stands, told to who sent it: a row of steps with days. Days are local."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.templatetags.notation import datum, datum_jaar
from cms.workdays import local_date
from participation.codes import Kind, State
from participation.models import Decision, Submission
from participation.states import is_open, resident_words
from participation.views.route import route_of

# How far along the row each state is; what is not here ended the row.
_REACHED = {
    State.RECEIVED: "talk",
    State.REOPENED: "talk",
    State.IN_REVIEW: "talk",
    State.WAITING_INITIATOR: "talk",
    State.GATHERING_SUPPORT: "support",
    State.ADVICE: "decision",
    State.TO_DECIDE: "decision",
    State.GRANTED: "doing",
    State.PARTLY_GRANTED: "doing",
    State.EXECUTING: "doing",
    State.COMPLETED: "done",
}
# Outside the row, but not over: somebody else is at work.
_ELSEWHERE = frozenset({State.REFERRED, State.TAKEN_ALONG})
_ORDER = ("talk", "site", "support", "apply", "decision", "doing", "done")


@dataclass(frozen=True)
class Step:
    """One step. state: "done", "now" or "" (still to come)."""

    state: str
    title: str
    text: str = ""


def story(submission: Submission) -> list[Step]:
    """The steps of a plan, from receipt to the end; one is "now" while something is being done."""
    received = Step("done", _("Ontvangen"), datum_jaar(submission.received_at))
    if submission.kind == Kind.UPKEEP:
        return [received, _agreed(submission)]
    words = resident_words(submission.state, kind=submission.kind)
    reached = _REACHED.get(State(submission.state))
    steps = [received, *_passed_or_coming(submission, reached, words)]
    if reached is None:
        done = [step for step in steps if step.state == "done"]
        state = "now" if submission.state in _ELSEWHERE else "done"
        return [*done, Step(state, words, datum_jaar(submission.state_since_at))]
    return steps


def _passed_or_coming(submission: Submission, reached: str | None, words: str) -> list[Step]:
    """Every step after the receipt, each marked by what is known of it and by how far the plan is."""
    version = getattr(submission, "public_version", None)
    campaign = getattr(submission, "campaign", None)
    is_small_street = route_of(submission.asked_cents, submission.scope, on=local_date(submission.received_at)).is_fast
    at = _ORDER.index(reached) if reached else 0
    rows = [("talk", _("We kijken ernaar") if submission.answered_at else _("We nemen contact op"), _talk(submission))]
    is_placed = version is not None and version.is_public
    rows.append(("site", _("Op de site"), datum_jaar(version.published_at) if is_placed else ""))
    if campaign or not is_small_street:
        text = _("Tot en met %(day)s") % {"day": datum(campaign.closes_at)} if campaign else ""
        rows.append(("support", _("Steun zoeken"), text))
    if submission.applied_at:
        rows.append(("apply", _("Geld aangevraagd"), datum_jaar(submission.applied_at)))
    rows.append(("decision", _("Besluit"), _decision(submission)))
    rows.append(("doing", _("Afspraken en uitvoering"), _("We leggen vast wie wat doet.")))
    known = {"site": is_placed, "support": bool(campaign and campaign.closed_at), "apply": bool(submission.applied_at)}
    steps = []
    for key, title, text in rows:
        place = _ORDER.index(key)
        is_passed = known.get(key, place < at)
        is_now = key == reached
        is_named = key in ("talk", "doing") and submission.state != State.RECEIVED
        title = words if is_now and is_named else title
        steps.append(Step("now" if is_now else "done" if is_passed else "", title, text))
    return steps


def _agreed(submission: Submission) -> Step:
    """How something small stands: agreed, looked at first, or over."""
    words = resident_words(submission.state, kind=submission.kind)
    if not is_open(submission.state):
        return Step("done", words, datum_jaar(submission.state_since_at))
    return Step("now", _("We kijken of het kan") if submission.state == State.RECEIVED else words, _talk(submission))


def _talk(submission: Submission) -> str:
    if submission.answered_at:
        return datum_jaar(submission.answered_at)
    return _("Je hoort iets uiterlijk %(day)s.") % {"day": datum(submission.answer_due_on)}


def _decision(submission: Submission) -> str:
    made = submission.decisions.filter(status=Decision.Status.DECIDED).first()
    if made is not None:
        return datum_jaar(made.decided_at)
    if submission.decide_due_on:
        return _("Uiterlijk %(day)s") % {"day": datum(submission.decide_due_on)}
    return _("Daarna weet je of het doorgaat.")
