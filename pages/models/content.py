"""Pages of text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from pages import navigation
from pages.blocks import Body
from pages.models.base import BasePage
from pages.models.images import Picture
from pages.video import PlaysFilms


class WithPicture(BasePage):
    """A page with, where it helps, one picture at the top that has an alt text."""

    routed_with = ("picture",)

    picture = models.ForeignKey(
        Picture, verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    picture_alt = models.CharField(
        _("beschrijving van de foto"),
        max_length=255,
        blank=True,
        help_text=_("Wat is er te zien? Verplicht bij een foto."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Foto")),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask for an alt text with every picture.

        Raises:
            ValidationError: when there is a picture without a description.
        """
        super().clean()
        if self.picture_id and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": _("Beschrijf in een zin wat er op de foto te zien is.")})


class ContentPage(PlaysFilms, WithPicture):
    """Text, and all that the blocks offer."""

    body = StreamField(Body(), verbose_name=_("inhoud"), blank=True)

    subpage_types = ["pages.ContentPage"]
    template = "pages/content_page.html"

    content_panels = [*WithPicture.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("tekstpagina")
        verbose_name_plural = _("tekstpagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the wijk it stands below, if any, and title and address of the texts below this one."""
        from pages.models.wijk import wijk_of

        return super().get_context(request, *args, **kwargs) | {"wijk": wijk_of(self), "below": navigation.below(self)}


class AccessibilityPage(PlaysFilms, BasePage):
    """The accessibility statement, as the law asks it (Besluit digitale toegankelijkheid overheid; compliance C4)."""

    class Status(models.TextChoices):
        """How far the site is, in the words of the national register."""

        A = "A", _("A: voldoet volledig")
        B = "B", _("B: voldoet gedeeltelijk")
        C = "C", _("C: eerste maatregelen genomen")
        D = "D", _("D: voldoet niet")
        E = "E", _("E: nog geen verklaring of onderzoek")

    status = models.CharField(_("status"), max_length=1, choices=Status.choices, default=Status.C)
    register_url = models.URLField(_("adres in het landelijke register"), blank=True)
    stated_on = models.DateField(
        _("datum van de verklaring"), help_text=_("Vernieuw de verklaring elk jaar."), null=True, blank=True
    )
    researched_on = models.DateField(
        _("datum van het laatste onderzoek"), help_text=_("Hoogstens drie jaar geleden."), null=True, blank=True
    )
    body = StreamField(Body(), verbose_name=_("inhoud"), blank=True)

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    template = "pages/accessibility_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("status"), FieldPanel("register_url"), FieldPanel("stated_on"), FieldPanel("researched_on")],
            heading=_("Verklaring"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("toegankelijkheidsverklaring")
        verbose_name_plural = _("toegankelijkheidsverklaringen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the status means, in words."""
        from pages import statement

        return super().get_context(request, *args, **kwargs) | {"status_words": statement.words(self.status)}
