"""Pictures on pages: each in a few widths as WebP, of which the browser takes the one that fits.

A picture whose file is gone is not drawn: its text stands without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe

from wagtail.images.models import Filter, ResponsiveImage
from wagtail.images.shortcuts import get_renditions_or_not_found

from pages.models.images import Picture, PictureRendition


class Sizes(Enum):
    """The renditions of a place on a page, narrowest first, and how wide the place is (the `sizes` of HTML)."""

    FULL = (("width-480", "width-800", "width-1200"), "(min-width: 48rem) 42rem, 92vw")
    WIDE = (("width-640", "width-1200"), "(min-width: 60rem) 50vw, 92vw")
    CARD = (("fill-480x270", "fill-800x450"), "(min-width: 60rem) 23rem, 92vw")
    ALBUM = (("fill-320x240", "fill-640x480"), "(min-width: 36rem) 15rem, 46vw")
    PORTRAIT = (("fill-320x320", "fill-640x640"), "(min-width: 36rem) 15rem, 92vw")
    COVER = (("width-240", "width-480"), "(min-width: 36rem) 10rem, 46vw")
    LARGE = (("max-1600x1600",), "100vw")

    @property
    def specs(self) -> list[str]:
        """The filters of Wagtail, narrowest first."""
        return [f"{operation}|format-webp" for operation in self.value[0]]

    @property
    def width(self) -> str:
        """How wide the picture is on the page, as media conditions."""
        return self.value[1]


def drawn(picture: Picture, *, alt: str, sizes: Sizes, loading: str = "lazy") -> SafeString:
    """The `<img>` of a picture; empty where its file is gone. At most one query, none for prefetched pictures."""
    renditions = get_renditions_or_not_found(picture, [Filter(spec) for spec in sizes.specs])
    # A small picture is never made larger, so several filters may give the same width: one of each.
    by_width = {rendition.width: rendition for rendition in renditions.values() if rendition.width}
    if not by_width:
        return SafeString("")
    attributes = {"alt": alt, "loading": loading}
    if len(by_width) > 1:
        attributes["sizes"] = sizes.width
    return mark_safe(ResponsiveImage(by_width, attributes).__html__())  # noqa: S308 (escaped by Wagtail)


def large_address(picture: Picture) -> str:
    """The address of the picture at its largest; "" where the file is gone."""
    spec = Sizes.LARGE.specs[0]
    rendition = get_renditions_or_not_found(picture, [Filter(spec)])[spec]
    return rendition.url if rendition.width else ""


def prefetch(pictures: Iterable[Picture | None], *places: Sizes) -> None:
    """Read the renditions of many pictures at once; one query."""
    specs = [spec for place in places for spec in place.specs]
    found = [picture for picture in pictures if picture is not None]
    if found:
        renditions = PictureRendition.objects.filter(filter_spec__in=specs)
        prefetch_related_objects(found, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions"))
