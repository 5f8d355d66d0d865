"""What the sitemap names of participation beside the pages of the tree: decisions on the site, and their list."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from cms.sitemaps import BaseUrlSitemap
from participation.models import PublicDecision


class DecisionsSitemap(BaseUrlSitemap):
    """Decisions on the site. One that is taken off is not named any more."""

    def items(self) -> QuerySet[PublicDecision]:
        """The decisions, the newest first."""
        return PublicDecision.objects.filter(is_public=True).order_by("-decided_on", "-pk")

    def location(self, item: PublicDecision) -> str:
        """The address, without a language."""
        return f"/besluiten/{item.code}/"

    def lastmod(self, item: PublicDecision) -> datetime | None:
        """When it was put on the site."""
        return item.published_at
