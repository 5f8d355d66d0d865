"""One address in every language (ARCHITECTURE rule 16): a translated page takes over the slug of its source.

wagtail-localize carries a synchronised field over when a translation is made or updated, and not when the source is
published. A copy that waits to be translated follows by itself: Wagtail keeps that in step.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wagtail.models import Locale, Page
from wagtail.signals import page_slug_changed


def connect() -> None:
    """Follow each slug that changes from now on."""
    page_slug_changed.connect(follow, dispatch_uid="pages.slugs")


def follow(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Take a new slug over, once the source itself is safely stored."""
    if instance.alias_of_id is None and instance.locale_id == Locale.get_default().pk:
        transaction.on_commit(lambda: take_over_slug(source=instance), robust=True)


@transaction.atomic
def take_over_slug(*, source: Page) -> list[Page]:
    """Give the translations of a page its slug, live and in their newest draft; returns those that changed.

    Where a neighbour in that language has the slug already, the page keeps its own. The signal goes out for each of
    them as well, so that the old address leads on in that language too.
    """
    changed = []
    for page in Page.objects.filter(translation_key=source.translation_key, alias_of__isnull=True).exclude(
        pk=source.pk
    ):
        if page.slug == source.slug or page.get_siblings(inclusive=False).filter(slug=source.slug).exists():
            continue
        specific, before = page.specific, page.specific_class.objects.get(pk=page.pk)
        specific.slug = source.slug
        specific.save()
        if specific.latest_revision:
            specific.latest_revision.content["slug"] = source.slug
            specific.latest_revision.save(update_fields=["content"])
        page_slug_changed.send(sender=page.specific_class, instance=specific, instance_before=before)
        changed.append(specific)
    return changed
