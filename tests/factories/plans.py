"""Plans on the site as bare rows, for lists: much faster than a walk through the services, and in any state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from cms.models import User, Wijk
from participation.codes import Outcome, Scope, State
from participation.models import Decision, PublicVersion, Submission, SupportCampaign
from participation.references import reference_for
from tests.conftest import NOW


def public_plan(
    wijk: Wijk,
    title: str,
    *,
    state: str = State.IN_REVIEW,
    published_at: datetime = NOW,
    supporters: int | None = None,
    closes_at: datetime | None = None,
    decided_at: datetime | None = None,
    text: dict[str, Any] | None = None,
    **fields: Any,
) -> Submission:
    """A plan with its public text; `supporters` or `closes_at` gives it a campaign, `decided_at` a decision.

    text: fields of the public version. fields: of the case itself.
    """
    pk = 1 + (Submission.objects.aggregate(last=Max("pk"))["last"] or 0)
    case = Submission.objects.create(
        reference=reference_for(pk, NOW.year),
        state=state,
        state_since_at=decided_at or published_at,
        received_at=published_at,
        answer_due_on=published_at.date(),
        wijk=wijk,
        **fields,
    )
    PublicVersion.objects.create(
        submission=case,
        **{
            "title": title,
            "slug": f"plan-{pk}",
            "summary": "Een plan van buren.",
            "is_public": True,
            "published_at": published_at,
            "updated_at": published_at,
        }
        | (text or {}),
    )
    if supporters is not None or closes_at is not None:
        ends_at = closes_at or published_at + timedelta(weeks=6)
        SupportCampaign.objects.create(
            submission=case,
            scope=Scope.BUURT,
            supporters=25,
            pc6=5,
            opened_at=published_at,
            closes_at=ends_at,
            closed_at=None if state == State.GATHERING_SUPPORT else ends_at,
            inside_count=supporters or 0,
        )
    if decided_at is not None:
        Decision.objects.create(
            submission=case,
            outcome=Outcome.GRANT,
            status=Decision.Status.DECIDED,
            form="commitment",
            letter_text="Je plan gaat door.",
            proposed_by=User.objects.get_or_create(email="beslist@example.org")[0],
            proposed_at=decided_at,
            decided_at=decided_at,
        )
    return case
