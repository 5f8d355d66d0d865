"""Pages about what everyone may do without a plan: the rules, the promise, and the form below it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField

from pages.blocks.text import SMALL_FEATURES, icon_choices
from pages.models.base import BasePage

_READ = ["GET", "HEAD", "OPTIONS"]


class MiniRoutesPage(BasePage):
    """All mini-routes of the town, to choose from."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["participation.MiniRoutePage"]
    max_count_per_parent = 1
    template = "participation/mini_routes_page.html"
    section = "initiatieven"

    class Meta:
        verbose_name = _("pagina met kleine dingen")
        verbose_name_plural = _("pagina's met kleine dingen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the routes, in the order of the tree."""
        from participation import mini_routes

        return super().get_context(request, *args, **kwargs) | mini_routes.list_context(self)


class MiniRoutePage(RoutablePageMixin, BasePage):
    """One thing that everyone may do: what goes, what does not, and the promise that goes with it."""

    icon = models.CharField(_("pictogram"), max_length=30, blank=True, choices=icon_choices)
    body = StreamField(
        [("text", blocks.RichTextBlock(label=_("Tekst"), features=SMALL_FEATURES))],
        verbose_name=_("wat is het?"),
        blank=True,
    )
    dos = StreamField(
        [("item", blocks.CharBlock(label=_("Regel"), max_length=150))], verbose_name=_("dit mag"), blank=True
    )
    donts = StreamField(
        [("item", blocks.CharBlock(label=_("Regel"), max_length=150))], verbose_name=_("dit mag niet"), blank=True
    )
    promise = models.TextField(
        _("wat je belooft"),
        max_length=500,
        help_text=_("Eén of twee zinnen die met ‘Ik’ beginnen. De bewoner zet er een vinkje bij."),
    )
    asks_date = models.BooleanField(
        _("vraag een datum"), default=False, help_text=_("Voor een straatfeest of een andere dag.")
    )
    notice_days = models.PositiveSmallIntegerField(
        _("aantal dagen van tevoren"),
        default=0,
        help_text=_("Zoveel dagen van tevoren moet iemand het melden. 0: het maakt niet uit."),
    )

    parent_page_types = ["participation.MiniRoutesPage"]
    subpage_types: list[str] = []
    template = "participation/mini_route_page.html"
    section = "initiatieven"
    allowed_http_methods = ["GET", "HEAD", "OPTIONS", "POST"]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("icon"),
        FieldPanel("body"),
        FieldPanel("dos"),
        FieldPanel("donts"),
        MultiFieldPanel(
            [FieldPanel("promise"), FieldPanel("asks_date"), FieldPanel("notice_days")], heading=_("Het formulier")
        ),
    ]

    class Meta:
        verbose_name = _("pagina over iets kleins")
        verbose_name_plural = _("pagina's over iets kleins")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rules as lists, and where the form is."""
        from participation import mini_routes

        return super().get_context(request, *args, **kwargs) | mini_routes.page_context(self)

    @path("")
    def rules(self, request: HttpRequest) -> HttpResponse:
        """The rules."""
        if request.method not in _READ:
            return HttpResponseNotAllowed(_READ)
        return self.render(request)

    @path("afspreken/")
    def sign(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        from participation.views import upkeep

        return upkeep.sign(request, self)
