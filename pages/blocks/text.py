"""Blocks of words: text, quote, accordion, facts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from cms.icons import ICONS

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
# Inside a block that has a heading of its own.
SMALL_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def icon_choices() -> list[tuple[str, str]]:
    """The icons of the site, as choices in the editor."""
    return [(name, name) for name in ICONS]


class TextBlock(blocks.RichTextBlock):
    """Text with headings, lists and links."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES} | kwargs)

    class Meta:
        label = _("Tekst")
        description = _("Gewone tekst, met tussenkoppen, lijsten en links.")
        icon = "pilcrow"
        template = "pages/blocks/text.html"
        preview_value = (
            "<h2>Zo doe je mee</h2><p>Kom naar het buurthuis of <b>bel je wijkregisseur</b>.</p>"
            "<ul><li>Elke dinsdag is er koffie.</li><li>Je hoeft je niet aan te melden.</li></ul>"
        )


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(
        label=_("Wat iemand zei"),
        max_length=400,
        rows=3,
        help_text=_("Zonder aanhalingstekens; die komen er vanzelf bij."),
    )
    name = blocks.CharBlock(label=_("Wie"), required=False, default="", max_length=120)
    role = blocks.CharBlock(label=_("Rol"), required=False, default="", max_length=120)

    class Meta:
        label = _("Citaat")
        description = _("Iets wat iemand zei, met naam en rol.")
        icon = "openquote"
        template = "pages/blocks/quote.html"
        preview_value = {
            "text": "Nu ken ik mijn buren. We doen dit elk jaar weer.",
            "name": "Nadia",
            "role": "bewoner van Oost",
        }


class AccordionItemBlock(blocks.StructBlock):
    """One question and its answer."""

    title = blocks.CharBlock(label=_("Vraag of kop"), max_length=150)
    text = blocks.RichTextBlock(label=_("Antwoord of tekst"), features=SMALL_FEATURES)

    class Meta:
        label = _("Onderdeel")
        icon = "help"


class AccordionBlock(blocks.StructBlock):
    """Questions that open on a click; all text is there without JavaScript too."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Vragen"), min_num=1)

    class Meta:
        label = _("Vragen en antwoorden")
        description = _("Vragen die opengaan als je klikt. Handig bij veel korte antwoorden.")
        icon = "collapse-down"
        template = "pages/blocks/accordion.html"
        preview_value = {
            "title": "Vragen",
            "items": [
                {"title": "Wat kost het?", "text": "<p>Niets. De gemeente betaalt.</p>"},
                {"title": "Moet ik me aanmelden?", "text": "<p>Nee, dat hoeft niet.</p>"},
            ],
        }


class FactBlock(blocks.StructBlock):
    """One fact: what it is, and its value."""

    icon = blocks.ChoiceBlock(label=_("Pictogram"), choices=icon_choices, required=False, default="")
    term = blocks.CharBlock(label=_("Wat"), max_length=80)
    value = blocks.CharBlock(label=_("Hoeveel, waar of wanneer"), max_length=200)

    class Meta:
        label = _("Feit")
        icon = "info-circle"


class FactsBlock(blocks.StructBlock):
    """A short list of facts."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    facts = blocks.ListBlock(FactBlock(), label=_("Feiten"), min_num=1)

    class Meta:
        label = _("Feiten")
        description = _("Een korte lijst: wat, waar, wanneer en hoeveel.")
        icon = "list-ul"
        template = "pages/blocks/facts.html"
        preview_value = {
            "title": "In het kort",
            "facts": [
                {"icon": "plek", "term": "Waar", "value": "Wijkcentrum St. Joseph"},
                {"icon": "klok", "term": "Wanneer", "value": "elke dinsdag om 10.00 uur"},
            ],
        }
