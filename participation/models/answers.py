"""Standard answers: texts that staff begin a message with, each version kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StandardAnswer(models.Model):
    """An answer under a name. What it says stands in its versions; the newest one holds."""

    name = models.CharField(_("naam"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    is_active = models.BooleanField(_("in gebruik"), default=True)

    class Meta:
        verbose_name = _("standaard antwoord")
        verbose_name_plural = _("standaard antwoorden")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class AnswerVersion(models.Model):
    """One version of the text. Never changed: a change is a new version. A message remembers which one."""

    answer = models.ForeignKey(StandardAnswer, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField(_("tekst"), max_length=3000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("versie van een standaard antwoord")
        verbose_name_plural = _("versies van een standaard antwoord")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"versie {self.pk}"
