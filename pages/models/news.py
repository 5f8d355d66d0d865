"""News, and the archive of the wijkkrant."""

from __future__ import annotations

from modelcluster.fields import ParentalManyToManyField

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from cms.models import Wijk
from pages.blocks import Body
from pages.models.content import WithPicture
from pages.models.wijk import OfWijk


class NewsIndexPage(OfWijk):
    """The news of a wijk, or of the whole city, newest first."""

    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1
    template = "pages/news_index_page.html"
    section = "wijken"

    class Meta:
        verbose_name = _("nieuwsoverzicht")
        verbose_name_plural = _("nieuwsoverzichten")


class NewsPage(WithPicture):
    """One piece of news. It stands in its own wijk, and may show in others too."""

    published_on = models.DateField(_("datum"), default=timezone.localdate, db_index=True)
    also_in = ParentalManyToManyField(
        Wijk,
        verbose_name=_("ook bij"),
        blank=True,
        related_name="+",
        help_text=_("Andere wijken waar dit bericht ook hoort."),
    )
    body = StreamField(Body(), verbose_name=_("inhoud"), blank=True)

    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/news_page.html"
    section = "wijken"

    content_panels = [
        *WithPicture.content_panels,
        FieldPanel("published_on"),
        FieldPanel("body"),
        FieldPanel("also_in"),
    ]

    class Meta:
        verbose_name = _("nieuwsbericht")
        verbose_name_plural = _("nieuwsberichten")


class EditionBlock(blocks.StructBlock):
    """One issue of the wijkkrant."""

    title = blocks.CharBlock(label=_("Titel"), max_length=120, help_text=_("Bijvoorbeeld: Najaar 2026."))
    appeared_on = blocks.DateBlock(label=_("Verschenen op"))
    document = DocumentChooserBlock(label=_("De krant als PDF"))
    cover = ImageChooserBlock(label=_("Voorpagina"), required=False)
    summary = blocks.TextBlock(
        label=_("Wat staat erin?"),
        max_length=400,
        rows=3,
        help_text=_("Een paar zinnen, voor wie de PDF niet kan lezen."),
    )

    class Meta:
        label = _("Krant")
        icon = "doc-full"


class WijkkrantPage(OfWijk):
    """All issues of the paper of a wijk."""

    editions = StreamField([("edition", EditionBlock())], verbose_name=_("kranten"), blank=True)

    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "pages/wijkkrant_page.html"
    section = "wijken"

    content_panels = [*OfWijk.content_panels, FieldPanel("editions")]

    class Meta:
        verbose_name = _("wijkkrant")
        verbose_name_plural = _("wijkkranten")
