"""A mistake on the page of an activity, told by somebody who does not say who they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from pages import navigation
from pages.calendar.words import titles_of
from pages.models import Activity
from participation.codes import Kind
from participation.models import Submission
from participation.services.plans import PlanInput
from participation.services.submit import submit

_MOST_TITLE = 120
_MOST_PLACE = 300


def report_mistake(
    *,
    activity: Activity,
    text: str,
    language: str,
    idempotency_key: UUID | None = None,
    is_suspicious: bool = False,
    now: datetime,
) -> Submission:
    """Put it in the inbox of the wijk, as a signal with the address of the page; the same key twice gives one case.

    An activity of more wijken goes to the first of them, one of the whole city to whoever divides the work.
    """
    # The title and the address are for staff; the words of the resident stay in their own language.
    with translation.override(settings.LANGUAGE_CODE):
        words = titles_of([activity.translation_key])[activity.translation_key]
        title = _("Fout in de agenda: %(title)s") % {"title": words.title}
    plan = PlanInput(
        title=title[:_MOST_TITLE],
        what=text,
        place_text=navigation.canonical(words.url)[:_MOST_PLACE],
        wijk=None if activity.is_citywide else activity.wijken.in_order().first(),
        kind=Kind.SIGNAL,
        is_short=True,
        language=language,
    )
    return submit(
        plan=plan, idempotency_key=idempotency_key, is_suspicious=is_suspicious, sends_receipt=False, now=now
    )
