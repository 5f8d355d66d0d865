"""All answers in a row, to read over before they are sent (spec/forms.md: check your answers)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.money import format_euro
from cms.postcodes import shown
from participation.codes import Scope
from participation.forms.places import Place
from participation.models import CostLine
from participation.services.plans import PlanInput

Row = dict[str, str]
# Behind the address of a step: who changes an answer comes back to the last step.
CHANGE = "?wijzig=1"


@dataclass(frozen=True)
class Section:
    """The answers of one step. Addresses are relative to the last step's own."""

    key: str
    title: str
    rows: list[Row]


def _row(step: str, field: str, term: str, value: object) -> Row:
    """One answer, with the address of its question."""
    return {"term": term, "value": str(value or ""), "url": f"../{step}/{CHANGE}#id_{field}"}


def sections(plan: PlanInput, place: Place, files: Sequence[str] = ()) -> list[Section]:
    """The answers by step; `files` as their sender knows them."""
    return [
        Section("plan", _("Je plan"), _plan_rows(plan, files)),
        Section("plek", _("De plek"), _place_rows(plan, place)),
        Section("geld", _("Het geld"), _money_rows(plan)),
        Section("jij", _("Jij"), _you_rows(plan)),
    ]


def _plan_rows(plan: PlanInput, files: Sequence[str]) -> list[Row]:
    scope = capfirst(str(Scope(plan.scope).label)) if plan.scope else _("Dat weet ik nog niet")
    return [
        _row("plan", "titel", _("Hoe heet je plan?"), plan.title),
        _row("plan", "wat", _("Wat wil je gaan doen?"), plan.what),
        _row("plan", "voor_wie", _("Voor wie?"), plan.for_whom),
        _row("plan", "wanneer", _("Wanneer?"), plan.when_text),
        _row("plan", "waartoe", _("Waar leidt het toe?"), plan.goal),
        _row("plan", "reikwijdte_0", _("Hoe groot is je plan?"), scope),
        _row("plan", "onderwerp", _("Onderwerp"), plan.category),
        _row("plan", "bestanden", _("Bestanden"), "\n".join(files)),
    ]


def _place_rows(plan: PlanInput, place: Place) -> list[Row]:
    words = plan.place_text if plan.place_text != place.address else ""
    rows = [
        _row("plek", "postcode", _("Postcode"), shown(plan.postcode)),
        _row("plek", "huisnummer", _("Huisnummer"), plan.house_number),
    ]
    if place.address:
        rows.append(_row("plek", "postcode", _("Adres"), place.address))
    rows.append(_row("plek", "waar", _("Vertel waar het is"), words))
    if place.pin:
        rows.append(_row("plek", "waar", _("Op de kaart"), _("Je hebt een pin gezet.")))
    rows.append(_row("plek", "wijk", _("Wijk"), plan.wijk or _("Dat zoeken wij voor je uit")))
    if plan.other_wijken:
        others = ", ".join(str(wijk) for wijk in plan.other_wijken)
        rows.append(_row("plek", "ook_in_0", _("Ook in deze wijken"), others))
    return rows


def _money_rows(plan: PlanInput) -> list[Row]:
    asked = _("Dat weet ik nog niet") if plan.asked_cents is None else format_euro(plan.asked_cents)
    return [
        _row("geld", "bedrag", _("Hoeveel geld is er nodig?"), asked),
        _row("geld", "eigen_inzet", _("Eigen inzet"), plan.own_effort),
        _row("geld", "ander_geld", _("Ander geld"), plan.other_funding),
    ]


def _you_rows(plan: PlanInput) -> list[Row]:
    return [
        _row("jij", "naam", _("Je naam"), plan.name),
        _row("jij", "email", _("Je e-mailadres"), plan.email),
        _row("jij", "telefoon", _("Je telefoonnummer"), plan.phone),
        _row("jij", "adres", _("Je adres"), plan.address),
        _row("jij", "organisatie", _("Groep of organisatie"), plan.organisation),
        _row("jij", "samen", _("Samen met"), ", ".join(plan.co_emails)),
    ]


@dataclass(frozen=True)
class CostTable:
    """The estimate: lines of (description, cents), income below zero, and what is left to pay, in cents."""

    lines: list[tuple[str, int]]
    left_cents: int


def cost_table(plan: PlanInput) -> CostTable | None:
    """The estimate as a table; None where nothing was filled in."""
    lines = [
        (line.description, line.amount_cents if line.side == CostLine.Side.COST else -line.amount_cents)
        for line in plan.cost_lines
    ]
    return CostTable(lines, sum(cents for _text, cents in lines)) if lines else None
