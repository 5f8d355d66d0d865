"""An activity that a resident or organisation suggests for the calendar: when it is, beside the words of the case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models import ActivityPage
from participation.models.submission import Submission


class ActivityIdea(models.Model):
    """The first day and hours as they were filled in (local), and the draft that an editor goes on with."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, primary_key=True, related_name="activity")
    first_day = models.DateField(_("op welke dag"))
    starts_at = models.TimeField(_("begint om"))
    ends_at = models.TimeField(_("eindigt om"), null=True, blank=True)
    page = models.ForeignKey(
        ActivityPage, verbose_name=_("concept"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("aangemelde activiteit")
        verbose_name_plural = _("aangemelde activiteiten")

    def __str__(self) -> str:
        return f"activiteit bij zaak {self.pk}"
