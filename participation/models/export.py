"""Files with cases, made for one person, and who may have contact data in them."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExportRight(models.Model):
    """Somebody who may take contact data out of the inbox, of cases of which he or she may read them at all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("medewerker"),
        on_delete=models.CASCADE,
        related_name="export_right",
    )

    class Meta:
        verbose_name = _("recht op bestanden met contactgegevens")
        verbose_name_plural = _("recht op bestanden met contactgegevens")

    def __str__(self) -> str:
        return str(self.user)


def _private_storage() -> Storage:
    return storages["private"]


def _random_name(instance: "Export", filename: str) -> str:
    """A name that tells nothing."""
    name = uuid.uuid4().hex
    return f"uitvoer/{name[:2]}/{name}.{instance.file_format}"


class Export(models.Model):
    """One file that somebody asked for. Only that person gets it, and after a day it is gone."""

    class Format(models.TextChoices):
        """What kind of file."""

        XLSX = "xlsx", _("Excel (xlsx)")
        CSV = "csv", _("CSV")
        JSON = "json", _("JSON")

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("in de maak")
        READY = "ready", _("klaar")
        FAILED = "failed", _("mislukt")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    file_format = models.CharField(_("soort bestand"), max_length=4, choices=Format.choices, default=Format.XLSX)
    query = models.CharField(_("filters"), max_length=4000, blank=True)
    # The cases that were ticked; None for all that the filters show.
    case_ids = models.JSONField(_("zaken"), null=True, blank=True)
    with_contact = models.BooleanField(_("met contactgegevens"), default=False)
    reason = models.CharField(_("reden"), max_length=300, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.ASKED)
    row_count = models.PositiveIntegerField(_("aantal zaken"), null=True, blank=True)
    file = models.FileField(_("bestand"), storage=_private_storage, upload_to=_random_name, max_length=200, blank=True)
    asked_at = models.DateTimeField(_("gevraagd op"))
    expires_at = models.DateTimeField(_("weg op"), db_index=True)

    class Meta:
        verbose_name = _("bestand met zaken")
        verbose_name_plural = _("bestanden met zaken")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(with_contact=False) | ~Q(reason=""), name="export_contact_has_reason")
        ]

    def __str__(self) -> str:
        return f"bestand {self.pk}"
