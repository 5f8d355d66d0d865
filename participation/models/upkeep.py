"""Small things that need no decision: a resident reads the rules, promises the upkeep, and may begin."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


class Upkeep(models.Model):
    """What somebody promised by a mini-route: which one, where, and for a day when. Never public."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, primary_key=True, related_name="upkeep")
    route = models.SlugField(_("route"), max_length=60)
    route_title = models.CharField(_("naam van de route"), max_length=100)
    place_text = models.CharField(_("waar"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    house_number = models.CharField(_("huisnummer"), max_length=10, blank=True)
    happens_on = models.DateField(_("op welke dag"), null=True, blank=True)
    remarks = models.TextField(_("opmerking"), max_length=1000, blank=True)
    promise = models.TextField(_("wat beloofd is"), max_length=500)

    class Meta:
        verbose_name = _("afspraak over iets kleins")
        verbose_name_plural = _("afspraken over iets kleins")

    def __str__(self) -> str:
        return f"afspraak bij zaak {self.pk}"
