"""By when the municipality must act on a case, in words for staff (inbox.md section 8). Dates are local. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.workdays import working_days_between
from participation.codes import State

# While a case is undecided a term may run; while it waits for the initiator the Awb term stands still (Awb 4:15).
UNDECIDED = frozenset(
    {
        State.RECEIVED,
        State.REOPENED,
        State.IN_REVIEW,
        State.WAITING_INITIATOR,
        State.GATHERING_SUPPORT,
        State.ADVICE,
        State.REFERRED,
        State.TO_DECIDE,
    }
)
STANDS_STILL = frozenset({State.WAITING_INITIATOR})
SOON_DAYS = 3


class HasTerms(Protocol):
    """The terms of a case."""

    state: str
    answer_due_on: date
    answered_at: datetime | None
    decide_due_on: date | None


@dataclass(frozen=True)
class Deadline:
    """A deadline as the screen shows it. `tone`: late, today, soon, ok, wait or none; `icon`: one of cms.icons."""

    tone: str
    text: str
    icon: str
    on: date | None = None
    what: str = ""


def due_on(case: HasTerms) -> date | None:
    """The date by which the municipality must act: decide on an application, else give the first answer."""
    if case.state not in UNDECIDED or case.state in STANDS_STILL:
        return None
    if case.decide_due_on:
        return case.decide_due_on
    return None if case.answered_at else case.answer_due_on


def deadline(case: HasTerms, *, today: date) -> Deadline:
    """What the chip says: "nog 12 dagen", "3 dagen te laat", "stil: wacht op indiener". Days are working days."""
    if case.state in STANDS_STILL:
        return Deadline("wait", _("stil: wacht op indiener"), "klok")
    day = due_on(case)
    if day is None:
        return Deadline("none", _("geen termijn"), "klok")
    what = _("besluit") if case.decide_due_on else _("eerste antwoord")
    if day == today:
        return Deadline("today", _("vandaag"), "klok", day, what)
    # A term that ended on Friday is late on Saturday, though no working day has passed.
    days = max(1, abs(working_days_between(today, day)))
    if day < today:
        text = ngettext("%(days)s dag te laat", "%(days)s dagen te laat", days) % {"days": days}
        return Deadline("late", text, "let-op", day, what)
    text = ngettext("nog %(days)s dag", "nog %(days)s dagen", days) % {"days": days}
    return Deadline("soon" if days <= SOON_DAYS else "ok", text, "klok", day, what)
