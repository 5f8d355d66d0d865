"""A plan that is still being written."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """Answers of the whole form so far, encrypted as one piece; kept 30 days after the last change.

    A table of its own, not a state: nothing in it was sent (inbox.md section 4).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data_encrypted = models.TextField(_("antwoorden, versleuteld"))
    created_at = models.DateTimeField(_("begonnen op"))
    updated_at = models.DateTimeField(_("bijgewerkt op"), db_index=True)

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepten")

    def __str__(self) -> str:
        return f"concept {self.pk}"
