"""What differs on one day of an activity: it is off, moved, or held once more."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail import blocks


def _note(label: Any, help_text: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=False, default="", max_length=160, help_text=help_text)


class _Timed(blocks.StructBlock):
    """A date with, where these differ, times of its own."""

    def clean(self, value: Any) -> Any:
        """Ask for a start with every end.

        Raises:
            ValidationError: when there is an end alone.
        """
        cleaned = super().clean(value)
        if cleaned["ends_at"] and not cleaned["starts_at"]:
            error = ValidationError(_("Vul ook in hoe laat het begint, of haal de eindtijd weg."))
            raise blocks.StructBlockValidationError(block_errors={"starts_at": error})
        return cleaned


class SkipBlock(blocks.StructBlock):
    """A date on which it is not held."""

    day = blocks.DateBlock(label=_("Welke dag vervalt?"))
    note = _note(_("Waarom?"), _("Bijvoorbeeld: Koningsdag. Bezoekers lezen dit."))
    is_hidden = blocks.BooleanBlock(
        label=_("Laat deze dag helemaal weg"),
        required=False,
        help_text=_("Anders staat de dag er nog, met de reden dat het vervalt."),
    )

    class Meta:
        label = _("Een keer vervalt")
        icon = "cross"


class MoveBlock(_Timed):
    """A date that is held on another one, or at another time."""

    day = blocks.DateBlock(label=_("Welke dag verandert?"))
    to = blocks.DateBlock(label=_("Nieuwe dag"), help_text=_("Dezelfde dag, als alleen de tijd verandert."))
    starts_at = blocks.TimeBlock(label=_("Begint om"), required=False, help_text=_("Leeg: zoals altijd."))
    ends_at = blocks.TimeBlock(label=_("Eindigt om"), required=False)
    note = _note(_("Waarom?"), _("Bijvoorbeeld: de zaal is bezet. Bezoekers lezen dit."))

    class Meta:
        label = _("Een keer op een andere dag of tijd")
        icon = "redirect"


class ExtraBlock(_Timed):
    """A date on which it is held once more."""

    day = blocks.DateBlock(label=_("Welke dag komt erbij?"))
    starts_at = blocks.TimeBlock(label=_("Begint om"), required=False, help_text=_("Leeg: zoals altijd."))
    ends_at = blocks.TimeBlock(label=_("Eindigt om"), required=False)
    note = _note(_("Wat is er anders?"), _("Bezoekers lezen dit."))

    class Meta:
        label = _("Een extra keer")
        icon = "plus"


class Changes(blocks.StreamBlock):
    """All that differs."""

    skip = SkipBlock()
    move = MoveBlock()
    extra = ExtraBlock()

    class Meta:
        max_num = 100
        required = False
