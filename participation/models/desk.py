"""How one person works in the inbox: saved views, and the columns of the list."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A choice of filters and order under a name. Never a result: whoever opens it sees what he or she may see.

    A shared one is in everybody's list; only its maker and the administrator can take it away.
    """

    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("maker"), on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("naam"), max_length=60)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    is_shared = models.BooleanField(_("gedeeld"), default=False)
    created_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("bewaarde weergave")
        verbose_name_plural = _("bewaarde weergaven")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["maker", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name


class DeskSettings(models.Model):
    """Which columns somebody wants in the list, and how close the lines stand."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="desk_settings"
    )
    columns = models.JSONField(_("kolommen"), default=list)
    is_compact = models.BooleanField(_("compact"), default=False)

    class Meta:
        verbose_name = _("instelling van de lijst")
        verbose_name_plural = _("instellingen van de lijst")

    def __str__(self) -> str:
        return f"lijst van medewerker {self.pk}"
