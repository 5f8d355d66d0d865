"""Take a calendar file of somebody else over: `import_ics oost agenda.ics`, or the address of one."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.fetch import FetchError, fetch, https_of
from cms.models import Wijk
from pages.calendar.importing.apply import import_calendar
from pages.calendar.importing.lines import MOST_BYTES

SECONDS = 10


class Command(BaseCommand):
    """`manage.py import_ics WIJK FILE-OR-URL [--dry-run]`; may run again at any time."""

    help = "Neemt een agenda (iCalendar) over in de agenda van een wijk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Of which wijk, and from where."""
        parser.add_argument("wijk", help="kort adres van de wijk, zoals oost")
        parser.add_argument("source", help="een bestand, of een adres met https://")
        parser.add_argument("--dry-run", action="store_true", help="vertel alleen wat er zou gebeuren")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, take over and report.

        Raises:
            CommandError: when there is no such wijk or file, or nothing in it could be followed.
        """
        source = options["source"]
        try:
            wijk = Wijk.objects.get(slug=options["wijk"])
            data = self._read(source)
            report = import_calendar(
                wijk=wijk, data=data, source=source[:300], now=timezone.now(), dry_run=options["dry_run"]
            )
        except Wijk.DoesNotExist:
            raise CommandError(f"Er is geen wijk {options['wijk']}.") from None
        except LookupError:
            raise CommandError(f"De wijk {options['wijk']} heeft nog geen agenda.") from None
        except FetchError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"Het bestand is niet te lezen: {error.strerror}.") from None
        for line in report.lines():
            self.stdout.write(line)
        if report.refusals and not (report.made or report.changed or report.same):
            raise CommandError("Er is niets overgenomen.")

    def _read(self, source: str) -> bytes:
        if "://" in source:
            return fetch(https_of(source), hosts=settings.CALENDAR_HOSTS, most_bytes=MOST_BYTES, seconds=SECONDS).body
        with Path(source).open("rb") as file:
            return file.read(MOST_BYTES + 1)
