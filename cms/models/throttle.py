"""How often something was asked for, by whom it was asked without saying who."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThrottleCount(models.Model):
    """Hits of one key in the present window. The key is a keyed hash: an address or IP is never stored."""

    name = models.CharField(_("naam"), max_length=40)
    key_hash = models.CharField(_("sleutel"), max_length=64)
    hit_count = models.PositiveIntegerField(_("aantal"))
    expires_at = models.DateTimeField(_("tot"), db_index=True)

    class Meta:
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")
        constraints = [models.UniqueConstraint(fields=["name", "key_hash"], name="throttle_name_and_key")]

    def __str__(self) -> str:
        return f"teller {self.name} {self.pk}"
