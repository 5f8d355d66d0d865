"""`manage.py retention`: remove what is past its term."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms import retention


class Command(BaseCommand):
    """Run every data class's purge; the worker does so each night."""

    help = "Verwijdert gegevens waarvan de bewaartermijn voorbij is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to look only."""
        parser.add_argument("--dry-run", action="store_true", help="Tel alleen; verwijder niets.")

    def handle(self, *args: object, **options: object) -> None:
        """Purge, and say how many rows of each class.

        Raises:
            CommandError: when a class could not be purged.
        """
        is_dry = bool(options["dry_run"])
        try:
            counts = retention.purge_all(timezone.now(), dry_run=is_dry)
        except retention.RetentionFailed as error:
            raise CommandError(f"Niet gelukt voor: {error}. De rest is gedaan. Kijk in het log.") from error
        verb = "zou verwijderen" if is_dry else "verwijderd"
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count} {verb}")
