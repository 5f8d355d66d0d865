"""The numbers of the law that may change, and the log of when the site was out of order."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class TermRule(models.Model):
    """Terms and amounts as the law and the municipality's ordinance set them, from a local date on.

    Longer than eight weeks only where an article of the ordinance says so (Awb 4:13). Amounts in cents a day: of days
    1-14, 15-28 and 29-42 (Awb 4:17).
    """

    valid_from = models.DateField(_("geldt vanaf"), unique=True)
    decide_weeks = models.PositiveSmallIntegerField(
        _("weken om te beslissen"), default=8, validators=[MinValueValidator(1)]
    )
    article = models.CharField(_("artikel van de verordening"), max_length=120, blank=True)
    extensions_max = models.PositiveSmallIntegerField(_("hoe vaak verlengen mag"), default=1)
    splitting_days = models.PositiveSmallIntegerField(_("eerdere toekenningen tellen mee, in dagen"), default=365)
    dwangsom_first_cents = models.PositiveIntegerField(_("dwangsom dag 1 tot en met 14, in centen"), default=2_300)
    dwangsom_second_cents = models.PositiveIntegerField(_("dwangsom dag 15 tot en met 28, in centen"), default=3_500)
    dwangsom_third_cents = models.PositiveIntegerField(_("dwangsom dag 29 tot en met 42, in centen"), default=4_500)

    class Meta:
        verbose_name = _("termijnregel")
        verbose_name_plural = _("termijnregels")
        ordering = ["-valid_from"]
        constraints = [models.CheckConstraint(condition=Q(decide_weeks__gte=1), name="term_rule_has_weeks")]

    def __str__(self) -> str:
        return f"termijnregel {self.pk}"


class Outage(models.Model):
    """A time in which residents could not send in anything: maintenance or an incident."""

    from_at = models.DateTimeField(_("vanaf"))
    until_at = models.DateTimeField(_("tot"))
    what = models.CharField(_("wat werkte niet"), max_length=200)

    class Meta:
        verbose_name = _("storing")
        verbose_name_plural = _("storingen")
        ordering = ["-from_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="outage_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"storing {self.pk}"
