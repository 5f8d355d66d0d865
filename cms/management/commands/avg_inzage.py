"""`manage.py avg_inzage EMAIL`: everything kept about one person, as JSON (AVG art. 15)."""

import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms import audit, retention
from cms.crypto import keyed_hash, normalise_email


class Command(BaseCommand):
    """Print what every data class holds; check who asks before handing it over."""

    help = "Toont alles wat er over een persoon is bewaard, als JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose data."""
        parser.add_argument("email", help="Het e-mailadres van de persoon.")

    def handle(self, *args: object, **options: object) -> None:
        """Print, and note in the audit log that it was read."""
        email = str(options["email"])
        found = retention.inspect_person(email)
        person = keyed_hash("person", normalise_email(email))
        now = timezone.now()
        audit.log(action="person.inspect", object="person", origin="command", now=now, data={"person": person})
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
