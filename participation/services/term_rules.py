"""The terms and amounts that hold on a day, and the events of a case as the pure rules take them."""

from datetime import date

from cms.prepared import Prepared
from cms.workdays import local_date
from participation import terms
from participation.models import Submission, TermRule

_RULES = Prepared(TermRule.objects.all)
_EFFECTS = frozenset(terms.TermEffect)


def rule_on(day: date) -> TermRule:
    """The newest rule that holds on a local date; what the law itself says where the table has none."""
    return next((rule for rule in _RULES.rows() if rule.valid_from <= day), TermRule(valid_from=date.min))


def per_day_cents(day: date) -> tuple[int, int, int]:
    """The penalty per day of the three blocks of 14 days, for a notice received on a local date; in cents."""
    rule = rule_on(day)
    return rule.dwangsom_first_cents, rule.dwangsom_second_cents, rule.dwangsom_third_cents


def weeks_of(case: Submission) -> int:
    """In how many weeks this application must be decided: as the rule was on the day it was made.

    Raises:
        ValueError: when there is no application.
    """
    if case.applied_at is None:
        raise ValueError("no application, no term")
    return rule_on(local_date(case.applied_at)).decide_weeks


def term_events(case: Submission) -> list[terms.TermEvent]:
    """What happened to the term of a case, oldest first; one query."""
    rows = case.events.exclude(clock="").order_by("pk").values_list("at", "clock", "data")
    return [
        terms.TermEvent(terms.TermEffect(clock), local_date(at), _until(data))
        for at, clock, data in rows
        if clock in _EFFECTS
    ]


def decide_due_on(case: Submission) -> date | None:
    """The last day to decide on an application, from its events (inbox.md section 8); None where there is none."""
    if case.applied_at is None:
        return None
    return terms.awb_deadline(term_events(case), weeks=weeks_of(case))


def _until(data: dict[str, object]) -> date | None:
    text = data.get("until")
    return date.fromisoformat(text) if isinstance(text, str) else None
