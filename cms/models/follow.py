"""Who follows what: news by mail about one subject, for people without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """One person who wants news of one subject ("initiative:12"); one row for each, by the database.

    Only rows that are confirmed and not ended get mail. What a subject is, stands in `registries.follow_subjects`.
    """

    subject = models.CharField(_("onderwerp"), max_length=60)
    person_hash = models.CharField(_("sleutel van de persoon"), max_length=64, db_index=True)
    email_encrypted = models.TextField(_("e-mailadres, versleuteld"))
    language = models.CharField(_("taal van de mails"), max_length=10, default="nl")
    asked_at = models.DateTimeField(_("gevraagd op"))
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("volger")
        verbose_name_plural = _("volgers")
        constraints = [models.UniqueConstraint(fields=["subject", "person_hash"], name="one_follow_per_person")]

    def __str__(self) -> str:
        return f"volger {self.pk}"
