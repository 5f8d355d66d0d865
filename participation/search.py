"""What the search finds of participation: plans that are on the site, by their public text (ARCHITECTURE rule 8)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail.search.backends import get_search_backend

from cms.registries import search_sections
from cms.search import Hit, Question, SearchSection
from cms.templatetags.wijkplein import pad
from participation.bookings import HIDDEN_STATES
from participation.models import PublicDecision, PublicVersion
from participation.selectors import initiative_path
from participation.services.proposals import STATE_OF
from participation.states import resident_words
from participation.views.initiative_parts import badge


def register() -> None:
    """Let the search of the site look here too."""
    search_sections.register("plannen", SearchSection(_("Plannen van bewoners"), 20, find_plans))
    search_sections.register("besluiten", SearchSection(_("Besluiten"), 40, find_decisions))


def find_decisions(question: Question, skip: int, most: int) -> list[Hit]:
    """Decisions on the site. One query."""
    found = PublicDecision.objects.filter(is_public=True).select_related("wijk")
    rows = get_search_backend().search(question.query, found)[skip : skip + most]
    return [
        Hit(
            title=row.title,
            url=pad(f"/besluiten/{row.code}/"),
            text=row.text,
            wijk=row.wijk,
            kind=resident_words(STATE_OF[row.outcome]),
            language="nl",
        )
        for row in rows
    ]


def find_plans(question: Question, skip: int, most: int) -> list[Hit]:
    """Plans on the site, in whatever language their residents wrote. One query."""
    found = PublicVersion.objects.filter(is_public=True, submission__wijk__isnull=False)
    found = found.exclude(submission__state__in=HIDDEN_STATES).select_related("submission__wijk")
    texts = get_search_backend().search(question.query, found)[skip : skip + most]
    return [
        Hit(
            title=text.title,
            url=initiative_path(text),
            text=text.summary,
            wijk=text.submission.wijk,
            kind=badge(text.submission.state)["text"],
            language=text.language,
        )
        for text in texts
    ]
