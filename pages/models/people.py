"""People of the social base and their spreekuren: kept once, shown on every wijk they serve.

Names, numbers and places are the same in every language; words stand in a row per language beside them.
"""

from __future__ import annotations

from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Orderable

from cms.models import Wijk
from pages.models.images import Picture
from pages.models.organisations import Organisation, ServingQuerySet, Weekday, ask_order


class Person(ClusterableModel):
    """Somebody who works or volunteers in a wijk, with contact data of that work.

    With an account, role and wijken come from `WijkRole`, and this row adds picture and words.
    """

    name = models.CharField(_("naam"), max_length=120)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="profile",
        help_text=_("Voor een medewerker met een account: wijk en rol komen dan daarvandaan."),
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisatie"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("e-mailadres"), blank=True, help_text=_("Van het werk; staat op de site."))
    phone = models.CharField(
        _("telefoonnummer"), max_length=30, blank=True, help_text=_("Van het werk; staat op de site.")
    )
    is_citywide = models.BooleanField(_("voor alle wijken"), default=False)
    wijken = ParentalManyToManyField(Wijk, verbose_name=_("wijken"), blank=True, related_name="people")
    is_active = models.BooleanField(_("staat op de site"), default=True)

    objects = ServingQuerySet.as_manager()

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("mensen")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"persoon {self.pk}"


class PersonText(Orderable):
    """What somebody does, in one language."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, verbose_name=_("taal"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rol"), max_length=120, blank=True)
    text = models.CharField(_("waarvoor je hier terechtkunt"), max_length=200, blank=True)
    availability = models.CharField(
        _("wanneer bereikbaar"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: maandag tot en met donderdag.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("tekst")
        verbose_name_plural = _("teksten")
        constraints = [models.UniqueConstraint(fields=["person", "locale"], name="person_text_once_per_language")]


class OfficeHour(ClusterableModel):
    """A spreekuur: on a fixed day, every week or in some weeks of the month. Local dates and times."""

    class Pattern(models.TextChoices):
        """In which weeks of the month."""

        WEEKLY = "elke", _("elke week")
        FIRST = "1", _("de eerste van de maand")
        SECOND = "2", _("de tweede van de maand")
        THIRD = "3", _("de derde van de maand")
        FOURTH = "4", _("de vierde van de maand")
        LAST = "laatste", _("de laatste van de maand")
        FIRST_AND_THIRD = "1+3", _("de eerste en de derde van de maand")
        SECOND_AND_FOURTH = "2+4", _("de tweede en de vierde van de maand")

    wijk = models.ForeignKey(Wijk, verbose_name=_("wijk"), on_delete=models.CASCADE, related_name="office_hours")
    place = models.ForeignKey(
        Organisation, verbose_name=_("waar"), on_delete=models.PROTECT, related_name="office_hours"
    )
    weekday = models.PositiveSmallIntegerField(_("dag"), choices=Weekday.choices)
    pattern = models.CharField(_("hoe vaak"), max_length=10, choices=Pattern.choices, default=Pattern.WEEKLY)
    starts_at = models.TimeField(_("van"))
    ends_at = models.TimeField(_("tot"))
    valid_from = models.DateField(_("vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("tot en met"), null=True, blank=True)
    people = ParentalManyToManyField(Person, verbose_name=_("mensen"), blank=True, related_name="office_hours")
    partners = ParentalManyToManyField(
        Organisation, verbose_name=_("organisaties"), blank=True, related_name="present_at"
    )

    class Meta:
        verbose_name = _("spreekuur")
        verbose_name_plural = _("spreekuren")
        ordering = ["wijk", "weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="office_hour_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts_at:%H.%M}"

    def clean(self) -> None:
        """Ask for an end after the beginning, of the hour and of the period.

        Raises:
            ValidationError: when it lies before.
        """
        super().clean()
        ask_order(self.starts_at, self.ends_at, "ends_at", _("Vul een tijd in die later is dan het begin."))
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("Vul een datum in die niet voor de eerste dag ligt.")})


class SkippedOfficeHour(Orderable):
    """A date on which a spreekuur is not held."""

    office_hour = ParentalKey(OfficeHour, on_delete=models.CASCADE, related_name="skipped")
    day = models.DateField(_("datum"))

    class Meta(Orderable.Meta):
        verbose_name = _("keer dat het niet doorgaat")
        verbose_name_plural = _("keren dat het niet doorgaat")
        constraints = [models.UniqueConstraint(fields=["office_hour", "day"], name="office_hour_skipped_once")]
