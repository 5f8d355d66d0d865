"""What a municipality sets about the look: its theme file."""

import logging
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import Error

logger = logging.getLogger(__name__)


def theme_url() -> str:
    """Give the address of the municipality's theme; empty where there is none, or where it was not collected.

    A wrong name costs the site its colours and no more: a page without a stylesheet of ours would be worse.
    """
    if not settings.THEME_CSS:
        return ""
    try:
        return staticfiles_storage.url(settings.THEME_CSS)
    except ValueError:
        logger.error("THEME_CSS=%s is not among the collected static files", settings.THEME_CSS)
        return ""


def check_theme(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[Error]:
    """Refuse a deploy with a theme that does not exist."""
    if not settings.THEME_CSS or find(settings.THEME_CSS):
        return []
    return [
        Error(
            f"THEME_CSS={settings.THEME_CSS} bestaat niet als statisch bestand.",
            hint="Maak het bestand met `manage.py maak_thema`, of laat THEME_CSS leeg.",
            id="cms.E001",
        )
    ]
