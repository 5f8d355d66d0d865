"""Who decides on a plan and by when, in words for the resident, before and after it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cms.money import format_euro
from cms.templatetags.notation import datum
from participation import deciders, mandates
from participation.codes import Scope
from participation.services.mandate import limit_cents, table
from participation.services.term_rules import rule_on
from participation.terms import TermEffect, TermEvent, awb_deadline, service_promise


@dataclass(frozen=True)
class DecisionRoute:
    """What somebody may expect of a plan with this amount and reach. `answer_by` is a local date."""

    title: str
    who_decides: str
    term: str
    answer_by: date
    is_fast: bool
    needs_support: bool
    is_application: bool


@dataclass(frozen=True)
class Level:
    """A row of the mandate table for residents: from what amount to what, and who decides."""

    amount: str
    who: str


def levels(on: date) -> list[Level]:
    """The mandate table as residents read it on a local date; empty while the municipality has none."""
    rows = [row for row in mandates.in_force(table(), on=on) if row.kind == mandates.INITIATIVE]
    return [Level(_amount(row), deciders.sentence(row.roles)) for row in rows]


def route_of(asked_cents: int | None, scope: str, *, on: date, estimate_cents: int = 0) -> DecisionRoute:
    """What follows for a plan that comes in on a local date.

    Args:
        asked_cents: None where the amount is not known yet; then the estimate tells whether it is an application.
        scope: a `Scope` value, or "" where it is not known yet.
    """
    limit = limit_cents(on)
    is_small = asked_cents is not None and asked_cents <= limit
    is_application = (estimate_cents if asked_cents is None else asked_cents) > limit
    is_fast = is_small and scope == Scope.STRAAT
    answer_by = service_promise(on, fast_lane=is_fast)
    return DecisionRoute(
        title=_("Je hoort iets uiterlijk %(day)s") % {"day": datum(answer_by)},
        who_decides=_who_decides(asked_cents, on),
        term=_term(on, is_fast=is_fast, is_small=is_small, is_application=is_application),
        answer_by=answer_by,
        is_fast=is_fast,
        needs_support=not is_fast,
        is_application=is_application,
    )


def _amount(row: mandates.MandateRow) -> str:
    if row.up_to_cents is None:
        return _("Boven %(amount)s") % {"amount": format_euro(row.above_cents)}
    return _("Tot en met %(amount)s") % {"amount": format_euro(row.up_to_cents)}


def _who_decides(asked_cents: int | None, on: date) -> str:
    if asked_cents is None:
        return _("Wie beslist, hangt af van het bedrag. Je wijkregisseur zoekt dat samen met je uit.")
    roles = deciders.roles_for(table(), amount_cents=asked_cents, on=on)
    return f"{deciders.sentence(roles)}." if roles else _("Je wijkregisseur vertelt je wie er beslist.")


def _term(on: date, *, is_fast: bool, is_small: bool, is_application: bool) -> str:
    """What kind of answer comes first, and what follows it."""
    if is_fast:
        return _("Dan weet je of het kan. Je hoeft geen steun te zoeken.")
    if is_small:
        return _("Dan maakt je wijkregisseur een afspraak met je. Daarna zoek je steun bij je buren.")
    if is_application:
        last_day = awb_deadline([TermEvent(TermEffect.APPLY, on)], weeks=rule_on(on).decide_weeks)
        text = _("Dit is een aanvraag. Verstuur je vandaag? Dan beslist de gemeente uiterlijk %(day)s.")
        return text % {"day": datum(last_day)}
    return _("Dan maakt je wijkregisseur een afspraak met je. Samen kijken jullie wat er nodig is.")
