"""What keeps pages and facts together: the signals of publishing, and the job that repairs what they missed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.models import Wijk
from pages.calendar import days
from pages.calendar.office_hours import sync_office_hour
from pages.calendar.publish import sync_activity
from pages.models import Activity, ActivityPage, OfficeHour, SkippedOfficeHour

# What was published longer ago than this without its facts lost them in a crash.
_SETTLED = timedelta(minutes=2)


def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """Write the facts once the page is there for good. An alias follows its page and decides on nothing."""
    if isinstance(instance, ActivityPage) and not instance.alias_of_id:
        _later(instance.translation_key)


def on_unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    """Hide the facts; translations go along."""
    if isinstance(instance, ActivityPage) and not instance.alias_of_id:
        _later(instance.translation_key)


def on_deleted(sender: type, instance: Page, **kwargs: Any) -> None:
    """Hide the facts of a page that is gone."""
    if isinstance(instance, ActivityPage) and not instance.alias_of_id:
        _later(instance.translation_key)


def on_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """Another wijk, perhaps, for all activities below the page that was moved."""
    moved = ActivityPage.objects.filter(path__startswith=instance.path, alias_of__isnull=True)
    for key in moved.values_list("translation_key", flat=True):
        _later(key)


def on_facts_deleted(sender: type, instance: Activity, **kwargs: Any) -> None:
    """Count the days of an activity again that goes, as that of a spreekuur does."""
    gone = set(instance.occurrences.values_list("first_day", flat=True))
    wijken = Wijk.objects.in_order() if instance.is_citywide else instance.wijken.all()
    transaction.on_commit(partial(_count, gone, list(wijken)), robust=True)


@transaction.atomic
def _count(gone: set[date], wijken: list[Wijk]) -> None:
    days.hold()
    days.refresh(gone, wijken=wijken)


def on_office_hour(sender: type, instance: Any, **kwargs: Any) -> None:
    """Write the facts of a spreekuur, and again when a date is skipped."""
    pk = instance.pk if isinstance(instance, OfficeHour) else instance.office_hour_id
    transaction.on_commit(partial(_sync_hour, pk), robust=True)


def _later(key: UUID) -> None:
    transaction.on_commit(partial(_sync, key), robust=True)


def _sync(key: UUID) -> None:
    sync_activity(translation_key=key, now=timezone.now())


def _sync_hour(pk: int) -> None:
    sync_office_hour(pk=pk, now=timezone.now())


def connect() -> None:
    """Listen to publishing; once, however often it is called."""
    page_published.connect(on_published, dispatch_uid="pages.calendar.published")
    page_unpublished.connect(on_unpublished, dispatch_uid="pages.calendar.unpublished")
    pre_delete.connect(on_facts_deleted, sender=Activity, dispatch_uid="pages.calendar.facts_deleted")
    post_page_move.connect(on_moved, dispatch_uid="pages.calendar.moved")
    post_delete.connect(on_deleted, sender=ActivityPage, dispatch_uid="pages.calendar.deleted")
    for model in (OfficeHour, SkippedOfficeHour):
        post_save.connect(on_office_hour, sender=model, dispatch_uid=f"pages.calendar.{model.__name__}")
    post_delete.connect(on_office_hour, sender=SkippedOfficeHour, dispatch_uid="pages.calendar.unskipped")


def reconcile(now: datetime) -> int:
    """The job: write facts that are missing or older than their page, and hide those without one. Returns how many."""
    live = ActivityPage.objects.filter(live=True, alias_of__isnull=True)
    mine = Activity.objects.filter(translation_key=OuterRef("translation_key"))
    current = mine.filter(is_live=True, changed_at__gte=OuterRef("last_published_at"))
    stale = live.filter(last_published_at__lt=now - _SETTLED).exclude(Exists(current))
    keys = set(stale.values_list("translation_key", flat=True))
    pages = live.filter(translation_key=OuterRef("translation_key"))
    alone = Activity.objects.filter(is_live=True, translation_key__isnull=False).exclude(Exists(pages))
    keys |= set(alone.values_list("translation_key", flat=True))
    for key in keys:
        sync_activity(translation_key=key, now=now)
    hours = OfficeHour.objects.filter(Q(activity__isnull=True) | ~Q(activity__place_id=F("place_id")))
    for pk in hours.values_list("pk", flat=True):
        sync_office_hour(pk=pk, now=now)
    return len(keys)
