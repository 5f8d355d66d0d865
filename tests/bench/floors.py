"""The floors: the least that an answer can cost, so that a ratio to them says how much is our own doing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.test.utils import override_settings
from django.urls import URLPattern, path

STANDARD_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# What `wagtail start` adds to these.
WAGTAIL_MIDDLEWARE = ["wagtail.contrib.redirects.middleware.RedirectMiddleware"]
# One level below home, which takes a stock Wagtail the six queries of the floor in performance.md.
BARE_PAGE_PATH = "/wijken/"


def hello(request: HttpRequest) -> HttpResponse:
    """The least a view can do."""
    return HttpResponse("Hallo")


urlpatterns: list[URLPattern] = [path("", hello)]


@contextmanager
def bare_view() -> Iterator[None]:
    """No project: one view, and the middleware that Django starts a project with."""
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=STANDARD_MIDDLEWARE):
        yield


@contextmanager
def bare_page() -> Iterator[None]:
    """A stock Wagtail page with a template of one line, without anything of ours.

    Wagtail's own addresses, the middleware that Django and Wagtail start a project with, one language, and Wagtail's
    own way to a page: level by level, two queries each, and its own look at the restrictions of the pages above.
    """
    from wagtail.models import Page

    from pages.models import BasePage, WijkenPage

    template = engines["django"].from_string("<h1>{{ page.title }}</h1>")
    with ExitStack() as stack:
        stack.enter_context(
            override_settings(
                ROOT_URLCONF="wagtail.urls",
                MIDDLEWARE=STANDARD_MIDDLEWARE + WAGTAIL_MIDDLEWARE,
                WAGTAIL_I18N_ENABLED=False,
            )
        )
        for name in ("route", "get_view_restrictions", "get_context", "serve"):
            stack.enter_context(patch.object(BasePage, name, getattr(Page, name)))
        stack.enter_context(patch.object(WijkenPage, "get_context", Page.get_context))
        stack.enter_context(patch.object(WijkenPage, "get_template", lambda *args, **kwargs: template))
        yield


@contextmanager
def uncached() -> Iterator[None]:
    """The site without its page cache: every answer is made anew."""
    from django.conf import settings

    with override_settings(MIDDLEWARE=[name for name in settings.MIDDLEWARE if "pagecache" not in name]):
        yield


@contextmanager
def unremembered() -> Iterator[None]:
    """As `uncached`, and every piece of the page is written anew too: as if each had just changed."""
    from cms.pieces import Pieces

    def write(_pieces: Pieces, piece: Template, values: dict[str, Any], context: Context) -> str:
        return piece.render(context.new(values))

    with uncached(), patch.object(Pieces, "text", write):
        yield
