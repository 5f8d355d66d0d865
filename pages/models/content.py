"""A page of text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from pages import navigation
from pages.models.base import BasePage
from pages.models.images import Picture

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class ContentPage(BasePage):
    """Text with, where it helps, one picture that has an alt text."""

    picture = models.ForeignKey(
        Picture, verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    picture_alt = models.CharField(
        _("beschrijving van de foto"),
        max_length=255,
        blank=True,
        help_text=_("Wat is er te zien? Verplicht bij een foto."),
    )
    body = RichTextField(_("tekst"), features=TEXT_FEATURES, blank=True)

    subpage_types = ["pages.ContentPage"]
    template = "pages/content_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Foto")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("tekstpagina")
        verbose_name_plural = _("tekstpagina's")

    def clean(self) -> None:
        """Ask for an alt text with every picture.

        Raises:
            ValidationError: when there is a picture without a description.
        """
        super().clean()
        if self.picture_id and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": _("Beschrijf in een zin wat er op de foto te zien is.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add title and address of the texts below this one."""
        below = self.get_children().live().filter(view_restrictions__isnull=True).order_by("path")
        path = navigation.path_of(self)
        return super().get_context(request, *args, **kwargs) | {
            "below": [(page.title, f"{path}{page.slug}/") for page in below]
        }
