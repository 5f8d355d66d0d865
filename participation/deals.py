"""What a buurtdeal must say, and its words as they are frozen (participation.md, 9). Pure; days are local."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

MOST_YEARS = 30


@dataclass(frozen=True)
class Date:
    """One date of the agreement: what, by which day (ISO), and who does it (`Milestone.Who`)."""

    what: str
    on: str
    who: str


@dataclass(frozen=True)
class Deal:
    """The words of one version. Money in whole cents; the last four are of a challenge."""

    municipality_does: str
    neighbours_do: str
    hours_a_year: int | None
    means: str
    upkeep_years: int
    starts_on: date | None
    ends_on: date | None
    contact: str
    task: str = ""
    quality: str = ""
    yearly_cents: int | None = None


def missing(deal: Deal, *, is_challenge: bool) -> list[str]:
    """Why these words can't be laid down, in Dutch sentences; empty where they can."""
    reasons = []
    if not deal.municipality_does.strip():
        reasons.append(_("Schrijf op wat de gemeente doet."))
    if not deal.neighbours_do.strip():
        reasons.append(_("Schrijf op wat de buren doen."))
    if not deal.contact.strip():
        reasons.append(_("Vul in wie het contact is, als functie."))
    if deal.starts_on and deal.ends_on and deal.ends_on < deal.starts_on:
        reasons.append(_("De laatste dag ligt voor de eerste dag."))
    if is_challenge:
        if not deal.task.strip():
            reasons.append(_("Schrijf op welke taak de groep overneemt."))
        if not deal.quality.strip():
            reasons.append(_("Schrijf op welke kwaliteit je afspreekt, en hoe je die meet."))
        if not (deal.starts_on and deal.ends_on):
            reasons.append(_("Vul in van wanneer tot wanneer de afspraak loopt."))
    return reasons


def content_hash(deal: Deal, dates: Iterable[Date]) -> str:
    """The SHA-256 of the words and dates: whoever changes a letter gets another number."""
    words = asdict(deal) | {"dates": [asdict(one) for one in dates]}
    text = json.dumps(words, sort_keys=True, ensure_ascii=False, default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()


def evaluation_days(starts_on: date, ends_on: date) -> list[date]:
    """The days of the yearly evaluations of a challenge: each anniversary up to and including the last day.

    Of 29 February in other years the 28th. At most thirty, since a longer agreement is a mistake.
    """
    found = []
    for turn in range(1, MOST_YEARS + 1):
        day = _anniversary(starts_on, turn)
        if day > ends_on:
            break
        found.append(day)
    return found


def upkeep_days(begins_on: date, years: int) -> list[date]:
    """The days on which upkeep is looked at: each anniversary of the day on which it began, so many years."""
    return [_anniversary(begins_on, turn) for turn in range(1, min(years, MOST_YEARS) + 1)]


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
