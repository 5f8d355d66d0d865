"""What the warning signs about a plan's support look at, read from the database: two queries, counts alone."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncMinute

from participation import terms
from participation.codes import Stance, SupportChannel
from participation.models import SupportCampaign
from participation.warnings import LOOKS_BACK, Seen, Signal, signals


def signals_of(campaign: SupportCampaign, *, now: datetime) -> list[Signal]:
    """The warning signs of a campaign now, for staff alone."""
    since = now - LOOKS_BACK
    supports = campaign.submission.supports.filter(stance=Stance.SUPPORT, channel=SupportChannel.EMAIL)
    confirmed: dict[str, dict[datetime, int]] = defaultdict(dict)
    minutes = (
        supports.filter(confirmed_at__gte=since)
        .annotate(minute=TruncMinute("confirmed_at"))
        .values_list("postcode", "minute")
        .annotate(people=Count("pk"))
        .order_by()
    )
    for postcode, minute, people in minutes:
        confirmed[postcode][minute] = people
    is_dead = Q(
        confirmed_at__isnull=True,
        withdrawn_at__isnull=True,
        given_at__lt=now - timedelta(hours=terms.LINK_HOURS),
        given_at__gte=since,
    )
    is_withdrawn = Q(confirmed_at__isnull=False, withdrawn_at__gte=since)
    numbers = supports.aggregate(
        given=Count("pk", filter=Q(given_at__gte=since)),
        unconfirmed=Count("pk", filter=is_dead),
        unconfirmed_at=Max("given_at", filter=is_dead),
        withdrawn=Count("pk", filter=is_withdrawn),
        withdrawn_at=Max("withdrawn_at", filter=is_withdrawn),
    )
    return signals(Seen(confirmed=confirmed, **numbers), now=now)
