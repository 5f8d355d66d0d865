"""A body with every block, and the pictures and files that it needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from cms.models import Wijk
from pages.models import (
    CampaignPage,
    NewsIndexPage,
    NewsPage,
    Organisation,
    Person,
    Picture,
    Portrait,
    WijkkrantPage,
)
from tests.factories.polls import make_poll_page

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FIRST_DAY = date(2026, 1, 1)
LAST_DAY = date(2026, 12, 31)


def make_picture(title: str = "plein", *, width: int = 640, height: int = 480, credit: str = "") -> Picture:
    """A picture of the library, with a description."""
    file = get_test_image_file(f"{title}.png", size=(width, height))
    return Picture.objects.create(title=title, file=file, description=f"Dit is het {title}.", credit=credit)


def make_document(title: str = "Verslag", name: str = "verslag.pdf", content: bytes = b"%PDF-1.4 tekst") -> Any:
    """A file of the library."""
    return get_document_model().objects.create(title=title, file=ContentFile(content, name=name))


def make_portrait(name: str = "Nadia", *, until: date = LAST_DAY, **fields: Any) -> Portrait:
    """A resident on a picture; consent from the first day of 2026."""
    return Portrait.objects.create(
        picture=fields.pop("picture", None) or make_picture(f"gezicht-{name.lower()}"),
        name=name,
        consent_on=FIRST_DAY,
        consent_until=until,
        consent_reference="Z-2026-1",
        **fields,
    )


def every_block(page: Page, picture: Picture, document: Any) -> list[tuple[str, Any]]:
    """One of each block, in the order of the picker, as raw values of Python."""
    person = Person.objects.create(name="Samira Verhoef", email="samira@example.org", phone="14 035")
    poll = make_poll_page(page, title="Snel even", slug="snel-even")
    place = Organisation.objects.create(name="Wijkcentrum St. Joseph", kind=Organisation.Kind.MEETING_PLACE)
    return [
        (
            "text",
            "<h2>Waarom?</h2><p>Een plein is van ons <b>allemaal</b>.</p><h3>En dan?</h3><ul><li>groen</li></ul>",
        ),
        ("quote", {"text": "Nu ken ik mijn buren.", "name": "Nadia", "role": "bewoner"}),
        ("facts", {"title": "In het kort", "facts": [{"icon": "plek", "term": "Waar", "value": "Wegaplein"}]}),
        ("accordion", {"title": "Vragen", "items": [{"title": "Wat kost het?", "text": "<p>Niets.</p>"}]}),
        ("picture", {"picture": picture.pk, "description": "", "caption": "Buren op het plein."}),
        ("album", {"title": "De buurtdag", "pictures": [{"picture": picture.pk}, {"picture": picture.pk}]}),
        (
            "video",
            {
                "title": "De straat wordt groen",
                "url": YOUTUBE,
                "picture": picture.pk,
                "has_captions": True,
                "transcript": "<p>Een kraan haalt stenen weg.</p>",
            },
        ),
        ("downloads", {"title": "Om te bewaren", "files": [{"document": document.pk, "language": "nl"}]}),
        (
            "call_to_action",
            {"title": "Doe mee", "text": "Het kan nog.", "button": "Begin een plan", "link": {"path": "/start/"}},
        ),
        ("teaser", {"title": "Lees verder", "pages": [page.pk]}),
        ("poll", {"poll": poll.pk}),
        ("people", {"title": "Wie bel je?", "people": [person.pk]}),
        ("organisations", {"title": "Waar kun je terecht?", "organisations": [place.pk]}),
    ]


def stream(*blocks: tuple[str, Any]) -> list[dict[str, Any]]:
    """Blocks as they are stored."""
    return [{"type": kind, "value": value} for kind, value in blocks]


def set_body(page: Page, *blocks: tuple[str, Any], field: str = "body") -> Page:
    """Put these blocks on a page, and publish it."""
    definition = page._meta.get_field(field).stream_block
    setattr(page, field, definition.to_python(stream(*blocks)))
    page.save()
    return page


def make_news_index(parent: Page, title: str = "Nieuws") -> NewsIndexPage:
    """The news of a wijk, or of the city."""
    return parent.add_child(instance=NewsIndexPage(title=title, slug="nieuws"))


def make_news(index: NewsIndexPage, title: str, day: date, *also_in: Wijk, **fields: Any) -> NewsPage:
    """One piece of news."""
    slug = fields.pop("slug", title.lower().replace(" ", "-"))
    page = NewsPage(title=title, slug=slug, published_on=day, **fields)
    page.also_in = list(also_in)
    return index.add_child(instance=page)


def make_campaign(parent: Page, *portraits: Portrait, **fields: Any) -> CampaignPage:
    """A campaign with faces."""
    page = parent.add_child(instance=CampaignPage(title="Ik help mee", slug="ik-help-mee", **fields))
    return set_body(
        page, *[("face", {"portrait": row.pk, "quote": f"Ik ben {row.name}."}) for row in portraits], field="faces"
    )


def make_wijkkrant(parent: Page, *editions: dict[str, Any]) -> WijkkrantPage:
    """The archive of a paper."""
    page = parent.add_child(instance=WijkkrantPage(title="Wijkkrant", slug="wijkkrant"))
    return set_body(page, *[("edition", edition) for edition in editions], field="editions")
