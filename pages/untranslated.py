"""Which pages still wait for a translation: not translated at all, or behind the text that they translate."""

from __future__ import annotations

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

NOT_TRANSLATED, BEHIND, INCOMPLETE = "none", "behind", "part"


def waiting_for_translation() -> QuerySet[Page]:
    """Live pages in other languages than the default one, each with `lack`: what it lacks. In the order of the tree.

    "none": it shows the text of the source. "behind": the source was published after the last update of the
    translation. "part": some of its strings have no translation.
    """
    default = Locale.get_default()
    source = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=default)
    translation = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale"), enabled=True
    )
    pages = Page.objects.live().filter(depth__gt=1).exclude(locale=default)
    pages = pages.annotate(
        source_published_at=Subquery(source.values("last_published_at")[:1]),
        source_title=Subquery(source.values("title")[:1]),
        source_read_at=Subquery(translation.values("source__last_updated_at")[:1]),
        has_gaps=Exists(translation.filter(Exists(_untranslated_strings()))),
    )
    lack = Case(
        When(alias_of__isnull=False, then=Value(NOT_TRANSLATED)),
        When(source_read_at__lt=F("source_published_at"), then=Value(BEHIND)),
        When(has_gaps=True, then=Value(INCOMPLETE)),
        default=Value(""),
    )
    is_copy = Q(alias_of__isnull=True) | ~Q(alias_of__locale=F("locale"))
    return pages.annotate(lack=lack).filter(is_copy).exclude(lack="").order_by("path")


def _untranslated_strings() -> QuerySet[StringSegment]:
    """The strings of the source of an outer `Translation` that have no text in its language."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("target_locale_id")),
        has_error=False,
    )
    return StringSegment.objects.filter(~Exists(translated), source_id=OuterRef("source_id"))
