"""Who comes to an activity: a seat or a place on the waiting list, for one date."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from pages.models.activities import Occurrence


class SignUpQuerySet(models.QuerySet["SignUp"]):
    """Reading sign-ups."""

    def seated(self) -> SignUpQuerySet:
        """Those with a seat."""
        return self.filter(seated_at__isnull=False, cancelled_at__isnull=True)

    def waiting(self) -> SignUpQuerySet:
        """The waiting list, who came first on top."""
        rows = self.filter(confirmed_at__isnull=False, seated_at__isnull=True, cancelled_at__isnull=True)
        return rows.order_by("confirmed_at", "pk")

    def people(self) -> int:
        """How many people these are."""
        return self.aggregate(total=Sum("people"))["total"] or 0


class SignUp(models.Model):
    """Somebody who said to come, perhaps with others; it holds once the mail is answered. Times are UTC."""

    occurrence = models.ForeignKey(
        Occurrence, verbose_name=_("keer"), on_delete=models.PROTECT, related_name="signups"
    )
    person_hash = models.CharField(_("sleutel van de persoon"), max_length=64)
    name = models.CharField(_("naam"), max_length=100, blank=True)
    email_encrypted = models.TextField(_("e-mailadres, versleuteld"), blank=True)
    people = models.PositiveSmallIntegerField(_("aantal mensen"), default=1)
    language = models.CharField(_("taal van de mails"), max_length=10, default="nl")
    given_at = models.DateTimeField(_("ingevuld op"))
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    seated_at = models.DateTimeField(_("plaats gekregen op"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("afgemeld op"), null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "person_hash"], name="signup_once_per_person"),
            models.CheckConstraint(condition=Q(people__gte=1), name="signup_of_somebody"),
            models.CheckConstraint(
                condition=Q(seated_at__isnull=True) | Q(confirmed_at__isnull=False), name="signup_seat_is_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"aanmelding {self.pk}"
