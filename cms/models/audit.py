"""Who did what, when: the six fields of BIO2 8.15.01."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One act. Append-only (triggers guard it), with codes and ids only, so that erasing a person never touches it."""

    at = models.DateTimeField(_("tijd"), db_index=True)
    action = models.CharField(_("handeling"), max_length=60)
    object_type = models.CharField(_("soort object"), max_length=60, blank=True)
    object_id = models.CharField(_("nummer van het object"), max_length=40, blank=True)
    result = models.CharField(_("uitkomst"), max_length=20)
    origin = models.CharField(_("herkomst"), max_length=40)
    # No foreign key: deleting an account would have to change the row.
    actor_id = models.BigIntegerField(_("nummer van de medewerker"), null=True, blank=True)
    data = models.JSONField(_("gegevens"), default=dict, blank=True)

    class Meta:
        verbose_name = _("regel in het logboek")
        verbose_name_plural = _("logboek")
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            models.Index(fields=["actor_id", "at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
