"""Whether a page is still right: "klopt dit nog?"."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page


class PageReview(models.Model):
    """When somebody last said that a page is right, and when we last asked. Times are UTC."""

    page = models.OneToOneField(Page, verbose_name=_("pagina"), on_delete=models.CASCADE, related_name="review")
    checked_at = models.DateTimeField(_("gecontroleerd"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("door"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reminded_at = models.DateTimeField(_("herinnerd"), null=True, blank=True)

    class Meta:
        verbose_name = _("controle van een pagina")
        verbose_name_plural = _("controles van pagina's")

    def __str__(self) -> str:
        return f"controle van pagina {self.page_id}"
