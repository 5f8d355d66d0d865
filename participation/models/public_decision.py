"""The version of a decision that is fit to publish (Woo, compliance C11)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail.search import index

from cms.models import Wijk
from cms.stems import stems
from participation.codes import Outcome
from participation.models.decision import Decision
from participation.models.submission import Submission


class PublicDecision(index.Indexed, models.Model):
    """What the site says of a decision, with its metadata and nothing of an applicant. Withdrawing is a switch.

    `code` is its address for ever. Amounts in cents.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="public_decisions")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="public_decision")
    code = models.SlugField(_("vast adres"), max_length=60, unique=True)
    title = models.CharField(_("titel"), max_length=200)
    subject = models.CharField(_("onderwerp"), max_length=60, blank=True)
    outcome = models.CharField(_("soort besluit"), max_length=20, choices=Outcome.choices)
    amount_cents = models.BigIntegerField(_("bedrag in centen"), default=0)
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("openbare tekst"), max_length=2000, blank=True)
    decided_on = models.DateField(_("besloten op"))
    is_public = models.BooleanField(_("staat op de site"), default=False)
    published_at = models.DateTimeField(_("geplaatst op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("van de site gehaald op"), null=True, blank=True)

    search_fields = [index.SearchField("search_stems"), index.FilterField("is_public")]

    class Meta:
        verbose_name = _("openbaar besluit")
        verbose_name_plural = _("openbare besluiten")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(published_at__isnull=False), name="public_decision_has_date"
            )
        ]
        indexes = [models.Index(fields=["is_public", "-decided_on", "-id"], name="public_decision_newest")]

    def __str__(self) -> str:
        return self.code

    def search_stems(self) -> str:
        """What the index of the search holds."""
        return " ".join(stems(" ".join([self.title, self.title, self.subject, self.text, self.code]), "nl"))
