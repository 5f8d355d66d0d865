"""What public pages show of cases: only the moderated text of what is on the site (ARCHITECTURE rule 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import IntegerField, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from cms.workdays import local_date
from participation.codes import State
from participation.models import PublicVersion, Submission
from participation.models.category import subject_label
from participation.references import parse
from participation.states import resident_words


@dataclass(frozen=True)
class Card:
    """A plan as a card shows it. `supporters` and `norm` are None where no support is sought; closes_on is local.

    `point` is latitude and longitude in degrees, where the plan has a place on the map.

    `wijk` has its name, slug and tile at hand; anything else of it is a query.
    """

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
    point: tuple[str, str] | None = None


class CardRow(NamedTuple):
    """What a card is made of, as read from the database in the order of CARD_COLUMNS."""

    pk: int
    reference: str
    state: str
    granted_cents: int | None
    asked_cents: int | None
    category: str | None
    category_names: dict[str, str] | None
    wijk_id: int | None
    wijk_slug: str | None
    wijk_name: str | None
    tile: str | None
    title: str
    slug: str
    summary: str
    place: str
    published_at: datetime
    language: str
    latitude: Decimal | None
    longitude: Decimal | None
    supporters: int | None
    norm: int | None
    closes_at: datetime | None


CARD_COLUMNS = (
    *("pk", "reference", "state", "granted_cents", "asked_cents", "category__name", "category__names"),
    *("wijk_id", "wijk__slug", "wijk__name", "wijk__tile"),
    *(f"public_version__{name}" for name in ("title", "slug", "summary", "place", "published_at", "language")),
    *(f"public_version__{name}" for name in ("latitude", "longitude")),
    *(f"campaign__{name}" for name in ("inside_count", "supporters", "closes_at")),
)
_WIJK_COLUMNS = ("id", "slug", "name", "tile")


def seeking_support(*, wijk: Wijk | None = None, limit: int = 3) -> list[Card]:
    """Plans that neighbours can support now, the first to close on top; one query."""
    if wijk is None:
        return cards(_seeking(limit).rows())
    return cards(_seeking(limit, in_wijk=True).rows(wijk=wijk.pk))


@cache
def _seeking(limit: int, in_wijk: bool = False) -> Prepared:
    def build() -> QuerySet:
        cases = Submission.objects.public().filter(state=State.GATHERING_SUPPORT, campaign__closed_at__isnull=True)
        if in_wijk:
            cases = cases.in_wijk(Slot("wijk", IntegerField()))
        return cases.order_by("campaign__closes_at", "pk").values_list(*CARD_COLUMNS)[:limit]

    return Prepared(build)


def recent_public(
    *, wijk: Wijk | None = None, limit: int = 20, after: tuple[datetime, int] | None = None
) -> list[Card]:
    """Plans on the site, the newest first; one query.

    after: `published_at` and `pk` of the last card of the page before (paging by key, ARCHITECTURE rule 15).
    """
    cases = Submission.objects.public()
    if wijk is not None:
        cases = cases.in_wijk(wijk)
    if after is not None:
        moment, pk = after
        older = Q(public_version__published_at__lt=moment)
        cases = cases.filter(older | Q(public_version__published_at=moment, pk__lt=pk))
    return cards(cases.order_by("-public_version__published_at", "-pk").values_list(*CARD_COLUMNS)[:limit])


def public_by_reference(reference: str) -> PublicVersion | None:
    """The public text of a plan by its number as typed or in an address; None where it is not on the site."""
    number = parse(reference)
    if number is None:
        return None
    texts = PublicVersion.objects.filter(is_public=True, submission__reference=number)
    beside = ("wijk", "category", "campaign", "story", "best_practice")
    return texts.select_related(*(f"submission__{name}" for name in beside)).first()


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


def wijken_in_words(case: Submission) -> str:
    """A sentence that names all wijken of a plan; "" where it is in one, or where its wijk is not known. One query."""
    others = [str(wijk) for wijk in case.other_wijken.in_order()] if case.wijk else []
    if not others:
        return ""
    *first, last = [str(case.wijk), *others]
    names = {"first": ", ".join(first), "last": last}
    return _("Je plan is in deze wijken: %(first)s en %(last)s.") % names


def cards(rows: Iterable[tuple[Any, ...]]) -> list[Card]:
    """The cards of rows of CARD_COLUMNS."""
    return [_card(CardRow._make(row)) for row in rows]


def _card(row: CardRow) -> Card:
    closes_at = row.closes_at if row.state == State.GATHERING_SUPPORT else None
    wijk = (row.wijk_id, row.wijk_slug, row.wijk_name, row.tile)
    return Card(
        reference=row.reference,
        path=path_of(row.wijk_slug, row.reference, row.slug) if row.wijk_slug else "",
        title=row.title,
        summary=row.summary,
        place=row.place,
        wijk=Wijk.from_db(None, _WIJK_COLUMNS, wijk) if row.wijk_slug else None,
        category=subject_label(row.category, row.category_names or {}) if row.category else "",
        state=row.state,
        status=resident_words(row.state),
        supporters=row.supporters if closes_at else None,
        norm=row.norm if closes_at else None,
        closes_on=local_date(closes_at) if closes_at else None,
        published_at=row.published_at,
        granted_cents=row.granted_cents,
        asked_cents=row.asked_cents,
        language=row.language,
        pk=row.pk,
        point=_point(row.latitude, row.longitude),
    )


def _point(latitude: Decimal | None, longitude: Decimal | None) -> tuple[str, str] | None:
    """A place on a map as an address or attribute takes it: degrees with a point, whatever the language."""
    return None if latitude is None or longitude is None else (str(latitude), str(longitude))
