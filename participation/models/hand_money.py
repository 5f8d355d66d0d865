"""Small things that a wijkregisseur pays from hand money, each with its receipt (participation.md, Money)."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.budget import LedgerLine


def _private_storage() -> Storage:
    return storages["private"]


def _random_name(instance: "HandMoneyExpense", filename: str) -> str:
    """A name that tells nothing: the sender's file name is never used."""
    name = uuid.uuid4().hex
    return f"bonnen/{name[:2]}/{name}.{instance.extension}"


class HandMoneyExpense(models.Model):
    """What one line in the books was for. `what` stands on the wijkthermometer, so it names nobody.

    file: the receipt, for staff alone; in quarantine is one that could not be scanned for viruses, and "" one that
    turned out to have one. spent_on: local.
    """

    class Sort(models.TextChoices):
        """What was given out."""

        PURCHASE = "aankoop", _("iets gekocht")
        VOLUNTEERS = "vrijwilligers", _("vrijwilligersbonnen")

    line = models.OneToOneField(LedgerLine, on_delete=models.PROTECT, related_name="expense")
    sort = models.CharField(_("soort"), max_length=14, choices=Sort.choices)
    what = models.CharField(_("waarvoor"), max_length=80)
    spent_on = models.DateField(_("dag van de uitgave"))
    file = models.FileField(_("bon"), storage=_private_storage, upload_to=_random_name, max_length=200, blank=True)
    extension = models.CharField(_("soort bestand"), max_length=5)
    is_quarantined = models.BooleanField(_("apart gezet"), default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("uitgave uit handgeld")
        verbose_name_plural = _("uitgaven uit handgeld")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sort__in=["aankoop", "vrijwilligers"]), name="hand_money_sort")
        ]

    def __str__(self) -> str:
        return f"uitgave {self.pk}"
