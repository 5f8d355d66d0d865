"""The outbox: mail to be sent, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    """Where a mail stands."""

    QUEUED = "queued", _("wacht")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("mislukt")


class OutgoingMail(models.Model):
    """One mail to one person. The text is made when it is sent, from ids, and never stored."""

    to_encrypted = models.TextField(_("aan"), help_text=_("Versleuteld."))
    to_hash = models.CharField(_("aan, als hash"), max_length=64, db_index=True)
    template = models.CharField(_("sjabloon"), max_length=60)
    context = models.JSONField(_("nummers"), default=dict)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    dedupe_key = models.CharField(_("eenmalige sleutel"), max_length=120, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=MailStatus.choices, default=MailStatus.QUEUED)
    attempt_count = models.PositiveSmallIntegerField(_("aantal pogingen"), default=0)
    next_attempt_at = models.DateTimeField(_("volgende poging"))
    sent_at = models.DateTimeField(_("verstuurd"), null=True, blank=True)
    last_error = models.CharField(_("laatste fout"), max_length=80, blank=True, help_text=_("Code, geen tekst."))
    created_at = models.DateTimeField(_("gemaakt"))

    class Meta:
        verbose_name = _("uitgaande mail")
        verbose_name_plural = _("uitgaande mail")
        indexes = [models.Index(fields=["status", "next_attempt_at"], name="mail_to_send")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MailStatus.values), name="mail_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=MailStatus.SENT, sent_at__isnull=False)
                | (~Q(status=MailStatus.SENT) & Q(sent_at__isnull=True)),
                name="mail_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} {self.template}"
