"""The vocabulary of reading cases. Who may see what starts here, and nowhere else (ARCHITECTURE rule 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from participation.policies import visible_filter

if TYPE_CHECKING:
    from cms.models import User, Wijk


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reading cases."""

    def visible_to(self, user: User) -> SubmissionQuerySet:
        """Only the cases this person's roles of today show; nothing for outsiders."""
        return self.filter(visible_filter(user))

    def in_wijk(self, wijk: Wijk) -> SubmissionQuerySet:
        """Cases of one wijk."""
        return self.filter(wijk=wijk)

    def public(self) -> SubmissionQuerySet:
        """Cases with a public version that is on the site now."""
        return self.filter(public_version__is_public=True)

    def seeking_support(self) -> SubmissionQuerySet:
        """Public cases that gather support, the first to close on top."""
        return self.public().filter(state="gathering_support").order_by("campaign__closes_at", "pk")


class SupportQuerySet(models.QuerySet["Support"]):
    """Reading support and concerns."""

    def counted(self) -> SupportQuerySet:
        """What counts: confirmed by its giver and not withdrawn since."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)

    def per(self, field: str) -> dict[str, int]:
        """How many per value of a field, such as the postcode; the database counts."""
        return dict(self.values_list(field).annotate(number=models.Count("pk")).order_by(field))
