"""Blocks of pictures, films and files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


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
        icon = "image"
        template = "pages/blocks/picture.html"


class AlbumBlock(blocks.StructBlock):
    """Several pictures of one event."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    pictures = blocks.ListBlock(PictureBlock(), label=_("Foto's"), min_num=2, max_num=30)

    class Meta:
        label = _("Fotoalbum")
        icon = "image"
        template = "pages/blocks/album.html"


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
        icon = "media"
        template = "pages/blocks/video.html"


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

    class Meta:
        label = _("Bestand")
        icon = "doc-full"


class DownloadsBlock(blocks.StructBlock):
    """Files to download, each with kind and size."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    files = blocks.ListBlock(DownloadBlock(), label=_("Bestanden"), min_num=1)

    class Meta:
        label = _("Bestanden")
        icon = "download"
        template = "pages/blocks/downloads.html"
