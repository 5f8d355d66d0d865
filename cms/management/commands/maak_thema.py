"""`manage.py maak_thema`: make the small theme file of a municipality out of its full NL Design System theme."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.management.base import BaseCommand, CommandError

from cms.theme import Theme, ThemeError, thin, too_faint, wanted

STYLESHEET = "cms/wijkplein.css"


class Command(BaseCommand):
    """Thin a theme and write it where the site finds it."""

    help = "Maak van een volledig NL Design System-thema het kleine themabestand van deze site."
    requires_system_checks = []  # THEME_CSS may name the file that is still to be made

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to read, where to write, and what may be lacking."""
        parser.add_argument("bestand", type=Path, help="het CSS-bestand van het thema")
        parser.add_argument("--naar", type=Path, help="waar het resultaat komt; anders in de map THEME_DIR")
        parser.add_argument("--selector", default="", help="de variant, als het bestand er meer heeft")
        parser.add_argument("--onvolledig", action="store_true", help="neem voor ontbrekende tokens onze eigen waarde")

    def handle(self, *args: object, **options: object) -> None:
        """Read, thin, write and say what to do next.

        Raises:
            CommandError: when the file cannot be read or written, or is no theme that we can use.
        """
        source = Path(str(options["bestand"]))
        theme = self._thin(source, selector=str(options["selector"]))
        if theme.missing and not options["onvolledig"]:
            raise CommandError(
                f"In {source} ontbreken {len(theme.missing)} tokens:\n  " + "\n  ".join(theme.missing) + "\n"
                "Vul ze aan, of gebruik --onvolledig: dan houden ze de waarde van Wijkplein."
            )
        target = Path(str(options["naar"] or Path(settings.THEME_DIR) / source.name))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(theme.css(), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Ik kan {target} niet schrijven: {error.strerror}.") from error
        for line in too_faint(theme.tokens):
            self.stderr.write(f"Let op, dit is slecht te lezen: {line}")
        self.stdout.write(f"Klaar: {len(theme.tokens)} tokens in {target} ({target.stat().st_size} bytes).")
        if not options["naar"]:
            self.stdout.write(f"Zet nu in de omgeving THEME_CSS=thema/{target.name} en start de site opnieuw.")

    def _thin(self, source: Path, *, selector: str) -> Theme:
        try:
            text = source.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CommandError(f"Ik kan {source} niet lezen: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{source} is geen tekst in UTF-8. Is dit wel het CSS-bestand?") from error
        names = wanted(Path(str(find(STYLESHEET))).read_text(encoding="utf-8"))
        try:
            return thin(text, names, selector=selector)
        except ThemeError as error:
            raise CommandError(f"{source}: {error}") from error
