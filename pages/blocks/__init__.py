"""The blocks that editors build pages from: one family a module."""

from pages.blocks.body import Body
from pages.blocks.links import CallToActionBlock, PollBlock, TeaserBlock
from pages.blocks.media import AlbumBlock, DownloadsBlock, PictureBlock, VideoBlock
from pages.blocks.people import OrganisationsBlock, PeopleBlock, PortraitBlock
from pages.blocks.text import AccordionBlock, FactsBlock, QuoteBlock, TextBlock

__all__ = [
    "AccordionBlock",
    "AlbumBlock",
    "Body",
    "CallToActionBlock",
    "DownloadsBlock",
    "FactsBlock",
    "OrganisationsBlock",
    "PeopleBlock",
    "PictureBlock",
    "PollBlock",
    "PortraitBlock",
    "QuoteBlock",
    "TeaserBlock",
    "TextBlock",
    "VideoBlock",
]
