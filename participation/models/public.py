"""The text on the site: written with the resident, moderated, and apart from what was sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail.search import index

from cms.stems import stems
from participation.models.submission import Submission


class PublicVersion(index.Indexed, models.Model):
    """What site, search, feeds and mails show of a case. Publishing is a switch, not a state."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="public_version")
    title = models.CharField(_("titel"), max_length=150)
    slug = models.SlugField(_("kort adres"), max_length=80)
    summary = models.TextField(_("samenvatting"), max_length=300)
    body = models.TextField(_("tekst"), max_length=5000, blank=True)
    own_effort = models.TextField(_("wat de buurt zelf doet"), max_length=1000, blank=True)
    place = models.CharField(_("plek"), max_length=150, blank=True)
    outcome_text = models.TextField(_("wat er besloten is"), max_length=2000, blank=True)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    latitude = models.DecimalField(_("breedtegraad"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("lengtegraad"), max_digits=9, decimal_places=6, null=True, blank=True)
    is_public = models.BooleanField(_("staat op de site"), default=False)
    published_at = models.DateTimeField(_("geplaatst op"), null=True, blank=True)
    updated_at = models.DateTimeField(_("gewijzigd op"))

    search_fields = [
        index.SearchField("search_stems"),
        index.FilterField("is_public"),
        index.RelatedFields("submission", [index.FilterField("state"), index.FilterField("wijk")]),
    ]

    class Meta:
        verbose_name = _("openbare tekst")
        verbose_name_plural = _("openbare teksten")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(published_at__isnull=False), name="public_version_has_date"
            )
        ]
        indexes = [models.Index(fields=["is_public", "-published_at"], name="public_newest")]

    def __str__(self) -> str:
        return self.title

    def search_stems(self) -> str:
        """What the index of the search holds: the number and this text, never what was sent (ARCHITECTURE rule 8)."""
        texts = [self.title] * 3
        texts += [self.summary, self.body, self.own_effort, self.place, self.outcome_text, self.submission.reference]
        return " ".join(stems(" ".join(texts), self.language))
