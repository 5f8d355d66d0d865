"""When pages of polls are published, moved or taken off, their rows follow (wagtail-notes: page_published).

Receivers are functions of this module, tied by name, so that none is collected silently. They only hand over: the
service may run any number of times, and the job `polls_reconcile` does what a crash in between left undone.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from polls.models import PollPage
from polls.services.publishing import sync_poll


def connect() -> None:
    """Listen; called once, when the app is ready."""
    for signal, name in ((page_published, "published"), (page_unpublished, "unpublished")):
        signal.connect(_changed, dispatch_uid=f"polls.{name}")
    page_slug_changed.connect(_moved, dispatch_uid="polls.slug")
    post_page_move.connect(_moved, dispatch_uid="polls.moved")


def _changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if issubclass(sender, PollPage) and not instance.alias_of_id:
        _sync_later(instance)


def _moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """All polls at and below a page that has another address now."""
    for page in PollPage.objects.descendant_of(instance, inclusive=True).filter(alias_of__isnull=True):
        _sync_later(page)


def _sync_later(page: Page) -> None:
    transaction.on_commit(partial(sync_poll, key=page.translation_key), robust=True)
