"""Reading all books for the audit, and what each fault says."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cms import triggers
from cms.money import format_euro
from participation.auditing import AuditDecision, AuditLine, Fault, audit
from participation.models import Decision, LedgerLine

logger = logging.getLogger(__name__)

# %(pk)s: the number of the line, pot or decision; %(figure)s: an amount.
SENTENCES: dict[str, Promise] = {
    "line_sign": gettext_lazy("Boeking %(pk)s heeft een bedrag dat bij die soort niet kan: %(figure)s."),
    "line_effect": gettext_lazy("Boeking %(pk)s werkt anders dan haar soort."),
    "correction_of_another": gettext_lazy("Boeking %(pk)s corrigeert iets van een andere pot, of niets."),
    "move_alone": gettext_lazy("Boeking %(pk)s verschuift geld, maar de andere helft ontbreekt."),
    "move_not_in_balance": gettext_lazy("De verschuiving met boeking %(pk)s klopt niet. Verschil: %(figure)s."),
    "commitment_without_decision": gettext_lazy("Boeking %(pk)s zegt %(figure)s toe zonder besluit."),
    "decision_unknown": gettext_lazy("Er zijn boekingen voor besluit %(pk)s, en dat besluit is er niet."),
    "money_without_sign_offs": gettext_lazy("Voor besluit %(pk)s is %(figure)s toegezegd, maar het is niet genomen."),
    "more_than_granted": gettext_lazy("Voor besluit %(pk)s is %(figure)s meer geboekt dan er is toegekend."),
    "reservation_left": gettext_lazy("Voor besluit %(pk)s staat nog %(figure)s gereserveerd."),
    "decision_below_zero": gettext_lazy("Voor besluit %(pk)s staat een bedrag onder nul: %(figure)s."),
    "pot_below_zero": gettext_lazy("In pot %(pk)s staat een bedrag onder nul: %(figure)s."),
    "pot_overdrawn": gettext_lazy("Pot %(pk)s is overschreden zonder overleg: %(figure)s."),
    "city_overdrawn": gettext_lazy("Na boeking %(pk)s hadden alle wijken samen minder dan niets: %(figure)s."),
    "trigger_missing": gettext_lazy("De database bewaakt %(pk)s tabellen niet meer tegen wijzigen."),
}


@dataclass(frozen=True)
class Report:
    """What was read, and what is wrong."""

    lines: int
    years: int
    faults: tuple[Fault, ...]

    def sentences(self) -> list[str]:
        """The faults in words, without anything of a person."""
        return [
            str(SENTENCES[fault.code]) % {"pk": fault.pk, "figure": format_euro(fault.figure)} for fault in self.faults
        ]


@transaction.atomic
def audit_books() -> Report:
    """Read every line and decision in one transaction, and audit them. Changes nothing."""
    fields = ("pk", "pot__year__year", "pot_id", "pot__kind", "kind", "effect", "amount_cents")
    rows = LedgerLine.objects.order_by("pk").values_list(*fields, "decision_id", "corrects_id", "transfer")
    lines = [AuditLine(*row) for row in rows.iterator(chunk_size=5000)]
    decisions = Decision.objects.filter(ledger_lines__isnull=False).distinct()
    found = audit(
        lines,
        [AuditDecision(*row) for row in decisions.values_list("pk", "status", "amount_cents", "is_consulted")],
    )
    unguarded = triggers.missing(connection)
    if unguarded:
        found.append(Fault("trigger_missing", len(unguarded)))
    return Report(len(lines), len({line.year for line in lines}), tuple(found))


def audit_daily(now: datetime) -> None:
    """Audit the books, and put each fault in the log, where the administrator's alarm looks for errors."""
    for fault in audit_books().faults:
        logger.error("household book: %s pk=%s figure=%s", fault.code, fault.pk, fault.figure)
