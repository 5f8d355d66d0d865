"""The mandate table of the database, read for the pure rules in mandates.py."""

from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _

from cms.prepared import Prepared
from cms.workdays import local_date
from participation import mandates
from participation.codes import Outcome, PotKind, Verdict
from participation.models import CriterionVerdict, Decision, MandateRule, Submission
from participation.services.errors import Refused

EARLIER_WINDOW = timedelta(days=365)
_DEFAULT_LIMIT_CENTS = 200_000
# Bodies that decide outside the product; the griffie records what they decided.
BODIES = frozenset({"college", "gemeenteraad", "regietafel"})


_TABLE = Prepared(MandateRule.objects.all)


def table() -> tuple[mandates.MandateRow, ...]:
    """Every row of the municipality's own table; empty where none was filled in."""
    return tuple(
        mandates.MandateRow(
            kind=row.kind,
            above_cents=row.above_cents,
            up_to_cents=row.up_to_cents,
            roles=tuple(row.roles),
            form=row.form,
            ceiling_cents=row.up_to_cents,
            number=row.number,
            valid_from=row.valid_from,
        )
        for row in _TABLE.rows()
    )


def limit_cents(on: date) -> int:
    """Up to this amount there is no application: the upper bound of the lowest mandate in force on a local date.

    The law's side of it (2,000 euro) where the table is empty: residents can hand in plans before it is filled.
    """
    rows = mandates.in_force(table(), on=on)
    lowest = next((row.up_to_cents for row in rows if row.is_lowest), None)
    return _DEFAULT_LIMIT_CENTS if lowest is None else lowest


def level_for(
    case: Submission,
    *,
    outcome: str,
    amount_cents: int,
    pot_kind: str = "",
    is_investment: bool = False,
    now: datetime,
) -> mandates.MandateRow:
    """The level that decides on this outcome now; called inside the deciding transaction (fault 7).

    Rejecting follows the amount asked. Earlier grants to the same initiator in the last 12 months count along.

    Raises:
        Refused: when the table is empty or has no row for this.
    """
    rows = table()
    if not rows:
        raise Refused([_("De mandaattabel is nog leeg. Vraag de beheerder om de tabel te vullen.")])
    amount = (case.asked_cents or 0) if outcome == Outcome.REJECT else amount_cents
    try:
        return mandates.level(
            rows,
            amount_cents=amount,
            kind=mandates.WIJKKANSEN if pot_kind == PotKind.WIJKKANSEN else mandates.INITIATIVE,
            earlier_cents=earlier_cents(case, now=now) if outcome != Outcome.REJECT else 0,
            on=local_date(now),
            criterion4_doubt=_is_criterion_4_doubted(case),
            is_investment=is_investment,
        )
    except mandates.MandateMissing as missing:
        raise Refused([str(missing)]) from None


def earlier_cents(case: Submission, *, now: datetime) -> int:
    """What the initiators of this case were granted for other plans in the 12 months before `now`."""
    hashes = case.applicants.taking_part().exclude(email_hash="").values("email_hash")
    earlier = Decision.objects.filter(
        submission__applicants__email_hash__in=hashes,
        status=Decision.Status.DECIDED,
        decided_at__gt=now - EARLIER_WINDOW,
        decided_at__lte=now,
    ).exclude(submission_id=case.pk)
    once = Decision.objects.filter(pk__in=earlier.values("pk"))
    return once.aggregate(total=Sum("amount_cents"))["total"] or 0


def _is_criterion_4_doubted(case: Submission) -> bool:
    return CriterionVerdict.objects.filter(submission=case, criterion=4, verdict=Verdict.DOUBT).exists()
