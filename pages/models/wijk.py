"""The wijken, and the page of each."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel

from cms.models import Wijk
from pages import panels
from pages.models.base import BasePage


class WijkenPage(BasePage):
    """All wijken, to choose from."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.WijkPage"]
    max_count_per_parent = 1
    template = "pages/wijken_page.html"
    section = "wijken"

    class Meta:
        verbose_name = _("wijkenpagina")
        verbose_name_plural = _("wijkenpagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the wijken with their buurten."""
        wijken = list(Wijk.objects.in_order().prefetch_related("buurten"))
        return super().get_context(request, *args, **kwargs) | {"wijken": wijken}


class WijkPage(BasePage):
    """The page of one wijk, in three parts: all about it, joining in, contact (programme of requirements, 1)."""

    wijk = models.ForeignKey(Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, related_name="pages")
    about_lead = models.TextField(_("bij Alles over mijn wijk"), blank=True, max_length=400)
    join_lead = models.TextField(_("bij Meedoen in mijn wijk"), blank=True, max_length=400)
    contact_lead = models.TextField(_("bij Contact"), blank=True, max_length=400)

    parent_page_types = ["pages.WijkenPage"]
    subpage_types = [
        "pages.ContentPage",
        "participation.InitiativesPage",
        "participation.ThermometerPage",
    ]
    template = "pages/wijk_page.html"
    section = "wijken"
    routed_with = ("wijk",)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("wijk"),
        FieldPanel("about_lead"),
        FieldPanel("join_lead"),
        FieldPanel("contact_lead"),
    ]

    class Meta:
        verbose_name = _("wijkpagina")
        verbose_name_plural = _("wijkpagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the wijk, its buurten, postcodes and themes of today, and whom to turn to."""
        return super().get_context(request, *args, **kwargs) | {
            "wijk": self.wijk,
            "about": panels.about(self.wijk, page=self),
        }
