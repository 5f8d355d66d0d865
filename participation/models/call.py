"""The call before a no: made, or why there was none (participation.md, the path, 8)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


class Call(models.Model):
    """One call with the initiator before refusing or setting aside, or the reason that nobody called."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="calls")
    called_on = models.DateField(_("gebeld op"), null=True, blank=True)
    why_not = models.TextField(_("waarom niet gebeld"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("telefoongesprek")
        verbose_name_plural = _("telefoongesprekken")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(called_on__isnull=False, why_not="") | (Q(called_on__isnull=True) & ~Q(why_not="")),
                name="called_or_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"telefoongesprek {self.pk}"
