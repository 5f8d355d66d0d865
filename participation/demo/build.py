"""Build the demo's plans: past ones keep their year, live ones count back from today."""

import json
import uuid
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from cms.registries import DemoContext
from participation.demo.walk import Walk
from participation.models import Submission

PLANS = Path(__file__).with_name("plans.json")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_NAMESPACE = uuid.UUID("5f0c6f0e-8a43-4b1e-9a56-0a3cbb1f9d11")
# A plan seeks support some days after it came in: first there is a talk.
DAYS_BEFORE_SUPPORT = 7


def key_of(title: str, copy: int) -> uuid.UUID:
    """The idempotency key of a demo plan, so that a second run finds what the first one made."""
    return uuid.uuid5(_NAMESPACE, f"{title}/{copy}")


def received_at(plan: dict[str, Any], now: datetime) -> datetime:
    """When a plan came in (aware UTC): in its year at ten in the morning local time, or counted back from `now`."""
    if "year" in plan:
        return datetime(plan["year"], plan["month"], 9, 10, 12, tzinfo=AMSTERDAM)
    if not plan["days"]:
        return now - timedelta(minutes=50)
    days = plan["days"] + (DAYS_BEFORE_SUPPORT if plan["supports"] else 0)
    morning = datetime.combine((now.astimezone(AMSTERDAM) - timedelta(days=days)).date(), time(10, 12))
    return morning.replace(tzinfo=AMSTERDAM)


def build_plans(context: DemoContext) -> None:
    """Make every plan that is not there yet; one plan is one transaction, so a stopped run leaves none half-made."""
    plans = json.loads(PLANS.read_text(encoding="utf-8"))
    made = 0
    for copy in range(context.size):
        for number, plan in enumerate(plans):
            key = key_of(plan["title"], copy)
            if Submission.objects.filter(idempotency_key=key).exists():
                continue
            with transaction.atomic():
                Walk(
                    plan=plan,
                    number=number + copy * len(plans),
                    copy=copy,
                    key=key,
                    received_at=received_at(plan, context.now),
                    until=context.now,
                ).run()
            made += 1
    context.log(f"{made} plannen gemaakt")
