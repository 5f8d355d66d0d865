"""Blocks of people and organisations: these are kept once, and named here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class PeopleBlock(blocks.StructBlock):
    """People of the wijk, with role and how to reach them."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    people = blocks.ListBlock(SnippetChooserBlock("pages.Person", label=_("Persoon")), label=_("Mensen"), min_num=1)

    class Meta:
        label = _("Mensen")
        icon = "group"
        template = "pages/blocks/people.html"


class OrganisationsBlock(blocks.StructBlock):
    """Meeting places and organisations."""

    title = blocks.CharBlock(label=_("Kop"), required=False, default="", max_length=120)
    organisations = blocks.ListBlock(
        SnippetChooserBlock("pages.Organisation", label=_("Organisatie")), label=_("Organisaties"), min_num=1
    )

    class Meta:
        label = _("Plekken en organisaties")
        icon = "site"
        template = "pages/blocks/organisations.html"


class PortraitBlock(blocks.StructBlock):
    """A face of a campaign. Picture and name stand in the portrait, and go when its consent ends."""

    portrait = SnippetChooserBlock("pages.Portrait", label=_("Portret"))
    quote = blocks.TextBlock(label=_("Wat deze bewoner zegt"), max_length=400, rows=3)

    class Meta:
        label = _("Gezicht")
        icon = "user"
        template = "pages/blocks/portrait.html"
