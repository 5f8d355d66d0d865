"""The parts of a plan's page: its state in words, its facts, the decision, the money and the row of steps."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.money import format_euro
from cms.templatetags.wijkplein import pad
from participation import deciders, ledger, timeline
from participation.codes import Kind, Outcome, State
from participation.guards import Facts
from participation.models import (
    Decision,
    Event,
    LedgerLine,
    PublicDecision,
    PublicVersion,
    Submission,
    SupportCampaign,
)
from participation.public_questions import SHOWN, answered
from participation.public_support import PublicSupport
from participation.services.mandate import table
from participation.states import resident_words

_LOOKS = {
    State.GATHERING_SUPPORT: ("warning", "hand"),
    State.TO_DECIDE: ("info", "klok"),
    State.GRANTED: ("positive", "vink"),
    State.PARTLY_GRANTED: ("positive", "vink"),
    State.EXECUTING: ("positive", "hamer"),
    State.COMPLETED: ("positive", "vink"),
    State.TAKEN_ALONG: ("positive", "vink"),
    State.REJECTED: ("negative", "kruis"),
}
_FOR_ALL = {
    State.WAITING_INITIATOR: gettext_lazy("Wacht op de indiener"),
    State.REFERRED: gettext_lazy("Ligt op een andere plek"),
}
_OUTCOME_LOOKS = {Outcome.GRANT: "positive", Outcome.GRANT_PART: "positive", Outcome.REJECT: "negative"}


# An own effort up to this many characters stands among the facts as it is.
_SHORT = 60


def badge(state: str, kind_of_case: str = Kind.INITIATIVE) -> dict[str, str]:
    """Words, colour and icon of a state. Everybody reads along here: no "je" to the initiator."""
    kind, icon = _LOOKS.get(State(state), ("", "klok"))
    return {
        "text": str(_FOR_ALL.get(State(state)) or resident_words(state, kind=kind_of_case)),
        "kind": kind,
        "icon": icon,
    }


def is_open(case: Submission, campaign: SupportCampaign) -> bool:
    """Whether neighbours can support the plan at this moment."""
    is_running = campaign.closed_at is None and campaign.closes_at >= timezone.now()
    return case.state == State.GATHERING_SUPPORT and is_running


def checks(support: PublicSupport) -> list[dict[str, str]]:
    """Every requirement of the rule with its tick; what is for information has none."""
    return [
        {
            "text": line.words,
            "state": "done" if line.is_required and line.is_met else "",
            "icon": "" if line.is_required else "info",
        }
        for line in support.requirements
    ]


def facts(version: PublicVersion) -> list[dict[str, str]]:
    """Money asked, place, number and whom to turn to."""
    case = version.submission
    rows = []
    if case.asked_cents is not None:
        asked = format_euro(case.asked_cents) if case.asked_cents else _("Geen geld")
        rows.append({"icon": "euro", "term": _("Gevraagd uit het wijkbudget"), "value": asked})
    if version.own_effort:
        effort = {"icon": "mensen", "term": _("Eigen inzet")}
        if len(version.own_effort) <= _SHORT:
            rows.append(effort | {"value": version.own_effort})
        else:
            rows.append(effort | {"value": _("Lees wat de buurt zelf doet"), "url": "#k-zelf"})
    if version.place:
        rows.append({"icon": "plek", "term": _("Plek"), "value": version.place})
    rows.append({"icon": "info", "term": _("Nummer"), "value": case.reference})
    if case.wijk:
        who = _("Wijkregisseur %(wijk)s") % {"wijk": case.wijk}
        url = pad(f"/wijken/{case.wijk.slug}/#contact")
        rows.append({"icon": "spraak", "term": _("Contact bij de gemeente"), "value": who, "url": url})
    return rows


def point(version: PublicVersion) -> str:
    """Where the plan is, as the map reads it ("52.2190 5.1795"); "" where the municipality showed no point."""
    if version.latitude is None or version.longitude is None:
        return ""
    return f"{version.latitude:.4f} {version.longitude:.4f}"


def questions(version: PublicVersion) -> dict[str, Any]:
    """The newest questions with their answers, and whether there are more. One query."""
    found = list(answered(version.submission_id)[: SHOWN + 1])
    return {"questions": found[:SHOWN], "has_more_questions": len(found) > SHOWN}


def decision_of(case: Submission) -> Decision | None:
    """The decision that holds; one query."""
    held = Decision.objects.filter(submission=case, status=Decision.Status.DECIDED)
    return held.select_related("public_decision").first()


def outcome(case: Submission, decision: Decision | None) -> dict[str, Any] | None:
    """What was decided, in words: title, colour, text, who and when. None where nothing was."""
    if decision is None or decision.decided_at is None:
        return None
    words = {
        Outcome.GRANT: State.GRANTED,
        Outcome.GRANT_PART: State.PARTLY_GRANTED,
        Outcome.REJECT: State.REJECTED,
    }[Outcome(decision.outcome)]
    found: PublicDecision | None = getattr(decision, "public_decision", None)
    roles = deciders.sentence(decision.roles, is_past=True)
    return {
        "title": resident_words(words),
        "kind": _OUTCOME_LOOKS[Outcome(decision.outcome)],
        "text": case.public_version.outcome_text or decision.public_text,
        "who": _("%(who)s, namens het college.") % {"who": roles} if roles else "",
        "decided_on": timezone.localdate(decision.decided_at),
        "url": pad(f"/besluiten/{found.code}/") if found and found.is_public else "",
        "is_granted": decision.outcome != Outcome.REJECT,
        "amount_cents": decision.amount_cents,
    }


def money(case: Submission, decision: Decision) -> list[dict[str, Any]]:
    """Asked, granted and spent as rows with a bar: name, cents, percent of the largest. One query."""
    sums = dict(
        LedgerLine.objects.filter(submission=case).values_list("effect").annotate(total=Sum("amount_cents")).order_by()
    )
    rows = [
        (_("Gevraagd"), case.asked_cents or 0),
        (_("Toegekend"), decision.amount_cents),
        (_("Uitbetaald"), ledger.balance_of_sums(sums).spent_cents),
    ]
    largest = max(cents for _name, cents in rows)
    if largest <= 0:
        return []
    return [{"name": name, "cents": cents, "percent": 100 * max(cents, 0) / largest} for name, cents in rows]


def story(
    version: PublicVersion,
    campaign: SupportCampaign | None,
    support: PublicSupport | None,
    decision: Decision | None,
) -> timeline.Story:
    """What the row of steps is made of; reads the mandate table before a decision, events after it."""
    case = version.submission
    state = State(case.state)
    is_done = state in timeline.DECIDED or state in timeline.ENDED
    return timeline.Story(
        state=state,
        received_on=timezone.localdate(case.received_at),
        published_on=timezone.localdate(version.published_at),
        has_campaign=campaign is not None,
        is_fast_lane=Facts(amount_asked_cents=case.asked_cents, scope=case.scope, kind=case.kind).is_fast_lane,
        closes_on=_day(campaign.closes_at) if campaign else None,
        closed_on=_day(campaign.closed_at) if campaign else None,
        supporters=campaign.inside_count if campaign else 0,
        missing=support.report.missing_count if support else 0,
        who_decides="" if is_done else _who_decides(case),
        decide_due_on=case.decide_due_on,
        decided_on=_day(decision.decided_at) if decision else None,
        started_on=_started_on(case) if state in (State.EXECUTING, State.COMPLETED) else None,
        since_on=timezone.localdate(case.state_since_at),
    )


def _who_decides(case: Submission) -> str:
    roles = deciders.roles_for(table(), amount_cents=case.asked_cents, on=timezone.localdate())
    return deciders.sentence(roles)


def _started_on(case: Submission) -> date | None:
    """The day on which the work began; one query."""
    begun = Event.objects.filter(submission=case, action=Event.Action.TRANSITION, to_state=State.EXECUTING)
    return _day(begun.aggregate(last=Max("at"))["last"])


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
