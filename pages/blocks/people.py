"""Blocks of people and organisations: these are kept once, and named here."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.blocks import examples

Context = dict[str, Any]


class NamedChooserBlock(SnippetChooserBlock):
    """Chooses by name. What Wagtail would show is kept in its log for good, so that says "persoon 12" instead."""

    @cached_property
    def widget(self) -> Any:
        """The chooser that shows names."""
        from pages.admin.choosers import NamedSnippetChooser

        return NamedSnippetChooser(self.target_model, icon=self.target_model.snippet_viewset.icon)


def _with_cards(context: Context, cards: list[Any]) -> Context:
    """Add cards, with headings one level below that of the block, where it has one."""
    level = int(context.get("level") or 2)
    return context | {"cards": cards, "card_level": level + 1 if context["value"]["title"] else level}


class PeopleBlock(blocks.StructBlock):
    """People of the wijk, with role and how to reach them."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    people = blocks.ListBlock(NamedChooserBlock("pages.Person", label=_("Persoon")), label=_("Mensen"), min_num=1)

    class Meta:
        label = _("Mensen")
        description = _("Mensen met hun rol, telefoonnummer en e-mailadres. Je kiest ze uit de lijst van mensen.")
        icon = "group"
        template = "pages/blocks/people.html"

    def get_context(self, value: blocks.StructValue, parent_context: Context | None = None) -> Context:
        """Add the cards of those who stand on the site; one query."""
        from pages.social_base import people_by_id

        cards = people_by_id(person.pk for person in value["people"] if person is not None)
        return _with_cards(super().get_context(value, parent_context=parent_context), cards)

    def get_preview_value(self) -> Any:
        """People of the site."""
        return self.normalize({"title": _("Wie kun je bellen?"), "people": examples.people()})


class OrganisationsBlock(blocks.StructBlock):
    """Meeting places and organisations."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    organisations = blocks.ListBlock(
        SnippetChooserBlock("pages.Organisation", label=_("Organisatie")), label=_("Organisaties"), min_num=1
    )

    class Meta:
        label = _("Plekken en organisaties")
        description = _("Plekken en organisaties met adres en openingstijden. Je kiest ze uit de lijst.")
        icon = "site"
        template = "pages/blocks/organisations.html"

    def get_context(self, value: blocks.StructValue, parent_context: Context | None = None) -> Context:
        """Add the cards of those that stand on the site; two queries."""
        from pages.social_base import organisations_by_id

        cards = organisations_by_id(place.pk for place in value["organisations"] if place is not None)
        return _with_cards(super().get_context(value, parent_context=parent_context), cards)

    def get_preview_value(self) -> Any:
        """Organisations of the site."""
        return self.normalize({"title": _("Waar kun je terecht?"), "organisations": examples.organisations()})


class PortraitBlock(blocks.StructBlock):
    """A face of a campaign. Picture and name stand in the portrait, and go when its consent ends."""

    portrait = NamedChooserBlock("pages.Portrait", label=_("Portret"))
    quote = blocks.TextBlock(label=_("Wat deze bewoner zegt"), max_length=400, rows=3)

    class Meta:
        label = _("Gezicht")
        description = _("Een bewoner met foto en citaat. Zonder geldige toestemming staat dit blok niet op de site.")
        icon = "user"
        template = "pages/blocks/portrait.html"

    def get_context(self, value: blocks.StructValue, parent_context: Context | None = None) -> Context:
        """Add the portrait, where its consent holds today (AVG art. 7); None where it ended or was withdrawn."""
        portrait = value.get("portrait")
        shown = portrait if portrait is not None and portrait.is_shown() else None
        return super().get_context(value, parent_context=parent_context) | {"portrait": shown}

    def get_preview_value(self) -> Any:
        """A portrait with consent, where there is one."""
        return self.normalize({"portrait": examples.portrait(), "quote": "Ik help mee, want dit is mijn straat."})
