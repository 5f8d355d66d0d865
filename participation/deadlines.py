"""By when the municipality must act on a case, in words for staff (inbox.md section 8). Dates are local. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.workdays import working_days_between
from participation.codes import State
from participation.dwangsom import notice_ends_on

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
    answer_by: date | None
    default_noticed_on: date | None


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


def _in_default(ends_on: date, today: date) -> Deadline:
    """After a notice of default: the days that are left without a penalty, or that it runs. Days are calendar days."""
    days = (ends_on - today).days
    if days < 0:
        return Deadline("late", _("in gebreke: de dwangsom loopt"), "let-op", ends_on, _("besluit"))
    text = ngettext("in gebreke: nog %(days)s dag", "in gebreke: nog %(days)s dagen", days) % {"days": days}
    return Deadline("late", text, "let-op", ends_on, _("besluit"))


def deadline(case: HasTerms, *, today: date) -> Deadline:
    """What the chip says: "nog 12 dagen", "3 dagen te laat", "stil: wacht op indiener". Days are working days."""
    if case.state in UNDECIDED and case.default_noticed_on:
        return _in_default(notice_ends_on(case.default_noticed_on), today)
    if case.state in STANDS_STILL and case.answer_by and case.answer_by < today:
        return Deadline("late", _("antwoord van de indiener bleef uit"), "let-op", case.answer_by, _("antwoord"))
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
