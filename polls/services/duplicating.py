"""Making a poll again: the same questions, for another time; and, for a buurtpeiling, with the result of before."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.models import User
from polls.models import PollPage

_LASTS = timedelta(days=28)


@transaction.atomic
def duplicate(*, page: PollPage, slug: str, title: str, by: User | None) -> PollPage:
    """Copy the page of a poll as a draft beside it. Its blocks keep their ids, so that results can be compared.

    It has dates to come, no outcome yet, and no votes: these hang on the page's own key.
    """
    opens_at = timezone.now() + timedelta(days=7)
    return page.copy(
        to=page.get_parent(),
        user=by,
        copy_revisions=False,
        keep_live=False,
        update_attrs={
            "title": title,
            "draft_title": title,
            "slug": slug,
            "opens_at": opens_at,
            "closes_at": opens_at + _LASTS,
            "outcome": [],
            "result_on": None,
            "decided_on": None,
            "previous": page,
        },
    )
