"""The page trees of other languages: copies that wait to be translated, and translations of known texts.

Both go the way that editors go (wagtail-localize), so that they find every string of ours as one of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape, unescape

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    LocaleSynchronization,
    MissingTranslationError,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.synctree import synchronize_tree

_KEPT_S = 60 * 60 * 24


class NotTranslated(ValueError):
    """Texts without a translation; `texts` holds them. Nothing was changed."""

    def __init__(self, page: Page, texts: list[str]) -> None:
        super().__init__(f"{page.url_path}: {texts}")
        self.texts = texts


@transaction.atomic
def sync_trees(language: str = "en") -> Locale:
    """Give every page a copy in this language, with the source's text until somebody translates it.

    New pages get theirs by themselves where an editor makes them; those made by code get theirs here. Idempotent.
    """
    source = Locale.get_default()
    target, _is_new = Locale.objects.get_or_create(language_code=language)
    # Saving the setting copies the whole tree too; where it is there already, that is still to be done.
    _setting, is_new = LocaleSynchronization.objects.get_or_create(locale=target, defaults={"sync_from": source})
    if not is_new:
        synchronize_tree(source, target)
    return target


def copy_to_trees(page: Page) -> None:
    """Give a page that code made its copy in each tree that follows this one, where it is not translated."""
    for setting in LocaleSynchronization.objects.filter(sync_from=page.locale_id).select_related("locale"):
        if not page.has_translation(setting.locale):
            page.copy_for_translation(setting.locale, copy_parents=True, alias=True)


@transaction.atomic
def translate(page: Page, language: str, texts: Mapping[str, str]) -> Page:
    """Translate a page, and publish it where its source is live. Idempotent.

    texts: by text of the source, as editors see it in the translation screen: a field that is no rich text as a whole,
    rich text per paragraph, heading or item. Both without markup; with inline tags, both as HTML.

    Raises:
        NotTranslated: when a text is missing, so that no Dutch is ever published as English.
    """
    page = page.specific
    target = Locale.objects.get(language_code=language)
    found = {text: _translation(text, texts) for text in texts_of(page)}
    if not all(found.values()):
        raise NotTranslated(page, [text for text, translated in found.items() if not translated])
    source, _has_changed = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.get_or_create(source=source, target_locale=target)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=target,
            context=segment.context,
            defaults={
                "data": found[segment.string.data],
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "has_error": False,
            },
        )
    try:
        made, _is_new = source.create_or_update_translation(target, publish=False, copy_parent_pages=True)
    except MissingTranslationError as error:
        # A translation with a broken link or tag counts as none.
        raise NotTranslated(page, [error.segment.string.data]) from error
    # Published here and not by wagtail-localize, which waits for the end of the transaction around all this.
    if page.live:
        made.get_latest_revision().publish()
        made.refresh_from_db()
    return made


def _translation(text: str, texts: Mapping[str, str]) -> str:
    """The translation of a text, as HTML: that is how wagtail-localize keeps strings, also those of plain fields."""
    if "<" in text:
        return texts.get(text, "")
    return escape(texts.get(unescape(text), ""), quote=False)


def texts_of(page: Page) -> list[str]:
    """The texts of a page that ask for a translation, in the order in which editors see them."""
    source, _has_changed = TranslationSource.update_or_create_from_instance(page)
    return list(StringSegment.objects.filter(source=source).order_by("order").values_list("string__data", flat=True))


def is_partly_translated(page: Page) -> bool:
    """Whether editors published a page of another language before all its texts were translated.

    Asked once for each published version: a text that is translated shows after the next publishing alone.
    """
    key = f"pages.partly:{page.pk}:{page.live_revision_id}"
    return bool(cache.get_or_set(key, lambda: _has_gaps(page), _KEPT_S))


def _has_gaps(page: Page) -> bool:
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string_id"), context=OuterRef("context_id"), locale=page.locale_id, has_error=False
    )
    segments = StringSegment.objects.filter(
        source__object_id=page.translation_key,
        source__translations__target_locale=page.locale_id,
        source__translations__enabled=True,
    )
    return segments.exclude(Exists(translated)).exists()
