"""Blocks that lead on: a call to action, teasers of pages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail import blocks


class LinkBlock(blocks.StructBlock):
    """Where to: a page of this site, an address on it, or another site. Exactly one."""

    page = blocks.PageChooserBlock(label=_("Pagina van deze site"), required=False)
    path = blocks.RegexBlock(
        regex=r"^/[\w\-/?=&.#]*$",
        label=_("Adres op deze site"),
        required=False,
        default="",
        help_text=_("Bijvoorbeeld /start/. Voor een adres dat geen pagina is."),
        error_messages={"invalid": _("Begin met een schuine streep, bijvoorbeeld /start/.")},
    )
    url = blocks.URLBlock(label=_("Adres van een andere site"), required=False, default="")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Ask for exactly one.

        Raises:
            ValidationError: when none or more than one is filled in.
        """
        cleaned = super().clean(value)
        if sum(bool(cleaned.get(name)) for name in ("page", "path", "url")) != 1:
            raise ValidationError(_("Kies een pagina, of vul een adres in. Niet allebei."))
        return cleaned

    class Meta:
        label = _("Link")
        icon = "link"


class CallToActionBlock(blocks.StructBlock):
    """One thing to do, with a button that says what it does."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    text = blocks.TextBlock(label=_("Tekst"), required=False, default="", max_length=300, rows=2)
    button = blocks.CharBlock(
        label=_("Tekst op de knop"), max_length=60, help_text=_("Een werkwoord en een ding: Begin een plan.")
    )
    link = LinkBlock(label=_("Waarheen"))

    class Meta:
        label = _("Oproep")
        icon = "pick"
        template = "pages/blocks/call_to_action.html"


class TeaserBlock(blocks.StructBlock):
    """One to four pages to read on."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Pagina")), label=_("Pagina's"), min_num=1, max_num=4)

    class Meta:
        label = _("Lees verder")
        icon = "doc-empty-inverse"
        template = "pages/blocks/teaser.html"
