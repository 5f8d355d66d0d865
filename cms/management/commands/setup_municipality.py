"""Lay out a municipality on an empty database: places, rules, budgets and pages, but no people and no plans."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.registries import DemoContext, setup_parts
from cms.town import HILVERSUM, read_town


class Command(BaseCommand):
    """`manage.py setup_municipality [FILE]`; makes what is missing, so it may run again."""

    help = "Richt een gemeente in uit een gegevensbestand (standaard: Hilversum)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The data file."""
        parser.add_argument("file", nargs="?", default=str(HILVERSUM))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run all registered parts, lowest order first."""
        try:
            town = read_town(Path(options["file"]))
        except (OSError, ValueError) as error:
            raise CommandError(f"Het gegevensbestand is niet te lezen: {error}") from error
        context = DemoContext(now=timezone.now(), data={"town": town}, log=self.stdout.write)
        for part in sorted(setup_parts, key=lambda part: part.order):
            part.build(context)
