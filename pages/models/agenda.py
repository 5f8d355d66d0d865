"""The calendar of a wijk, or of the whole city."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.models.wijk import OfWijk


class AgendaPage(OfWijk):
    """What is held, by month or as a list; the activities stand below it."""

    asks_review = False
    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types = ["pages.ActivityPage"]
    max_count_per_parent = 1
    template = "pages/agenda_page.html"
    section = "agenda"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agenda's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the address asks for: a month or a list, and of it what the filters choose."""
        from pages.calendar import agenda

        return super().get_context(request, *args, **kwargs) | agenda.page_context(request, self)
