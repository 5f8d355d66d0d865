"""Advice that the mandate asks for beside the signatures (domain/README, Table 2)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


class Advice(models.Model):
    """What a wijkregisseur or wijkwethouder advises on wijkkansen, or the regietafel on an investment project.

    The newest of each giver holds. `given_on` is a local day.
    """

    class Giver(models.TextChoices):
        """Who advises."""

        WIJKREGISSEUR = "wijkregisseur", _("wijkregisseur")
        WIJKWETHOUDER = "wijkwethouder", _("wijkwethouder")
        REGIETAFEL = "regietafel", _("regietafel buurten")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="advices")
    giver = models.CharField(_("van wie"), max_length=20, choices=Giver.choices)
    is_positive = models.BooleanField(_("positief"))
    text = models.TextField(_("advies"), max_length=2000)
    given_on = models.DateField(_("gegeven op"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("advies over een besluit")
        verbose_name_plural = _("adviezen over besluiten")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"advies {self.pk}"
