"""An outage gives more time to who could send nothing in on the last day."""

from datetime import datetime, time

from django.db import transaction

from cms.workdays import AMSTERDAM, local_date
from participation import terms
from participation.models import Event, Outage, Submission, SupportCampaign
from participation.services.record import claim, log
from participation.services.term_rules import decide_due_on


@transaction.atomic
def lengthen_for(outage: Outage, *, now: datetime) -> int:
    """Move the terms of residents whose last day falls in the outage; returns how many. Twice is once.

    The last day to answer a question, and the last day to support a plan. The term to decide follows from the first.
    """
    days = [(local_date(outage.from_at), local_date(outage.until_at))]
    count = 0
    for case in Submission.objects.filter(answer_by__range=days[0]):
        _lengthen_answer(claim(case, None), days, outage, now)
        count += 1
    first = datetime.combine(days[0][0], time.min, tzinfo=AMSTERDAM)
    last = datetime.combine(days[0][1], time.max, tzinfo=AMSTERDAM)
    for campaign in SupportCampaign.objects.filter(closed_at__isnull=True, closes_at__range=(first, last)):
        day = terms.after_outages(local_date(campaign.closes_at), days)
        campaign.closes_at = datetime.combine(day, time.max, tzinfo=AMSTERDAM)
        campaign.save(update_fields=["closes_at"])
        data = {"outage": outage.pk, "support_until": day.isoformat()}
        log(campaign.submission, Event.Action.TERM_LENGTHENED, data=data, now=now)
        count += 1
    return count


def _lengthen_answer(case: Submission, days: list, outage: Outage, now: datetime) -> None:
    """A longer suspension, as an event of its own: the term is computed from these."""
    if case.answer_by is None:
        return
    case.answer_by = terms.after_outages(case.answer_by, days)
    data = {"outage": outage.pk, "until": case.answer_by.isoformat()}
    clock = terms.TermEffect.SUSPEND.value
    log(case, Event.Action.TERM_LENGTHENED, clock=clock, data=data, now=now)
    case.decide_due_on = decide_due_on(case)
    case.save(update_fields=["answer_by", "decide_due_on"])
