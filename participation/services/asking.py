"""What initiators are asked when their plan is done: three questions, and half a year later how it goes now."""

from datetime import datetime, timedelta

from participation.codes import Kind, State
from participation.models import Submission
from participation.services.people import tell_initiators

# The day after, so that a plan that was closed by mistake asks nobody.
ASK_AFTER = timedelta(days=1)
LOOK_BACK_AFTER = timedelta(days=183)
# How long a worker that stood still can catch up; shorter than the outbox keeps what went, so nobody is asked twice.
WITHIN = timedelta(days=14)
_PLANS = (Kind.INITIATIVE, Kind.CHALLENGE)


def ask_closing(now: datetime) -> int:
    """Ask the three questions of plans that came true a day ago; returns of how many. May run twice."""
    return _ask("plan_closing", "closing_answers", ASK_AFTER, now)


def ask_look_back(now: datetime) -> int:
    """Ask after half a year how it goes now; returns of how many plans. May run twice."""
    return _ask("plan_look_back", "look_back", LOOK_BACK_AFTER, now)


def _ask(template: str, answer: str, after: timedelta, now: datetime) -> int:
    done = Submission.objects.filter(
        state=State.COMPLETED,
        kind__in=_PLANS,
        state_since_at__range=(now - after - WITHIN, now - after),
        **{f"{answer}__isnull": True},
    )
    cases = list(done.order_by("pk"))
    for case in cases:
        tell_initiators(case, template, key=case.state_since_at.date().isoformat(), now=now)
    return len(cases)
