"""A plan that is still being written."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """Answers of the whole form so far, encrypted as one piece; kept 30 days after the last change.

    A table of its own, not a state: nothing in it was sent (inbox.md section 4).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data_encrypted = models.TextField(_("antwoorden, versleuteld"))
    created_at = models.DateTimeField(_("begonnen op"))
    updated_at = models.DateTimeField(_("bijgewerkt op"), db_index=True)

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepten")

    def __str__(self) -> str:
        return f"concept {self.pk}"


def _private_storage() -> Storage:
    return storages["private"]


def _random_name(instance: "DraftFile", filename: str) -> str:
    """A name that tells nothing: the sender's file name is never used."""
    name = uuid.uuid4().hex
    return f"concepten/{name[:2]}/{name}.{instance.extension}"


class DraftFile(models.Model):
    """A picture or PDF that was added to a draft: cleaned already, and gone with the draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(_("bestand"), storage=_private_storage, upload_to=_random_name, max_length=200)
    extension = models.CharField(_("soort bestand"), max_length=5)
    size_bytes = models.PositiveIntegerField(_("grootte"))
    width = models.PositiveIntegerField(_("breedte"), null=True, blank=True)
    height = models.PositiveIntegerField(_("hoogte"), null=True, blank=True)
    is_quarantined = models.BooleanField(_("apart gezet"), default=False)
    created_at = models.DateTimeField(_("toegevoegd op"))

    class Meta:
        verbose_name = _("bestand bij een concept")
        verbose_name_plural = _("bestanden bij concepten")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"bestand {self.pk}"
