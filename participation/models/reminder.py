"""What somebody was reminded of, so that nobody hears it twice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.applicant import Applicant
from participation.models.submission import Submission


class Reminder(models.Model):
    """One reminder to one person: about which case, what, and on which day it fell (local).

    The constraints hold the promise of the digest (inbox.md section 8): once per case, kind, date and person, however
    many workers run and however often. `told_on` is the day of the digest or mail that tells it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="reminders")
    mark = models.CharField(_("soort"), max_length=20)
    on = models.DateField(_("dag van de herinnering"))
    about = models.DateField(_("dag waar het om gaat"))
    told_on = models.DateField(_("verteld op"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders")

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "mark", "on", "user"],
                condition=Q(user__isnull=False),
                name="one_reminder_per_colleague",
            ),
            models.UniqueConstraint(
                fields=["submission", "mark", "on", "applicant"],
                condition=Q(applicant__isnull=False),
                name="one_reminder_per_initiator",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, applicant__isnull=True)
                | Q(user__isnull=True, applicant__isnull=False),
                name="reminder_is_for_one_person",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "told_on"], name="reminder_user_day"),
            models.Index(fields=["applicant", "told_on"], name="reminder_applicant_day"),
        ]

    def __str__(self) -> str:
        return f"herinnering {self.pk}"
