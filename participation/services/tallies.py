"""Sums of support per postcode, channel and party, kept along with the counters (models.SupportTally).

Exact at any moment: a sum moves in the transaction that makes a voice count or not, after the counter of its campaign
has moved. That holds the row of the campaign until the transaction ends, so that two at once wait for each other.
"""

from __future__ import annotations

from django.db.models import F

from participation.codes import Stance
from participation.models import Support, SupportTally


def move(support: Support, step: int) -> None:
    """Add a voice to the sum that it belongs to (+1) or take it out (-1); of concerns there are no sums.

    For `services.support.count`, which moves the counter first.
    """
    if support.stance != Stance.SUPPORT:
        return
    line = {
        "submission_id": support.submission_id,
        "postcode": support.postcode,
        "is_inside": support.is_inside,
        "channel": support.channel,
        "party": support.party,
        "is_party_checked": support.party_checked_at is not None,
    }
    own = SupportTally.objects.filter(**line)
    if not own.update(people=F("people") + step):
        SupportTally.objects.create(**line, people=step)
    elif step < 0:
        # Nobody is left: nothing tells that somebody of this postcode was here.
        own.filter(people=0).delete()
