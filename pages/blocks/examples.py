"""What the picker of blocks shows as an example, from what the site has."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils import timezone

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page


def picture() -> Any:
    """The newest picture that everybody may see; None in an empty library."""
    pictures = get_image_model().objects.filter(collection__view_restrictions__isnull=True)
    return pictures.order_by("-pk").first()


def document() -> Any:
    """The newest file that everybody may see; None where there is none."""
    documents = get_document_model().objects.filter(collection__view_restrictions__isnull=True)
    return documents.order_by("-pk").first()


def pages(count: int = 2) -> list[Any]:
    """Some pages of the site."""
    found = apps.get_model("pages", "ContentPage").objects.live().filter(view_restrictions__isnull=True)
    return list(found.order_by("path")[:count])


def people(count: int = 2) -> list[Any]:
    """Some people who stand on the site."""
    return list(apps.get_model("pages", "Person").objects.filter(is_active=True)[:count])


def organisations(count: int = 2) -> list[Any]:
    """Some organisations that stand on the site."""
    return list(apps.get_model("pages", "Organisation").objects.filter(is_active=True)[:count])


def portrait() -> Any:
    """A portrait with consent; None where there is none."""
    return apps.get_model("pages", "Portrait").objects.shown(timezone.localdate()).first()


def poll() -> Any:
    """The newest poll on the site; None where there is none. Of an upper floor, so found by its type of page."""
    found = Page.objects.live().filter(content_type__model="pollpage", view_restrictions__isnull=True)
    newest = found.order_by("-pk").first()
    return newest.specific if newest else None
