"""How many bytes a page is, compressed as a proxy does it: the page, and the style and scripts it asks for."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from cms.lean import lean_css, lean_js

# performance.md: at most so many bytes, compressed.
HTML_BUDGET = 8_000
ASSETS_BUDGET = 13_000
_ASSET = re.compile(r'<(?:script[^>]*\ssrc|link[^>]*rel="stylesheet"[^>]*\shref)="([^"]+)"')


def compressed(content: bytes) -> int:
    """The number of bytes after gzip, at the level most servers use."""
    return len(gzip.compress(content, 6, mtime=0))


def assets_of(html: bytes) -> list[str]:
    """The names of the style sheets and scripts of a page."""
    return [url.removeprefix(settings.STATIC_URL) for url in _ASSET.findall(html.decode())]


def assets_size(html: bytes) -> int:
    """The bytes of a page's style sheets and scripts as they are collected, each compressed.

    Raises:
        LookupError: when a file is not there, or is not ours.
    """
    total = 0
    for name in assets_of(html):
        found = finders.find(name)
        if not isinstance(found, str):
            raise LookupError(name)
        lean = lean_css if name.endswith(".css") else lean_js
        total += compressed(lean(Path(found).read_text()).encode())
    return total
