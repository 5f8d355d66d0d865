"""What all pages share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.languages import active_language, address, bare_path
from cms.trees import Elsewhere, trees
from pages import navigation, routing


class BasePage(Page):
    """A page with a lead. Abstract: Wagtail's swappable page model does not go with wagtail-localize.

    `section` is the item of the main menu it stands under; `routed_with` the relations read along with it.
    """

    section = ""
    routed_with: tuple[str, ...] = ()
    # Whether it, or a page above it, is for some people alone; known of a page that was reached by its address.
    is_shut: bool | None = None
    # Whether "klopt dit nog?" is asked about it (pages.reviews).
    asks_review = True
    # Read pages hold no form (rule 12); pages with forms below them widen this.
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    # The same address in every language (rule 16): `/wijken/` and `/en/wijken/`.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    lead = models.TextField(
        _("inleiding"),
        blank=True,
        max_length=400,
        help_text=_("Een of twee korte zinnen onder de titel: wat vind je hier?"),
    )

    content_panels = [
        TitleFieldPanel("title", help_text=_("Kort en duidelijk. Deze titel staat ook in menu's en lijsten.")),
        FieldPanel("lead"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    heading=_("Kort adres"),
                    help_text=_("Het laatste deel van het adres. Verander je het, dan blijft het oude adres werken."),
                ),
                FieldPanel(
                    "seo_title",
                    heading=_("Titel voor zoekmachines"),
                    help_text=_("Laat leeg om de titel van de pagina te gebruiken."),
                ),
                FieldPanel(
                    "search_description",
                    heading=_("Beschrijving voor zoekmachines"),
                    help_text=_("Een of twee zinnen. Laat leeg om de inleiding te gebruiken."),
                ),
            ],
            heading=_("Adres en zoekmachines"),
        )
    ]
    search_fields = [*Page.search_fields, index.SearchField("search_stems")]

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address below this one, in two queries however deep it lies.

        Raises:
            Http404: when there is no such page, or it is not live.
        """
        if not path_components:
            if self.depth == 2:
                self.elsewhere = routing.elsewhere_of_home(self)
            return super().route(request, path_components)
        chain, left = routing.follow(self, path_components)
        if not chain:
            raise Http404
        return chain[-1].route(request, left)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """The restrictions on this page and those above it; no query where it was routed to and there are none."""
        if any(page.alias_of_id for page in [*routing.trail_of(self), self]):
            return super().get_view_restrictions()
        if self.is_shut is False:
            return PageViewRestriction.objects.none()
        return PageViewRestriction.objects.filter(page__path__in=routing.paths_of_line(self))

    @property
    def localized(self) -> Page:
        """The page in the active language; the home page of that language is that itself, without a query."""
        tree = trees().get(active_language())
        return self if tree and tree.home_id == self.pk else super().localized

    def search_stems(self) -> str:
        """What the index of the search holds of this page."""
        from pages.search import stems_of

        return stems_of(self)

    @cached_property
    def elsewhere(self) -> dict[str, Elsewhere]:
        """Where the same page is live in other languages, by language code; no query where it was routed to."""
        return routing.read_elsewhere(self)

    @cached_property
    def untranslated_from(self) -> str:
        """The language of the text of a page that waits to be translated; "" for one in its own language."""
        if not self.alias_of_id:
            return ""
        for language, other in self.elsewhere.items():
            if other.pk == self.alias_of_id:
                return language
        source = self.alias_of.locale
        return "" if source == self.locale else source.language_code

    @cached_property
    def is_partly_translated(self) -> bool:
        """Whether some of its texts are still in the language of the source."""
        from pages.languages import is_partly_translated

        return bool(self.elsewhere) and not self.alias_of_id and is_partly_translated(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the crumbs, the canonical address, the description and the section of the menu."""
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": navigation.crumbs(self),
            "canonical_url": self._canonical_url(),
            "description": self.search_description or self.lead,
            "section": self.section,
        }

    def _canonical_url(self) -> str:
        """Its own address, or that of the text that is shown in its place."""
        path = navigation.path_of(self)
        if self.untranslated_from:
            path = address(bare_path(path), self.untranslated_from)
        return navigation.canonical(path)
