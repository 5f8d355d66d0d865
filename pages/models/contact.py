"""Whom to turn to: people, spreekuren, places and organisations, of a wijk or of the city."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.models.wijk import OfWijk


class ContactPage(OfWijk):
    """People and partners. All that it shows comes from the lists of people and organisations."""

    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "pages/contact_page.html"
    section = "wijken"

    class Meta:
        verbose_name = _("contactpagina")
        verbose_name_plural = _("contactpagina's")
