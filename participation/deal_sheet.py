"""What a buurtdeal shows, on paper, on the own page and in public: names of functions and parties, never of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from cms.money import format_euro
from cms.templatetags.notation import datum_jaar
from cms.workdays import local_date
from participation.details import shown_title
from participation.models import Buurtdeal, DealAgreement, Milestone

STYLES = Path(__file__).parent / "static" / "participation" / "deal.css"


@dataclass(frozen=True)
class Sheet:
    """A version in words. dates: what, by when, who. signed: which party agreed and when."""

    title: str
    reference: str
    wijk: str
    version: int
    is_agreed: bool
    municipality_does: str
    neighbours_do: str
    facts: tuple[tuple[str, str], ...]
    task: str
    quality: str
    dates: tuple[tuple[str, date, str], ...]
    signed: tuple[str, ...]
    content_hash: str


def deal_sheet(deal: Buurtdeal) -> Sheet:
    """The sheet of one version; a draft has the dates as they stand now and nobody's yes."""
    case = deal.submission
    return Sheet(
        title=shown_title(case),
        reference=case.reference,
        wijk=case.wijk.name if case.wijk else "",
        version=deal.number,
        is_agreed=deal.status == Buurtdeal.Status.AGREED,
        municipality_does=deal.municipality_does,
        neighbours_do=deal.neighbours_do,
        facts=tuple(_facts(deal)),
        task=deal.task,
        quality=deal.quality,
        dates=tuple(
            (one["what"], date.fromisoformat(one["on"]), str(Milestone.Who(one["who"]).label)) for one in deal.dates
        ),
        signed=tuple(_signed(one) for one in deal.agreements.all()),
        content_hash=deal.content_hash,
    )


def _facts(deal: Buurtdeal) -> list[tuple[str, str]]:
    amount = deal.decision.amount_cents if deal.decision else 0
    rows = [(_("Geld van de gemeente"), format_euro(amount) if amount else _("Geen geld"))]
    if deal.yearly_cents is not None:
        rows.append((_("Geld per jaar"), format_euro(deal.yearly_cents)))
    if deal.hours_a_year:
        rows.append((_("Uren van de buren per jaar"), str(deal.hours_a_year)))
    if deal.means:
        rows.append((_("Middelen van de buren"), deal.means))
    if deal.upkeep_years:
        rows.append((_("Jaren onderhoud"), str(deal.upkeep_years)))
    if deal.starts_on:
        rows.append((_("Begint op"), datum_jaar(deal.starts_on)))
    if deal.ends_on:
        rows.append((_("Loopt tot en met"), datum_jaar(deal.ends_on)))
    rows.append((_("Contact bij de gemeente"), deal.contact))
    if deal.tile_on:
        rows.append((_("Buurttegel gelegd op"), datum_jaar(deal.tile_on)))
    return rows


def _signed(agreement: DealAgreement) -> str:
    side = _("de buren") if agreement.side == DealAgreement.Side.NEIGHBOURS else _("de gemeente")
    return _("Akkoord van %(side)s op %(day)s") % {"side": side, "day": datum_jaar(local_date(agreement.agreed_at))}
