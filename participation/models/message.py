"""Words between people about a case. Free text lives here, where it can be erased."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


class Message(models.Model):
    """A message between the municipality and the initiator, or a neighbour's concern for the wijkregisseur."""

    class Sort(models.TextChoices):
        """Whose words these are."""

        TO_INITIATOR = "to_initiator", _("aan de indiener")
        FROM_INITIATOR = "from_initiator", _("van de indiener")
        CONCERN = "concern", _("zorg van een buur")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    sort = models.CharField(_("soort"), max_length=20, choices=Sort.choices)
    text = models.TextField(_("tekst"), max_length=3000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    support = models.OneToOneField(
        "participation.Support", on_delete=models.CASCADE, null=True, blank=True, related_name="message"
    )
    reason = models.CharField(max_length=30, blank=True)
    sent_at = models.DateTimeField(_("verstuurd op"))

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"bericht {self.pk}"


class Note(models.Model):
    """A note among staff; the initiator never sees it, but may ask for it under the AVG."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("notitie"), max_length=3000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("geschreven op"))

    class Meta:
        verbose_name = _("notitie")
        verbose_name_plural = _("notities")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"notitie {self.pk}"
