"""The body of a page: all blocks, in any order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from pages.blocks.links import CallToActionBlock, PollBlock, TeaserBlock
from pages.blocks.media import AlbumBlock, DownloadsBlock, PictureBlock, VideoBlock
from pages.blocks.people import OrganisationsBlock, PeopleBlock
from pages.blocks.text import AccordionBlock, FactsBlock, QuoteBlock, TextBlock


class Body(blocks.StreamBlock):
    """What an editor may put on a page."""

    text = TextBlock(group=_("Tekst"))
    quote = QuoteBlock(group=_("Tekst"))
    facts = FactsBlock(group=_("Tekst"))
    accordion = AccordionBlock(group=_("Tekst"))
    picture = PictureBlock(group=_("Beeld"))
    album = AlbumBlock(group=_("Beeld"))
    video = VideoBlock(group=_("Beeld"))
    downloads = DownloadsBlock(group=_("Beeld"))
    call_to_action = CallToActionBlock(group=_("Verder"))
    teaser = TeaserBlock(group=_("Verder"))
    poll = PollBlock(group=_("Verder"))
    people = PeopleBlock(group=_("Mensen"))
    organisations = OrganisationsBlock(group=_("Mensen"))

    class Meta:
        template = "pages/blocks/body.html"
