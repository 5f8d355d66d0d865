"""Fill in a translation as a translator would: string by string, so that editors find it in the translation editor."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape, unescape

from django.db import transaction

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource


@transaction.atomic
def translate(page: Page, *, locale: Locale, texts: Mapping[str, str]) -> Page:
    """Make a page in another language from what its texts are there; what has no text there stays Dutch.

    Args:
        page: the source, saved and published.
        texts: text in the source by text in the other language, both without markup.

    Returns:
        The live page in the other language.

    Raises:
        wagtail_localize.models.ParentNotTranslatedError: when the page above is not there in that language.
    """
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        # Strings are kept as HTML, from rich text and plain text alike.
        dutch = unescape(segment.string.data)
        if dutch in texts:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={
                    "data": escape(texts[dutch], quote=False),
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )
    translation.save_target(publish=True)
    return page.get_translation(locale)
