"""What the worker repeats, and its sign of life."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodicRun(models.Model):
    """When a periodic job is next due, and how its last turn went."""

    name = models.CharField(_("naam"), max_length=60, unique=True)
    every_s = models.PositiveIntegerField(_("om de hoeveel seconden"))
    due_at = models.DateTimeField(_("aan de beurt"), db_index=True)
    last_started_at = models.DateTimeField(_("laatst begonnen"), null=True, blank=True)
    last_ok_at = models.DateTimeField(_("laatst gelukt"), null=True, blank=True)
    last_error = models.CharField(_("laatste fout"), max_length=80, blank=True, help_text=_("Code, geen tekst."))

    class Meta:
        verbose_name = _("terugkerende taak")
        verbose_name_plural = _("terugkerende taken")

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When something that must keep running was last seen."""

    name = models.CharField(_("naam"), max_length=40, unique=True)
    beat_at = models.DateTimeField(_("laatst gezien"))

    class Meta:
        verbose_name = _("teken van leven")
        verbose_name_plural = _("tekens van leven")

    def __str__(self) -> str:
        return self.name
