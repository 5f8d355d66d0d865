"""The home page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.wijken import in_order
from pages.models.base import BasePage


class HomePage(BasePage):
    """Find your wijk, plans that seek support, money: the front door."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.WijkenPage",
        "pages.ContactPage",
        "pages.AgendaPage",
        "pages.NewsIndexPage",
        "pages.WijkkrantPage",
        "pages.CampaignPage",
        "pages.ContentPage",
        "pages.AccessibilityPage",
        "participation.InitiativesPage",
        "participation.ThermometerPage",
        "participation.ChallengesPage",
        "polls.PollsPage",
        "participation.MiniRoutesPage",
    ]
    max_count_per_parent = None
    template = "pages/home_page.html"

    class Meta:
        verbose_name = _("homepagina")
        verbose_name_plural = _("homepagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the wijken; the panels of other apps come through their template tags."""
        return super().get_context(request, *args, **kwargs) | {"wijken": in_order()}
