"""Who sent it: the one place for an initiator's personal data (ARCHITECTURE rule 8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission
from participation.querysets import ApplicantQuerySet


class Applicant(models.Model):
    """An initiator or co-initiator. Read only with the contact right, and every reading is logged.

    A co-initiator was invited by e-mail, and takes part once the address is confirmed.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="applicants")
    is_main = models.BooleanField(_("eerste indiener"), default=True)
    name = models.CharField(_("naam"), max_length=150, blank=True)
    email = models.EmailField(_("e-mailadres"), max_length=254, blank=True)
    email_hash = models.CharField(_("sleutel van het e-mailadres"), max_length=64, blank=True, db_index=True)
    email_confirmed_at = models.DateTimeField(_("e-mailadres bevestigd op"), null=True, blank=True)
    invited_at = models.DateTimeField(_("uitgenodigd op"), null=True, blank=True)
    phone = models.CharField(_("telefoonnummer"), max_length=30, blank=True)
    address = models.CharField(_("adres"), max_length=200, blank=True)
    organisation = models.CharField(_("groep of organisatie"), max_length=150, blank=True)

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = _("indiener")
        verbose_name_plural = _("indieners")
        ordering = ["-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission"], condition=Q(is_main=True), name="one_main_applicant"),
            models.UniqueConstraint(
                fields=["submission", "email_hash"],
                condition=~Q(email_hash=""),
                name="one_applicant_per_person_and_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"indiener {self.pk}"
