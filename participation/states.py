"""How a state is called and where it belongs (inbox.md section 4). The staff's word is the state's own label."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.codes import Kind, State


class Group(StrEnum):
    """The six groups that staff see; spam is in none."""

    NIEUW = "nieuw"
    BEZIG = "bezig"
    WACHT = "wacht"
    BESLUIT = "besluit"
    UITVOERING = "uitvoering"
    AFGEROND = "afgerond"

    @property
    def label(self) -> Promise:
        """The heading of the group in the inbox."""
        return _GROUP_LABELS[self]


_GROUP_LABELS: dict[Group, Promise] = {
    Group.NIEUW: _("Nieuw"),
    Group.BEZIG: _("Bezig"),
    Group.WACHT: _("Wacht op ander"),
    Group.BESLUIT: _("Besluit"),
    Group.UITVOERING: _("Uitvoering"),
    Group.AFGEROND: _("Afgerond"),
}


@dataclass(frozen=True)
class Words:
    """The group of a state, and its words for residents: alone, and where it has one as a sentence with an end."""

    group: Group | None
    resident: Promise | str
    with_detail: Promise | None = None


# In the order of the workflow, which is the order that lists sort by.
WORDS: dict[State, Words] = {
    State.RECEIVED: Words(Group.NIEUW, _("Ontvangen")),
    State.REOPENED: Words(Group.NIEUW, _("We kijken er opnieuw naar")),
    State.IN_REVIEW: Words(Group.BEZIG, _("We kijken ernaar")),
    State.GATHERING_SUPPORT: Words(Group.BEZIG, _("Zoekt steun")),
    State.WAITING_INITIATOR: Words(Group.WACHT, _("We hebben je antwoord nodig")),
    State.ADVICE: Words(Group.WACHT, _("We vragen een collega")),
    State.REFERRED: Words(
        Group.WACHT, _("We brachten je vraag naar de juiste plek"), _("We brachten je vraag naar %(detail)s")
    ),
    State.TO_DECIDE: Words(Group.BESLUIT, _("Besluit volgt")),
    State.GRANTED: Words(Group.BESLUIT, _("Gaat door")),
    State.PARTLY_GRANTED: Words(Group.BESLUIT, _("Gaat voor een deel door")),
    State.REJECTED: Words(
        Group.BESLUIT,
        _("Dit plan krijgt geen geld van de gemeente"),
        _("Dit plan krijgt geen geld van de gemeente, want %(detail)s"),
    ),
    State.SET_ASIDE: Words(Group.BESLUIT, _("We missen nog iets en kunnen niet beslissen")),
    State.TAKEN_ALONG: Words(Group.UITVOERING, _("De gemeente neemt dit mee in haar werk")),
    State.EXECUTING: Words(Group.UITVOERING, _("Wordt uitgevoerd")),
    State.COMPLETED: Words(Group.AFGEROND, _("Klaar: zo ging het")),
    State.STOPPED: Words(Group.AFGEROND, _("Gaat niet verder")),
    State.WITHDRAWN: Words(Group.AFGEROND, _("Ingetrokken")),
    State.MERGED: Words(Group.AFGEROND, _("Hoort nu bij een ander plan"), _("Hoort nu bij %(detail)s")),
    State.SPAM: Words(None, ""),
}
# The stages of a challenge on the same states (participation.md, Right to Challenge): for staff, and for residents.
_CHALLENGE_STAGES: dict[State, tuple[Promise, Promise]] = {
    State.IN_REVIEW: (_("Gesprek en toelating"), _("We praten erover en kijken of het kan")),
    State.GATHERING_SUPPORT: (_("Draagvlak"), _("Zoekt steun in de wijk")),
    State.ADVICE: (_("Uitwerking met de afdeling"), _("We werken het samen uit")),
    State.TO_DECIDE: (_("Besluit"), _("Besluit volgt")),
    State.EXECUTING: (_("Overeenkomst met jaarlijkse evaluatie"), _("Bewoners doen deze taak")),
}
# A promise is not a plan that came true: who made it may begin.
_UPKEEP_WORDS: dict[State, Promise] = {State.COMPLETED: _("Afgesproken")}
_ACTIVITY_WORDS: dict[State, Promise] = {State.COMPLETED: _("De redactie zet je activiteit in de agenda")}
STATE_ORDER: tuple[State, ...] = tuple(WORDS)
CLOSED: frozenset[State] = frozenset(
    {State.REJECTED, State.SET_ASIDE, State.SPAM}
    | {state for state, words in WORDS.items() if words.group == Group.AFGEROND}
)
# Before a decision: what it will be taken on (amount, proof, support) can still change.
BEFORE_DECISION: frozenset[State] = frozenset(
    {
        State.RECEIVED,
        State.IN_REVIEW,
        State.WAITING_INITIATOR,
        State.GATHERING_SUPPORT,
        State.ADVICE,
        State.TO_DECIDE,
        State.REOPENED,
    }
)


def group(state: str) -> Group | None:
    """The group that staff see a state in; None for spam."""
    return WORDS[State(state)].group


def is_open(state: str) -> bool:
    """Whether somebody still has something to do in this state."""
    return state not in CLOSED


def resident_words(state: str, detail: str = "", *, kind: str = Kind.INITIATIVE) -> str:
    """The words for residents; empty for spam.

    Args:
        detail: plain text that ends the sentence of rejected (why), referred (where to) and merged (which plan).
        kind: of the case, a `Kind` value: something small has a word of its own for being done.
    """
    if kind == Kind.UPKEEP and State(state) in _UPKEEP_WORDS:
        return str(_UPKEEP_WORDS[State(state)])
    if kind == Kind.ACTIVITY and State(state) in _ACTIVITY_WORDS:
        return str(_ACTIVITY_WORDS[State(state)])
    if kind == Kind.CHALLENGE and State(state) in _CHALLENGE_STAGES:
        return str(_CHALLENGE_STAGES[State(state)][1])
    words = WORDS[State(state)]
    if detail and words.with_detail:
        return str(words.with_detail) % {"detail": detail}
    return str(words.resident)


def staff_words(state: str, *, kind: str) -> str:
    """The words for staff: the state's own label; of a challenge its stage."""
    if kind == Kind.CHALLENGE and State(state) in _CHALLENGE_STAGES:
        return str(_CHALLENGE_STAGES[State(state)][0])
    return str(State(state).label)


def states_in(wanted: str) -> tuple[State, ...]:
    """The states of a group, in the order of the workflow."""
    return tuple(state for state, words in WORDS.items() if words.group == wanted)
