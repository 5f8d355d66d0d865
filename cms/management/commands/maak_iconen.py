"""`manage.py maak_iconen`: draw the icons of the app anew, after a change of colours or tiles."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.app_icons import ICONS, draw, svg

STATIC = Path(settings.BASE_DIR) / "cms" / "static" / "cms"


class Command(BaseCommand):
    """Write the icons among the static files, where they are kept with the code."""

    help = "Teken de iconen van de app opnieuw, na een wijziging van kleuren of tegels."

    def handle(self, *args: object, **options: object) -> None:
        """Write every file."""
        folder = STATIC / "icons"
        folder.mkdir(exist_ok=True)
        for icon in ICONS:
            draw(icon).save(folder / icon.name, optimize=True)
        (STATIC / "favicon.svg").write_text(svg(), encoding="utf-8")
        self.stdout.write(f"Klaar: {len(ICONS) + 1} bestanden in {STATIC}.")
