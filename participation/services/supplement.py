"""Adding to a plan, or changing it, after it was sent (participation.md, step 2: the short form can grow).

What was sent first stays as it was (ARCHITECTURE rule 8): a later answer is a row more, a later estimate a round more.
Facts (how far it reaches, subject, amount, wijk) are changed on the case itself. The public text never changes by it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation import workflow
from participation.codes import Kind, State
from participation.models import Applicant, CostLine, Event, LedgerLine, Submission, Supplement
from participation.services.errors import Forbidden, Refused, StaleCase
from participation.services.people import buurt_id_of, handler_id_for
from participation.services.plans import CostInput
from participation.services.record import claim, log, require_handler
from participation.services.steps import take
from participation.states import BEFORE_DECISION
from participation.words import Words, current, last_round

# Facts that can be changed; `buurt` follows from wijk and postcode.
FACTS = frozenset({"scope", "category", "asked_cents", "wijk", "other_wijken"})
# A proposal lies with who decides: nothing changes under their hands.
_OPEN = BEFORE_DECISION - {State.TO_DECIDE}
_CHANGES = (Event.Action.SUPPLEMENTED, Event.Action.FACTS_CHANGED, Event.Action.APPLIED)


def words_of(case: Submission) -> Words:
    """The words of a plan as they stand now; one query for the later answers."""
    return current(getattr(case, "initiative", None), case.supplements.all())


def estimate_of(case: Submission) -> list[CostLine]:
    """The lines of the estimate that holds."""
    return last_round(CostLine.objects.filter(initiative__submission=case))


def last_change(case: Submission) -> int:
    """The number of the newest event that changed words or facts; 0 where nothing changed. A form carries it."""
    found = case.events.filter(action__in=_CHANGES).order_by("pk").values_list("pk", flat=True)
    return found.last() or 0


def why_not(case: Submission) -> list[str]:
    """Why nothing can be added to a plan now, in Dutch sentences; empty where it can.

    After an application only what the municipality asks for is added (Awb 4:5), until it decides.
    """
    if case.kind not in (Kind.INITIATIVE, Kind.CHALLENGE) or not hasattr(case, "initiative"):
        return [_("Hier kun je niets aanvullen. Schrijf het aan je wijkregisseur.")]
    if case.state == State.TO_DECIDE:
        return [_("De gemeente beslist nu over je plan. Je kunt het niet meer veranderen.")]
    if case.state not in _OPEN:
        return [_("Over je plan is al besloten, of het is gesloten. Je kunt het niet meer veranderen.")]
    if case.is_application and case.state != State.WAITING_INITIATOR:
        return [_("Je hebt het geld al aangevraagd. Wil je nog iets veranderen? Schrijf het aan je wijkregisseur.")]
    return []


@transaction.atomic
def supplement(
    *,
    submission: Submission,
    applicant: Applicant | None = None,
    by: User | None = None,
    words: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
    cost_lines: Sequence[CostInput] | None = None,
    seen: int | None = None,
    now: datetime,
) -> Submission:
    """Keep what is new of what was filled in, by the initiator (`applicant`) or by staff on the phone (`by`).

    words: per `Supplement.Field` the whole answer, "" to empty it. facts: keys of FACTS; `category` and `wijk` are
    rows or None, `other_wijken` is a sequence of rows. cost_lines: the whole estimate; None leaves it as it is.
    seen: `last_change` of the moment when the form was shown; None takes what is there. Where nothing differs,
    nothing happens: a form that was sent twice is harmless. Where we waited for it, the case goes back to review.

    Raises:
        Forbidden: for anybody else. Refused: when it is too late, or facts do not fit.
        StaleCase: when somebody else changed the plan since `seen`.
    """
    case = claim(submission, None)
    if (applicant is None) == (by is None) or (applicant and applicant.submission_id != case.pk):
        raise Forbidden
    require_handler(by, case)
    refused = why_not(case)
    if refused:
        raise Refused(refused)
    new_words = _new_words(case, words or {})
    new_facts = _new_facts(case, facts or {})
    has_new_estimate = cost_lines is not None and _as_rows(cost_lines) != _as_rows(estimate_of(case))
    if not (new_words or new_facts or has_new_estimate):
        return submission
    if seen is not None and last_change(case) > seen:
        raise StaleCase
    _check_facts(case, new_facts)
    Supplement.objects.bulk_create(
        Supplement(submission=case, field=name, text=text, given_at=now, entered_by=by)
        for name, text in new_words.items()
    )
    if has_new_estimate:
        _add_round(case, cost_lines or ())
    _write_facts(case, new_facts, now)
    changed = sorted([*new_words, *new_facts, *(["estimate"] if has_new_estimate else [])])
    origin = Event.Origin.STAFF if by else Event.Origin.RESIDENT
    role = Role.WIJKREGISSEUR if by else ""
    log(case, Event.Action.SUPPLEMENTED, by=by, role=role, origin=origin, data={"fields": changed}, now=now)
    if applicant and case.state == State.WAITING_INITIATOR:
        take(case, State.IN_REVIEW, actor=workflow.Actor.RESIDENT, origin=origin, now=now)
    submission.refresh_from_db()
    return submission


def _new_words(case: Submission, given: Mapping[str, str]) -> dict[str, str]:
    """The answers that differ from the ones that stand."""
    unknown = set(given) - set(Supplement.Field.values)
    if unknown:
        raise ValueError(f"no answers of a plan: {sorted(unknown)}")
    now = words_of(case)
    return {name: text.strip() for name, text in given.items() if text.strip() != getattr(now, name)}


def _new_facts(case: Submission, given: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that differ from the ones that stand."""
    if set(given) - FACTS:
        raise ValueError(f"no facts of a plan: {sorted(set(given) - FACTS)}")
    found = {name: value for name, value in given.items() if name != "other_wijken" and getattr(case, name) != value}
    if "other_wijken" in given:
        home = given.get("wijk", case.wijk)
        others = {wijk.pk for wijk in given["other_wijken"]} - {home.pk if home else None}
        if others != set(case.other_wijken.values_list("pk", flat=True)):
            found["other_wijken"] = sorted(others)
    return found


def _check_facts(case: Submission, changed: Mapping[str, Any]) -> None:
    reasons = []
    cents = changed.get("asked_cents")
    if cents is not None and cents < 0:
        reasons.append(_("Een bedrag is nooit kleiner dan 0."))
    if "asked_cents" in changed and case.is_application and case.asked_cents is not None:
        reasons.append(_("Het bedrag van je aanvraag staat vast. Wil je een ander bedrag? Bel je wijkregisseur."))
    if "wijk" in changed and LedgerLine.objects.filter(submission=case).exists():
        reasons.append(_("Voor dit plan is al geld geboekt in deze wijk. De wijk kan niet meer veranderen."))
    if "wijk" in changed and case.state == State.GATHERING_SUPPORT:
        reasons.append(_("Je plan zoekt nu steun in deze wijk. Wil je een andere wijk? Bel je wijkregisseur."))
    if reasons:
        raise Refused(reasons)


def _write_facts(case: Submission, changed: Mapping[str, Any], now: datetime) -> None:
    """Write the facts; buurt and, in another wijk, who handles the case follow from them."""
    if "other_wijken" in changed:
        case.other_wijken.set(changed["other_wijken"])
    for name, value in changed.items():
        if name != "other_wijken":
            setattr(case, name, value)
    postcode = words_of(case).postcode
    if "wijk" in changed:
        case.assignee_id = handler_id_for(case.wijk, postcode, local_date(now))
    case.buurt_id = buurt_id_of(case.wijk, postcode) or (None if "wijk" in changed else case.buurt_id)
    case.save(update_fields=["scope", "category", "asked_cents", "wijk", "buurt", "assignee"])


def _as_rows(lines: Sequence[CostInput] | Sequence[CostLine]) -> list[tuple[str, str, int]]:
    return [(str(line.side), line.description, line.amount_cents) for line in lines]


def _add_round(case: Submission, lines: Sequence[CostInput]) -> None:
    """Write a new estimate; an empty one is a round of one line of nothing (`words.last_round`)."""
    known = CostLine.objects.filter(initiative__submission=case)
    number = max(known.values_list("round", flat=True), default=0) + 1
    CostLine.objects.bulk_create(
        CostLine(
            initiative_id=case.pk,
            side=line.side,
            description=line.description,
            amount_cents=line.amount_cents,
            round=number,
        )
        for line in (lines or [CostInput(CostLine.Side.COST, "", 0)])
    )
