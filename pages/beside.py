"""Text and photo beside a row: in the language of the page, else in Dutch.

Both come along in the query of the rows themselves, by joins that match one row at most: a page's budget is its number
of queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, F, FilteredRelation, Model, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wagtail.images.models import SourceImageIOError
from wagtail.models import Locale

from cms.languages import marks
from pages.models.images import Picture, PictureRendition

# No cutting: a rendition that hangs on the focal point may exist more than once, and the style sheet cuts the circle.
PHOTO = "min-192x192|format-webp"


@dataclass(frozen=True)
class Photo:
    """A picture beside a name."""

    url: str
    alt: str


def with_text(rows: QuerySet, relation: str, *fields: str) -> QuerySet:
    """Add `text_<field>` and `text_language` from the texts of a relation: of the active language, else Dutch."""
    own, dutch = get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE
    rows = rows.annotate(dutch_text=_one_text(relation, dutch), own_text=_one_text(relation, own))
    has_own = {"own_text__pk__isnull": False}
    values = {
        f"text_{name}": Coalesce(
            Case(When(then=F(f"own_text__{name}"), **has_own), default=F(f"dutch_text__{name}")), Value("")
        )
        for name in fields
    }
    return rows.annotate(text_language=Case(When(then=Value(own), **has_own), default=Value(dutch)), **values)


def _one_text(relation: str, language: str) -> FilteredRelation:
    locale = Subquery(Locale.objects.filter(language_code=language).values("pk"))
    return FilteredRelation(relation, condition=Q(**{f"{relation}__locale": locale}))


def with_photo(rows: QuerySet, relation: str) -> QuerySet:
    """Add the file and the description of a picture, as `photo_of` reads them."""
    rendition = f"{relation}__renditions"
    return rows.annotate(
        photo=FilteredRelation(rendition, condition=Q(**{f"{rendition}__filter_spec": PHOTO})),
        photo_file=F("photo__file"),
        photo_of=F(f"{relation}__pk"),
        photo_alt=F(f"{relation}__description"),
    )


def photo_of(row: Any) -> Photo | None:
    """The photo of a row of `with_photo`; made at the first call, which costs queries that once."""
    if not row.photo_of:
        return None
    if row.photo_file:
        # From the storage: a rendition made by hand would open its file to measure it.
        return Photo(PictureRendition._meta.get_field("file").storage.url(row.photo_file), row.photo_alt)
    try:
        return Photo(Picture.objects.get(pk=row.photo_of).get_rendition(PHOTO).url, row.photo_alt)
    except SourceImageIOError:
        return None  # the file is gone: the initials stand in its place


def marks_of(row: Model) -> SafeString:
    """The attributes of an element with a text of `with_text`: its language, where that is not plainly Dutch."""
    if row.text_language == settings.LANGUAGE_CODE == get_language():
        return SafeString("")
    return mark_safe(marks(row.text_language, within=""))  # noqa: S308 (a code of our own table)
