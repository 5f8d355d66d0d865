"""Campaigns with faces of residents, and the consent behind each portrait."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from pages import navigation
from pages.blocks import Body, PortraitBlock
from pages.models.content import WithPicture
from pages.models.images import Picture
from pages.models.wijk import wijk_of
from pages.video import PlaysFilms


class PortraitQuerySet(models.QuerySet["Portrait"]):
    """Reading portraits."""

    def shown(self, on: date) -> PortraitQuerySet:
        """Those that may be on the site on a local date."""
        return self.filter(consent_on__lte=on, consent_until__gte=on)


class Portrait(models.Model):
    """A resident on a picture, who gave consent in writing until a date (AVG art. 6(1)(a), 7)."""

    picture = models.ForeignKey(Picture, verbose_name=_("foto"), on_delete=models.PROTECT, related_name="portraits")
    name = models.CharField(_("naam zoals die op de site staat"), max_length=80)
    email = models.EmailField(
        _("e-mailadres"), blank=True, help_text=_("Voor inzage en verwijdering. Staat niet op de site.")
    )
    consent_on = models.DateField(_("toestemming gegeven op"))
    consent_until = models.DateField(
        _("toestemming tot en met"), help_text=_("Daarna gaan foto en naam vanzelf van de site.")
    )
    consent_reference = models.CharField(
        _("waar de verklaring ligt"), max_length=120, help_text=_("Het kenmerk in het archief.")
    )

    objects = PortraitQuerySet.as_manager()

    class Meta:
        verbose_name = _("portret")
        verbose_name_plural = _("portretten")
        ordering = ["consent_until", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(consent_on__lte=F("consent_until")), name="portrait_consent_in_order")
        ]

    def __str__(self) -> str:
        return f"portret {self.pk}"

    def is_shown(self, on: date | None = None) -> bool:
        """Whether it may be on the site on a local date (today by default)."""
        return self.consent_on <= (on or timezone.localdate()) <= self.consent_until


class CampaignPage(PlaysFilms, WithPicture):
    """A campaign: what it is for, when it runs, and the residents who speak for it."""

    starts_on = models.DateField(_("begint op"), null=True, blank=True)
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)
    body = StreamField(Body(), verbose_name=_("inhoud"), blank=True)
    faces = StreamField([("face", PortraitBlock())], verbose_name=_("gezichten"), blank=True)

    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types = ["pages.ContentPage"]
    template = "pages/campaign_page.html"

    content_panels = [
        *WithPicture.content_panels,
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], heading=_("Looptijd")),
        FieldPanel("body"),
        FieldPanel("faces"),
    ]

    class Meta:
        verbose_name = _("campagnepagina")
        verbose_name_plural = _("campagnepagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the faces whose consent holds today, and whether the campaign is over."""
        today = timezone.localdate()
        shown = [face for face in self.faces if (portrait := face.value["portrait"]) and portrait.is_shown(today)]
        return super().get_context(request, *args, **kwargs) | {
            "wijk": wijk_of(self),
            "below": navigation.below(self),
            "shown_faces": shown,
            "is_over": bool(self.ends_on and self.ends_on < today),
        }
