"""A wijkkrant, a campaign with faces, a page that uses every block, and a page that leads to figures elsewhere."""

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
from pages.models import CampaignPage, ContentPage, Organisation, Person, Portrait, WijkkrantPage, WijkPage
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


def build_showcase(context: DemoContext) -> None:
    """A page that uses every block: how to close a street for an afternoon of play."""
    pictures, home = context.data["pictures"], home_page()
    person = Person.objects.filter(organisation__isnull=False).order_by("pk").first()
    place = Organisation.objects.filter(kind=Organisation.Kind.MEETING_PLACE).order_by("pk").first()
    how = ContentPage.objects.child_of(home).get(slug="zo-werkt-wijkplein")
    rules = ContentPage.objects.child_of(home).get(slug="huisregels")
    make(
        home,
        ContentPage,
        slug="speelstraat",
        title=T("Zo organiseer je een speelstraat", "How to organise a play street"),
        lead=T(
            "Een middag geen auto's, wel stoepkrijt. Dit heb je ervoor nodig.",
            "An afternoon without cars, with pavement chalk. This is what you need.",
        ),
        body=_first_half(pictures) + _second_half(pictures, how, rules, person, place),
    )


def _first_half(pictures: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (
            "text",
            rich(
                ("h2", T("Wat is een speelstraat?", "What is a play street?")),
                T(
                    "Bij een speelstraat is je straat een paar uur dicht voor auto's. Kinderen spelen dan op straat. "
                    "Buren zetten de stoelen buiten.",
                    "In a play street your street is closed to cars for a few hours. Children play in the street. "
                    "Neighbours put their chairs outside.",
                ),
                ("h3", T("Dit spreek je af", "This is what you agree")),
                [
                    T("wie de hekken neerzet en weghaalt", "who puts up the fences and takes them away"),
                    T("wie er op elk moment op straat is", "who is in the street at any time"),
                    T("hoe de hulpdiensten erdoor kunnen", "how the emergency services can get through"),
                ],
            ),
        ),
        (
            "picture",
            {
                "picture": pictures["speelplek"],
                "description": PICTURE_WORDS["speelplek"],
                "caption": T("Spelen waar anders auto's staan.", "Playing where cars are parked."),
            },
        ),
        (
            "facts",
            {
                "title": T("In het kort", "In short"),
                "facts": [
                    {
                        "icon": "klok",
                        "term": T("Hoe lang", "How long"),
                        "value": T("hoogstens 6 uur", "up to 6 hours"),
                    },
                    {"icon": "euro", "term": T("Kosten", "Costs"), "value": T("geen", "none")},
                    {
                        "icon": "kalender",
                        "term": T("Aanvragen", "Apply"),
                        "value": T("4 weken van tevoren", "4 weeks before"),
                    },
                ],
            },
        ),
        (
            "quote",
            {
                "text": T(
                    "Mijn dochter leerde die middag fietsen. De hele straat klapte.",
                    "My daughter learned to ride a bicycle that afternoon. The whole street clapped.",
                ),
                "name": "Karim",
                "role": T("vader uit Zuidoost", "father from Zuidoost"),
            },
        ),
        (
            "video",
            {
                "title": T("Een tekenfilm voor op het plein", "A cartoon to show in the square"),
                "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "picture": pictures["plein"],
                "has_captions": True,
                "transcript": rich(
                    T(
                        "Drie kleine dieren plagen een groot konijn. Het konijn bedenkt een plan. Niemand praat, "
                        "er is alleen muziek.",
                        "Three small animals tease a big rabbit. The rabbit thinks of a plan. Nobody speaks, there is "
                        "only music.",
                    )
                ),
            },
        ),
    ]


def _second_half(
    pictures: dict[str, Any], how: ContentPage, rules: ContentPage, person: Person | None, place: Organisation | None
) -> list[tuple[str, Any]]:
    return [
        (
            "accordion",
            {
                "title": T("Vragen van buren", "Questions from neighbours"),
                "items": [
                    {
                        "title": T("Mag ik mijn auto laten staan?", "May I leave my car?"),
                        "text": rich(
                            T(
                                "Ja. Vraag wel of buren hun auto die middag ergens anders zetten.",
                                "Yes. But do ask neighbours to park somewhere else that afternoon.",
                            )
                        ),
                    },
                    {
                        "title": T("Wat als het regent?", "What if it rains?"),
                        "text": rich(
                            T("Dan kies je een nieuwe dag. Bel 14 035.", "Then you choose another day. Call 14 035.")
                        ),
                    },
                ],
            },
        ),
        (
            "downloads",
            {
                "title": T("Om te printen", "To print"),
                "files": [
                    {
                        "document": document("speelstraat-bordje.pdf", "Bordje speelstraat"),
                        "title": T("Bordje voor op het hek", "Sign for the fence"),
                    }
                ],
            },
        ),
        (
            "album",
            {
                "title": T("Zo zag het eruit", "What it looked like"),
                "pictures": [
                    {"picture": pictures[name], "description": PICTURE_WORDS[name], "caption": ""}
                    for name in ("plein", "tafel", "wijkcentrum")
                ],
            },
        ),
        ("people", {"title": T("Hulp nodig?", "Need help?"), "people": [person]}),
        ("organisations", {"title": T("Hekken lenen", "Borrow fences"), "organisations": [place]}),
        ("teaser", {"title": T("Lees verder", "Read on"), "pages": [how, rules]}),
        (
            "call_to_action",
            {
                "title": T("Kost je plan geld?", "Does your plan cost money?"),
                "text": T("Vraag het aan uit het wijkbudget.", "Apply for it from the wijk budget."),
                "button": T("Begin een plan", "Start a plan"),
                "link": {"page": None, "path": "/start/", "url": ""},
            },
        ),
    ]


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
