"""`manage.py send_digests`: queue the reminders and digests of a day."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from participation.services.reminders import send_digests


class Command(BaseCommand):
    """Do once what the worker does each morning. Twice on one day is as once."""

    help = "Zet de herinneringen van een dag klaar: één mail per persoon per dag, ook als je dit vaker doet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day."""
        parser.add_argument("--date", help="de dag, zoals 2026-12-01; anders vandaag")

    def handle(self, *args: object, **options: object) -> None:
        """Queue, and say how many.

        Raises:
            CommandError: when the day is no date.
        """
        given = options["date"]
        try:
            today = date.fromisoformat(str(given)) if given else timezone.localdate()
        except ValueError:
            raise CommandError(f"{given} is geen datum. Schrijf de dag als 2026-12-01.") from None
        sent = send_digests(today=today, now=timezone.now())
        self.stdout.write(f"Overzichten voor medewerkers: {sent.digests}. Mails aan indieners: {sent.mails}.")
