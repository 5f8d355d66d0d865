"""The calendar that an organisation keeps elsewhere, and that we take over again and again."""

from __future__ import annotations

from modelcluster.fields import ParentalKey

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable

from cms.fetch import FetchError, checked, https_of
from cms.models import Wijk
from pages.models.organisations import Organisation

# How what pages say of their source begins, where that is a calendar of an organisation.
SOURCE = "organisatie:"


class CalendarFeed(Orderable):
    """One address of a calendar file (iCalendar), and what came of it the last time. Times are UTC.

    etag and etag_url: to ask the server only for what is new, as long as the address is the same. problem: why nothing
    came the last time; report: what the last file did, and what in it we could not follow.
    """

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="calendar_feeds")
    url = models.CharField(
        _("adres van de agenda"),
        max_length=300,
        help_text=_("Begint met https:// of webcal:// en eindigt vaak op .ics."),
    )
    wijk = models.ForeignKey(
        Wijk,
        verbose_name=_("in de agenda van"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Leeg: de agenda van de hele stad."),
    )
    etag = models.CharField(_("kenmerk van het bestand"), max_length=200, blank=True, editable=False)
    etag_url = models.CharField(_("adres van dat bestand"), max_length=300, blank=True, editable=False)
    checked_at = models.DateTimeField(_("laatst opgehaald"), null=True, blank=True)
    problem = models.CharField(_("wat er misging"), max_length=300, blank=True)
    report = models.TextField(_("wat er is overgenomen"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("agenda van een organisatie")
        verbose_name_plural = _("agenda's van organisaties")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "url", "wijk"], name="calendar_feed_once"),
            models.UniqueConstraint(
                fields=["organisation", "url"], condition=Q(wijk__isnull=True), name="calendar_feed_of_city_once"
            ),
        ]

    def __str__(self) -> str:
        return f"agenda {self.pk}"

    @property
    def source(self) -> str:
        """What pages that come from here say of where they come from."""
        return f"{SOURCE}{self.pk}:{self.wijk.slug if self.wijk else ''}"

    def clean(self) -> None:
        """Ask for an address of a host that the municipality allows.

        Raises:
            ValidationError: where it is another one, in a sentence that says why.
        """
        super().clean()
        self.url = https_of(self.url.strip())
        try:
            checked(self.url, hosts=settings.CALENDAR_HOSTS)
        except FetchError as error:
            raise ValidationError({"url": str(error)}) from None
