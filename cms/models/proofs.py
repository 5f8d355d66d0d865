"""Proofs of work that were handed in once, so that nobody hands one in twice (faults 29; ALTCHA behind a setting)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UsedProof(models.Model):
    """One solved puzzle. The unique key refuses the second use; the row goes when the puzzle has expired."""

    key_hash = models.CharField(_("sleutel van de opgave"), max_length=64, unique=True)
    expires_at = models.DateTimeField(_("geldig tot"), db_index=True)

    class Meta:
        verbose_name = _("gebruikt bewijs")
        verbose_name_plural = _("gebruikte bewijzen")

    def __str__(self) -> str:
        return f"bewijs {self.pk}"
