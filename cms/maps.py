"""Answers with a map on them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase


def let_tiles_in(response: HttpResponseBase) -> None:
    """Let the pictures of the background come from their host, after a click (ARCHITECTURE rule 14)."""
    response._csp_update = getattr(response, "_csp_update", {}) | {"img-src": [settings.MAP_TILES_HOST]}
