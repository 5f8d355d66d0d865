"""The card with the terms of a case: the days, what makes them longer, and what being late costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from participation import dwangsom, terms
from participation.codes import State
from participation.models import Event
from participation.services.default_notice import decided_on, why_no_notice
from participation.services.extend import why_not_extend
from participation.services.term_rules import per_day_cents

if TYPE_CHECKING:
    from participation.admin.case import Case


@dataclass(frozen=True)
class TermCard:
    """What the card says. Days are local; `share_cents` is what each of `people` applicants would get."""

    answer_by: date | None
    is_answer_late: bool
    set_aside_by: date | None
    extended_until: date | None
    why_not_extend: tuple[str, ...]
    can_notice: bool
    noticed_on: date | None
    meter: dwangsom.Meter | None
    people: int
    share_cents: int
    most_cents: int


def term_card(case: Case) -> TermCard:
    """The card of a case as its screen shows it now."""
    found, today = case.submission, case.today
    is_waiting = found.answer_by is not None and found.state == State.WAITING_INITIATOR
    per_day = per_day_cents(found.default_noticed_on) if found.default_noticed_on else (0, 0, 0)
    meter = None
    if found.default_noticed_on:
        meter = dwangsom.meter(found.default_noticed_on, on=today, decided_on=decided_on(found), per_day=per_day)
    people = _people(case) if meter and meter.cents else 1
    extended = [event.data["until"] for event in case.events if event.action == Event.Action.TERM_EXTENDED]
    return TermCard(
        answer_by=found.answer_by,
        is_answer_late=bool(found.answer_by and found.answer_by < today),
        set_aside_by=terms.set_aside_by(found.answer_by) if is_waiting and found.applied_at else None,
        extended_until=date.fromisoformat(extended[-1]) if extended else None,
        why_not_extend=tuple(why_not_extend(found, until=None, today=today)) if found.applied_at else (),
        can_notice=not why_no_notice(found, received_on=today, today=today),
        noticed_on=found.default_noticed_on,
        meter=meter,
        people=people,
        share_cents=dwangsom.shares_cents(meter.cents, people)[-1] if meter else 0,
        most_cents=terms.dwangsom_cents(terms.DWANGSOM_DAYS, per_day=per_day),
    )


def _people(case: Case) -> int:
    """How many applicants share the penalty: who was invited and did not answer takes no part."""
    return max(case.submission.applicants.taking_part().count(), 1)
