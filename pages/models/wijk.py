"""The wijken, and the page of each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from pages.blocks import Body
from pages.models.base import BasePage
from pages.models.content import WithPicture
from pages.routing import trail_of
from pages.video import PlaysFilms


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


class WijkPage(PlaysFilms, WithPicture):
    """The page of one wijk, in three parts: all about it, joining in, contact (programme of requirements, 1)."""

    wijk = models.ForeignKey(Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, related_name="pages")
    about_lead = models.TextField(_("bij Alles over mijn wijk"), blank=True, max_length=400)
    join_lead = models.TextField(_("bij Meedoen in mijn wijk"), blank=True, max_length=400)
    contact_lead = models.TextField(_("bij Contact"), blank=True, max_length=400)
    about_body = StreamField(Body(), verbose_name=_("meer over de wijk"), blank=True)

    parent_page_types = ["pages.WijkenPage"]
    subpage_types = [
        "pages.ContactPage",
        "pages.AgendaPage",
        "pages.NewsIndexPage",
        "pages.WijkkrantPage",
        "pages.CampaignPage",
        "pages.ContentPage",
        "participation.InitiativesPage",
        "participation.ThermometerPage",
        "participation.ChallengesPage",
        "polls.PollsPage",
    ]
    template = "pages/wijk_page.html"
    section = "wijken"
    routed_with = ("wijk", "picture")
    film_fields = ("about_body",)

    content_panels = [
        *WithPicture.content_panels,
        FieldPanel("wijk"),
        MultiFieldPanel([FieldPanel("about_lead"), FieldPanel("about_body")], heading=_("Alles over mijn wijk")),
        FieldPanel("join_lead", heading=_("Meedoen in mijn wijk")),
        FieldPanel("contact_lead", heading=_("Contact")),
    ]

    class Meta:
        verbose_name = _("wijkpagina")
        verbose_name_plural = _("wijkpagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the wijk, its buurten, postcodes and themes of today, and whom to turn to."""
        from pages import panels

        return super().get_context(request, *args, **kwargs) | {
            "wijk": self.wijk,
            "about": panels.about(self.wijk, page=self),
        }


class OfWijk(BasePage):
    """A page that stands below a wijk, or below home for the whole city."""

    class Meta:
        abstract = True

    @cached_property
    def wijk(self) -> Wijk | None:
        """The wijk it is about; None for the whole city. One query below a wijk."""
        return wijk_of(self)


def wijk_of(page: BasePage) -> Wijk | None:
    """The wijk below whose page a page stands, however deep; None for the whole city. One query below a wijk."""
    for above in reversed(trail_of(page)):
        if issubclass(above.specific_class, WijkPage):
            return _WIJK_OF_PAGE.rows(page=above.pk)[0]
    return None


_WIJK_OF_PAGE = Prepared(lambda: Wijk.objects.filter(pages__pk=Slot("page", models.IntegerField())))
