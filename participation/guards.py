"""What must be true of a case before a step is taken. Pure: facts in, a yes or a Dutch reason out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation import terms
from participation.codes import Kind, Scope


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at. Kind and scope are codes; amounts in cents, None where not known yet.

    `fast_lane_up_to_cents` is the upper bound of the lowest mandate in force. `answer_by` is the last day for the
    initiator to complete the application, `on` the local date of the step (None: any day). `is_called` says whether a
    call with the initiator was recorded, or why there was none.
    """

    kind: str = Kind.INITIATIVE
    is_application: bool = False
    has_decision: bool = False
    has_public_version: bool = False
    support_is_open: bool = False
    is_draagvlak_met: bool = False
    is_draagvlak_asked_in_writing: bool = False
    open_advice: int = 0
    open_parts: int = 0
    amount_asked_cents: int | None = None
    scope: str = ""
    criteria_judged: bool = False
    sign_offs_complete: bool = False
    fast_lane_up_to_cents: int = 200_000
    answer_by: date | None = None
    on: date | None = None
    is_called: bool = False

    @property
    def is_small(self) -> bool:
        """Whether the amount asked is known and needs no application (participation.md, "Two moments")."""
        return self.amount_asked_cents is not None and self.amount_asked_cents <= self.fast_lane_up_to_cents

    @property
    def is_fast_lane(self) -> bool:
        """Up to 2,000 euro for one street: no campaign needed (participation.md, "Fast lane")."""
        return self.kind == Kind.INITIATIVE and self.scope == Scope.STRAAT and self.is_small


@dataclass(frozen=True)
class Guard:
    """A predicate over the facts, and what to say where it does not hold."""

    holds: Callable[[Facts], bool]
    reason: Promise | Callable[[Facts], str]

    def why_not(self, facts: Facts) -> str:
        """The sentence for facts that do not hold."""
        return (
            self.reason(facts) if callable(self.reason) and not isinstance(self.reason, Promise) else str(self.reason)
        )


def _set_aside_refused(facts: Facts) -> list[str]:
    return terms.set_aside_refused(facts.answer_by, on=facts.on) if facts.on else []


GUARDS: dict[str, Guard] = {
    "has_public_version": Guard(
        lambda facts: facts.has_public_version,
        _("Maak eerst de openbare tekst. Zonder die tekst kan niemand het plan steunen."),
    ),
    "is_application": Guard(
        lambda facts: facts.is_application,
        _("Alleen een aanvraag kun je buiten behandeling stellen. Dit is geen aanvraag."),
    ),
    "is_in_time_to_set_aside": Guard(
        lambda facts: not (facts.is_application and _set_aside_refused(facts)),
        lambda facts: " ".join(_set_aside_refused(facts)),
    ),
    "is_called": Guard(
        lambda facts: facts.is_called,
        _("Bel eerst de indiener, en leg dat vast. Ging dat niet? Leg dan vast waarom."),
    ),
    "is_no_application": Guard(
        lambda facts: not facts.is_application,
        _("Dit is een aanvraag. Neem een besluit, of laat de initiatiefnemer de aanvraag intrekken."),
    ),
    "has_no_decision": Guard(
        lambda facts: not facts.has_decision,
        _("Over dit plan is al een besluit genomen. Stoppen kan dan niet meer."),
    ),
    "amount_is_known": Guard(
        lambda facts: facts.kind != Kind.INITIATIVE or facts.amount_asked_cents is not None,
        _("Vul eerst in hoeveel geld er gevraagd wordt. Vul 0 in als er geen geld nodig is."),
    ),
    "has_applied_above_limit": Guard(
        lambda facts: facts.amount_asked_cents is None or facts.is_small or facts.is_application,
        _("Voor dit bedrag is een aanvraag nodig. Vraag de initiatiefnemer om de aanvraag te versturen."),
    ),
    "criteria_judged": Guard(
        lambda facts: facts.criteria_judged,
        _("Beoordeel eerst alle criteria, met bij elk een toelichting."),
    ),
    "sign_offs_complete": Guard(
        lambda facts: facts.sign_offs_complete,
        _("Nog niet iedereen die moet tekenen, heeft getekend."),
    ),
}
