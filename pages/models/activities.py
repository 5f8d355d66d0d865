"""The facts of the calendar: what is held, and each time that it is (ARCHITECTURE rule 3).

Rows are made from the page that editors write, by `pages.calendar.publish`, and are the same for every language.
"""

from __future__ import annotations

from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.models import Wijk
from pages.models.organisations import Organisation
from pages.models.people import OfficeHour


class Activity(models.Model):
    """Something that people can come to, or that happens in the street; its words stand on its pages.

    timetable: the rule, the times and the changes, as `pages.recurrence.Timetable` keeps them. made_until: up to which
    local date its rows are made. sequence: how often its time or place changed, for calendars of others.
    """

    class Kind(models.TextChoices):
        """What it is."""

        REGULAR = "vast", _("vaste activiteit")
        ONCE = "eenmalig", _("eenmalige activiteit")
        RESIDENTS = "bewoners", _("initiatief van bewoners")
        MEETING = "bijeenkomst", _("bijeenkomst van de gemeente")
        OFFICE_HOUR = "spreekuur", _("spreekuur")
        WORKS = "werk", _("werk in de straat")

    class Audience(models.TextChoices):
        """For whom it is in the first place; everybody is welcome."""

        EVERYONE = "iedereen", _("iedereen")
        CHILDREN = "kinderen", _("kinderen")
        YOUNG = "jongeren", _("jongeren")
        ELDERLY = "ouderen", _("ouderen")
        NEWCOMERS = "nieuwkomers", _("nieuwe Nederlanders")
        PARENTS = "ouders", _("ouders met jonge kinderen")

    translation_key = models.UUIDField(_("sleutel van de pagina"), null=True, blank=True, unique=True, editable=False)
    office_hour = models.OneToOneField(
        OfficeHour,
        verbose_name=_("spreekuur"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="activity",
    )
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    audience = models.CharField(_("voor wie"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    wijken = models.ManyToManyField(Wijk, verbose_name=_("wijken"), blank=True, related_name="activities")
    is_citywide = models.BooleanField(_("voor alle wijken"), default=False)
    place = models.ForeignKey(
        Organisation,
        verbose_name=_("plek"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
    )
    place_name = models.CharField(_("naam van de plek"), max_length=120, blank=True)
    street = models.CharField(_("straat"), max_length=120, blank=True)
    latitude = models.DecimalField(_("breedtegraad"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("lengtegraad"), max_digits=8, decimal_places=6, null=True, blank=True)
    timetable = models.JSONField(_("tijden"), encoder=DjangoJSONEncoder)
    seats = models.PositiveSmallIntegerField(_("plaatsen"), null=True, blank=True)
    takes_signups = models.BooleanField(_("aanmelden op de site"), default=False)
    signup_hours = models.PositiveSmallIntegerField(_("aanmelden tot zoveel uur van tevoren"), default=0)
    is_live = models.BooleanField(_("staat op de site"), default=True)
    is_cancelled = models.BooleanField(_("gaat niet door"), default=False)
    sequence = models.PositiveIntegerField(_("volgnummer"), default=0)
    changed_at = models.DateTimeField(_("gewijzigd"))
    made_until = models.DateField(_("gemaakt tot en met"))

    class Meta:
        verbose_name = _("activiteit")
        verbose_name_plural = _("activiteiten")
        indexes = [models.Index(fields=["is_live", "made_until"], name="activity_made_until")]
        constraints = [
            models.CheckConstraint(
                condition=Q(translation_key__isnull=False, office_hour__isnull=True)
                | Q(translation_key__isnull=True, office_hour__isnull=False),
                name="activity_of_page_or_office_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"activiteit {self.pk}"


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Reading what is held."""

    def live(self) -> OccurrenceQuerySet:
        """Those that are on the site, the cancelled ones too."""
        return self.filter(is_live=True)

    def of_wijk(self, wijk: Wijk | models.Expression | None) -> OccurrenceQuerySet:
        """Those of a wijk and those of the whole city; without a wijk all."""
        if wijk is None:
            return self
        mine = Activity.wijken.through.objects.filter(activity_id=models.OuterRef("activity_id"), wijk=wijk)
        return self.filter(Q(activity__is_citywide=True) | models.Exists(mine))

    def short(self) -> OccurrenceQuerySet:
        """Those that are listed on one day."""
        return self.filter(is_long=False)

    def between(self, first: date, last: date) -> OccurrenceQuerySet:
        """Those that begin on these local dates, both included."""
        return self.filter(first_day__gte=first, first_day__lte=last)

    def long_in(self, first: date, last: date) -> OccurrenceQuerySet:
        """Those of more days of which at least one lies in the period."""
        return self.filter(is_long=True, last_day__gte=first, first_day__lte=last)

    def in_order(self) -> OccurrenceQuerySet:
        """By day and time."""
        return self.order_by("first_day", "starts_at", "pk")


class Occurrence(models.Model):
    """One time that an activity is held. Days are local, moments UTC.

    key: the date of the rule ("2026-12-24"), or of an extra date the editor's block ("+..."), the same for as long as
    that is there. A night that ends within 24 hours is listed on the day it began, so `last_day` is that day.
    is_live and kind: those of the activity, here for the index.
    """

    activity = models.ForeignKey(
        Activity, verbose_name=_("activiteit"), on_delete=models.CASCADE, related_name="occurrences"
    )
    key = models.CharField(_("sleutel"), max_length=40)
    starts_at = models.DateTimeField(_("begin"))
    ends_at = models.DateTimeField(_("einde"))
    first_day = models.DateField(_("dag"))
    last_day = models.DateField(_("laatste dag"))
    original_day = models.DateField(_("dag volgens de herhaling"), null=True, blank=True)
    is_long = models.BooleanField(_("duurt meer dagen"), default=False)
    is_all_day = models.BooleanField(_("de hele dag"), default=False)
    is_cancelled = models.BooleanField(_("vervalt"), default=False)
    note = models.CharField(_("wat er anders is"), max_length=200, blank=True)
    is_live = models.BooleanField(_("staat op de site"), default=True)
    kind = models.CharField(_("soort"), max_length=12, choices=Activity.Kind.choices)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("keer")
        verbose_name_plural = _("keren")
        ordering = ["first_day", "starts_at", "pk"]
        indexes = [
            # With a condition, since SQLite takes no truth value for the first column of an index.
            models.Index(
                fields=["first_day", "starts_at", "id"], name="occurrence_by_moment", condition=Q(is_live=True)
            ),
            models.Index(fields=["last_day"], name="occurrence_long", condition=Q(is_long=True)),
            models.Index(fields=["activity", "first_day"], name="occurrence_of_activity"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["activity", "key"], name="occurrence_once"),
            models.CheckConstraint(condition=Q(starts_at__lte=F("ends_at")), name="occurrence_in_order"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="occurrence_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"keer {self.pk}"


class AgendaDay(models.Model):
    """What begins on one day in the calendar of a wijk (without one: of the city), kept beside the rows.

    A month in a city holds tens of thousands of times; to count and rank them anew for each visitor takes ten times as
    long as the rest of the page. total: how many begin that day, without those that last more days. first: the numbers
    of the first few, in order. Written by `pages.calendar.days` alone.
    """

    wijk = models.ForeignKey(Wijk, verbose_name=_("wijk"), on_delete=models.CASCADE, null=True, related_name="+")
    day = models.DateField(_("dag"))
    total = models.PositiveIntegerField(_("aantal"))
    first = models.JSONField(_("eerste keren"), default=list)

    class Meta:
        verbose_name = _("dag van de agenda")
        verbose_name_plural = _("dagen van de agenda")
        constraints = [
            models.UniqueConstraint(fields=["wijk", "day"], name="agenda_day_of_wijk_once"),
            models.UniqueConstraint(fields=["day"], condition=Q(wijk__isnull=True), name="agenda_day_of_city_once"),
        ]

    def __str__(self) -> str:
        return f"dag {self.pk}"
