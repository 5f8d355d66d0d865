"""The way into the page tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from wagtail.models import Site
from wagtail.views import serve

from cms.languages import active_language
from cms.prepared import Prepared
from cms.trees import trees
from pages import routing

_SITES = Prepared(lambda: Site.objects.order_by("pk")[:2])


class OneSiteMiddleware:
    """Where there is but one site, finds it and its home page in two light queries before Wagtail looks for them.

    Wagtail weighs all sites by host and port for every page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: tuple, kwargs: dict) -> None:
        """Hand Wagtail its site, for its own pages alone."""
        if view is not serve or hasattr(request, "_wagtail_site"):
            return
        sites = _SITES.rows()
        if len(sites) == 1 and sites[0].is_default_site:
            # In the language of the address, so that Wagtail need not look for it either.
            tree = trees().get(active_language())
            if tree:
                sites[0].root_page = routing.in_own_class(routing.class_of(tree.home_type_id), tree.home_id)
            request._wagtail_site = sites[0]
