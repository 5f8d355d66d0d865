"""What all pages share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from pages import navigation, routing


class BasePage(Page):
    """A page with a lead. Abstract: Wagtail's swappable page model does not go with wagtail-localize.

    `section` is the item of the main menu it stands under; `routed_with` the relations read along with it.
    """

    section = ""
    routed_with: tuple[str, ...] = ()
    # Read pages hold no form (rule 12); pages with forms below them widen this.
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]

    lead = models.TextField(
        _("inleiding"),
        blank=True,
        max_length=400,
        help_text=_("Een of twee korte zinnen onder de titel: wat vind je hier?"),
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address below this one, in two queries however deep it lies.

        Raises:
            Http404: when there is no such page, or it is not live.
        """
        if not path_components:
            return super().route(request, path_components)
        chain, left = routing.follow(self, path_components)
        if not chain:
            raise Http404
        return chain[-1].route(request, left)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """The restrictions on this page and those above it; one query where no alias is among them."""
        if any(page.alias_of_id for page in [*routing.trail_of(self), self]):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.filter(page__path__in=routing.paths_of_line(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the crumbs, the canonical address, the description and the section of the menu."""
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": navigation.crumbs(self),
            "canonical_url": navigation.canonical(navigation.path_of(self)),
            "description": self.search_description or self.lead,
            "section": self.section,
        }
