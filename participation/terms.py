"""Terms of law and promises (inbox.md section 8). Pure: events in, dates out; days are local (Europe/Amsterdam)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.workdays import AMSTERDAM, add_working_days, local_date, next_working_day

SERVICE_WORKING_DAYS = 5
FAST_LANE_WORKING_DAYS = 2
SET_ASIDE_WEEKS = 4
LINK_HOURS = 24
# Awb 4:17, first and second paragraph, as of 2019: days 1-14, 15-28, 29-42. No day after the 42nd costs more.
DWANGSOM_CENTS_PER_DAY = (2_300, 3_500, 4_500)
DWANGSOM_DAYS = 42
_DWANGSOM_BLOCK_DAYS = 14
_DAY = timedelta(days=1)


class TermEffect(StrEnum):
    """What an event does to the Awb term. The values of suspend and resume are those of `workflow.ClockEffect`."""

    APPLY = "apply"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"


@dataclass(frozen=True)
class TermEvent:
    """One event on a local date.

    `until` is, for a suspension, the last day on which the initiator may answer; for an extension, the new last day.
    """

    effect: TermEffect
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Term:
    """How the term stands after its events. `ends_on` takes no account of weekends; `last_day` does.

    While `suspended_on` is set the clock stands still: days from the one after it are not counted yet.
    """

    applied_on: date
    ends_on: date
    suspended_on: date | None = None
    answer_by: date | None = None

    @property
    def last_day(self) -> date:
        """The last day to decide; not before the next working day (Algemene termijnenwet, article 1)."""
        return next_working_day(self.ends_on)

    def counted_to(self, day: date) -> Term:
        """The same term with the days counted that it stood still until `day`, which itself runs again.

        A suspension is over when the time to answer has passed without an answer, without anyone doing anything.
        """
        if self.suspended_on is None:
            return self
        runs_on = day if self.answer_by is None else min(day, self.answer_by + _DAY)
        is_over = self.answer_by is not None and self.answer_by < day
        still = max(0, (runs_on - self.suspended_on).days - 1)
        return replace(
            self,
            ends_on=self.ends_on + timedelta(days=still),
            suspended_on=None if is_over else max(self.suspended_on, day - _DAY),
            answer_by=None if is_over else self.answer_by,
        )


def service_promise(received_on: date, *, fast_lane: bool) -> date:
    """By which day a first answer comes: within 5 working days, the fast lane's outcome within 2."""
    return add_working_days(received_on, FAST_LANE_WORKING_DAYS if fast_lane else SERVICE_WORKING_DAYS)


def term(events: Iterable[TermEvent], *, weeks: int) -> Term:
    """The Awb term after its events, sorted by date here; those of one day are taken in the order given.

    It ends so many weeks after the application (Awb 4:13). It stands still from the day after the initiator was
    asked, until the day of the answer or until the time to answer has passed (Awb 4:15). A notice of extension
    counts only when it was sent before the end (Awb 4:14), and so does a suspension. Nothing shortens the term.

    Raises:
        ValueError: when there is no application, or `weeks` is not above zero.
    """
    in_order = sorted(events, key=lambda event: event.on)
    applied_on = next((event.on for event in in_order if event.effect == TermEffect.APPLY), None)
    if applied_on is None or weeks < 1:
        raise ValueError("a term needs an application and a number of weeks")
    state = Term(applied_on, applied_on + timedelta(weeks=weeks))
    for event in in_order:
        if event.on >= applied_on:
            state = _after(state, event)
    return state


def awb_deadline(events: Iterable[TermEvent], *, weeks: int) -> date:
    """The last day to decide on an application, always a working day.

    A suspension that has not ended counts until the last day to answer; without such a day it counts from the
    moment that it ends, for nobody knows how long it will last.
    """
    state = term(events, weeks=weeks)
    if state.answer_by is not None:
        state = state.counted_to(state.answer_by + _DAY)
    return state.last_day


def is_suspended(events: Iterable[TermEvent], *, weeks: int, on: date) -> bool:
    """Whether the clock stands still on a local date."""
    state = term([event for event in events if event.on <= on], weeks=weeks)
    is_waiting = state.suspended_on is not None and state.suspended_on < on
    return is_waiting and (state.answer_by is None or on <= state.answer_by)


def extension_refused(
    events: Iterable[TermEvent], *, weeks: int, sent_on: date, until: date, most: int = 1
) -> list[str]:
    """Why a notice of extension can't be sent, in Dutch sentences; empty where it can (Awb 4:14).

    most: how often one application may be extended; the law speaks of it once.
    """
    known = [event for event in events if event.on <= sent_on]
    last_day = awb_deadline(known, weeks=weeks)
    if sum(event.effect == TermEffect.EXTEND for event in known) >= most:
        return [_("De termijn is al eens verlengd. Nog een keer kan niet: neem een besluit.")]
    if sent_on > last_day:
        return [_("De termijn is al voorbij. Verlengen kan alleen voor het einde van de termijn.")]
    if until <= last_day:
        return [_("Kies een datum na de laatste dag van de termijn.")]
    return []


def set_aside_by(answer_by: date) -> date:
    """The last day to set aside an application that was not completed by `answer_by` (Awb 4:5, fourth paragraph)."""
    return next_working_day(answer_by + timedelta(weeks=SET_ASIDE_WEEKS))


def day_words(day: date) -> str:
    """A day as sentences name it: "10 december 2026"."""
    return date_format(day, "j F Y")


def set_aside_refused(answer_by: date | None, *, on: date) -> list[str]:
    """Why an application can't be set aside on a local date, in Dutch sentences; empty where it can (Awb 4:5).

    Only after the time to complete it has passed, and within four weeks from then.
    """
    if answer_by is None:
        return [_("Vraag de indiener eerst om aanvulling, met een datum. Pas daarna kan dit.")]
    if on <= answer_by:
        return [
            _("De indiener kan nog antwoorden tot en met %(day)s. Wacht die dag af.") % {"day": day_words(answer_by)}
        ]
    last_day = set_aside_by(answer_by)
    if on > last_day:
        return [
            _("Dit kon tot en met %(day)s. Neem nu een besluit over de aanvraag.") % {"day": day_words(last_day)},
        ]
    return []


def after_outages(day: date, outages: Iterable[tuple[date, date]]) -> date:
    """A last day (local) on which a resident could send nothing in moves to the first working day after the outage.

    outages: first and last local day of each. A day that no outage covers stays.
    """
    rows = sorted(outages)
    for first, last in rows:
        if first <= day <= last:
            day = next_working_day(last + _DAY)
    return day


def dwangsom_cents(days: int, *, per_day: tuple[int, int, int] = DWANGSOM_CENTS_PER_DAY) -> int:
    """What is owed after so many days too late: 42 days at most, weekends counted (Awb 4:17).

    Raises:
        ValueError: when `days` is negative.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    starts = range(0, DWANGSOM_DAYS, _DWANGSOM_BLOCK_DAYS)
    in_block = (min(max(days - start, 0), _DWANGSOM_BLOCK_DAYS) for start in starts)
    return sum(count * cents for count, cents in zip(in_block, per_day, strict=True))


def support_closes_at(opened_at: datetime, weeks: int) -> datetime:
    """The last moment to support (UTC): the end of the day in Amsterdam, so many weeks after the day of opening.

    Summer time does not shift it: it stays the end of the local day.

    Raises:
        ValueError: when `opened_at` is not aware or `weeks` is not above zero.
    """
    if weeks < 1:
        raise ValueError("weeks must be above zero")
    last_day = local_date(opened_at) + timedelta(weeks=weeks)
    return datetime.combine(last_day, time.max, tzinfo=AMSTERDAM).astimezone(UTC)


def support_counts(*, given_at: datetime, confirmed_at: datetime, closes_at: datetime) -> bool:
    """Whether a support counts: given before closing and confirmed while the link lasted (participation.md, Support).

    All moments are aware. A link lasts 24 hours, also past the closing.
    """
    return given_at <= closes_at and given_at <= confirmed_at <= given_at + timedelta(hours=LINK_HOURS)


def holiday_warnings(opened_on: date, closes_on: date) -> list[str]:
    """Warnings, in Dutch sentences, for a period of support in which many neighbours are away (local dates).

    Roughly: the school holidays differ by region and year, so 10 July - 25 August and 20 December - 5 January.
    """
    warnings = []
    years = range(opened_on.year - 1, closes_on.year + 1)
    if any(opened_on <= date(year, 8, 25) and closes_on >= date(year, 7, 10) for year in years):
        warnings.append(_("Deze periode valt in de zomervakantie. Kies een langere periode of begin later."))
    if any(opened_on <= date(year + 1, 1, 5) and closes_on >= date(year, 12, 20) for year in years):
        warnings.append(_("Deze periode valt in de kerstvakantie. Kies een langere periode of begin later."))
    return warnings


def _after(state: Term, event: TermEvent) -> Term:
    """The term after one more event."""
    state = state.counted_to(event.on)
    if event.effect == TermEffect.RESUME:
        return replace(state, suspended_on=None, answer_by=None)
    is_in_time = state.suspended_on is not None or event.on <= state.last_day
    if event.effect == TermEffect.SUSPEND and is_in_time:
        if state.suspended_on is None:
            return replace(state, suspended_on=event.on, answer_by=event.until)
        if state.answer_by is not None:
            return replace(state, answer_by=event.until and max(state.answer_by, event.until))
    if event.effect == TermEffect.EXTEND and is_in_time and event.until is not None:
        return replace(state, ends_on=max(state.ends_on, event.until))
    return state
