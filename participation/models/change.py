"""What came after: later answers of the initiator, earlier public texts, and proof beside the figures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


class Supplement(models.Model):
    """A later answer of the initiator: a row more, while what was sent first stays as it was (ARCHITECTURE rule 8).

    The newest row of a field holds. Facts (scope, category, amount, wijk) are changed on the case itself.
    """

    class Field(models.TextChoices):
        """Which answer."""

        TITLE = "title", _("titel")
        WHAT = "what", _("wat")
        FOR_WHOM = "for_whom", _("voor wie")
        WHEN_TEXT = "when_text", _("wanneer")
        GOAL = "goal", _("waartoe")
        PLACE_TEXT = "place_text", _("waar")
        POSTCODE = "postcode", _("postcode")
        HOUSE_NUMBER = "house_number", _("huisnummer")
        OWN_EFFORT = "own_effort", _("eigen inzet")
        OTHER_FUNDING = "other_funding", _("ander geld")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="supplements")
    field = models.CharField(_("welk antwoord"), max_length=20, choices=Field.choices)
    text = models.TextField(_("antwoord"), max_length=3000, blank=True)
    given_at = models.DateTimeField(_("gegeven op"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("aanvulling")
        verbose_name_plural = _("aanvullingen")
        ordering = ["pk"]
        indexes = [models.Index(fields=["submission", "field"], name="supplement_of_field")]

    def __str__(self) -> str:
        return f"aanvulling {self.pk}"


class PublicRevision(models.Model):
    """The public text as it was until it was changed, so that everybody can see what changed and when."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="public_revisions")
    title = models.CharField(_("titel"), max_length=150)
    summary = models.TextField(_("samenvatting"), max_length=300)
    body = models.TextField(_("tekst"), max_length=5000, blank=True)
    own_effort = models.TextField(_("wat de buurt zelf doet"), max_length=1000, blank=True)
    place = models.CharField(_("plek"), max_length=150, blank=True)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    replaced_at = models.DateTimeField(_("vervangen op"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_substantial = models.BooleanField(_("ingrijpend"), default=False)
    what_changed = models.CharField(_("wat er veranderde"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("eerdere openbare tekst")
        verbose_name_plural = _("eerdere openbare teksten")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"eerdere tekst {self.pk}"


class SupportProof(models.Model):
    """Proof of draagvlak that is no count of supporters; stands beside the figures and changes none (domain)."""

    class Kind(models.TextChoices):
        """What it is."""

        SURVEY = "survey", _("enquête")
        MEETING = "meeting", _("bijeenkomst met verslag")
        OWN_KNOWLEDGE = "own_knowledge", _("de wijkregisseur kent de buurt")
        OTHER = "other", _("iets anders")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="support_proofs")
    kind = models.CharField(_("soort"), max_length=15, choices=Kind.choices)
    text = models.TextField(_("wat er bleek"), max_length=1000)
    people = models.PositiveIntegerField(_("aantal mensen"), null=True, blank=True)
    happened_on = models.DateField(_("op welke dag"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("toegevoegd op"))

    class Meta:
        verbose_name = _("ander bewijs van draagvlak")
        verbose_name_plural = _("ander bewijs van draagvlak")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"bewijs {self.pk}"
