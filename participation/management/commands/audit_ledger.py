"""`manage.py audit_ledger`: do the books add up?"""

from django.core.management.base import BaseCommand, CommandError

from participation.services.audit_books import audit_books


class Command(BaseCommand):
    """Audit every line of the household book; the worker does so each night. Changes nothing."""

    help = "Controleert of het kasboek klopt: elke boeking, verschuiving, toezegging en pot."

    def handle(self, *args: object, **options: object) -> None:
        """Say what was read, and what is wrong.

        Raises:
            CommandError: when anything is wrong, so that a script can tell by the exit code.
        """
        report = audit_books()
        for sentence in report.sentences():
            self.stderr.write(sentence)
        if report.faults:
            raise CommandError(f"Het kasboek klopt niet: {len(report.faults)} keer. Zie hierboven.")
        self.stdout.write(f"Het kasboek klopt: {report.lines} boekingen in {report.years} jaren.")
