"""A wijkkrant, a campaign with faces, and a page that leads to figures elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils import timezone

from wagtail.documents.models import Document
from wagtail.models import Page

from cms.registries import DemoContext
from pages.demo.news import PICTURE_WORDS
from pages.first_pages import make, plain, translate_to_all
from pages.models import CampaignPage, ContentPage, Portrait, WijkkrantPage, WijkPage
from pages.notation import T, rich
from pages.texts import PARTS
from pages.town import home_page

_FILES = Path(__file__).parent / "files"

_EDITIONS = (
    (
        "wijkkrant-najaar.pdf",
        T("Najaar", "Autumn"),
        30,
        T(
            "Over de speelstraat, de moestuin en het spreekuur. Met een agenda voor de winter.",
            "About the play street, the vegetable garden and the walk-in hour. With a calendar for winter.",
        ),
    ),
    (
        "wijkkrant-zomer.pdf",
        T("Zomer", "Summer"),
        150,
        T(
            "Over het buurtfeest, nieuwe bomen en buren die elkaar helpen.",
            "About the neighbourhood party, new trees and neighbours who help each other.",
        ),
    ),
)
_WITH_PAPER = ("oost", "zuid", "noordoost")

_FACES = (
    (
        "gezicht-1",
        "Aicha",
        T(
            "Ik kende niemand in de straat. Nu drinken we elke week koffie.",
            "I knew nobody in the street. Now we drink coffee every week.",
        ),
    ),
    (
        "gezicht-2",
        "Henk",
        T("Met drie buren begonnen we. Nu zijn we met dertig.", "We began with three neighbours. Now we are thirty."),
    ),
    (
        "gezicht-3",
        "Naomi",
        T("De speelplek is van ons. Dat zie je.", "The playground is ours. You can see that."),
    ),
    (
        "gezicht-4",
        "Willem",
        T("Ik kan goed timmeren. Daar had de tuin iets aan.", "I am good with wood. That helped the garden."),
    ),
)


def document(name: str, title: str) -> Document:
    """A file of the demo in the library of documents."""
    found = Document.objects.filter(title=title).first()
    if found:
        return found
    with (_FILES / name).open("rb") as file:
        return Document.objects.create(title=title, file=File(file, name=name))


def build_papers(context: DemoContext) -> None:
    """Put two issues in the archive of some wijken, where it is empty."""
    today = timezone.localdate(context.now)
    for slug in _WITH_PAPER:
        wijk_page = WijkPage.objects.descendant_of(home_page()).get(slug=slug)
        archive = WijkkrantPage.objects.child_of(wijk_page).get()
        if archive.editions:
            continue
        editions = [
            (
                "edition",
                {
                    "title": title,
                    "appeared_on": today - timedelta(days=days),
                    "document": document(name, f"Wijkkrant {wijk_page.title}: {title.lower()}"),
                    "cover": context.data["pictures"]["plein" if days < 60 else "tafel"],
                    "summary": summary,
                },
            )
            for name, title, days, summary in _EDITIONS
        ]
        texts = PARTS["wijkkrant"]
        _rewrite(archive, title=texts["title"], lead=texts["lead"].fill(where=wijk_page.title), editions=editions)


def _rewrite(page: Page, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, plain(value))
    page.save_revision().publish()
    translate_to_all(page, fields)


def build_campaign(context: DemoContext) -> None:
    """A campaign of four residents, who are drawings."""
    today = timezone.localdate(context.now)
    faces = [
        ("face", {"portrait": _portrait(context, picture, name, today), "quote": quote})
        for picture, name, quote in _FACES
    ]
    make(
        home_page(),
        CampaignPage,
        slug="buren-maken-de-buurt",
        title=T("Buren maken de buurt", "Neighbours make the neighbourhood"),
        lead=T(
            "Vier bewoners vertellen wat ze begonnen. En wat het hun opleverde.",
            "Four residents tell what they started. And what it brought them.",
        ),
        picture=context.data["pictures"]["tafel"],
        picture_alt=PICTURE_WORDS["tafel"],
        starts_on=today - timedelta(days=20),
        ends_on=today + timedelta(days=120),
        body=[
            (
                "text",
                rich(
                    T(
                        "Een buurt wordt niet vanzelf prettig. Dat doen buren. Deze vier bewoners begonnen klein.",
                        "A neighbourhood does not become pleasant by itself. Neighbours do that. These four residents "
                        "started small.",
                    )
                ),
            ),
            (
                "call_to_action",
                {
                    "title": T("Heb je ook een idee?", "Do you have an idea too?"),
                    "text": T(
                        "Vertel in twee minuten wat je wilt doen.", "Tell us in two minutes what you want to do."
                    ),
                    "button": T("Begin een plan", "Start a plan"),
                    "link": {"page": None, "path": "/start/", "url": ""},
                },
            ),
        ],
        faces=faces,
    )


def _portrait(context: DemoContext, picture: str, name: str, today: date) -> Portrait:
    found = Portrait.objects.filter(picture=context.data["pictures"][picture]).first()
    return found or Portrait.objects.create(
        picture=context.data["pictures"][picture],
        name=name,
        consent_on=today - timedelta(days=30),
        consent_until=today + timedelta(days=335),
        consent_reference="demo",
    )


def build_figures(context: DemoContext) -> None:
    """A page that leads to the figures and sites of others."""
    rows = (
        (
            T("Cijfers per wijk", "Figures per wijk"),
            T("Hoeveel mensen wonen er, en hoe oud zijn ze?", "How many people live there, and how old are they?"),
            T("Bekijk de cijfers", "See the figures"),
            "https://hilversum.incijfers.nl/",
        ),
        (
            T("Open Hilversum", "Open Hilversum"),
            T("Hier lees je wat de gemeente onderzoekt en meet.", "Here you read what the municipality studies."),
            T("Ga naar Open Hilversum", "Go to Open Hilversum"),
            "https://www.openhilversum.nl/",
        ),
        (
            T("Hilversummers", "Hilversummers"),
            T("Hier vinden bewoners en verenigingen elkaar.", "Here residents and associations find each other."),
            T("Ga naar Hilversummers", "Go to Hilversummers"),
            "https://www.hilversummers.nl/",
        ),
    )
    make(
        home_page(),
        ContentPage,
        slug="feiten-en-cijfers",
        title=T("Feiten en cijfers", "Facts and figures"),
        lead=T("Meer weten over je wijk? Deze sites helpen je verder.", "Want to know more? These sites help you."),
        body=[
            (
                "call_to_action",
                {"title": title, "text": text, "button": button, "link": {"page": None, "path": "", "url": url}},
            )
            for title, text, button, url in rows
        ],
    )
