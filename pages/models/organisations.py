"""Organisations of the social base: kept once, shown on every wijk they serve.

Names, numbers and places are the same in every language; words stand in a row per language beside them.
"""

from __future__ import annotations

from datetime import time

from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Orderable

from cms.models import Wijk
from cms.postcodes import normalise
from pages.models.images import Picture


class Weekday(models.IntegerChoices):
    """Days as Python counts them."""

    MONDAY = 0, _("maandag")
    TUESDAY = 1, _("dinsdag")
    WEDNESDAY = 2, _("woensdag")
    THURSDAY = 3, _("donderdag")
    FRIDAY = 4, _("vrijdag")
    SATURDAY = 5, _("zaterdag")
    SUNDAY = 6, _("zondag")


def ask_order(first: time | None, last: time | None, name: str, message: str) -> None:
    """Refuse a field whose time is not after another; what is missing is asked for elsewhere."""
    if first and last and last <= first:
        raise ValidationError({name: message})


class ServingQuerySet(models.QuerySet):
    """Reading people and organisations."""

    def serving(self, wijk: Wijk | None) -> ServingQuerySet:
        """Those of a wijk and those of the whole city; without a wijk all."""
        active = self.filter(is_active=True)
        return active if wijk is None else active.filter(Q(is_citywide=True) | Q(wijken=wijk)).distinct()


class Organisation(ClusterableModel):
    """A meeting place, an association or a partner of the municipality."""

    class Kind(models.TextChoices):
        """What it is for."""

        MEETING_PLACE = "ontmoeten", _("wijkcentrum of ontmoetingsplek")
        WELFARE = "welzijn", _("welzijn en hulp")
        CARE = "zorg", _("zorg en gezondheid")
        HOUSING = "wonen", _("wonen")
        POLICE = "veiligheid", _("politie en veiligheid")
        SPORT = "sport", _("sport en bewegen")
        CULTURE = "cultuur", _("cultuur en leren")
        ASSOCIATION = "vereniging", _("vereniging of bewonersgroep")
        MUNICIPALITY = "gemeente", _("gemeente")

    name = models.CharField(_("naam"), max_length=120, unique=True)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind.choices)
    picture = models.ForeignKey(
        Picture, verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    street = models.CharField(_("straat en huisnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    latitude = models.DecimalField(
        _("breedtegraad"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Bijvoorbeeld 52.223600."),
    )
    longitude = models.DecimalField(
        _("lengtegraad"), max_digits=8, decimal_places=6, null=True, blank=True, help_text=_("Bijvoorbeeld 5.176300.")
    )
    phone = models.CharField(_("telefoonnummer"), max_length=30, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    website = models.URLField(_("website"), blank=True)
    is_citywide = models.BooleanField(_("voor alle wijken"), default=False)
    wijken = ParentalManyToManyField(Wijk, verbose_name=_("wijken"), blank=True, related_name="organisations")
    is_active = models.BooleanField(_("staat op de site"), default=True)

    objects = ServingQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="organisation_has_both_coordinates",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ask for both coordinates or none, of a place in the Netherlands, and for a postcode that can be one.

        Raises:
            ValidationError: when one of them is missing or can't be right.
        """
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"latitude": _("Vul breedtegraad en lengtegraad allebei in, of geen van beide.")})
        if self.latitude is not None and not (50 < self.latitude < 54 and 3 < self.longitude < 8):
            raise ValidationError({"latitude": _("Deze plek ligt niet in Nederland. Zijn de getallen omgewisseld?")})
        if self.postcode and not normalise(self.postcode):
            raise ValidationError({"postcode": _("Dit is geen postcode. Vul er een in, bijvoorbeeld 1223 AB.")})


class OrganisationText(Orderable):
    """What an organisation does, in one language."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, verbose_name=_("taal"), on_delete=models.PROTECT, related_name="+")
    summary = models.CharField(_("wat je er kunt doen"), max_length=200)
    hours_note = models.CharField(_("bij de openingstijden"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("tekst")
        verbose_name_plural = _("teksten")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "locale"], name="organisation_text_once_per_language")
        ]


class OpeningTime(Orderable):
    """When the door is open on a day of the week; local times."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="opening_times")
    weekday = models.PositiveSmallIntegerField(_("dag"), choices=Weekday.choices)
    opens_at = models.TimeField(_("van"))
    closes_at = models.TimeField(_("tot"))

    class Meta(Orderable.Meta):
        verbose_name = _("openingstijd")
        verbose_name_plural = _("openingstijden")
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="opening_time_in_order"),
        ]

    def clean(self) -> None:
        """Ask for a closing time after the opening time.

        Raises:
            ValidationError: when it lies before.
        """
        super().clean()
        ask_order(self.opens_at, self.closes_at, "closes_at", _("Vul een tijd in die later is dan de openingstijd."))
