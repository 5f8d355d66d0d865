"""The steps between the states of a case (inbox.md section 4), as data. Pure: facts in, reasons out.

`_GOES_TO` is the specification's table, row by row. What a step asks (who, guards, a reason, a text, a mail, the
clock) follows below it. The service that takes a step calls `ensure` inside its transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from participation.codes import Kind, State
from participation.guards import GUARDS, Facts
from participation.states import Group, group, is_open, resident_words

__all__ = [
    "TRANSITIONS",
    "Actor",
    "ClockEffect",
    "Facts",
    "Group",
    "IllegalTransition",
    "Kind",
    "State",
    "Transition",
    "allowed",
    "check",
    "choices",
    "clock_effect",
    "confirmations",
    "ensure",
    "find",
    "group",
    "is_open",
    "reason_is_needed",
    "resident_words",
]


class Actor(StrEnum):
    """Who takes a step: a role of `cms.models.Role`, the initiator, or a service.

    A deputy acts in the role he or she stands in for. SYSTEM is the sign-off service and the periodic jobs.
    """

    WIJKREGISSEUR = "wijkregisseur"
    RESIDENT = "resident"
    SYSTEM = "system"


class ClockEffect(StrEnum):
    """What a step does to the Awb term; stored in the event, read by `terms.awb_deadline`."""

    NONE = "none"
    SUSPEND = "suspend"
    RESUME = "resume"


@dataclass(frozen=True)
class Transition:
    """One step. `guards` are keys of GUARDS; `mail` is the code of the mail to the initiator, None for no mail."""

    source: State
    target: State
    actors: frozenset[str]
    guards: tuple[str, ...]
    needs_reason: bool
    needs_text: bool
    clock: ClockEffect
    mail: str | None
    kinds: frozenset[Kind]


class IllegalTransition(Exception):
    """A step that the table or a guard refuses; `reasons` are Dutch sentences for the screen."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


_S = State
_GOES_TO: dict[State, tuple[State, ...]] = {
    _S.RECEIVED: (_S.IN_REVIEW, _S.WAITING_INITIATOR, _S.REFERRED, _S.COMPLETED, _S.WITHDRAWN, _S.MERGED, _S.SPAM),
    _S.IN_REVIEW: (
        *(_S.WAITING_INITIATOR, _S.GATHERING_SUPPORT, _S.ADVICE, _S.TO_DECIDE, _S.TAKEN_ALONG, _S.REFERRED),
        *(_S.STOPPED, _S.COMPLETED, _S.WITHDRAWN, _S.MERGED, _S.SPAM),
    ),
    _S.WAITING_INITIATOR: (_S.IN_REVIEW, _S.GATHERING_SUPPORT, _S.WITHDRAWN, _S.SET_ASIDE, _S.STOPPED),
    _S.GATHERING_SUPPORT: (*(_S.IN_REVIEW, _S.WAITING_INITIATOR, _S.TO_DECIDE, _S.STOPPED, _S.WITHDRAWN, _S.MERGED),),
    _S.ADVICE: (_S.IN_REVIEW, _S.TO_DECIDE, _S.WITHDRAWN),
    _S.TO_DECIDE: (_S.IN_REVIEW, _S.GRANTED, _S.PARTLY_GRANTED, _S.REJECTED, _S.WITHDRAWN),
    _S.GRANTED: (_S.EXECUTING, _S.WITHDRAWN),
    _S.PARTLY_GRANTED: (_S.EXECUTING, _S.WITHDRAWN),
    _S.REJECTED: (_S.REOPENED,),
    _S.SET_ASIDE: (_S.REOPENED,),
    _S.TAKEN_ALONG: (_S.COMPLETED, _S.REOPENED),
    _S.REFERRED: (_S.IN_REVIEW, _S.WITHDRAWN, _S.REOPENED),
    _S.STOPPED: (_S.REOPENED,),
    _S.WITHDRAWN: (_S.REOPENED,),
    _S.MERGED: (_S.IN_REVIEW,),
    _S.SPAM: (_S.RECEIVED,),
    _S.EXECUTING: (_S.COMPLETED, _S.REOPENED),
    _S.COMPLETED: (_S.REOPENED,),
    _S.REOPENED: (_S.IN_REVIEW, _S.WITHDRAWN),
}
_SIGNAL_STATES = frozenset({_S.RECEIVED, _S.IN_REVIEW, _S.ADVICE, _S.REFERRED, _S.TAKEN_ALONG, _S.COMPLETED})
# Something small also has a no, an end and a way back: the place cannot be, the party is off, a robot signed.
_UPKEEP_STATES = _SIGNAL_STATES | {_S.STOPPED, _S.WITHDRAWN, _S.SPAM, _S.REOPENED}
# What is for the calendar is put there or not; nobody supports it or decides on money.
_ACTIVITY_STATES = _UPKEEP_STATES | {_S.WAITING_INITIATOR}
# Who read the rules and made the promise is done at once, and has it from the receipt (participation.md, the path, 1).
_AT_ONCE = (_S.RECEIVED, _S.COMPLETED)
_ALL_STATES = frozenset(State)
_OUTCOMES = frozenset({_S.GRANTED, _S.PARTLY_GRANTED, _S.REJECTED})
_TELLS_WHY = frozenset(
    {_S.WAITING_INITIATOR, _S.REFERRED, _S.STOPPED, _S.SET_ASIDE, _S.REJECTED, _S.MERGED, _S.REOPENED}
)
_WITHOUT_MAIL = frozenset({_S.RECEIVED, _S.IN_REVIEW, _S.ADVICE, _S.SPAM})
_MAY_STAND_STILL = frozenset({_S.WAITING_INITIATOR, _S.GATHERING_SUPPORT})
_GUARDS_INTO: dict[State, tuple[str, ...]] = {
    _S.GATHERING_SUPPORT: ("has_public_version",),
    _S.SET_ASIDE: ("is_application", "is_in_time_to_set_aside", "is_called"),
    _S.STOPPED: ("is_no_application", "has_no_decision"),
    _S.TO_DECIDE: ("amount_is_known", "has_applied_above_limit"),
    **dict.fromkeys(_OUTCOMES, ("criteria_judged", "sign_offs_complete")),
    _S.REJECTED: ("criteria_judged", "sign_offs_complete", "is_called"),
}
# Who may take a step beside the wijkregisseur: an answer brings a case back; so do a hand-over that failed,
# support that ran out of time and a sign-off that was refused.
_ALSO_BY: dict[tuple[State, State], str] = {
    (_S.WAITING_INITIATOR, _S.IN_REVIEW): Actor.RESIDENT,
    (_S.REFERRED, _S.IN_REVIEW): Actor.SYSTEM,
    (_S.GATHERING_SUPPORT, _S.IN_REVIEW): Actor.SYSTEM,
    (_S.TO_DECIDE, _S.IN_REVIEW): Actor.SYSTEM,
}


def _actors(source: State, target: State) -> frozenset[str]:
    """Casework is the wijkregisseur's; the outcome follows from the sign-offs; who began may withdraw."""
    if target in _OUTCOMES or (source, target) == _AT_ONCE:
        return frozenset({Actor.SYSTEM})
    also = Actor.RESIDENT if target == _S.WITHDRAWN else _ALSO_BY.get((source, target))
    return frozenset({Actor.WIJKREGISSEUR, also} if also else {Actor.WIJKREGISSEUR})


def _kinds(source: State, target: State) -> frozenset[Kind]:
    """Signals, small things and activities use some of the states, and alone are done after a look."""
    if (source, target) == _AT_ONCE:
        return frozenset({Kind.UPKEEP})
    if (source, target) == (_S.IN_REVIEW, _S.COMPLETED):
        return frozenset({Kind.SIGNAL, Kind.UPKEEP, Kind.ACTIVITY})
    some = {Kind.SIGNAL: _SIGNAL_STATES, Kind.UPKEEP: _UPKEEP_STATES, Kind.ACTIVITY: _ACTIVITY_STATES}
    return frozenset(kind for kind in Kind if {source, target} <= some.get(kind, _ALL_STATES))


def _clock(source: State, target: State) -> ClockEffect:
    """Waiting for the initiator suspends the term (Awb 4:15); whatever leaves it lets the term run on."""
    if target == _S.WAITING_INITIATOR:
        return ClockEffect.SUSPEND
    return ClockEffect.RESUME if source in _MAY_STAND_STILL else ClockEffect.NONE


TRANSITIONS: tuple[Transition, ...] = tuple(
    Transition(
        source=source,
        target=target,
        actors=_actors(source, target),
        guards=_GUARDS_INTO.get(target, ()),
        needs_reason=target in _TELLS_WHY or (source, target) == (_S.TO_DECIDE, _S.IN_REVIEW),
        needs_text=target in _TELLS_WHY,
        clock=_clock(source, target),
        mail=None if target in _WITHOUT_MAIL or (source, target) == _AT_ONCE else target.value,
        kinds=_kinds(source, target),
    )
    for source, targets in _GOES_TO.items()
    for target in targets
)
_BY_ENDS = {(transition.source, transition.target): transition for transition in TRANSITIONS}


def find(source: str, target: str) -> Transition | None:
    """The step between two states, None where the table has none."""
    return _BY_ENDS.get((State(source), State(target)))


def choices(source: str, *, actor: str, facts: Facts) -> list[tuple[Transition, list[str]]]:
    """The steps that this actor could take from here, each with what still stands in the way, for the screen."""
    steps = [
        step for step in TRANSITIONS if step.source == source and actor in step.actors and facts.kind in step.kinds
    ]
    return [(step, _unmet(step, facts)) for step in steps]


def allowed(source: str, *, actor: str, facts: Facts) -> list[Transition]:
    """The steps that this actor can take now. A reason and a text are asked when the step is taken."""
    return [step for step, reasons in choices(source, actor=actor, facts=facts) if not reasons]


def check(
    source: str, target: str, *, actor: str, facts: Facts, reason: str | None = None, text: str | None = None
) -> list[str]:
    """Why a step is refused, in Dutch sentences; empty where it is allowed.

    Args:
        reason: the reason code given. None leaves the question open (the screen before it is sent), "" is refused
            where a reason is obligatory.
        text: the text to the resident, likewise.
    """
    step = find(source, target)
    if step is None:
        return [_("Van ‘%(source)s’ kun je niet naar ‘%(target)s’.") % _names(source, target)]
    reasons = []
    if facts.kind not in step.kinds:
        reasons.append(
            _("‘%(target)s’ past niet bij een zaak van de soort ‘%(kind)s’.")
            % {"target": step.target.label, "kind": Kind(facts.kind).label}
        )
    if actor not in step.actors:
        reasons.append(_refused_actor(step))
    reasons += _unmet(step, facts)
    if reason is not None and not reason.strip() and reason_is_needed(step, facts):
        reasons.append(_("Kies een reden."))
    if text is not None and not text.strip() and step.needs_text:
        reasons.append(_("Schrijf de initiatiefnemer waarom."))
    return reasons


def ensure(source: str, target: str, *, actor: str, facts: Facts, reason: str = "", text: str = "") -> Transition:
    """The step, where it may be taken with this reason and text; for services.

    Raises:
        IllegalTransition: with all reasons why not.
    """
    reasons = check(source, target, actor=actor, facts=facts, reason=reason, text=text)
    step = find(source, target)
    if reasons or step is None:
        raise IllegalTransition(reasons)
    return step


def reason_is_needed(step: Transition, facts: Facts) -> bool:
    """Whether a reason code is obligatory: always for some steps, and to decide without the draagvlak that is asked.

    The fast lane asks for none (participation.md, "Fast lane" and step 6).
    """
    goes_on_without = step.target == _S.TO_DECIDE and not (facts.is_fast_lane or facts.is_draagvlak_met)
    return step.needs_reason or goes_on_without


def clock_effect(step: Transition, facts: Facts) -> ClockEffect:
    """What the step does to the Awb term. Gathering support suspends it only where that was asked in writing."""
    if step.target == _S.GATHERING_SUPPORT and facts.is_draagvlak_asked_in_writing:
        return ClockEffect.SUSPEND
    return step.clock


def confirmations(transition: Transition, facts: Facts) -> list[str]:
    """What to confirm before the step: it leaves something open behind it (inbox.md section 4)."""
    questions = []
    if facts.open_advice and transition.target != _S.ADVICE:
        questions.append(_("Er staat nog een vraag aan een collega open. Wil je toch verder?"))
    if facts.open_parts and not is_open(transition.target):
        questions.append(_("Er staan nog onderdelen van deze zaak open. Wil je toch afsluiten?"))
    if facts.support_is_open and transition.target != _S.GATHERING_SUPPORT:
        questions.append(_("Buren kunnen dit plan nog steunen. Wil je daar nu mee stoppen?"))
    return questions


def _unmet(step: Transition, facts: Facts) -> list[str]:
    return [GUARDS[name].why_not(facts) for name in step.guards if not GUARDS[name].holds(facts)]


def _refused_actor(step: Transition) -> str:
    if (step.source, step.target) == _AT_ONCE:
        return _("Neem de zaak eerst in behandeling. Daarna kun je haar afronden.")
    if step.target in _OUTCOMES:
        return _("De uitkomst volgt uit het besluit en de handtekeningen eronder.")
    if Actor.RESIDENT in step.actors:
        return _("Alleen de wijkregisseur of de initiatiefnemer kan dit doen.")
    return _("Alleen de wijkregisseur kan dit doen.")


def _names(source: str, target: str) -> dict[str, str]:
    return {"source": str(State(source).label), "target": str(State(target).label)}
