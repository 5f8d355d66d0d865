"""Calendars and activities for tests."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from wagtail.models import Page

from pages.calendar.publish import sync_activity
from pages.models import Activity, ActivityPage, AgendaPage
from tests.conftest import NOW

FIRST = date(2026, 12, 3)  # a Thursday


def make_agenda(parent: Page) -> AgendaPage:
    """The calendar of a wijk, or of the city."""
    return parent.add_child(instance=AgendaPage(title="Agenda", slug="agenda", lead="Wat is er te doen?"))


def make_activity_page(agenda: AgendaPage, title: str = "Koffie in de wijk", **fields: Any) -> ActivityPage:
    """An activity from ten to twelve on Thursday 3 December, live; its facts are not written."""
    slug = fields.pop("slug", title.lower().replace(" ", "-"))
    also_in = fields.pop("also_in", [])
    given = {"starts_on": FIRST, "starts_at": time(10), "ends_at": time(12)} | fields
    page = ActivityPage(title=title, slug=slug, last_published_at=timezone.now(), **given)
    page.also_in = also_in
    return agenda.add_child(instance=page)


def make_activity(
    agenda: AgendaPage, title: str = "Koffie in de wijk", *, now: datetime = NOW, **fields: Any
) -> Activity:
    """The same, with its facts."""
    page = make_activity_page(agenda, title, **fields)
    activity = sync_activity(translation_key=page.translation_key, now=now)
    assert activity is not None
    return activity


def page_of(activity: Activity) -> ActivityPage:
    """The Dutch page of an activity."""
    return ActivityPage.objects.get(translation_key=activity.translation_key, locale__language_code="nl")


def changes(*rows: tuple[str, dict[str, Any], str]) -> list[dict[str, Any]]:
    """Changed dates as they are stored: kind, value and id of each."""
    empty = {"note": "", "starts_at": None, "ends_at": None}
    return [
        {"type": kind, "value": ({"is_hidden": False} if kind == "skip" else empty) | {"note": ""} | value, "id": key}
        for kind, value, key in rows
    ]
