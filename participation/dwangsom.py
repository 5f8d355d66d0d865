"""Too late after all: the notice of default and the penalty that follows (Awb 4:17, inbox.md section 8). Pure.

Days are local (Europe/Amsterdam); amounts in whole cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cms.workdays import next_working_day
from participation.terms import DWANGSOM_CENTS_PER_DAY, DWANGSOM_DAYS, day_words, dwangsom_cents

NOTICE_WEEKS = 2
_DAY = timedelta(days=1)


def notice_refused(
    last_day: date | None, *, received_on: date, today: date, noticed_on: date | None = None
) -> list[str]:
    """Why a notice of default can't be registered, in Dutch sentences; empty where it can (Awb 4:17).

    last_day: of the term to decide, None where none runs. received_on: a local date. noticed_on: of an earlier notice.
    """
    if last_day is None:
        return [_("Voor deze zaak loopt geen termijn van de wet. Dan kan de gemeente ook niet in gebreke zijn.")]
    if noticed_on is not None:
        return [_("De ingebrekestelling van %(day)s is al vastgelegd.") % {"day": day_words(noticed_on)}]
    if received_on > today:
        return [_("Kies de dag waarop de brief kwam. Die ligt niet in de toekomst.")]
    if received_on <= last_day:
        return [
            _("De gemeente mag beslissen tot en met %(day)s. In gebreke stellen kan pas daarna.")
            % {"day": day_words(last_day)}
        ]
    return []


def notice_ends_on(received_on: date) -> date:
    """The last day to decide without a penalty after a notice of default: two weeks (Awb 4:17, third paragraph)."""
    return next_working_day(received_on + timedelta(weeks=NOTICE_WEEKS))


@dataclass(frozen=True)
class Meter:
    """The penalty for deciding too late: whole days so far, at most 42, and what they cost in cents.

    It starts the day after `ends_on`, the last day without a penalty. `is_running`: another day will cost more.
    """

    ends_on: date
    days: int
    cents: int
    is_running: bool


def meter(
    noticed_on: date,
    *,
    on: date,
    decided_on: date | None = None,
    per_day: tuple[int, int, int] = DWANGSOM_CENTS_PER_DAY,
) -> Meter:
    """How the penalty stands on a local date. The day on which the decision is sent costs nothing any more.

    Weekends and holidays count: these 42 days are no term that moves (inbox.md section 8).
    """
    ends_on = notice_ends_on(noticed_on)
    until = on if decided_on is None else min(on, decided_on - _DAY)
    days = min(max((until - ends_on).days, 0), DWANGSOM_DAYS)
    is_running = decided_on is None and on > ends_on and days < DWANGSOM_DAYS
    return Meter(ends_on, days, dwangsom_cents(days, per_day=per_day), is_running)


def shares_cents(cents: int, people: int) -> tuple[int, ...]:
    """An amount shared equally among applicants (Awb 4:17, seventh paragraph); cents that are left go to the first.

    Raises:
        ValueError: when there is nobody, or the amount is negative.
    """
    if people < 1 or cents < 0:
        raise ValueError("an amount is shared by somebody, and is not negative")
    each, left = divmod(cents, people)
    return tuple(each + (place < left) for place in range(people))
