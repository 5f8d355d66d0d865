"""What public pages show of cases: only the moderated text of what is on the site (ARCHITECTURE rule 8)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from cms.models import Wijk
from cms.workdays import local_date
from participation.codes import State
from participation.models import PublicVersion, Submission
from participation.references import parse
from participation.states import resident_words


@dataclass(frozen=True)
class Card:
    """A plan as a card shows it. `supporters` and `norm` are None where no support is sought; closes_on is local."""

    reference: str
    path: str
    title: str
    summary: str
    place: str
    wijk: Wijk | None
    category: str
    state: str
    status: str
    supporters: int | None
    norm: int | None
    closes_on: date | None
    published_at: datetime
    granted_cents: int | None
    asked_cents: int | None
    language: str
    pk: int


def _public() -> QuerySet[Submission]:
    return Submission.objects.public().select_related("public_version", "wijk", "category", "campaign")


def seeking_support(*, wijk: Wijk | None = None, limit: int = 3) -> list[Card]:
    """Plans that neighbours can support now, the first to close on top; one query."""
    cases = _public().filter(state=State.GATHERING_SUPPORT, campaign__closed_at__isnull=True)
    if wijk is not None:
        cases = cases.in_wijk(wijk)
    return [card_of(case) for case in cases.order_by("campaign__closes_at", "pk")[:limit]]


def recent_public(
    *, wijk: Wijk | None = None, limit: int = 20, after: tuple[datetime, int] | None = None
) -> list[Card]:
    """Plans on the site, the newest first; one query.

    after: `published_at` and `pk` of the last card of the page before (paging by key, ARCHITECTURE rule 15).
    """
    cases = _public()
    if wijk is not None:
        cases = cases.in_wijk(wijk)
    if after is not None:
        moment, pk = after
        older = Q(public_version__published_at__lt=moment)
        cases = cases.filter(older | Q(public_version__published_at=moment, pk__lt=pk))
    return [card_of(case) for case in cases.order_by("-public_version__published_at", "-pk")[:limit]]


def public_by_reference(reference: str) -> PublicVersion | None:
    """The public text of a plan by its number as typed or in an address; None where it is not on the site."""
    number = parse(reference)
    if number is None:
        return None
    texts = PublicVersion.objects.filter(is_public=True, submission__reference=number)
    return texts.select_related("submission__wijk", "submission__category", "submission__campaign").first()


def initiative_path(case: Submission | PublicVersion) -> str:
    """The address of a plan on the site; "" where it has no public text or no wijk.

    Raises nothing for a plan that is not public (any more): who links to it decides on that.
    """
    case = case.submission if isinstance(case, PublicVersion) else case
    text = getattr(case, "public_version", None)
    if text is None or case.wijk is None:
        return ""
    return path_of(case.wijk.slug, case.reference, text.slug)


def path_of(wijk_slug: str, reference: str, slug: str) -> str:
    """The address of a plan in the language of the moment (Dutch has no prefix)."""
    language = get_language() or settings.LANGUAGE_CODE
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}/wijken/{wijk_slug}/initiatieven/{reference.lower()}-{slug}/"


def card_of(case: Submission) -> Card:
    """The card of a case that was read with its public version, wijk, category and campaign."""
    text = case.public_version
    campaign = getattr(case, "campaign", None) if case.state == State.GATHERING_SUPPORT else None
    return Card(
        reference=case.reference,
        path=initiative_path(case),
        title=text.title,
        summary=text.summary,
        place=text.place,
        wijk=case.wijk,
        category=case.category.name if case.category else "",
        state=case.state,
        status=resident_words(case.state),
        supporters=campaign.inside_count if campaign else None,
        norm=campaign.supporters if campaign else None,
        closes_on=local_date(campaign.closes_at) if campaign else None,
        published_at=text.published_at,
        granted_cents=case.granted_cents,
        asked_cents=case.asked_cents,
        language=text.language,
        pk=case.pk,
    )
