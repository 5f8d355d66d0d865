"""Blocks of pictures, films and files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from pages import video
from pages.blocks import examples

Context = dict[str, Any]


class PictureBlock(blocks.StructBlock):
    """A picture. Its description comes along from the library, unless this place asks for another."""

    picture = ImageChooserBlock(label=_("Foto"))
    description = blocks.CharBlock(
        label=_("Beschrijving"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Wat is er te zien? Laat leeg om de beschrijving van de foto te gebruiken."),
    )
    caption = blocks.CharBlock(label=_("Bijschrift"), required=False, default="", max_length=255)

    class Meta:
        label = _("Foto")
        description = _("Een foto met bijschrift en maker.")
        icon = "image"
        template = "pages/blocks/picture.html"

    def get_preview_value(self) -> Any:
        """The newest picture of the library."""
        return self.normalize({"picture": examples.picture(), "caption": "Buren aan het werk op het plein."})


class AlbumBlock(blocks.StructBlock):
    """Several pictures of one event."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    pictures = blocks.ListBlock(PictureBlock(), label=_("Foto's"), min_num=2, max_num=30)

    class Meta:
        label = _("Fotoalbum")
        description = _("Meer foto's bij elkaar. Wie op een foto klikt, ziet die groot.")
        icon = "image"
        template = "pages/blocks/album.html"

    def get_context(self, value: blocks.StructValue, parent_context: Context | None = None) -> Context:
        """Add the pictures, small and the address of the large one; one query for all their sizes."""
        from pages.pictures import Sizes, drawn, large_address, prefetch

        rows = [row for row in value["pictures"] if row["picture"] is not None]
        prefetch([row["picture"] for row in rows], Sizes.ALBUM, Sizes.LARGE)
        shown = [
            {
                "image": drawn(
                    row["picture"], alt=row.get("description") or row["picture"].description, sizes=Sizes.ALBUM
                ),
                "url": large_address(row["picture"]),
                "caption": row.get("caption", ""),
                "credit": row["picture"].credit,
            }
            for row in rows
        ]
        context = super().get_context(value, parent_context=parent_context)
        return context | {"pictures": [picture for picture in shown if picture["image"]]}

    def get_preview_value(self) -> Any:
        """The newest picture of the library, three times."""
        return self.normalize({"title": _("Zo was de buurtdag"), "pictures": [{"picture": examples.picture()}] * 3})


class VideoBlock(blocks.StructBlock):
    """A film elsewhere. Nothing is asked of the other site before a click (rule 14)."""

    title = blocks.CharBlock(label=_("Titel van de film"), max_length=150)
    url = blocks.URLBlock(label=_("Adres van de film"), help_text=_("Op YouTube of Vimeo."))
    picture = ImageChooserBlock(label=_("Foto voor de film"), required=False)
    has_captions = blocks.BooleanBlock(
        label=_("De film heeft ondertiteling"),
        help_text=_("Zonder ondertiteling mag een film niet op de site (WCAG 1.2.2)."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Wat er te zien en te horen is"),
        required=False,
        default="",
        features=["bold", "ol", "ul", "link"],
        help_text=_("Voor wie de film niet kan zien of horen."),
    )

    class Meta:
        label = _("Film")
        description = _("Een film van YouTube of Vimeo. Die sites krijgen pas iets te weten als iemand klikt.")
        icon = "media"
        template = "pages/blocks/video.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Ask for an address that we can play.

        Raises:
            StructBlockValidationError: when it is not of a film on YouTube or Vimeo.
        """
        cleaned = super().clean(value)
        if video.film_at(cleaned["url"]) is None:
            wrong = ValidationError(_("Dit is geen adres van een film op YouTube of Vimeo."))
            raise StructBlockValidationError(block_errors={"url": wrong})
        return cleaned

    def get_context(self, value: blocks.StructValue, parent_context: Context | None = None) -> Context:
        """Add the film; None for an address that no longer says which one."""
        return super().get_context(value, parent_context=parent_context) | {"film": video.film_at(value["url"])}

    def get_preview_value(self) -> Any:
        """A film that is not there, behind the newest picture of the library."""
        example = {"title": _("De straat wordt groen"), "url": "https://vimeo.com/123456789", "has_captions": True}
        text = "<p>Een kraan haalt stenen weg. Buren zetten planten neer.</p>"
        return self.normalize(example | {"picture": examples.picture(), "transcript": text})


def languages() -> list[tuple[str, str]]:
    """The languages of the site, as choices in the editor."""
    return list(settings.LANGUAGES)


class DownloadBlock(blocks.StructBlock):
    """One file."""

    document = DocumentChooserBlock(label=_("Bestand"))
    title = blocks.CharBlock(
        label=_("Naam"),
        required=False,
        default="",
        max_length=150,
        help_text=_("Laat leeg om de naam van het bestand te gebruiken."),
    )
    language = blocks.ChoiceBlock(label=_("Taal van het bestand"), choices=languages, default="nl")

    class Meta:
        label = _("Bestand")
        icon = "doc-full"


class DownloadsBlock(blocks.StructBlock):
    """Files to download, each with kind and size."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    files = blocks.ListBlock(DownloadBlock(), label=_("Bestanden"), min_num=1)

    class Meta:
        label = _("Bestanden")
        description = _("Bestanden om te downloaden, met soort, grootte en taal.")
        icon = "download"
        template = "pages/blocks/downloads.html"

    def get_preview_value(self) -> Any:
        """The newest file of the library."""
        return self.normalize({"title": _("Om te bewaren"), "files": [{"document": examples.document()}]})
