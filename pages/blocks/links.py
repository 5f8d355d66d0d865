"""Blocks that lead on: a call to action, teasers of pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.models import Page

from cms.languages import active_language
from pages.blocks import examples


class LinkValue(blocks.StructValue):
    """A link as it was filled in."""

    @property
    def href(self) -> str:
        """The address in the active language; "" for a page that is gone or not live."""
        from pages.navigation import address_of, pad

        page = self.get("page")
        if page is not None:
            return address_of(page) if page.live else ""
        return pad(self["path"]) if self.get("path") else self.get("url") or ""


class LinkBlock(blocks.StructBlock):
    """Where to: a page of this site, an address on it, or another site. Exactly one."""

    page = blocks.PageChooserBlock(label=_("Pagina van deze site"), required=False)
    path = blocks.RegexBlock(
        regex=r"^/(?!/)[\w\-/?=&.#]*$",
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
        value_class = LinkValue


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
        description = _("Eén ding om te doen, met een knop.")
        icon = "pick"
        template = "pages/blocks/call_to_action.html"
        preview_value = {
            "title": "Heb je een plan voor je buurt?",
            "text": "Vertel in twee minuten wat je wilt doen.",
            "button": "Begin een plan",
            "link": {"path": "/start/"},
        }


def _to_read(chosen: Page, found: list[Page]) -> Page | None:
    """A chosen page in the active language, or else as it was chosen; None where it is not among those found."""
    same = {page.locale.language_code: page for page in found if page.translation_key == chosen.translation_key}
    return same.get(active_language()) or next((page for page in same.values() if page.pk == chosen.pk), None)


class TeaserBlock(blocks.StructBlock):
    """One to four pages to read on."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Pagina")), label=_("Pagina's"), min_num=1, max_num=4)

    class Meta:
        label = _("Lees verder")
        description = _("Kaarten van een tot vier pagina's van deze site, met titel en inleiding.")
        icon = "doc-empty-inverse"
        template = "pages/blocks/teaser.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add title, address and lead of the pages that are live and open to all, in the active language.

        A query, and one a page type.
        """
        from pages.navigation import address_of

        context = super().get_context(value, parent_context=parent_context)
        chosen = [page for page in value["pages"] if page is not None]
        shown = Page.objects.live().filter(
            translation_key__in=[page.translation_key for page in chosen], view_restrictions__isnull=True
        )
        found = list(shown.select_related("locale").specific().defer_streamfields())
        cards = [
            {"title": page.title, "url": address_of(page), "text": getattr(page, "lead", "")}
            for page in (_to_read(page, found) for page in chosen)
            if page
        ]
        return context | {"cards": cards, "card_level": int(context.get("level") or 2) + 1}

    def get_preview_value(self) -> Any:
        """Pages of the site."""
        return self.normalize({"title": _("Lees verder"), "pages": examples.pages()})


class PollBlock(blocks.StructBlock):
    """A poll: its question and choices, which lead to the page to vote. What it shows is up to the polls (rule 1)."""

    poll = blocks.PageChooserBlock(label=_("Peiling"), page_type="polls.PollPage")

    class Meta:
        label = _("Peiling")
        description = _("Een vraag uit een peiling. Wie een antwoord kiest, gaat naar de pagina om te stemmen.")
        icon = "tick-inverse"
        template = "pages/blocks/poll.html"

    def get_preview_value(self) -> Any:
        """The newest poll."""
        return self.normalize({"poll": examples.poll()})
