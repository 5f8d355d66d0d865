"""News, and the archive of the wijkkrant."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from modelcluster.fields import ParentalManyToManyField

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from cms.models import Wijk
from pages import navigation
from pages.blocks import Body, examples
from pages.blocks.media import languages
from pages.models.content import WithPicture
from pages.models.wijk import OfWijk, wijk_of
from pages.video import PlaysFilms


class NewsIndexPage(OfWijk):
    """The news of a wijk, or of the whole city, newest first."""

    asks_review = False
    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1
    template = "pages/news_index_page.html"
    section = "wijken"

    class Meta:
        verbose_name = _("nieuwsoverzicht")
        verbose_name_plural = _("nieuwsoverzichten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the news by month, and the address of older news."""
        from pages import news

        after = request.GET.get("na", "")[:40]
        listing = news.listing(self, self.wijk, after=after)
        months = groupby(listing.items, key=lambda item: item.published_on.replace(day=1))
        return super().get_context(request, *args, **kwargs) | {
            "wijk": self.wijk,
            "months": [(month, list(items)) for month, items in months],
            "is_later_page": bool(after),
            "following": listing.following,
            "feed_url": f"{navigation.path_of(self).rstrip('/')}.rss",
        }


class NewsPage(PlaysFilms, WithPicture):
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

    asks_review = False
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

    @cached_property
    def wijk(self) -> Wijk | None:
        """The wijk below whose page it stands; None for the whole city."""
        return wijk_of(self)

    @property
    def wijken(self) -> list[Wijk]:
        """All wijken it is for; none for the whole city. A translation follows the page in the default language."""
        from pages import news

        is_source = self.locale.language_code == settings.LANGUAGE_CODE
        others = (
            self.also_in.all() if is_source else news.also_in([self.translation_key]).get(self.translation_key, [])
        )
        return list(dict.fromkeys([*([self.wijk] if self.wijk else []), *others]))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the wijken it is for."""
        return super().get_context(request, *args, **kwargs) | {"wijk": self.wijk, "wijken": self.wijken}


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
    language = blocks.ChoiceBlock(label=_("Taal van de krant"), choices=languages, default="nl")

    class Meta:
        label = _("Krant")
        description = _("Eén nummer van de wijkkrant, met voorpagina en samenvatting.")
        icon = "doc-full"
        template = "pages/blocks/edition.html"

    def get_preview_value(self) -> Any:
        """The newest file of the library, as a paper."""
        words = "In dit nummer: het nieuwe plein, de buurtmoestuin en de agenda."
        paper = {"title": _("Najaar 2026"), "appeared_on": timezone.localdate(), "summary": words}
        return self.normalize(paper | {"document": examples.document(), "cover": examples.picture()})


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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the issues by year, newest first."""
        from pages.pictures import Sizes, prefetch

        issues = sorted(self.editions, key=lambda block: block.value["appeared_on"], reverse=True)
        prefetch([block.value["cover"] for block in issues], Sizes.COVER)
        years = groupby(issues, key=lambda block: block.value["appeared_on"].year)
        return super().get_context(request, *args, **kwargs) | {
            "wijk": self.wijk,
            "years": [(year, list(blocks)) for year, blocks in years],
        }
