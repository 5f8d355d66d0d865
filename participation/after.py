"""What the page of a plan shows after its decision: the buurtdeal that holds, the story, photographs, the example."""

from __future__ import annotations

from typing import Any

from participation.deal_sheet import deal_sheet
from participation.models import Buurtdeal, Moderation, PlanPhoto, Submission


def parts(case: Submission) -> dict[str, Any]:
    """Only what both parties agreed to and what staff put on the site. Two queries; one more with a deal."""
    deals = Buurtdeal.objects.filter(submission=case, status=Buurtdeal.Status.AGREED).select_related("decision")
    deal = deals.prefetch_related("agreements").first()
    if deal is not None:
        deal.submission = case
    photos = PlanPhoto.objects.filter(submission=case, state=Moderation.PUBLIC, is_quarantined=False)
    story, example = getattr(case, "story", None), getattr(case, "best_practice", None)
    return {
        "deal": deal_sheet(deal) if deal else None,
        "story": story if story and story.state == Moderation.PUBLIC else None,
        "photos": list(photos),
        "example": example.why if example else "",
    }
