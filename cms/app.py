"""The site as an app: its manifest, the worker that keeps the chosen wijk readable offline, and the page for the rest.

What the worker keeps is public and the same for everybody: it asks without cookies, and leaves out every answer that
says `private` or `no-store` and every address with a token or a form (rules 11 and 12 of docs/architecture.md).
"""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe

from cms.app_icons import ICONS, PAPER
from cms.look import theme_url
from cms.templatetags.wijkplein import pad

BRAND = "#0d3a5e"
# Addresses that the worker leaves alone, below the site and below a language.
NEVER_FIRST = ("beheer", "bevestig", "documents", "healthz", "media", "mijn-plan", "start", "steun", "_util")
NEVER_ANYWHERE = ("aanmelden", "fout-melden", "indienen", "kijk-in-je-mail", "steunen", "stemmen", "zorg")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """`/manifest.webmanifest`: what a phone needs to put the site among its apps."""
    icons = [
        {"src": static(f"cms/icons/{icon.name}"), "sizes": f"{icon.size}x{icon.size}", "type": "image/png"}
        | {"purpose": icon.purpose}
        for icon in ICONS
        if icon.purpose
    ]
    content = {
        "id": "/",
        "name": settings.WAGTAIL_SITE_NAME,
        "short_name": "Wijkplein",
        "description": "Wat speelt er in jouw wijk?",
        "lang": settings.LANGUAGE_CODE,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": BRAND,
        "icons": [{"src": static("cms/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """`/sw.js`: at the root, for a worker sees only what lies below its own address."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "public, no-cache"
    return response


def _worker() -> str:
    """Write the worker, with a version that changes when it or any file that it keeps does."""
    offline = {code: _in(code, "/offline/") for code in settings.INTERFACE_LANGUAGES}
    prefix = f"^/(?:(?:{'|'.join(code for code, _ in settings.LANGUAGES)})/)?"
    files = ["cms/wijkplein.css", "cms/blocks.css", "cms/wijkplein.js", "cms/offline.js", "cms/favicon.svg"]
    shell = [*(static(file) for file in files), *filter(None, [theme_url()]), *offline.values()]
    known = {
        "shell": shell,
        "offline": offline,
        "language": settings.LANGUAGE_CODE,
        "files": settings.STATIC_URL,
        "wijk": rf"{prefix}wijken/[\w-]+/",
        "never": f"{prefix}(?:{'|'.join(NEVER_FIRST)})(?:/|$)|/(?:{'|'.join(NEVER_ANYWHERE)})/",
    }
    text = render_to_string("cms/sw.js", {"known": json.dumps(known)})
    return text.replace("{version}", hashlib.sha256(text.encode()).hexdigest()[:12], 1)


def _in(language: str, path: str) -> str:
    with translation.override(language):
        return pad(path)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows for a page that it does not have; the browser lists what it does have."""
    return render(request, "cms/offline.html")
