"""The field of a form that carries a proof of work (cms.proofs), drawn as a place where JavaScript puts the widget."""

from __future__ import annotations

import json
from collections.abc import Callable

from django import forms
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms import proofs
from cms.puzzles import NEEDED

NAME = "bewijs"


class ProofInput(forms.Widget):
    """Where the widget comes: hidden until it is needed, and empty without JavaScript. Counts as hidden: no label."""

    is_hidden = True

    def __init__(self, *, is_needed: Callable[[], bool]) -> None:
        super().__init__()
        self.is_needed = is_needed

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> SafeString:
        """Draw the place, and the script that fills it. What was handed in before is used up, so it is left out."""
        asks_first = settings.ALTCHA == proofs.SUSPICIOUS and not self.is_needed()
        address = reverse("puzzle")
        return format_html(
            '<div data-bewijs data-naam="{}" data-opgave="{}" data-vraag-eerst="{}" data-widget="{}" data-stijl="{}" '
            'data-som="{}" data-teksten="{}" hidden></div><script src="{}" defer></script>',
            name,
            address if asks_first else f"{address}?{NEEDED}",
            "ja" if asks_first else "",
            static("altcha/altcha.min.js"),
            static("cms/bewijs.css"),
            static("cms/bewijs-som.js"),
            json.dumps(_texts()),
            static("cms/bewijs.js"),
        )


def _texts() -> dict[str, str]:
    """What the widget says, by its own names."""
    return {
        "label": _("Ik ben een mens"),
        "verifying": _("We controleren of je een mens bent."),
        "verified": _("Gecontroleerd: je bent een mens."),
        "error": _("De controle lukt niet. Je kunt het formulier toch versturen."),
        "expired": _("De controle is verlopen. Je kunt het formulier toch versturen."),
        "waitAlert": _("Wacht nog even op de controle."),
    }


class ProofField(forms.CharField):
    """A proof as it was handed in; never wrong, since nobody typed it."""

    def __init__(self, *, is_needed: Callable[[], bool]) -> None:
        super().__init__(required=False, strip=False, widget=ProofInput(is_needed=is_needed))

    def clean(self, value: object) -> str:
        """The text, unjudged: `AntiSpamMixin.has_proof` uses it."""
        return value if isinstance(value, str) else ""
