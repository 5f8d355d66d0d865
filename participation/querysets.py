"""The vocabulary of reading cases. Who may see what starts here, and nowhere else (ARCHITECTURE rule 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

from participation.policies import visible_filter

if TYPE_CHECKING:
    from cms.models import User, Wijk


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reading cases."""

    def visible_to(self, user: User) -> SubmissionQuerySet:
        """Only the cases this person's roles of today show; nothing for outsiders."""
        return self.filter(visible_filter(user))

    def in_wijk(self, wijk: Wijk | models.Expression) -> SubmissionQuerySet:
        """Cases of a wijk, and those that say they are there as well. Who handles them is another matter: see
        `visible_to`."""
        there_too = self.model.other_wijken.through.objects.filter(wijk=wijk).values("submission")
        return self.filter(models.Q(wijk=wijk) | models.Q(pk__in=there_too))

    def public(self) -> SubmissionQuerySet:
        """Cases with a public version that is on the site now."""
        return self.filter(public_version__is_public=True)

    def seeking_support(self) -> SubmissionQuerySet:
        """Public cases that gather support, the first to close on top."""
        return self.public().filter(state="gathering_support").order_by("campaign__closes_at", "pk")


class ApplicantQuerySet(models.QuerySet["Applicant"]):
    """Reading who is behind a plan."""

    def taking_part(self) -> ApplicantQuerySet:
        """Initiators: all but those who were invited and did not say yes. An invitation alone makes nobody one."""
        was_not_asked = models.Q(is_main=True) | models.Q(invited_at__isnull=True)
        return self.filter(was_not_asked | models.Q(email_confirmed_at__isnull=False))

    def invited(self) -> ApplicantQuerySet:
        """Who was invited to join in and did not answer yet."""
        return self.filter(is_main=False, invited_at__isnull=False, email_confirmed_at__isnull=True).exclude(email="")


class SupportQuerySet(models.QuerySet["Support"]):
    """Reading support and concerns."""

    def counted(self) -> SupportQuerySet:
        """What counts: confirmed by its giver and not withdrawn since."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)

    def per(self, field: str) -> dict[str, int]:
        """How many per value of a field, such as the postcode; the database counts."""
        return dict(self.values_list(field).annotate(number=models.Count("pk")).order_by(field))


def later_title() -> models.Subquery:
    """The title that the initiators gave a case later; None where they did not. Read by `details.title_of`."""
    supplement = apps.get_model("participation", "Supplement")
    titles = supplement.objects.filter(submission=models.OuterRef("pk"), field="title")
    return models.Subquery(titles.order_by("-pk").values("text")[:1])
