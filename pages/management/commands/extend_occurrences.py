"""Make the dates of all activities up to eighteen months from now; the worker does the same each night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.calendar.publish import extend_all
from pages.calendar.reconcile import reconcile


class Command(BaseCommand):
    """`manage.py extend_occurrences`; may run again at any time."""

    help = "Maakt de dagen van activiteiten tot achttien maanden vooruit."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is missing, and say how much that was."""
        now = timezone.now()
        repaired, extended = reconcile(now), extend_all(now)
        self.stdout.write(f"{extended} activiteiten verlengd, {repaired} hersteld")
