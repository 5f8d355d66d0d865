"""After the decision: photographs, the story for the neighbourhood, and what is asked when it is over."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


def _private_storage() -> Storage:
    return storages["private"]


def _random_name(instance: "PlanPhoto", filename: str) -> str:
    """A name that tells nothing: the sender's file name is never used."""
    name = uuid.uuid4().hex
    return f"fotos/{name[:2]}/{name}.{instance.extension}"


class Moderation(models.TextChoices):
    """How far something is that an initiator sent for the site."""

    NEW = "new", _("nog te bekijken")
    PUBLIC = "public", _("op de site")
    REFUSED = "refused", _("niet geplaatst")


class PlanPhoto(models.Model):
    """A photograph of the work by an initiator: cleaned, in private storage, on the site only once staff put it there.

    alt: what is to be seen, in words; staff mend it before it is public.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(_("foto"), storage=_private_storage, upload_to=_random_name, max_length=200)
    extension = models.CharField(_("soort bestand"), max_length=5)
    size_bytes = models.PositiveIntegerField(_("grootte"))
    width = models.PositiveIntegerField(_("breedte"))
    height = models.PositiveIntegerField(_("hoogte"))
    is_quarantined = models.BooleanField(_("apart gezet"), default=False)
    alt = models.CharField(_("wat er te zien is"), max_length=200)
    state = models.CharField(_("stand"), max_length=10, choices=Moderation.choices, default=Moderation.NEW)
    sent_at = models.DateTimeField(_("gestuurd op"))
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    moderated_at = models.DateTimeField(_("bekeken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("foto van een plan")
        verbose_name_plural = _("foto's van plannen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"foto {self.pk}"


class Story(models.Model):
    """How it went, told by the initiators to the neighbourhood. What was typed is never public: see `public_text`."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, primary_key=True, related_name="story")
    text = models.TextField(_("verhaal zoals gestuurd"), max_length=3000)
    public_text = models.TextField(_("verhaal op de site"), max_length=3000, blank=True)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    state = models.CharField(_("stand"), max_length=10, choices=Moderation.choices, default=Moderation.NEW)
    sent_at = models.DateTimeField(_("gestuurd op"))
    published_at = models.DateTimeField(_("geplaatst op"), null=True, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("verhaal over een plan")
        verbose_name_plural = _("verhalen over plannen")

    def __str__(self) -> str:
        return f"verhaal bij zaak {self.pk}"


class ClosingAnswers(models.Model):
    """The three questions after closing, answered once per case; only counted (domain: what residents miss)."""

    class Answer(models.TextChoices):
        """How true it was."""

        YES = "ja", _("Ja")
        BIT = "beetje", _("Een beetje")
        NO = "nee", _("Nee")

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="closing_answers"
    )
    knew_where = models.CharField(_("wist waar je moest zijn"), max_length=10, choices=Answer.choices)
    knew_what = models.CharField(_("wist wat je kon verwachten"), max_length=10, choices=Answer.choices)
    knew_when = models.CharField(_("wist wanneer je antwoord kreeg"), max_length=10, choices=Answer.choices)
    answered_at = models.DateTimeField(_("beantwoord op"))

    class Meta:
        verbose_name = _("antwoord op de drie vragen")
        verbose_name_plural = _("antwoorden op de drie vragen")

    def __str__(self) -> str:
        return f"antwoorden bij zaak {self.pk}"


class LookBack(models.Model):
    """What the initiators say half a year later, for the wijkregisseur."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, primary_key=True, related_name="look_back")
    text = models.TextField(_("terugblik"), max_length=2000)
    answered_at = models.DateTimeField(_("geschreven op"))

    class Meta:
        verbose_name = _("terugblik")
        verbose_name_plural = _("terugblikken")

    def __str__(self) -> str:
        return f"terugblik bij zaak {self.pk}"


class BestPractice(models.Model):
    """A plan that came true, as an example for other wijken. `why` is public and names nobody."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="best_practice"
    )
    why = models.CharField(_("wat anderen ervan leren"), max_length=300)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField(_("aangewezen op"))

    class Meta:
        verbose_name = _("goed voorbeeld")
        verbose_name_plural = _("goede voorbeelden")
        ordering = ["-marked_at", "-pk"]

    def __str__(self) -> str:
        return f"goed voorbeeld {self.pk}"
