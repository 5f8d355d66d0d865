"""The questions of a poll as editors write them; publishing makes rows of them (polls.services.publishing).

Each kind of question is a block, so that its kind can't change: another kind is another question.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from polls.codes import Kind

MOST_CHOICES = 30


class ChoiceBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(label=_("Antwoord"), max_length=150)

    class Meta:
        label = _("Antwoord")
        icon = "tick"


class PictureChoiceBlock(ChoiceBlock):
    """One picture to choose; the text says what it shows."""

    picture = ImageChooserBlock(label=_("Foto"))

    class Meta:
        label = _("Foto")
        icon = "image"


class RowBlock(blocks.StructBlock):
    """One thing to rate."""

    text = blocks.CharBlock(label=_("Wat"), max_length=150)

    class Meta:
        label = _("Rij")
        icon = "list-ul"


class QuestionBlock(blocks.StructBlock):
    """What all questions have. `kind` is what its rows hold."""

    kind: Kind

    text = blocks.CharBlock(label=_("Vraag"), max_length=200)
    help_text = blocks.CharBlock(label=_("Uitleg"), required=False, default="", max_length=300)
    is_required = blocks.BooleanBlock(label=_("Verplicht"), required=False, default=True)
    is_confidential = blocks.BooleanBlock(
        label=_("Vertrouwelijk"),
        required=False,
        default=False,
        help_text=_(
            "Dan tonen we alleen aantallen: geen teksten, niet per wijk, en niet per stembiljet in het bestand."
        ),
    )
    only_if_question = blocks.IntegerBlock(
        label=_("Alleen na vraag"),
        required=False,
        min_value=1,
        help_text=_("Het nummer van een eerdere vraag. Laat leeg als iedereen deze vraag krijgt."),
    )
    only_if_choice = blocks.IntegerBlock(
        label=_("En antwoord"),
        required=False,
        min_value=1,
        help_text=_("Het nummer van het antwoord op die vraag: 1 is het eerste antwoord."),
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Ask for both halves of a condition, or for none.

        Raises:
            ValidationError: by field.
        """
        cleaned = super().clean(value)
        errors = dict(self.faults(cleaned))
        if (cleaned.get("only_if_question") is None) != (cleaned.get("only_if_choice") is None):
            errors["only_if_choice"] = ValidationError(_("Vul bij een voorwaarde de vraag en het antwoord in."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def faults(self, value: blocks.StructValue) -> dict[str, ValidationError]:
        """What is wrong with this kind of question, by field."""
        return {}


class OneBlock(QuestionBlock):
    """Pick one."""

    kind = Kind.ONE
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Antwoorden"), min_num=2, max_num=MOST_CHOICES)
    has_other = blocks.BooleanBlock(label=_("Met ‘Anders, namelijk’"), required=False, default=False)

    class Meta:
        label = _("Eén keuze")
        icon = "radio-full"


class SeveralBlock(QuestionBlock):
    """Pick several."""

    kind = Kind.SEVERAL
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Antwoorden"), min_num=2, max_num=MOST_CHOICES)
    has_other = blocks.BooleanBlock(label=_("Met ‘Anders, namelijk’"), required=False, default=False)
    least = blocks.IntegerBlock(label=_("Minstens"), required=False, min_value=1)
    most = blocks.IntegerBlock(label=_("Hoogstens"), required=False, min_value=1)

    def faults(self, value: blocks.StructValue) -> dict[str, ValidationError]:
        """Keep the numbers in order, and within what there is to choose."""
        least, most = value.get("least"), value.get("most")
        total = len(value["choices"]) + bool(value.get("has_other"))
        if least and most and least > most:
            return {"most": ValidationError(_("‘Hoogstens’ is lager dan ‘minstens’."))}
        if (most or 0) > total or (least or 0) > total:
            return {"most": ValidationError(_("Er zijn minder antwoorden dan je hier vraagt."))}
        return {}

    class Meta:
        label = _("Meer keuzes")
        icon = "tick-inverse"


class YesNoBlock(QuestionBlock):
    """Yes, no or no opinion."""

    kind = Kind.YES_NO

    class Meta:
        label = _("Ja, nee of geen mening")
        icon = "success"


def _scale_sizes() -> list[tuple[str, Any]]:
    return [("5", _("van 1 tot 5")), ("10", _("van 1 tot 10"))]


class ScaleBlock(QuestionBlock):
    """A rate."""

    kind = Kind.SCALE
    size = blocks.ChoiceBlock(label=_("Schaal"), choices=_scale_sizes, default="5")
    low = blocks.CharBlock(label=_("Wat betekent 1?"), required=False, default="", max_length=60)
    high = blocks.CharBlock(label=_("Wat betekent het hoogste getal?"), required=False, default="", max_length=60)

    class Meta:
        label = _("Schaal")
        icon = "order"


class RankingBlock(QuestionBlock):
    """Put in order."""

    kind = Kind.RANKING
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Wat zet je op volgorde?"), min_num=2, max_num=10)

    class Meta:
        label = _("Op volgorde zetten")
        icon = "list-ol"


class NumberBlock(QuestionBlock):
    """A whole number."""

    kind = Kind.NUMBER
    least = blocks.IntegerBlock(label=_("Laagste getal"), default=0, min_value=-1_000_000, max_value=1_000_000)
    most = blocks.IntegerBlock(label=_("Hoogste getal"), default=100, min_value=-1_000_000, max_value=1_000_000)
    unit = blocks.CharBlock(label=_("Eenheid"), required=False, default="", max_length=30)

    def faults(self, value: blocks.StructValue) -> dict[str, ValidationError]:
        """Keep the ends in order."""
        if value["least"] >= value["most"]:
            return {"most": ValidationError(_("Het hoogste getal is niet hoger dan het laagste."))}
        return {}

    class Meta:
        label = _("Getal")
        icon = "decimal"


class ShortTextBlock(QuestionBlock):
    """A line of text."""

    kind = Kind.SHORT_TEXT

    class Meta:
        label = _("Korte tekst")
        icon = "pilcrow"


class LongTextBlock(QuestionBlock):
    """Text of several lines."""

    kind = Kind.LONG_TEXT

    class Meta:
        label = _("Lange tekst")
        icon = "doc-full"


class PictureQuestionBlock(QuestionBlock):
    """Pick one picture."""

    kind = Kind.PICTURE
    choices = blocks.ListBlock(PictureChoiceBlock(), label=_("Foto's"), min_num=2, max_num=12)

    class Meta:
        label = _("Keuze uit foto's")
        icon = "image"


class MatrixBlock(QuestionBlock):
    """Rate several things on one scale."""

    kind = Kind.MATRIX
    rows = blocks.ListBlock(RowBlock(), label=_("Wat beoordeel je?"), min_num=2, max_num=15)
    size = blocks.ChoiceBlock(label=_("Schaal"), choices=_scale_sizes, default="5")
    low = blocks.CharBlock(label=_("Wat betekent 1?"), required=False, default="", max_length=60)
    high = blocks.CharBlock(label=_("Wat betekent het hoogste getal?"), required=False, default="", max_length=60)

    class Meta:
        label = _("Schalen onder elkaar")
        icon = "table"


class PlaceBlock(QuestionBlock):
    """Point at a place: a part of town, and on the map whereabouts."""

    kind = Kind.PLACE

    class Meta:
        label = _("Plek op de kaart")
        icon = "site"
        help_text = _(
            "Mensen kiezen een buurt van de wijk, of in een peiling van de stad een wijk. Op de kaart wijzen ze de "
            "plek aan, op ongeveer 100 meter."
        )


class NextPageBlock(blocks.StructBlock):
    """From here on, a new page of the survey."""

    title = blocks.CharBlock(label=_("Titel van de nieuwe pagina"), required=False, default="", max_length=80)

    class Meta:
        label = _("Nieuwe pagina")
        icon = "plus"


class Questions(blocks.StreamBlock):
    """All questions, in order; "nieuwe pagina" makes a survey of it."""

    one = OneBlock(group=_("Kiezen"))
    several = SeveralBlock(group=_("Kiezen"))
    yes_no = YesNoBlock(group=_("Kiezen"))
    picture = PictureQuestionBlock(group=_("Kiezen"))
    place = PlaceBlock(group=_("Kiezen"))
    scale = ScaleBlock(group=_("Beoordelen"))
    matrix = MatrixBlock(group=_("Beoordelen"))
    ranking = RankingBlock(group=_("Beoordelen"))
    number = NumberBlock(group=_("Invullen"))
    short_text = ShortTextBlock(group=_("Invullen"))
    long_text = LongTextBlock(group=_("Invullen"))
    next_page = NextPageBlock(group=_("Indeling"))

    class Meta:
        required = True
        max_num = 80
