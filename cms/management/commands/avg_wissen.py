"""`manage.py avg_wissen EMAIL`: remove one person from everything (AVG art. 17)."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms import retention


class Command(BaseCommand):
    """Erase in every data class, in one transaction; the audit log keeps a keyed hash."""

    help = "Wist alles wat er over een persoon is bewaard. Dit kan niet ongedaan worden gemaakt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose data."""
        parser.add_argument("email", help="Het e-mailadres van de persoon.")

    def handle(self, *args: object, **options: object) -> None:
        """Erase, and say how many rows of each class."""
        for name, count in retention.erase_person(str(options["email"]), timezone.now()).items():
            self.stdout.write(f"{name}: {count} gewist")
