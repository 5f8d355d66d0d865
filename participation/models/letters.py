"""Letters: the municipality's templates, and each letter as it was sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.letters import LetterKind
from participation.models.decision import Decision
from participation.models.submission import Submission


class LetterTemplate(models.Model):
    """The template of one kind of letter. What it says stands in its versions; the newest one holds."""

    kind = models.CharField(_("soort brief"), max_length=20, choices=LetterKind.choices, unique=True)

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("brieven")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(LetterKind(self.kind).label)


class LetterVersion(models.Model):
    """One version of a template. Never changed: a change is a new version. A letter remembers which one."""

    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="versions")
    text = models.TextField(_("tekst"), max_length=6000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("versie van een brief")
        verbose_name_plural = _("versies van een brief")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"versie {self.pk}"


class Letter(models.Model):
    """A letter as it was sent: a whole HTML page that needs nothing else, and its SHA-256. Triggers refuse any change.

    It names no resident (see letters.py), so erasing a person never needs to touch it.
    """

    class Channel(models.TextChoices):
        """How it goes to the initiator."""

        MAIL = "mail", _("mail")
        POST = "post", _("post")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="letters")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.CharField(_("soort brief"), max_length=20, choices=LetterKind.choices)
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(_("verzending"), max_length=10, choices=Channel.choices)
    html = models.TextField(_("brief"))
    sha256 = models.CharField(_("controlegetal"), max_length=64)
    made_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("verstuurde brief")
        verbose_name_plural = _("verstuurde brieven")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision"], name="one_letter_per_decision")]

    def __str__(self) -> str:
        return f"brief {self.pk}"


class PostedLetter(models.Model):
    """That somebody put a letter on paper in the post."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="posted")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    posted_at = models.DateTimeField(_("op de post gedaan op"))

    class Meta:
        verbose_name = _("brief op de post")
        verbose_name_plural = _("brieven op de post")

    def __str__(self) -> str:
        return f"op de post: brief {self.letter_id}"
