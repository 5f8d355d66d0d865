"""Pictures: without a description they do not enter the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """A picture with a required description, which is its alt text by default (WCAG 1.1.1)."""

    description = models.CharField(
        _("beschrijving"),
        max_length=255,
        help_text=_("Wat is er te zien? Wie de foto niet ziet, hoort of leest deze zin."),
    )
    credit = models.CharField(_("maker"), max_length=120, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        permissions = [("choose_picture", _("Mag een foto kiezen"))]
        verbose_name = _("foto")
        verbose_name_plural = _("foto's")


class PictureRendition(AbstractRendition):
    """A size of a picture, made on demand."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]

    def __str__(self) -> str:
        return f"weergave {self.pk}"
