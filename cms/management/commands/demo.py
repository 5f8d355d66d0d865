"""The Hilversum demo, from the project's own data, through the services that users' clicks call."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from cms.mail import outbox
from cms.registries import DemoContext, demo_parts

# Mails of these last days still go out, so that a newcomer finds some to read under var/mail/.
RECENT = timedelta(days=3)


def start_afresh() -> None:
    """Throw away the whole database and lay out its tables anew.

    Emptying tables would meet the triggers that keep the books and the history (ARCHITECTURE rule 9).
    """
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{ending}").unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)


class Command(BaseCommand):
    """`manage.py demo [--reset] [--size N]`; makes what is missing, so it may run again."""

    help = "Bouwt de demo van Hilversum."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--reset starts afresh; --size multiplies residents' data."""
        parser.add_argument("--reset", action="store_true", help="maak de database eerst leeg")
        parser.add_argument("--size", type=int, default=1, help="hoeveel keer de gegevens van bewoners")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the set-up and then all registered parts of the demo, lowest order first."""
        if options["size"] < 1:
            raise CommandError("--size is een getal van 1 of hoger.")
        if settings.IS_HTTPS:
            self.stderr.write("Let op: de demo maakt accounts met een bekend wachtwoord.")
        if options["reset"]:
            start_afresh()
        call_command("setup_municipality", stdout=self.stdout)
        context = DemoContext(now=timezone.now(), size=options["size"], log=self.stdout.write)
        with outbox.history(before=context.now - RECENT):
            for part in sorted(demo_parts, key=lambda part: part.order):
                part.build(context)
        with connection.cursor() as cursor:
            # As the database does by itself some minutes later: until then it takes every table for a small one, and
            # the first screen of the admin took eleven seconds on PostgreSQL.
            cursor.execute("ANALYZE")
