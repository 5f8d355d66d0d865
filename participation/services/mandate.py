"""The mandate table of the database, read for the pure rules in mandates.py."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from cms.models import Role, WijkRole
from cms.prepared import Prepared
from cms.workdays import local_date
from participation import mandates
from participation.codes import Outcome, PotKind, Verdict
from participation.models import CriterionVerdict, Decision, MandateRule, Submission
from participation.services.errors import Refused
from participation.services.term_rules import rule_on

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

    Rejecting follows the amount asked. Earlier grants to the same initiators count along (see `earlier_grants`).

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
    """What the initiators of this case were granted for other plans, in cents; see `earlier_grants`."""
    return sum(decision.amount_cents for decision in earlier_grants(case, now=now))


def earlier_grants(case: Submission, *, now: datetime) -> list[Decision]:
    """The grants to the initiators of this case for other plans, in the window before `now` that the municipality
    set (`TermRule.splitting_days`), oldest first."""
    window = timedelta(days=rule_on(local_date(now)).splitting_days)
    hashes = case.applicants.taking_part().exclude(email_hash="").values("email_hash")
    earlier = Decision.objects.filter(
        submission__applicants__email_hash__in=hashes,
        status=Decision.Status.DECIDED,
        decided_at__gt=now - window,
        decided_at__lte=now,
        amount_cents__gt=0,
    ).exclude(submission_id=case.pk)
    once = Decision.objects.filter(pk__in=earlier.values("pk"))
    return list(once.select_related("submission").order_by("decided_at", "pk"))


def places_of(case: Submission, roles: Sequence[str], *, on: date) -> tuple[tuple[str, int | None], ...]:
    """The roles that sign, each with the wijk it is held for on a local date."""
    others = list(case.other_wijken.in_order().values_list("pk", flat=True))
    wijken = [*([case.wijk_id] if case.wijk_id else []), *(pk for pk in others if pk != case.wijk_id)]
    held = WijkRole.objects.active(on).filter(role=Role.WIJKWETHOUDER, wijk_id__in=wijken, deputy_for__isnull=True)
    people: dict[int, frozenset[int]] = {}
    for wijk_id, user_id in held.values_list("wijk_id", "user_id"):
        people[wijk_id] = people.get(wijk_id, frozenset()) | {user_id}
    return mandates.in_each_wijk(roles, wijken=wijken, held_by=people)


def missing_advice(case: Submission, *, kind: str) -> tuple[str, ...]:
    """Who must still advise on this case; kind: of the mandate table."""
    return mandates.missing_advice(kind, case.advices.values_list("giver", flat=True))


def _is_criterion_4_doubted(case: Submission) -> bool:
    return CriterionVerdict.objects.filter(submission=case, criterion=4, verdict=Verdict.DOUBT).exists()
